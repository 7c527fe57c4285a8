"""What a single row must keep to: the schema's own rules, and dates in their order."""

from collections.abc import Iterator

import dataframely as dy
import polars as pl

from cupel.chain.intake.defects import DEFECTS
from cupel.chain.intake.recognise import Recognised
from cupel.chain.intake.sources.source import ROW
from cupel.chain.tables import TABLES, metadata

CODES = {"nullability": "empty", "min_length": "empty", "min": "too-small", "max": "too-large", "regex": "pattern"}
IN_ORDER: dict[str, tuple[tuple[str, str], ...]] = {
    "ownership": (("valid_from", "valid_to"),),
    "capacity": (("valid_from", "valid_to"),),
    "lot": (("loaded_on", "created_at"),),
    "leg": (("departed_on", "arrived_on"),),
    "document": (("valid_from", "valid_to"),),
    "region_determination": (("valid_from", "valid_to"),),
    "list_entry": (("listed_on", "delisted_on"),),
}
"""By table: pairs of columns of which the first is never later than the second; an instant counts with its day."""


def broken_rules(frame: pl.DataFrame, found: Recognised, *, known: pl.DataFrame) -> pl.DataFrame:
    """Defects (:data:`DEFECTS`) of converted rows; a cell that is one already (``known``) is not reported again."""
    headings = {binding.column: binding.heading or binding.column for binding in found.bindings}
    rules = list(_rules(found.table, headings))
    broken = frame.select(expression.alias(str(index)) for index, (_name, _code, expression) in enumerate(rules))
    parts = [
        _cells(frame.filter(mask), found.table, name, code, headings=headings)
        for (name, code, _expression), mask in zip(rules, broken, strict=True)
        if mask.any()
    ]
    new = pl.concat([DEFECTS.to_frame(), *parts])
    return new.join(known, on=[ROW, "column"], how="anti", maintain_order="left") if known.height else new


def _rules(table: str, bound: dict[str, str]) -> Iterator[tuple[str, str, pl.Expr]]:
    """(column, code, expression that is true where the rule is broken)."""
    for name, column in TABLES[table].columns().items():
        if name in bound:
            for rule, holds in column.validation_rules(pl.col(name)).items():
                if rule in CODES:
                    yield name, CODES[rule], ~holds.fill_null(value=True)
    for earlier, later in IN_ORDER.get(table, ()):
        if earlier in bound and later in bound:
            reached = pl.col(later).cast(pl.Date) + (pl.duration(days=1) if later.endswith("_at") else pl.duration())
            yield later, f"ends-before {earlier}", (reached < pl.col(earlier)).fill_null(value=False)


def _cells(wrong: pl.DataFrame, table: str, name: str, code: str, *, headings: dict[str, str]) -> pl.DataFrame:
    code, _blank, earlier = code.partition(" ")
    column = TABLES[table].columns()[name]
    if (
        code in ("too-small", "too-large")
        and metadata(table)[name].get("unit") == "1"
        and isinstance(column, dy.Float64)
    ):
        code = "not-a-share"
    detail = (
        pl.concat_str(pl.lit(f"{headings[earlier]} "), pl.col(earlier).cast(pl.String))
        if earlier
        else pl.lit(_limit(column, code))
    )
    return wrong.select(
        ROW,
        column=pl.lit(name),
        heading=pl.lit(headings[name]),
        code=pl.lit(code),
        value=pl.col(name).cast(pl.String),
        detail=detail.cast(pl.String),
    )


def _limit(column: dy.Column, code: str) -> str | None:
    limit = getattr(column, {"too-small": "min", "too-large": "max", "pattern": "regex"}.get(code, ""), None)
    return None if limit is None else str(limit)
