"""Small hand-made books: canonical tables from a few keyword rows, and what one fact or one check says about them."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

import polars as pl

from cupel.chain.tables import TABLES, polars_schema
from cupel.diligence.dossier import Dossier
from cupel.diligence.evaluate import verdicts
from cupel.diligence.findings import states
from cupel.diligence.registry import REGISTRY
from cupel.standard import POSSIBLE, CompiledCheck

Row = dict[str, Any]
Tables = dict[str, list[Row]]

USUAL: Mapping[str, Row] = {
    "party": {"name": "Example Party"},
    "ownership": {"valid_from": "2000-01-01"},
    "site": {"name": "Example Place", "kind": "mine"},
    "capacity": {"stream": "concentrate", "unit": "t_dry_per_year", "valid_from": "2000-01-01"},
    "lot": {"form": "concentrate", "created_at": "2024-03-20T08:00", "gross_g": 1_000_000},
    "receipt": {"at_local": "2024-03-20T08:00", "site_id": "plant", "gross_g": 1_000_000},
    "flow": {"event_id": "event", "kind": "charge", "at": "2024-04-01T00:00", "gross_g": 0},
    "shipment": {"dispatched_on": "2024-05-01"},
    "leg": {"seq": 1, "kind": "leg"},
    "title_transfer": {"seq": 1},
    "assay": {"stage": "final"},
    "ledger_entry": {"claim": "recycled"},
    "region_determination": {"edition": "E1", "valid_from": "2020-01-01"},
    "list_entry": {"name": "Example Entry"},
}
"""What a row says where a test does not care."""


def make_books(tables: Tables | None = None, /, **more: list[Row]) -> dict[str, pl.DataFrame]:
    """All canonical tables; what a row leaves out is usual (:data:`USUAL`) or null. Days and times are ISO texts."""
    rows = {**(tables or {}), **more}
    return {name: _frame(name, rows.get(name, [])) for name in TABLES}


def dossier(tables: Tables | None = None, /, **more: list[Row]) -> Dossier:
    """The dossier of :func:`make_books`."""
    return Dossier(make_books(tables, **more))


def merged(parts: list[Tables]) -> Tables:
    """The rows of several books in one; a row that two of them state alike appears once."""
    rows: Tables = {}
    for part in parts:
        for name, added in part.items():
            known = rows.setdefault(name, [])
            known.extend(row for row in added if row not in known)
    return rows


def said(books: Dossier, entity: str, name: str, **arguments: object) -> dict[str, Any]:
    """What a fact says, by subject (its upper end: ``name:possible``). A subject that is absent or None is unknown."""
    frame = REGISTRY.families[entity, name.removesuffix(POSSIBLE)].function(books, **arguments)
    assert frame["subject_id"].is_unique().all(), "a fact says one thing about a subject"
    return dict(zip(frame["subject_id"], frame[name], strict=True))


def shown(books: Dossier, entity: str, name: str, **arguments: object) -> dict[str, list[str]]:
    """The rows that a fact points to, by subject."""
    frame = REGISTRY.families[entity, name].function(books, **arguments)
    return {subject: rows or [] for subject, rows in frame.select("subject_id", "rows").iter_rows()}


def judged(books: Dossier, check: CompiledCheck) -> dict[str, str]:
    """The state of each subject that the check applies to: ``true`` (flagged), ``false`` (clear) or ``unknown``."""
    (verdict,) = verdicts(books, [check])
    frame = states(verdict)
    return dict(zip(frame["subject_id"], frame["state"], strict=True))


def _frame(table: str, rows: list[Row]) -> pl.DataFrame:
    schema = polars_schema(table)
    usual = USUAL.get(table, {})
    columns = {name: [_value(kind, {**usual, **row}.get(name)) for row in rows] for name, kind in schema.items()}
    foreign = {name for row in rows for name in row} - set(schema)
    assert not foreign, f"{table} has no {foreign}"
    return pl.DataFrame(columns, schema=schema)


def _value(kind: pl.DataType, value: Any) -> Any:
    if not isinstance(value, str):
        return value
    if kind == pl.Date:
        return date.fromisoformat(value)
    return datetime.fromisoformat(value) if kind == pl.Datetime else value
