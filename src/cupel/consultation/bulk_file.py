"""One file per consultation with everything that is public: a row a comment, as CSV and as JSON."""

import csv
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from cupel.consultation.consent import PublishedComment, published
from cupel.consultation.data import GENERAL, Consent, Kind, Origin
from cupel.consultation.disposition import Answer, Decision, Workflow
from cupel.consultation.record import Consultation
from cupel.sheets import FORMULA_STARTS

TEXT: dict[str, Any] = {"type": "string"}
TEXT_OR_NULL: dict[str, Any] = {"type": ["string", "null"]}
COLUMNS: dict[str, dict[str, Any]] = {
    "id": {**TEXT, "description": "The comment's id, the same in every artefact."},
    "version": {"type": "integer", "minimum": 1, "description": "Rises when the commenter sends it with other words."},
    "clause": {**TEXT_OR_NULL, "description": "uid of the clause; general; null where it is not placed."},
    "label": {**TEXT, "description": "The clause as the draft prints it."},
    "written_label": {**TEXT, "description": "The clause as the commenter wrote it."},
    "kind": {"enum": [str(each) for each in Kind], "description": "ISO/IEC type of comment."},
    "text": {**TEXT_OR_NULL, "description": "null where the author does not let it be published."},
    "change": {**TEXT_OR_NULL, "description": "The proposed change; null as text."},
    "consent": {"enum": [str(each) for each in Consent], "description": "What the author lets be published."},
    "author": {**TEXT, "description": "Empty unless the consent is named."},
    "organisation": {**TEXT, "description": "Empty unless the consent is named."},
    "category": {**TEXT, "description": "Stakeholder category."},
    "country": {**TEXT, "description": "ISO 3166-1 alpha-2."},
    "language": {**TEXT, "description": "BCP 47."},
    "origin": {"enum": [str(each) for each in Origin], "description": "The way by which it came."},
    "received": {**TEXT, "format": "date", "description": "ISO 8601 day."},
    "question": {**TEXT_OR_NULL, "description": "Key of the question that it answers."},
    "cluster": {**TEXT_OR_NULL, "description": "Confirmed cluster of comments that say the same."},
    "state": {"enum": [str(each) for each in Workflow], "description": "How far the group's work is."},
    "decision": {"enum": [*map(str, Decision), None], "description": "null until one is agreed."},
    "reason": {**TEXT, "description": "Why; empty until it is agreed."},
    "answer": {"enum": [str(each) for each in Answer], "description": "What the commenter says to the decision."},
}
"""The columns of the file in order, as JSON Schema."""

SCHEMA: dict[str, Any] = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "$id": "urn:cupel-consultation:1",
    "title": "A consultation",
    "type": "object",
    "properties": {
        "title": TEXT,
        "draft": TEXT,
        "opened": {"type": ["string", "null"], "format": "date"},
        "closed": {"type": ["string", "null"], "format": "date"},
        "questions": {
            "type": "array",
            "items": {"type": "object", "properties": {"key": TEXT, "text": TEXT}, "required": ["key", "text"]},
        },
        "comments": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": COLUMNS,
                "required": list(COLUMNS),
                "additionalProperties": False,
            },
        },
    },
    "required": ["title", "draft", "opened", "closed", "questions", "comments"],
    "additionalProperties": False,
}
"""JSON Schema of the JSON file."""


def bulk_data(consultation: Consultation) -> dict[str, Any]:
    """Everything that is public as plain data, as :data:`SCHEMA` says; comments in the order of the draft."""
    opened, closed = (day.isoformat() if day else None for day in (consultation.opened, consultation.closed))
    return {
        "title": consultation.title,
        "draft": consultation.draft,
        "opened": opened,
        "closed": closed,
        "questions": [{"key": each.key, "text": each.text} for each in consultation.questions],
        "comments": list(_rows(consultation)),
    }


def write_bulk_json(consultation: Consultation, path: Path) -> None:
    """Write the file as JSON."""
    text = json.dumps(bulk_data(consultation), ensure_ascii=False, indent=1)
    path.write_text(f"{text}\n", encoding="utf-8")


def write_bulk_csv(consultation: Consultation, path: Path) -> None:
    """Write the comments as CSV, UTF-8. An apostrophe stands before a text that a spreadsheet would calculate, and
    before one that begins with an apostrophe; null is empty.
    """
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(COLUMNS)
        writer.writerows([_plainly(value) for value in row.values()] for row in _rows(consultation))


def _rows(consultation: Consultation) -> Iterator[dict[str, Any]]:
    order = consultation.book.order
    clusters = {key: each.id for each in consultation.clusters for key in each.comments}
    shown = sorted(published(consultation.comments), key=lambda each: (_place(each, order), each.id))
    for each in shown:
        disposition = consultation.disposition(each.id)
        clause = consultation.book.by_uid.get(each.clause or "")
        decided = disposition.decision if disposition.decided else None
        values = (
            each.id, each.version, each.clause, clause.label if clause else "", each.label, str(each.kind), each.text,
            each.change, str(each.consent), each.author, each.organisation, each.category, each.country, each.language,
            str(each.origin), each.on.isoformat(), each.question, clusters.get(each.id), str(disposition.workflow),
            str(decided) if decided else None, disposition.reason if decided else "", str(disposition.answer),
        )  # fmt: skip
        yield dict(zip(COLUMNS, values, strict=True))


def _place(each: PublishedComment, order: Mapping[str, int]) -> int:
    return order.get(each.clause or "", -1 if each.clause == GENERAL else len(order))


def _plainly(value: Any) -> str:
    text = "" if value is None else str(value)
    return f"'{text}" if text.startswith((*FORMULA_STARTS, "'")) else text
