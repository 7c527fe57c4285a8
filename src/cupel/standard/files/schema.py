"""The published JSON Schema (2020-12) of a standard's files."""

from typing import Any

from cupel.standard.clause import AUDIT_METHODS, COMPARATORS, CONFIDENTIALITY, KINDS, LEVELS, SEVERITIES
from cupel.standard.dates import MARKS
from cupel.standard.dump import SCHEMA_NAME
from cupel.standard.edition import APPROVAL_STATES, STATES
from cupel.standard.files.meanings import MEANINGS
from cupel.standard.lineage import CARRY_OVER, DEFAULT, SHAPES
from cupel.standard.units import CONVERSIONS, MONEY_PER_TONNE

Schema = dict[str, Any]
DIALECT = "https://json-schema.org/draft/2020-12/schema"
FILES = ("standard", "edition", "clause", "lineage")
METALS = ("cu", "ni", "pb", "zn", "mo", "au", "ag")


def json_schema() -> Schema:
    """The schema of all four kinds of files; each kind is a definition of its own under ``$defs``."""
    return {
        "$schema": DIALECT,
        "$id": f"urn:{SCHEMA_NAME.replace('/', ':')}",
        "title": "A standard as data",
        "anyOf": [_ref(name) for name in FILES],
        "$defs": _definitions(),
    }


def file_schema(kind: str) -> Schema:
    """The schema of one kind of file."""
    return {"$schema": DIALECT, **_ref(kind), "$defs": _definitions()}


def _definitions() -> Schema:
    found = _words() | _standard() | _edition() | _clause() | _clause_parts() | _lineage()
    for name, definition in found.items():
        _describe(definition, name)
    return found


def _describe(schema: Schema, path: str) -> None:
    """Adds to every key below ``path`` what it means."""
    for name, inner in schema.get("properties", {}).items():
        key = f"{path}.{name}"
        meaning = MEANINGS.get(key)
        schema["properties"][name] = {**inner, "description": meaning} if meaning else inner
        _describe(inner.get("items", inner), key)


def _ref(name: str) -> Schema:
    return {"$ref": f"#/$defs/{name}"}


def _words() -> Schema:
    day = r"\d{4}-\d{2}-\d{2}"
    units = "|".join([*CONVERSIONS, MONEY_PER_TONNE.pattern.strip("^$")])
    return {
        "word": {"type": "string", "minLength": 1, "description": "a text that is not empty"},
        "key": _pattern(r"^[a-z0-9]+(-[a-z0-9]+)*$", "a key of small letters, digits and hyphens"),
        "name": _pattern(r"^[a-z][a-z0-9_]*$", "a name of small letters, digits and underscores"),
        "finding": _pattern(r"^[A-Z][A-Z0-9_]*$", "a finding code of capital letters, digits and underscores"),
        "ulid": _pattern(r"^[0-7][0-9A-HJKMNP-TV-Z]{25}$", "a ULID: 26 characters of 0-9 and A-Z without I, L, O, U"),
        "semver": _pattern(r"^(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)$", "a version such as 1.0.0"),
        "unit": _pattern(f"^({units})$", f"a unit: {', '.join(CONVERSIONS)}, or money per tonne such as USD/t"),
        "day": {**_pattern(f"^{day}$", "a date such as 2023-03-14"), "format": "date"},
        "when": {
            **_pattern(rf"^(\d{{4}}|\d{{4}}-\d{{2}}|{day})$", "a date such as 2023-03-14 or 2023-03 or '2023'"),
            "format": "when",
        },
        "texts": _texts(),
        "words": {"type": "array", "items": _ref("word"), "uniqueItems": True},
    }


