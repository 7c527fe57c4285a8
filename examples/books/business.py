"""Headings, units and words as people in an office write them, to try out the import of foreign books."""

import polars as pl
from examples.books.headings import SHEETS

UNITS = {"(t)": 1e6, "(kg)": 1e3, "(USD)": 1e2, "%": 1e4}
"""End of a heading -> how many of the engine's units one of its own is worth (% of an assay: g/t)."""
WORDS = {
    "document_type": {
        "certificate_of_origin": "COO",
        "bill_of_lading": "B/L",
        "weighbridge": "Weight note",
        "export_permit": "Export permit",
    },
    "stage": {"provisional": "Prov.", "final": "Final"},
}
FRACTIONS = ("share", "moisture")


def business_sheets(tables: dict[str, pl.DataFrame]) -> dict[str, pl.DataFrame]:
    """The tables by the name of their sheet, in the units of their headings."""
    return {
        SHEETS[name][0]: _sheet(frame, headings=SHEETS[name][1]) for name, frame in tables.items() if name in SHEETS
    }


def _sheet(frame: pl.DataFrame, *, headings: dict[str, str]) -> pl.DataFrame:
    return frame.select(
        _cell(frame, column=column, heading=heading) for column, heading in headings.items() if column in frame.columns
    )


def _cell(frame: pl.DataFrame, *, column: str, heading: str) -> pl.Expr:
    """A column as written under ``heading``; sums of grams stay exact, as no figure has more than 15 digits."""
    cell = pl.col(column)
    unit = heading.rsplit(" ", 1)[-1]
    if column in FRACTIONS:
        cell = (cell * 100).round(6)
    elif unit in UNITS and frame.schema[column].is_numeric():
        cell = (cell / UNITS[unit]).round(7)
    elif frame.schema[column] == pl.Boolean:
        cell = pl.when(cell).then(pl.lit("yes")).when(~cell).then(pl.lit("no"))
    elif column in WORDS:
        cell = cell.cast(pl.String).replace(WORDS[column])
    return cell.alias(heading)
