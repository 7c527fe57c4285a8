"""Dry mass and contained metal of tickets that state moisture and grades instead, each rounded once, half-even."""

from decimal import Decimal

import polars as pl

from cupel.chain.intake.cells.numbers import EXACT, exact
from cupel.chain.intake.conventions import Conventions
from cupel.chain.intake.recognise import Recognised

TONNE_G = Decimal("0.000001")
"""Tonnes per gram: a grade is in grams per dry tonne."""


def with_contents(
    frame: pl.DataFrame, raw: pl.DataFrame, found: Recognised, *, conventions: Conventions
) -> pl.DataFrame:
    """``frame`` with ``dry_g`` from gross and moisture, ``<metal>_g`` from dry mass and grade, where only those stand.

    A figure whose parts are not all known stays null.
    """
    bound = {binding.column: binding for binding in found.bindings}
    moisture = bound.get("moisture")
    if "dry_g" in frame.columns and "dry_g" not in bound and moisture and moisture.heading:
        wet = exact(raw[moisture.heading], factor=moisture.factor, decimal=conventions.decimal)
        frame = frame.with_columns(dry_g=_grams(frame["gross_g"], Decimal(1) - wet))
    grades = [binding for binding in found.bindings if binding.grade and binding.heading]
    shares = {
        one.column: exact(raw[str(one.heading)], factor=one.factor, decimal=conventions.decimal) for one in grades
    }
    return frame.with_columns(_grams(frame["dry_g"], share * TONNE_G).alias(column) for column, share in shares.items())


def _grams(mass: pl.Series, share: pl.Series) -> pl.Series:
    return (mass.cast(EXACT) * share.cast(EXACT)).cast(EXACT).round(0, mode="half_to_even").cast(pl.Int64, strict=False)
