"""What was read of a Word file as plain data, and back: it is read once and kept."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from cupel.exchange.docx.reading.document import (
    ImportedClause,
    ImportedDocument,
    ImportedValue,
    Note,
    Remark,
    Unplaced,
)

Data = Mapping[str, Any]


def document_data(document: ImportedDocument) -> dict[str, Any]:
    """The document as JSON knows it."""
    return {**asdict(document), "clauses": [_clause_data(clause) for clause in document.clauses]}


def document_from(data: Data) -> ImportedDocument:
    """The document that :func:`document_data` wrote."""
    return ImportedDocument(
        **{
            **data,
            "clauses": tuple(_clause_from(each) for each in data["clauses"]),
            "unplaced": tuple(Unplaced(**each) for each in data["unplaced"]),
            "comments": tuple(Remark(**each) for each in data["comments"]),
            "values": tuple(ImportedValue(**each) for each in data["values"]),
        }
    )


def _clause_data(clause: ImportedClause) -> dict[str, Any]:
    return {
        **{name: value for name, value in vars(clause).items() if name not in ("notes", "cells", "children", "parts")},
        "notes": [asdict(note) for note in clause.notes],
        "cells": dict(clause.cells),
        "children": [_clause_data(child) for child in clause.children],
        "parts": [[part, language, text] for (part, language), text in clause.parts.items()],
    }


def _clause_from(data: Data) -> ImportedClause:
    return ImportedClause(
        **{
            **data,
            "notes": tuple(Note(**each) for each in data["notes"]),
            "children": tuple(_clause_from(each) for each in data["children"]),
            "parts": {(part, language): text for part, language, text in data["parts"]},
        }
    )
