"""The published JSON Schema (2020-12) of edits."""

from functools import cache
from typing import Any

from jsonschema import Draft202012Validator

from cupel.standard.drafting.content_edits import PARTS
from cupel.standard.files.schema import DIALECT, json_schema
from cupel.standard.files.validate import validator_of
from cupel.standard.lineage import CARRY_OVER, DEFAULT, JUDGED

Schema = dict[str, Any]
SCHEMA_NAME = "cupel-edit/1"


def edit_schema() -> Schema:
    """The schema of any edit; each kind is a definition of its own under ``$defs``."""
    kinds = [_ref(f"edit-{name}") for name in edit_kinds()]
    return {
        "$schema": DIALECT,
        "$id": f"urn:{SCHEMA_NAME.replace('/', ':')}",
        "title": "An edit of a draft",
        "anyOf": kinds,
        "$defs": _definitions(),
    }


@cache
def edit_validator(name: str) -> Draft202012Validator:
    """What an edit of one kind is held against."""
    return validator_of({"$schema": DIALECT, **_ref(f"edit-{name}"), "$defs": _definitions()})


@cache
def edit_kinds() -> dict[str, Schema]:
    """The schema of each kind of edit by its name."""
    uid, uids = {"uid": _ref("ulid")}, {"type": "array", "items": _ref("ulid"), "uniqueItems": True}
    text, part = {"part": {"enum": list(PARTS)}, "text": {"type": "string"}}, _ref("part")
    place = {"parent": _or_null(_ref("ulid")), "position": {"type": "integer", "minimum": 0}}
    clause, edition = (json_schema()["$defs"][name]["properties"] for name in ("clause", "edition"))
    exception = _ref("exception")
    kinds: dict[str, tuple[Schema, Schema]] = {
        "reword": ({**uid, **text}, {}),
        "translate": ({**uid, **text, "language": _language(), "source": _hash()}, {}),
        "set-kind": ({**uid, "kind": clause["kind"]}, {}),
        "set-level": ({**uid, "level": _or_null(clause["level"])}, {}),
        "set-critical": ({**uid, "critical": clause["critical"]}, {}),
        "set-applicability": ({**uid, "applicability": clause["applicability"]}, {}),
        "set-topics": ({**uid, "topics": clause["topics"]}, {}),
        "set-evidence": ({**uid, "evidence": clause["evidence"]}, {}),
        "set-audit": ({**uid, "audit": clause["audit"]}, {}),
        "put-parameter": ({**uid, "name": _ref("name"), "parameter": _ref("parameter")}, {}),
        "remove-parameter": ({**uid, "parameter": _ref("name")}, {}),
        "put-check": ({**uid, "check": _ref("check")}, {}),
        "remove-check": ({**uid, "check": _ref("key")}, {}),
        "put-exception": ({**uid, "exception": exception}, {"replaces": exception}),
        "remove-exception": ({**uid, "exception": exception}, {}),
        "add": ({"clause": _ref("clause"), **place}, _note()),
        "move": ({**uid, **place}, _note()),
        "split": ({**uid, "parts": {"type": "array", "items": part, "minItems": 2}}, _note()),
        "merge": ({"sources": {**uids, "minItems": 2}, "into": part}, _note()),
        "withdraw": ({**uid, "reason": _ref("texts")}, {"covered_by": uids}),
        "judge": (uid, _decision()),
        "set-label": ({**uid, "label": _or_null(_ref("word"))}, {}),
        "undo": ({"of": {"type": "integer", "minimum": 1}}, {}),
        "set-head": (
            {},
            {name: edition[name] for name in ("title", "label", "scope", "notes")}
            | {"reserve_numbers": {"type": "boolean"}},
        ),
    }
    return {name: _edit(name, *properties) for name, properties in kinds.items()}


def _edit(name: str, required: Schema, optional: Schema) -> Schema:
    made_on = {"type": "object", "additionalProperties": {"type": "string"}}
    return {
        "type": "object",
        "properties": {"edit": {"const": name}, **required, **optional, "made_on": made_on},
        "required": ["edit", *required],
        "additionalProperties": False,
    }


def _definitions() -> Schema:
    part = {
        "type": "object",
        "properties": {"uid": _ref("ulid"), "title": _ref("texts"), "text": _ref("texts")},
        "required": ["uid", "title"],
        "additionalProperties": False,
    }
    edits = {f"edit-{name}": schema for name, schema in edit_kinds().items()}
    return {**json_schema()["$defs"], "part": part, **edits}


def _ref(name: str) -> Schema:
    return {"$ref": f"#/$defs/{name}"}


def _or_null(schema: Schema) -> Schema:
    return {"anyOf": [schema, {"type": "null"}]}


def _language() -> Schema:
    tag: Schema = json_schema()["$defs"]["texts"]["propertyNames"]
    return tag


def _hash() -> Schema:
    return {"type": "string", "pattern": "^[0-9a-f]{64}$", "description": "a SHA-256 in hexadecimal digits"}


def _note() -> Schema:
    return {"note": _ref("texts")}


def _decision() -> Schema:
    return {
        "kind": {"enum": list(JUDGED)},
        "carry_over": {"enum": [DEFAULT, *CARRY_OVER]},
        **_note(),
        "decided_by": _ref("word"),
        "decided_on": _ref("when"),
    }
