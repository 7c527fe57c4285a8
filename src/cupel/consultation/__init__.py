"""Consultations: comments on a draft, where they belong, which say the same, what is decided and what is published."""

from cupel.consultation.artefacts.content import Bar, Content, Paragraph, Picture, Section, TableBlock
from cupel.consultation.artefacts.html import write_html
from cupel.consultation.artefacts.pages import feedback, response, synopsis_content, value_words
from cupel.consultation.artefacts.pdf import write_pdf
from cupel.consultation.artefacts.pictures import bars_svg
from cupel.consultation.artefacts.word import write_docx
from cupel.consultation.artefacts.workbook import write_xlsx
from cupel.consultation.bulk_file import SCHEMA, bulk_data, write_bulk_csv, write_bulk_json
from cupel.consultation.clauses import ClauseBook, DraftClause, Former, clauses_of
from cupel.consultation.clusters.data import Cluster, Likeness, Suggestion
from cupel.consultation.clusters.suggest import suggest
from cupel.consultation.consent import PublishedComment, published
from cupel.consultation.data import GENERAL, Comment, Consent, Kind, Origin, Question, Submission
from cupel.consultation.deciding import Conflict, Filter, Obstacle, Proposed, Template, move_all, propose_all, spread
from cupel.consultation.disposition import (
    Answer,
    Decision,
    Disposition,
    Workflow,
    agree,
    answer,
    assign,
    propose,
    publish,
    release,
)
from cupel.consultation.logs import LogEntry, ReadLog, read_log
from cupel.consultation.markdown import read_markdown
from cupel.consultation.placing import Ground, Placement, place, place_by_text
from cupel.consultation.record import Consultation
from cupel.consultation.rewording import reworded
from cupel.consultation.synopsis import Count, Dimension, Synopsis, synopsis
from cupel.consultation.template.columns import CODES, Column
from cupel.consultation.template.document import write_document
from cupel.consultation.template.reading import LeftRow, ReadComment, ReadTemplate, read_template
from cupel.consultation.template.rows import TemplateRow, empty_rows, own_rows, published_rows
from cupel.consultation.template.workbook import write_workbook
from cupel.consultation.versions import Merged, merge

__all__ = [
    "CODES",
    "GENERAL",
    "SCHEMA",
    "Answer",
    "Bar",
    "ClauseBook",
    "Cluster",
    "Column",
    "Comment",
    "Conflict",
    "Consent",
    "Consultation",
    "Content",
    "Count",
    "Decision",
    "Dimension",
    "Disposition",
    "DraftClause",
    "Filter",
    "Former",
    "Ground",
    "Kind",
    "LeftRow",
    "Likeness",
    "LogEntry",
    "Merged",
    "Obstacle",
    "Origin",
    "Paragraph",
    "Picture",
    "Placement",
    "Proposed",
    "PublishedComment",
    "Question",
    "ReadComment",
    "ReadLog",
    "ReadTemplate",
    "Section",
    "Submission",
    "Suggestion",
    "Synopsis",
    "TableBlock",
    "Template",
    "TemplateRow",
    "Workflow",
    "agree",
    "answer",
    "assign",
    "bars_svg",
    "bulk_data",
    "clauses_of",
    "empty_rows",
    "feedback",
    "merge",
    "move_all",
    "own_rows",
    "place",
    "place_by_text",
    "propose",
    "propose_all",
    "publish",
    "published",
    "published_rows",
    "read_log",
    "read_markdown",
    "read_template",
    "release",
    "response",
    "reworded",
    "spread",
    "suggest",
    "synopsis",
    "synopsis_content",
    "value_words",
    "write_bulk_csv",
    "write_bulk_json",
    "write_document",
    "write_docx",
    "write_html",
    "write_pdf",
    "write_workbook",
    "write_xlsx",
]
