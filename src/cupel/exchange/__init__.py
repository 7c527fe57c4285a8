"""Standards in the formats that people send each other: Word files both ways, PDF, HTML."""

from cupel.exchange.docx.draft import Draft, Filled, Naming, as_standard
from cupel.exchange.docx.reading.data import document_data, document_from
from cupel.exchange.docx.reading.document import (
    ImportedClause,
    ImportedDocument,
    ImportedValue,
    Note,
    Remark,
    Unplaced,
)
from cupel.exchange.docx.reading.read import read_docx
from cupel.exchange.docx.returned import ClauseChange, PartChange, Returned, ValueChange, compare_returned
from cupel.exchange.docx.writer import Comment, Signature, edition_docx, redline_docx
from cupel.exchange.pages.html import edition_html
from cupel.exchange.pages.pdf import edition_pdf, redline_pdf
from cupel.exchange.placing import Suggested, suggested_places, with_places
from cupel.exchange.taking import Taken, can_be_taken, edits_of_returned

__all__ = [
    "ClauseChange",
    "Comment",
    "Draft",
    "Filled",
    "ImportedClause",
    "ImportedDocument",
    "ImportedValue",
    "Naming",
    "Note",
    "PartChange",
    "Remark",
    "Returned",
    "Signature",
    "Suggested",
    "Taken",
    "Unplaced",
    "ValueChange",
    "as_standard",
    "can_be_taken",
    "compare_returned",
    "document_data",
    "document_from",
    "edition_docx",
    "edition_html",
    "edition_pdf",
    "edits_of_returned",
    "read_docx",
    "redline_docx",
    "redline_pdf",
    "suggested_places",
    "with_places",
]
