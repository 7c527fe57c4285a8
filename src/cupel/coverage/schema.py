"""The JSON Schema (2020-12) of a file of instruments."""

from typing import Any

from cupel.coverage.instrument import METALS, SOURCE_MARKS, Reach

Schema = dict[str, Any]
SCHEMA_NAME = "cupel-instruments/1"
DAY = r"\d{4}-\d{2}-\d{2}"

WORD = {"type": "string", "minLength": 1, "description": "a text that is not empty"}
LANGUAGE = {
    "type": "string",
    "pattern": "^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$",
    "description": "a language tag such as en",
}
TEXTS = {
    "type": "object",
    "propertyNames": LANGUAGE,
    "additionalProperties": WORD,
    "minProperties": 1,
    "description": "a text per language, such as {en: ...}",
}
MARK = {"enum": list(SOURCE_MARKS)}
WHEN = {
    "type": "string",
    "pattern": rf"^(\d{{4}}|\d{{4}}-\d{{2}}|{DAY})$",
    "format": "when",
    "description": "a date such as 2023-03-14 or 2023-03 or '2023'",
}
A_DAY = {"type": "string", "pattern": f"^{DAY}$", "format": "date", "description": "a date such as 2023-03-14"}
YEARLY = {"type": "string", "pattern": r"^\d{2}-\d{2}$", "description": "a day of every year such as '05-31'"}


def instruments_schema() -> Schema:
    """The schema of the whole file."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:{SCHEMA_NAME.replace('/', ':')}",
        "title": "Instruments as data",
        **_object(
            "schema edition about instruments",
            schema={"const": SCHEMA_NAME},
            edition=A_DAY,
            about=TEXTS,
            instruments={"type": "array", "items": _instrument(), "minItems": 1},
        ),
    }


def _instrument() -> Schema:
    code = {"type": "string", "pattern": "^[A-Z][A-Z0-9-]*$", "description": "a code of capital letters and digits"}
    reach = _object(
        "metals reach mark",
        metals={"type": "array", "items": {"enum": list(METALS)}, "minItems": 1},
        reach={"enum": [each.value for each in Reach]},
        mark=MARK,
    )
    version = _object("name what source mark", name=WORD, on=WHEN, what=TEXTS, source=WORD, mark=MARK)
    key = {"type": "string", "pattern": "^[a-z0-9]+(-[a-z0-9]+)*$", "description": "a key such as list-review"}
    event = _object("id what source mark", id=key, on=A_DAY, yearly=YEARLY, what=TEXTS, source=WORD, mark=MARK)
    return _object(
        "code title addressees state source mark reach",
        code=code,
        title=TEXTS,
        addressees=TEXTS,
        state=TEXTS,
        source=WORD,
        mark=MARK,
        reach={"type": "array", "items": reach},
        reach_remark=TEXTS,
        versions={"type": "array", "items": version},
        events={"type": "array", "items": event},
    )


def _object(required: str, **properties: Schema) -> Schema:
    return {"type": "object", "properties": properties, "required": required.split(), "additionalProperties": False}
