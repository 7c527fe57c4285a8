"""Consultations: comments on a draft, where they belong, which say the same, what is decided and what is published."""

from cupel.consultation.clauses import ClauseBook, DraftClause, Former, clauses_of
from cupel.consultation.clusters.data import Cluster, Likeness, Suggestion
from cupel.consultation.clusters.suggest import suggest
from cupel.consultation.consent import PublishedComment, published
from cupel.consultation.data import GENERAL, Comment, Consent, Kind, Origin, Question, Submission
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
from cupel.consultation.placing import Ground, Placement, place
from cupel.consultation.template.columns import CODES, Column
from cupel.consultation.template.document import write_document
from cupel.consultation.template.reading import LeftRow, ReadComment, ReadTemplate, read_template
from cupel.consultation.template.rows import TemplateRow, empty_rows, own_rows, published_rows
from cupel.consultation.template.workbook import write_workbook
from cupel.consultation.versions import Merged, merge

__all__ = [
    "CODES",
    "GENERAL",
    "Answer",
    "ClauseBook",
    "Cluster",
    "Column",
    "Comment",
    "Consent",
    "Decision",
    "Disposition",
    "DraftClause",
    "Former",
    "Ground",
    "Kind",
    "LeftRow",
    "Likeness",
    "LogEntry",
    "Merged",
    "Origin",
    "Placement",
    "PublishedComment",
    "Question",
    "ReadComment",
    "ReadLog",
    "ReadTemplate",
    "Submission",
    "Suggestion",
    "TemplateRow",
    "Workflow",
    "agree",
    "answer",
    "assign",
    "clauses_of",
    "empty_rows",
    "merge",
    "own_rows",
    "place",
    "propose",
    "publish",
    "published",
    "published_rows",
    "read_log",
    "read_markdown",
    "read_template",
    "release",
    "suggest",
    "write_document",
    "write_workbook",
]
