"""Figures that can be read but are hardly meant: reported with their place, never repaired."""

from collections.abc import Iterator
from fractions import Fraction

import polars as pl

from cupel.chain.intake.defects import DEFECTS
from cupel.chain.intake.recognise import Recognised
from cupel.chain.intake.sources.source import ROW
from cupel.chain.tables import ELEMENTS, METALS
from cupel.chain.units import FRACTION, MASS, SPELLINGS

SLACK = 2.0
"""Figures scatter; a wrong unit changes one by 2.2 (pounds for kilograms) or more: less than twice is no sign of it."""

WHOLE_PPM = 1_000_000 * 1.05
"""More grams per tonne of one element than this is no scatter of an assay."""


def implausible(frame: pl.DataFrame, found: Recognised) -> pl.DataFrame:
    """Warnings (:data:`DEFECTS`) for converted rows: contents above the mass, dry above wet, entered unlike booked."""
    headings = {binding.column: binding.heading or binding.column for binding in found.bindings}
    parts = [
        frame.filter(doubtful).select(
            ROW,
            column=pl.lit(column),
            heading=pl.lit(headings[column]),
            code=pl.lit(code),
            value=value.cast(pl.String),
            detail=detail.cast(pl.String),
        )
        for code, column, doubtful, value, detail in _doubts(headings)
    ]
    return pl.concat([DEFECTS.to_frame(), *parts])


def percent_like_fraction(largest: dict[str, float | None], found: Recognised) -> list[str]:
    """Headings that state percent although no figure under them, of the ``largest`` by column, is above 1 %."""
    stated = {one.column: one.heading for one in found.bindings if one.heading and one.factor == FRACTION["%"]}
    return [heading for column, heading in stated.items() if 0 < (largest.get(column) or 0) <= Fraction(1, 100)]


_Doubt = tuple[str, str, pl.Expr, pl.Expr, pl.Expr]


def _doubts(bound: dict[str, str]) -> Iterator[_Doubt]:
    nothing = pl.lit(None, dtype=pl.String)
    metals = [f"{metal}_g" for metal in METALS if f"{metal}_g" in bound]
    if "gross_g" in bound and metals:
        ratio = pl.sum_horizontal(metals) / pl.col("gross_g")
        yield "content-exceeds-mass", "gross_g", (pl.col("gross_g") != 0) & (ratio > SLACK), ratio.round(2), nothing
    if {"gross_g", "dry_g"} <= set(bound):
        yield "dry-exceeds-wet", "dry_g", pl.col("dry_g").abs() > pl.col("gross_g").abs(), nothing, nothing
    if {"gross_g", "entered_quantity", "entered_unit"} <= set(bound):
        ratio = pl.col("gross_g") / _entered_grams()
        detail = pl.concat_str(pl.col("entered_quantity").cast(pl.String), pl.lit(" "), pl.col("entered_unit"))
        differs = (pl.col("entered_quantity") != 0) & ~ratio.is_between(1 / SLACK, SLACK)
        yield "entered-differs", "gross_g", differs, ratio.round(4), detail
    for column in (f"{element}_ppm" for element in ELEMENTS if f"{element}_ppm" in bound):
        yield "grade-exceeds-whole", column, pl.col(column) > WHOLE_PPM, pl.col(column), nothing


def _entered_grams() -> pl.Expr:
    """The quantity entered in grams; null for a unit that is not known."""
    grams = {word: float(MASS[unit]) for word, unit in SPELLINGS.items() if unit in MASS}
    word = pl.col("entered_unit").str.to_lowercase().str.replace_all(r"[ .]", "")
    return pl.col("entered_quantity") * word.replace_strict(grams, default=None, return_dtype=pl.Float64)
