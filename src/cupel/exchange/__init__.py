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
    "read_docx",
    "redline_docx",
]
