"""The tables that a run writes: every column with its type, unit and meaning, and the JSON Schema of the findings."""

from collections.abc import Mapping
from typing import Any, NamedTuple, TypeAlias

import polars as pl

from cupel.standard import SEVERITIES

DataType: TypeAlias = "pl.DataType | type[pl.DataType]"

FINDING_STATES = ("true", "unknown")
STATES = ("true", "false", "unknown")
ORIGIN_KINDS = ("mine", "region", "recycled", "undeclared", "legacy", "unknown")
TARGETS = ("lot", "site-metal-period", "customer")


class Column(NamedTuple):
    """One column of an output. ``codes``: all that it may hold; ``optional``: it may be empty."""

    type: DataType
    meaning: str
    unit: str = ""
    codes: tuple[str, ...] = ()
    optional: bool = False


_KIND = Column(pl.String, "kind of finding, from the published list")
_CHECK = Column(pl.String, "check, unique within its clause")
_SUBJECT_TYPE = Column(pl.String, "what the check judges: an entity of the vocabulary")
_SUBJECT = Column(pl.String, "the subject's id in the books; parts of derived subjects joined by |")
_METAL = Column(pl.String, "metal by its symbol, such as cu")
_LISTS = pl.List(pl.String)

OUTPUTS: Mapping[str, Mapping[str, Column]] = {
    "findings": {
        "finding_id": Column(pl.String, "check and subject; unique in a run"),
        "finding_kind": _KIND,
        "clause_uid": Column(pl.String, "permanent id of the clause"),
        "clause_label": Column(pl.String, "its label in the edition"),
        "clause_title": Column(pl.String, "its title"),
        "check_id": _CHECK,
        "subject_type": _SUBJECT_TYPE,
        "subject_id": _SUBJECT,
        "state": Column(pl.String, "true: flagged; unknown: the books do not decide it", codes=FINDING_STATES),
        "severity": Column(pl.String, "severity that the check states", codes=SEVERITIES),
        "reason": Column(pl.String, "a sentence with the values that decided, or with the questions that stay open"),
        "values": Column(pl.String, "the facts by name, as a JSON object, in the units of the vocabulary"),
        "rows": Column(_LISTS, "rows of the books that show it, as table:id"),
        "missing": Column(_LISTS, "facts that are not known, or known only as a range; empty for a flag"),
    },
    "states": {
        "finding_kind": _KIND,
        "check_id": _CHECK,
        "subject_type": _SUBJECT_TYPE,
        "subject_id": _SUBJECT,
        "state": Column(pl.String, "true: flagged; false: clear or excepted; unknown: not decided", codes=STATES),
    },
    "provenance": {
        "lot_id": Column(pl.String, "lot that was shipped"),
        "metal": _METAL,
        "recycled_share": Column(pl.Float64, "share that was bought as scrap (declared basis)", "fraction"),
        "listed_share_certain": Column(pl.Float64, "share that certainly has a listed origin", "fraction"),
        "listed_share_possible": Column(
            pl.Float64, "the same, with everything whose origin cannot be resolved", "fraction"
        ),
    },
    "origins": {
        "site_id": Column(pl.String, "plant that charged the metal"),
        "period": Column(pl.String, "calendar quarter, such as 2024-Q2"),
        "metal": _METAL,
        "origin_kind": Column(pl.String, "how the origin is known", codes=ORIGIN_KINDS),
        "origin_site_id": Column(pl.String, "mine", optional=True),
        "origin_region": Column(pl.String, "region by ISO 3166-2 code, or in the books' words", optional=True),
        "origin_country": Column(pl.String, "country by ISO 3166-1 alpha-2 code", optional=True),
        "listed": Column(pl.Boolean, "listed on the loading day; empty: not resolved, or not mined", optional=True),
        "mass_g": Column(pl.Float64, "contained metal of this origin", "g"),
        "share": Column(pl.Float64, "of the metal that the plant charged in the quarter", "fraction"),
    },
    "propagation": {
        "finding_kind": _KIND,
        "target_type": Column(pl.String, "where flagged material went", codes=TARGETS),
        "target_id": Column(pl.String, "later lot; plant, metal and quarter joined by |; or customer"),
        "metal": _METAL,
        "share_certain": Column(pl.Float64, "share of flagged material", "fraction"),
        "share_possible": Column(pl.Float64, "the same, with material whose check is unknown", "fraction"),
        "mass_g": Column(pl.Int64, "the target's content of the metal, to which the shares refer", "g"),
    },
}
"""By the name of the Parquet file."""


def polars_schema(output: str) -> dict[str, DataType]:
    """Names and types of the columns of ``<output>.parquet``."""
    return {name: column.type for name, column in OUTPUTS[output].items()}


def findings_json_schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of ``findings.json``."""
    properties = {name: _property(name, column) for name, column in OUTPUTS["findings"].items()}
    finding = {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "urn:cupel-findings:1",
        "title": "Findings of a run: flagged subjects, and those that the books do not decide",
        "type": "array",
        "items": finding,
    }


def _property(name: str, column: Column) -> dict[str, Any]:
    described = {"description": column.meaning}
    if name == "values":
        known = {"type": ["boolean", "number", "string", "null"]}
        return {"type": "object", "additionalProperties": known, "description": "the facts by name; null: not known"}
    if column.codes:
        return {"enum": list(column.codes), **described}
    if column.type == _LISTS:
        return {"type": "array", "items": {"type": "string"}, "uniqueItems": True, **described}
    return {"type": "string", "minLength": 1, **described}
