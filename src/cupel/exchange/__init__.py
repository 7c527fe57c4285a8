"""Standards in the formats that people send each other: Word files both ways, PDF, HTML."""

from cupel.exchange.docx.draft import Draft, Filled, Naming, as_standard
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
    "Unplaced",
    "ValueChange",
    "as_standard",
    "compare_returned",
    "edition_docx",
    "edition_html",
    "edition_pdf",
    "read_docx",
    "redline_docx",
    "redline_pdf",
]
