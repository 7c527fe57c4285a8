"""The reference page of a standard's files, made from their JSON Schema."""

from collections.abc import Iterator
from typing import Any

from cupel.standard.files.schema import json_schema

Schema = dict[str, Any]
TITLES = {
    "standard": "standard.yaml",
    "edition": "editions/NAME.yaml",
    "fact": "A date of an edition",
    "entry": "An entry of an edition",
    "clause": "clauses/UID/REVISION.yaml",
    "parameter": "A parameter of a clause",
    "check": "A check of a clause",
    "exception": "An exception of a clause",
    "evidence": "Evidence of a clause",
    "lineage": "lineage/OLD-NEW.yaml",
    "edge": "An edge of lineage",
}
PLAIN: dict[str, str] = {
    "object": "keys below",
    "boolean": "true or false",
    "integer": "whole number",
    "string": "text",
}
HEAD = """\
# Files of a standard

A standard is a folder of YAML files: one for the standard, one per edition, one per revision of a clause, one per pair
of neighbouring editions. `cupel standard schema` prints the JSON Schema that this page is made from;
`cupel standard validate FOLDER` names every mistake with file, line, column and what to do.

```
my-standard/
  standard.yaml
  editions/2023.yaml
  clauses/01M87SJYRFDNH9ZMM9VRVN2PA3/1.0.0.yaml
  lineage/2022-2023.yaml
```

A released revision is never changed: a new text is a new file, and the edition says which one it prints. Texts are
given by language (`{en: ...}`). Unknown keys are mistakes. Checks are written in the language of
[expressions](expressions.md) over the [vocabulary of facts](facts.md).
"""


def format_markdown() -> str:
    """Per kind of file and part of it: every key with its type, whether it is required, and what it means."""
    definitions = json_schema()["$defs"]
    parts = (_part(title, definitions[name], definitions) for name, title in TITLES.items())
    return "\n".join([HEAD, *parts])


def _part(title: str, schema: Schema, definitions: Schema) -> str:
    rows = "\n".join(_rows(schema, definitions, prefix=""))
    return f"## {title}\n\n| Key | Type | Meaning |\n|---|---|---|\n{rows}\n"


def _rows(schema: Schema, definitions: Schema, *, prefix: str) -> Iterator[str]:
    required = schema.get("required", [])
    for name, inner in schema.get("properties", {}).items():
        mark = "; **required**" if name in required else ""
        yield f"| `{prefix}{name}` | {_type(inner, definitions)} | {_escaped(inner.get('description', ''))}{mark} |"
        below = inner.get("items", inner)
        yield from _rows(below, definitions, prefix=f"{prefix}{name}.")


def _type(schema: Schema, definitions: Schema) -> str:
    told = ""
    match schema:
        case {"$ref": reference}:
            told = _named(reference.rsplit("/", 1)[1], definitions)
        case {"const": value}:
            told = f"`{value}`"
        case {"enum": values}:
            told = "one of " + ", ".join(_literal(value) for value in values)
        case {"items": items}:
            told = f"list; each: {_type(items, definitions)}"
        case {"type": "object", "additionalProperties": dict() as inner}:
            told = f"by name; each: {_type(inner, definitions)}"
        case {"type": list() as kinds}:
            told = " or ".join(PLAIN.get(str(kind), str(kind)) for kind in kinds)
        case {"type": kind}:
            told = PLAIN.get(str(kind), str(kind))
    return told


def _literal(value: str | bool) -> str:
    return f"`{str(value).lower() if isinstance(value, bool) else value}`"


def _named(name: str, definitions: Schema) -> str:
    if name in TITLES:
        return f"[{name}](#{_anchor(TITLES[name])})"
    return _escaped(str(definitions[name].get("description", "list of texts")))


def _anchor(title: str) -> str:
    return "".join(letter for letter in title.lower().replace(" ", "-") if letter.isalnum() or letter in "-_")


def _escaped(text: str) -> str:
    return text.replace("|", "\\|")