def _texts() -> Schema:
    tag = _pattern(r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$", "a language tag such as en")
    return {
        "type": "object",
        "propertyNames": tag,
        "additionalProperties": _ref("word"),
        "minProperties": 1,
        "description": "a text per language, such as {en: ...}",
    }


def _pattern(pattern: str, description: str) -> Schema:
    return {"type": "string", "pattern": pattern, "description": description}


def _object(required: str, **properties: Schema) -> Schema:
    return {
        "type": "object",
        "properties": properties,
        "required": required.split(),
        "additionalProperties": False,
    }


def _list(items: Schema, **more: Any) -> Schema:
    return {"type": "array", "items": items, **more}


def _enum(values: tuple[Any, ...]) -> Schema:
    return {"enum": list(values)}


def _standard() -> Schema:
    word, texts = _ref("word"), _ref("texts")
    owner = _object("key name", key=_ref("key"), name=word, legal_name=word, invented={"type": "boolean"})
    rating = _object(
        "code name", code=_ref("key"), rank={"type": "integer", "minimum": 1}, name=texts, definition=texts
    )
    contradiction = _object("id statement", id=word, statement=word, sources=_ref("words"), handling=word)
    return {
        "standard": _object(
            "schema key title",
            schema={"const": SCHEMA_NAME},
            key=_ref("key"),
            title=texts,
            about=texts,
            licence=word,
            owners=_list(owner),
            approval=_object("rule on", rule=word, on=_enum(("manifest-hash",))),
            rating_scale=_list(rating),
            contradictions=_list(contradiction),
        )
    }


def _edition() -> Schema:
    word, texts = _ref("word"), _ref("texts")
    names = ("adopted", "published", "launched", "effective", "transition_until", "withdrawn")
    approval = _object("state", state=_enum(APPROVAL_STATES), on=_ref("when"))
    owner = _object("owner", owner=_ref("key"), role=word, joined_on=_ref("when"), approval=approval)
    claim = _object("statement source", statement=word, source=word, on=_ref("when"), mark=_enum(MARKS))
    entry = _object(
        "uid revision label", uid=_ref("ulid"), revision=_ref("semver"), label=word, children=_list(_ref("entry"))
    )
    metals = _list(_enum(METALS), uniqueItems=True)
    return {
        "entry": entry,
        "fact": _object("on", on=_ref("when"), source=word, mark=_enum(MARKS)),
        "edition": _object(
            "edition version status content title",
            edition=word,
            version=_ref("semver"),
            label=word,
            status=_enum(STATES),
            content=_enum(("full", "metadata")),
            title=texts,
            dates=_object("", **dict.fromkeys(names, _ref("fact"))),
            scope={
                "type": "object",
                "properties": {"metals": metals},
                "propertyNames": _ref("name"),
                "additionalProperties": _ref("words"),
            },
            owners=_list(owner),
            claims=_list(claim),
            notes=texts,
            entries=_list(_ref("entry")),
        ),
    }


def _clause() -> Schema:
    word, texts, words = _ref("word"), _ref("texts"), _ref("words")
    clause = _object(
        "uid revision kind title",
        uid=_ref("ulid"),
        revision=_ref("semver"),
        kind=_enum(KINDS),
        level=_enum(LEVELS),
        critical={"type": "boolean"},
        title=texts,
        text=texts,
        guidance=texts,
        rationale=texts,
        authors=words,
        applicability=_object(
            "", metals=_list(_enum(METALS), uniqueItems=True), roles=words, materials=words, when=word
        ),
        topics=_object("", step={"type": "integer", "minimum": 1, "maximum": 5}, tags=words, untp=words),
        evidence=_list(_ref("evidence")),
        audit=_object("", methods=_list(_enum(AUDIT_METHODS), uniqueItems=True), sample=texts),
        parameters={"type": "object", "propertyNames": _ref("name"), "additionalProperties": _ref("parameter")},
        checks=_list(_ref("check")),
        exceptions=_list(_ref("exception")),
    )
    requirement = {"properties": {"kind": {"const": "requirement"}}}
    return {"clause": clause | {"if": requirement, "then": {"required": ["level", "text"]}}}


def _clause_parts() -> Schema:
    word, texts, number = _ref("word"), _ref("texts"), {"type": "number"}
    return {
        "evidence": _object(
            "code description",
            code=_ref("key"),
            description=texts,
            retention=_object("value unit", value={"type": "number", "minimum": 0}, unit=_ref("unit")),
            confidentiality=_enum(CONFIDENTIALITY),
        ),
        "check": _object(
            "id finding entity applies holds severity message",
            id=_ref("key"),
            finding=_ref("finding"),
            entity=_ref("key"),
            applies=word,
            holds=word,
            severity=_enum(SEVERITIES),
            message=texts,
            empty={"enum": ["not-applicable", True, False]},
        ),
        "exception": _object(
            "of when",
            of=_pattern(r"^([0-7][0-9A-HJKMNP-TV-Z]{25}#)?[a-z0-9]+(-[a-z0-9]+)*$", "a check id, or uid#check-id"),
            clause=_ref("ulid"),
            when=word,
        ),
        "parameter": _object(
            "type value reason",
            type=_enum(("number", "code", "bool", "date", "text")),
            unit=_ref("unit"),
            codes=_list(word, minItems=1, uniqueItems=True),
            value={"type": ["number", "string", "boolean"]},
            comparator=_enum(COMPARATORS),
            low=number,
            high=number,
            reason=texts,
        )
        | {"allOf": [_typed(kind, schema) for kind, schema in _PARAMETER_TYPES.items()]},
    }


_PARAMETER_TYPES: dict[str, Schema] = {
    "number": {"required": ["unit"], "properties": {"value": {"type": "number"}}},
    "code": {"required": ["codes"], "properties": {"value": _ref("word")}},
    "bool": {"properties": {"value": {"type": "boolean"}}},
    "date": {"properties": {"value": _ref("day")}},
    "text": {"properties": {"value": _ref("word")}},
}


def _typed(kind: str, then: Schema) -> Schema:
    return {"if": {"properties": {"type": {"const": kind}}, "required": ["type"]}, "then": then}


def _lineage() -> Schema:
    uids = _list(_ref("ulid"), uniqueItems=True)
    edge = _object(
        "kind from to",
        **{
            "kind": _enum(tuple(SHAPES)),
            "from": uids,
            "to": uids,
            "note": _ref("texts"),
            "carry_over": _enum((DEFAULT, *CARRY_OVER)),
            "decided_by": _ref("word"),
            "decided_on": _ref("when"),
        },
    )
    return {
        "edge": edge,
        "lineage": _object(
            "from to edges", **{"from": _ref("word"), "to": _ref("word"), "edges": _list(_ref("edge"), minItems=1)}
        ),
    }
