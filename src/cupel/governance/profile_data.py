"""Profiles as plain data: a code for standard-setters, rule by rule, with where each was read and how sure it is."""

from collections.abc import Mapping
from typing import Any

from cupel.governance.cycle_data import COUNT, LENGTH, length_from
from cupel.governance.cycle_rules import Change
from cupel.governance.profile import LENGTHS, Measure, Profile, ProfileRule

WORD = {"type": "string", "minLength": 1, "description": "a text that is not empty"}
TEXTS = {
    "type": "object",
    "propertyNames": {"pattern": "^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$"},
    "additionalProperties": WORD,
    "minProperties": 1,
    "description": "a text per language, such as {en: ...}",
}
RULE: dict[str, Any] = {
    "type": "object",
    "properties": {
        "code": {"type": "string", "pattern": "^[A-Z][A-Za-z0-9-]*$", "description": "a code such as I6-first"},
        "demands": TEXTS,
        "measure": {"enum": [measure.value for measure in Measure]},
        "length": LENGTH,
        "rounds": COUNT,
        "stage": WORD,
        "changes": {"type": "array", "items": {"enum": [change.value for change in Change]}, "minItems": 1},
        "source": WORD,
        "mark": WORD,
    },
    "required": ["code", "demands", "measure", "source", "mark"],
    "additionalProperties": False,
    "allOf": [
        {
            "if": {"properties": {"measure": {"enum": sorted(LENGTHS)}}},
            "then": {"required": ["length"]},
        },
        {"if": {"properties": {"measure": {"const": Measure.ROUNDS}}}, "then": {"required": ["rounds"]}},
        {"if": {"properties": {"measure": {"const": Measure.STAGE}}}, "then": {"required": ["stage"]}},
    ],
}

PROFILE_SCHEMA: dict[str, Any] = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "$id": "urn:cupel-profile:1",
    "title": "A code for standard-setters as data",
    "type": "object",
    "properties": {
        "schema": {"const": "cupel-profile/1"},
        "key": {"type": "string", "pattern": "^[a-z][a-z0-9-]*$", "description": "a key such as iseal"},
        "title": TEXTS,
        "about": TEXTS,
        "rules": {"type": "array", "items": RULE, "minItems": 1},
    },
    "required": ["schema", "key", "title", "about", "rules"],
    "additionalProperties": False,
}
"""JSON Schema of a file of a profile."""


def profile_from(data: Mapping[str, Any]) -> Profile:
    """The profile in plain data that fits :data:`PROFILE_SCHEMA`."""
    return Profile(
        key=data["key"], title=data["title"], about=data["about"], rules=tuple(_rule(row) for row in data["rules"])
    )


def _rule(row: Mapping[str, Any]) -> ProfileRule:
    return ProfileRule(
        code=row["code"],
        demands=row["demands"],
        measure=Measure(row["measure"]),
        length=length_from(row["length"]) if "length" in row else None,
        rounds=row.get("rounds", 0),
        stage=row.get("stage", ""),
        changes=frozenset(Change(change) for change in row.get("changes", ())),
        source=row["source"],
        mark=row["mark"],
    )
