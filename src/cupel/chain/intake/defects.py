"""Defects and warnings: one row per cell that is wrong, and the sentence that says so to a person."""

from collections.abc import Mapping
from string import Formatter

import polars as pl

from cupel.chain.intake.sources.source import ROW
from cupel.chain.intake.spool import SOURCE
from cupel.messages import _

DEFECTS = pl.Schema(
    {
        ROW: pl.Int64,
        "column": pl.String,
        "heading": pl.String,
        "code": pl.String,
        "value": pl.String,
        "detail": pl.String,
    }
)
"""``column`` is canonical, ``heading`` and ``value`` are the company's, ``detail`` depends on the code."""

PLACED = pl.Schema([(SOURCE, pl.Int32()), *DEFECTS.items()])


def sentences() -> Mapping[str, str]:
    """What is wrong and what to do, by code; the slots are columns of :data:`DEFECTS`."""
    return {**_cell_sentences(), **_row_sentences(), **_warning_sentences()}


def _cell_sentences() -> dict[str, str]:
    return {
        "not-a-number": _("'{value}' in '{heading}' is not a number with {detail}; write digits and one decimal mark."),
        "no-unit": _("'{value}' in '{heading}' has no known unit; write one such as kg or t in '{detail}'."),
        "not-a-day": _("'{value}' in '{heading}' is no date that exists and has one reading; write it as 2024-03-25."),
        "not-an-instant": _("'{value}' in '{heading}' is no time with one reading; write it as 2024-03-25 14:30."),
        "not-a-flag": _("'{value}' in '{heading}' is neither yes nor no; write yes or no."),
        "not-a-code": _("'{value}' in '{heading}' is not a known word; write one of: {detail}."),
        "empty": _("'{heading}' is empty; fill it in."),
        "too-small": _("'{value}' in '{heading}' is below {detail}; correct the figure or its unit."),
        "too-large": _("'{value}' in '{heading}' is above {detail}; correct the figure or its unit."),
        "not-a-share": _("'{value}' in '{heading}' is no share from 0 to 1; correct it, or write % into the heading."),
        "pattern": _("'{value}' in '{heading}' is not written as {detail}; correct it."),
        "ends-before": _("'{value}' in '{heading}' lies before {detail}; correct one of the two dates."),
    }


def _row_sentences() -> dict[str, str]:
    return {
        "ragged": _(
            "The row has {value} fields where the heading row has {detail}; "
            "put quotation marks around text that holds the delimiter."
        ),
        "repeated-row": _("The row repeats {detail}; remove it if the same thing was entered twice."),
        "repeated-key": _(
            "'{value}' in '{heading}' is also the number of {detail}, which differs; give one of them another number."
        ),
        "unknown-reference": _(
            "'{value}' in '{heading}' is not in the table '{detail}'; correct the number or add the row there."
        ),
        "reference-in-quarantine": _(
            "'{value}' in '{heading}' points to a row of '{detail}' in quarantine; correct that row and import both."
        ),
    }


def _warning_sentences() -> dict[str, str]:
    return {
        "content-exceeds-mass": _("The metals named weigh {value} times '{heading}'; check units and grades."),
        "dry-exceeds-wet": _("'{heading}' is above the wet mass; check whether dry and wet are exchanged."),
        "entered-differs": _("'{heading}' is {value} times the quantity entered ({detail}); check the unit."),
        "grade-exceeds-whole": _("'{value}' g/t in '{heading}' is more than the whole; check the unit."),
    }


def with_reasons(defects: pl.DataFrame) -> pl.DataFrame:
    """``defects`` with the column ``reason``: the sentence of each."""
    parts = [
        part.with_columns(reason=_filled(sentences()[str(code)]))
        for (code,), part in defects.group_by("code", maintain_order=True)
    ]
    return pl.concat(parts) if parts else defects.with_columns(reason=pl.lit(None, dtype=pl.String))


def first_per_row(defects: pl.DataFrame) -> pl.DataFrame:
    """One row per place: the reason of its first defect and the headings of all of them (``columns``)."""
    return with_reasons(defects).sort(SOURCE, ROW, maintain_order=True).group_by(SOURCE, ROW, maintain_order=True).agg(
        pl.col("reason").first(), columns=pl.col("heading").drop_nulls().unique(maintain_order=True).str.join(", ")
    )  # fmt: skip


def _filled(sentence: str) -> pl.Expr:
    pieces: list[pl.Expr] = []
    for words, slot, _spec, _conversion in Formatter().parse(sentence):
        pieces.append(pl.lit(words))
        if slot:
            pieces.append(pl.col(slot).fill_null(""))
    return pl.concat_str(pieces)
