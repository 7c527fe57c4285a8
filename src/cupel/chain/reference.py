"""The reference page of the tables, made from their schemas."""

import textwrap
from collections.abc import Iterator

import dataframely as dy

from cupel.chain.tables import MAX_MASS_G, TABLES, metadata

TYPES: dict[type[dy.Column], str] = {
    dy.String: "text",
    dy.Enum: "code",
    dy.Int64: "whole number",
    dy.Float64: "number",
    dy.Date: "day",
    dy.Datetime: "instant",
    dy.Bool: "yes or no",
}

INTRODUCTION = f"""\
# Tables of the value chain

This page is made from the schemas in `cupel.chain.tables`. Books are a folder with one file per table; a table the
company does not keep is left out.

- Masses are whole grams, at most {MAX_MASS_G:,} in a row. Shares, grades of purity, moistures and recoveries are
  fractions from 0 to 1. Files may state other units in their headings: `Gross weight (t)`, `Moisture %`, `Au (ppb)`.
- Empty means not known or not applicable. No figure stands for it.
- A name that ends in `_at` is an instant in UTC, one that ends in `_on` a day; `at_local` is the plant's own clock.
- Ids are the company's own and unique in their table. **Key** columns together are unique; **required** ones are never
  empty.
"""


def reference_markdown() -> str:
    """The page in Markdown: per table its purpose, and per column type, unit, limits and meaning."""
    return "\n".join((INTRODUCTION, *(_table(name, schema) for name, schema in TABLES.items())))


def _table(name: str, schema: type[dy.Schema]) -> str:
    about = textwrap.dedent(schema.__doc__ or "").strip().replace("``", "`")
    rows = "\n".join(_row(name, column, kind) for column, kind in schema.columns().items())
    return f"## {name}\n\n{about}\n\n| Column | Type | Unit | Meaning |\n|---|---|---|---|\n{rows}\n"


def _row(table: str, name: str, column: dy.Column) -> str:
    facts = metadata(table)[name]
    meaning = "; ".join((str(facts.get("doc", "")), *_conditions(column))).replace("|", "\\|")
    return f"| `{name}` | {TYPES[type(column)]} | {facts.get('unit', '')} | {meaning} |"


def _conditions(column: dy.Column) -> Iterator[str]:
    if column.primary_key:
        yield "**key**"
    elif not column.nullable:
        yield "**required**"
    if isinstance(column, dy.Enum):
        yield "one of: " + ", ".join(column.categories)
    if isinstance(column, dy.Float64 | dy.Int64):
        yield from _limits(column)


def _limits(column: dy.Float64 | dy.Int64) -> Iterator[str]:
    if column.min is not None and column.min != -MAX_MASS_G:
        yield f"at least {column.min:g}"
    if column.max is not None and column.max != MAX_MASS_G:
        yield f"at most {column.max:g}"
