"""Workbooks: every sheet a table, the heading row wherever it is."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

import polars as pl

from cupel.archive import require_safe_workbook
from cupel.chain.intake.quarantined import ABOUT, LEADING, quarantined_sheets
from cupel.chain.intake.sources import shape
from cupel.chain.intake.sources.delimited import frame_of
from cupel.chain.intake.sources.source import BATCH_ROWS, Source
from cupel.errors import BooksError, Place
from cupel.messages import _
from cupel.sheets import cell_text


@dataclass(frozen=True)
class _SheetTable:
    """The table of one sheet, without the ``left`` columns, whose rows begin after ``skip`` rows."""

    path: Path
    name: str
    sheet: str
    left: int
    headings: tuple[str, ...]
    skip: int

    def batches(self) -> Iterator[pl.DataFrame]:
        """The rows in batches, blank ones left out."""
        sheet = _workbook(self.path, name=self.name).get_sheet_by_name(self.sheet)
        rows = islice(_rows(sheet, left=self.left), self.skip, None)
        while chunk := list(islice(rows, BATCH_ROWS)):
            yield frame_of(chunk, self.headings)


def sheet_sources(path: Path, *, name: str) -> list[Source]:
    """The tables of a workbook, one for each sheet with a row in it, hidden ones too.

    A quarantine workbook says itself which sheet is which table. Raises :class:`~cupel.errors.BooksError` where the
    workbook is unsafe or cannot be read.
    """
    require_safe_workbook(path, name=name)
    book = _workbook(path, name=name)
    about = _about(book)
    left = len(LEADING) if about else 0
    tables = [book.get_sheet_by_name(sheet) for sheet in book.sheet_names if not (about and sheet == ABOUT)]
    found = [source for sheet in tables if (source := _source(path, sheet, name=name, left=left))]
    return [about[source.stem].over(source) if source.stem in about else source for source in found]


def is_quarantine(path: Path) -> bool:
    """Whether ``path`` is a workbook that the engine wrote for rows held back."""
    if path.suffix.lower() != ".xlsx" or not path.is_file():
        return False
    require_safe_workbook(path, name=path.name)
    return bool(_about(_workbook(path, name=path.name)))


def _about(book: Any) -> dict[str, Any]:
    return quarantined_sheets(_rows(book.get_sheet_by_name(ABOUT))) if ABOUT in book.sheet_names else {}


def _source(path: Path, sheet: Any, *, name: str, left: int) -> Source | None:
    first = [cells for _number, cells in islice(_rows(sheet, left=left), shape.HEAD_ROWS)]
    if not any(cell for row in first for cell in row):
        return None
    at = shape.heading_row(first)
    table = _SheetTable(path, name, sheet.name, left, shape.unique_headings(first[at]), at + 1)
    rows = sheet.end[0] - at
    return Source(path, name, table.headings, table.batches, rows, sheet=sheet.name, decimal="point")


def _rows(sheet: Any, *, left: int = 0) -> Iterator[tuple[int, list[str]]]:
    """Rows of a sheet as text, with the number a spreadsheet shows and without the ``left`` columns."""
    return ((at, [cell_text(cell) for cell in cells[left:]]) for at, cells in enumerate(sheet.iter_rows(), start=1))


def _workbook(path: Path, *, name: str) -> Any:
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        return CalamineWorkbook.from_path(path)
    except (CalamineError, OSError) as error:
        raise BooksError(
            _("This workbook cannot be read."),
            code="unreadable-workbook",
            remedy=_("Save it again as XLSX, or export each sheet as CSV."),
            place=Place(file=name),
        ) from error
