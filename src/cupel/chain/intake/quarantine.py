"""Rows that were not accepted, as the company wrote them, in a workbook to correct and import alone."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl

from cupel.chain.intake.defects import first_per_row
from cupel.chain.intake.quarantined import ABOUT, ENTRIES, LEADING, MARK, Origin
from cupel.chain.intake.sources.source import ROW
from cupel.chain.intake.spool import SOURCE
from cupel.chain.intake.taken import Taken
from cupel.messages import _

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

SHEET_ROWS = 1_048_575
"""Rows of a sheet beside its heading row."""

CELL_CHARACTERS = 32_767
SAVED_AT = datetime(2000, 1, 1)  # noqa: DTZ001 - XLSX knows no zone; fixed so that equal rows give equal bytes
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True)
class Held:
    """Rows of one source: :data:`~cupel.chain.intake.quarantined.LEADING` columns, then the company's own, all text."""

    origin: Origin
    headings: tuple[str, ...]
    rows: Iterable[pl.DataFrame]


def held_rows(taken: Iterable[Taken], defects: pl.DataFrame) -> Iterator[Held]:
    """The rows with ``defects``, read again from their files batch by batch, in the order of the files."""
    reasons = first_per_row(defects)
    for one in taken:
        own = reasons.filter(pl.col(SOURCE) == one.number)
        if own.height:
            origin = Origin("", one.table, one.source.label, one.conventions.decimal, one.conventions.dates)
            yield Held(origin, one.source.headings, _again(one, own))


def _again(one: Taken, reasons: pl.DataFrame) -> Iterator[pl.DataFrame]:
    for raw in one.source.batches():
        rows = raw.join(reasons, on=ROW, how="inner", maintain_order="left")
        if rows.height:
            yield rows.select(
                pl.col("reason").alias("_reason"),
                pl.lit(one.source.label).alias("_file"),
                pl.col(ROW).cast(pl.String),
                pl.col("columns").alias("_columns"),
                *(_as_written(name, raw.schema[name]) for name in one.source.headings),
            )


def _as_written(name: str, dtype: pl.DataType) -> pl.Expr:
    return pl.col(name).dt.to_string("iso:strict") if isinstance(dtype, pl.Datetime) else pl.col(name).cast(pl.String)


def write_quarantine(held: Iterable[Held], path: Path) -> int:
    """Write a workbook with a sheet per table and source; returns its rows, 0 and no file where there are none.

    Every cell is text, so nothing in it can act as a formula. The same rows give the same bytes.
    """
    import xlsxwriter

    iterator = iter(held)
    first = next(iterator, None)
    if first is None:
        return 0
    with xlsxwriter.Workbook(path, {"constant_memory": True}) as book:
        book.set_properties({"title": MARK, "created": SAVED_AT})
        pages = Pages(book)
        rows = sum(pages.write(one) for one in chain((first,), iterator))
        pages.write_about()
    return rows


class Pages:
    """The sheets of one workbook while it is written."""

    def __init__(self, book: "Workbook") -> None:
        self._book = book
        self._origins: list[Origin] = []
        self._head = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
        self._note = book.add_format({"num_format": "@", "font_color": "#9c3d00"})
        self._text = book.add_format({"num_format": "@"})
        self._literal = book.add_format({"num_format": "@", "quote_prefix": True})

    def write(self, held: Held) -> int:
        """All rows of one source, on as many sheets as they need; returns their number."""
        count = 0
        for frame in held.rows:
            for row in frame.iter_rows():
                if count % SHEET_ROWS == 0:
                    sheet = self._new_sheet(held)
                self._write_row(sheet, count % SHEET_ROWS + 1, row)
                count += 1
        return count

    def write_about(self) -> None:
        """The last sheet: what the workbook is, and what each of the others holds."""
        sheet = self._book.add_worksheet(ABOUT)
        sheet.set_column(0, len(ENTRIES) - 1, 24)
        lines = (
            MARK,
            _("Each row was left out of the books for the reason in its first column."),
            _("Correct the cells to the right of the first four columns, then import this workbook alone:"),
            _("rows that are right join the earlier import. Delete rows that should not come back."),
            _("Leave the names of the sheets, the headings and this sheet as they are."),
        )
        for number, line in enumerate(lines):
            sheet.write_string(number, 0, line, self._head if number == 0 else None)
        for number, cells in enumerate((ENTRIES, *(origin.cells for origin in self._origins)), start=len(lines) + 1):
            for column, cell in enumerate(cells):
                sheet.write_string(number, column, cell, self._head if number == len(lines) + 1 else self._text)

    def _new_sheet(self, held: Held) -> "Worksheet":
        name = f"{held.origin.table} {len(self._origins) + 1}"
        self._origins.append(replace(held.origin, sheet=name))
        sheet = self._book.add_worksheet(name)
        sheet.freeze_panes(1, len(LEADING))
        sheet.set_column(0, 0, 70)
        sheet.set_column(1, len(LEADING) + len(held.headings) - 1, 16)
        for column, heading in enumerate((*LEADING, *held.headings)):
            sheet.write_string(0, column, heading, self._head)
        return sheet

    def _write_row(self, sheet: "Worksheet", number: int, row: tuple[str | None, ...]) -> None:
        for column, cell in enumerate(row):
            if cell is not None:
                style = self._note if column == 0 else self._literal if cell.startswith(FORMULA_STARTS) else self._text
                sheet.write_string(number, column, cell[:CELL_CHARACTERS], style)
