"""The columns of hits as they are written, and the JSON Schema of ``hits.json``."""

from collections.abc import Mapping
from typing import Any, NamedTuple, TypeAlias

import polars as pl

from cupel.screening.evidence import AGREES, CONFLICTS
from cupel.screening.memory import REASONS, STATES, VERDICTS
from cupel.screening.tables import ENTITY_KINDS, NAME_KINDS, PLACE_ROLES, PRECISIONS, SCHEMES, TOPICS

DataType: TypeAlias = "pl.DataType | type[pl.DataType]"


class Column(NamedTuple):
    """One column. ``codes``: all that it may hold; ``optional``: it may be empty."""

    type: DataType
    meaning: str
    codes: tuple[str, ...] = ()
    optional: bool = False


def _agreement(meaning: str) -> Column:
    return Column(pl.String, f"{meaning}; empty: not known on one side", (AGREES, CONFLICTS), optional=True)


WORDS = pl.Struct({"ours": pl.String, "theirs": pl.String, "similarity": pl.Float64, "weight": pl.Float64})
HITS: Mapping[str, Column] = {
    "place": Column(pl.UInt32, "order in which to look at the hits, from 1"),
    "score": Column(pl.Float64, "how alike the parties are, 0 to 1; 1 only with a number in common"),
    "name_score": Column(pl.Float64, "how alike the names are, 0 to 1; empty: found by number alone", optional=True),
    "state": Column(pl.String, "what decisions made earlier say about it", STATES),
    "subject_id": Column(pl.String, "the party's number in the company's table"),
    "subject_name": Column(pl.String, "the party's name that fits best"),
    "list_id": Column(pl.String, "list"),
    "list_label": Column(pl.String, "version of the list"),
    "entity_id": Column(pl.String, "the entry's number in the list"),
    "listed_name": Column(pl.String, "the entry's name that fits best"),
    "alias": Column(pl.String, "kind of the listed name", NAME_KINDS),
    "evidence": Column(pl.String, "what speaks for the hit and against it, in one sentence"),
    "identifier": _agreement("numbers such as LEI, IMO or registration"),
    "birth": _agreement("dates of birth"),
    "country": _agreement("countries"),
    "kind": _agreement("person, organisation, vessel or aircraft"),
    "address": _agreement("addresses"),
    "rarity": Column(pl.Float64, "how telling the listed name is, 0 to 1"),
    "words": Column(pl.List(WORDS), "words of the names side by side, normalised; one side empty: it stands alone"),
    "other_names": Column(pl.List(pl.String), "other names of the entry that score at most 0.02 less"),
    "second_opinion": Column(
        pl.Float64, "score of the second matcher, 0 to 1; empty: not asked for, or not in the grey zone", optional=True
    ),
    "topic": Column(pl.String, "why the entry stands in the list", TOPICS, optional=True),
    "programmes": Column(pl.List(pl.String), "programmes or legal acts in the publisher's words"),
    "listed_on": Column(pl.String, "first day of the listing, ISO 8601", optional=True),
    "delisted_on": Column(pl.String, "day of removal, ISO 8601", optional=True),
    "decision_id": Column(pl.String, "the latest decision on party and entry", optional=True),
    "verdict": Column(pl.String, "what it said", VERDICTS, optional=True),
    "reason": Column(pl.String, "its reason", REASONS, optional=True),
    "decided_by": Column(pl.String, "who decided", optional=True),
    "decided_at": Column(pl.Datetime("us", "UTC"), "when", optional=True),
    "changed_subject": Column(pl.List(pl.String), "what changed on our side since, so that the hit is open again"),
    "changed_listed": Column(pl.List(pl.String), "what changed in the list since"),
    "expired": Column(pl.Boolean, "whether the decision has expired"),
}
"""Columns of ``hits.parquet``, in order."""

SCHEMA_ID = "urn:cupel-hits:1"


def hits_json_schema() -> dict[str, Any]:
    """The JSON Schema of ``hits.json``: the columns, the points by part, and both records."""
    properties = {name: json_property(column) for name, column in HITS.items()}
    properties |= {
        "contributions": {
            "type": "object",
            "additionalProperties": {"type": "number"},
            "description": "points by part of the evidence; their sum, within 0 and 0.999, is the score, but for a "
            "number in common, which makes 1",
        },
        "subject": _record("the company's record of the party"),
        "entity": _record("the list's record of the entry"),
    }
    return json_array(SCHEMA_ID, "Hits of a screening, in the order in which to look at them", properties)


def json_array(schema_id: str, title: str, properties: dict[str, Any]) -> dict[str, Any]:
    """The JSON Schema of an array of such objects."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": schema_id,
        "title": title,
        "type": "array",
        "items": closed_object(properties),
    }


def json_property(column: Column) -> dict[str, Any]:
    """The JSON Schema of one column."""
    if column.codes:
        return {"enum": [*column.codes, *([None] if column.optional else [])], "description": column.meaning}
    told = _json_type(column.type)
    if column.optional:
        told["type"] = [told["type"], "null"]
    return {**told, "description": column.meaning}


def _json_type(dtype: Any) -> dict[str, Any]:
    match dtype:
        case pl.List(inner=inner):
            return {"type": "array", "items": _json_type(inner)}
        case pl.Struct():
            parts = {each.name: _json_type(each.dtype) for each in dtype.fields}
            optional = {
                name: {"type": [told["type"], "null"]} for name, told in parts.items() if told["type"] == "string"
            }
            return closed_object({**parts, **optional})
    if dtype == pl.Boolean:
        return {"type": "boolean"}
    if dtype == pl.UInt32:
        return {"type": "integer", "minimum": 1}
    return {"type": "number"} if dtype == pl.Float64 else {"type": "string"}


def _record(meaning: str) -> dict[str, Any]:
    text, unknown = {"type": "string"}, {"type": ["string", "null"]}
    listed = {
        "topic": {"enum": [*TOPICS, None]},
        "programmes": {"type": "array", "items": text},
        "listed_on": unknown,
        "delisted_on": unknown,
        "remarks": unknown,
    }
    rows: dict[str, dict[str, Any]] = {
        "names": {"name": text, "kind": {"enum": list(NAME_KINDS)}},
        "numbers": {"scheme": {"enum": list(SCHEMES)}, "value": text, "country": unknown},
        "births": {"from": text, "to": text, "precision": {"enum": list(PRECISIONS)}},
        "places": {"role": {"enum": list(PLACE_ROLES)}, "country": unknown, "text": unknown},
    }
    own: dict[str, Any] = {"id": text, "kind": {"enum": list(ENTITY_KINDS)}}
    own |= {name: {"type": "array", "items": closed_object(parts)} for name, parts in rows.items()}
    return {
        "type": "object",
        "description": meaning,
        "properties": {**own, **listed},
        "required": list(own),
        "additionalProperties": False,
    }


def closed_object(properties: dict[str, Any]) -> dict[str, Any]:
    """The JSON Schema of an object that has all of these properties and no other."""
    return {"type": "object", "properties": properties, "required": list(properties), "additionalProperties": False}
