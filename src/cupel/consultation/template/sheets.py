"""The sheets of a workbook as grids: merged cells filled, hidden row ids taken out."""

from pathlib import Path
from typing import Any

from cupel.archive import SHEET_LIMITS, Limits, require_safe_workbook
from cupel.consultation.template.grid import ROW_MARK, Grid, GridRow
from cupel.errors import BooksError, ConsultationError, Place
from cupel.messages import _
from cupel.sheets import cell_text

LIMITS = Limits(entries=SHEET_LIMITS.entries, total_bytes=256 << 20, ratio_from=16 << 20, cells=2_000_000)
"""As many cells as 100,000 rows of the template have, twice over."""


def sheet_grids(path: Path, *, name: str) -> list[Grid]:
    """Every sheet with something in it; ConsultationError for an unsafe or broken file."""
    require_safe(path, name=name)
    return [grid for sheet in _sheets(path, name=name) if (grid := _grid(sheet, name)).rows]


def require_safe(path: Path, *, name: str) -> None:
    """Raises :class:`~cupel.errors.ConsultationError` unless ``path`` is a bounded zip without XML entities."""
    try:
        require_safe_workbook(path, name=name, limits=LIMITS)
    except BooksError as error:
        raise refused(error.message, name) from error


def refused(message: str, name: str) -> ConsultationError:
    """The error of a file that is not opened."""
    return ConsultationError(
        message,
        code="comment-file",
        remedy=_("Save it again as XLSX or DOCX without a password, and with nothing but the comments in it."),
        place=Place(file=name),
    )


def _sheets(path: Path, *, name: str) -> list[Any]:
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        book = CalamineWorkbook.from_path(path)
        return [book.get_sheet_by_name(sheet) for sheet in book.sheet_names]
    except (CalamineError, OSError) as error:
        raise refused(_("This workbook cannot be read."), name) from error


def _grid(sheet: Any, file: str) -> Grid:
    rows = [[cell_text(cell).strip() for cell in cells] for cells in sheet.to_python(skip_empty_area=False)]
    spanned = _fill_merged(rows, sheet.merged_cell_ranges or [])
    marked = [_taken_out(cells) for cells in rows]
    found = [
        GridRow(number, cells, identity, spanned=number - 1 in spanned)
        for number, (cells, identity) in enumerate(marked, start=1)
    ]
    return Grid(file, sheet.name, () if all(row.blank for row in found) else tuple(found))


def _fill_merged(rows: list[list[str]], ranges: list[tuple[tuple[int, int], tuple[int, int]]]) -> set[int]:
    """Write the text of each merged range in all its cells; returns the rows of which one range covers most."""
    spanned = set()
    for (top, left), (bottom, right) in ranges:
        if top >= len(rows) or left >= len(rows[top]):
            continue
        for row in range(top, min(bottom + 1, len(rows))):
            last = min(right + 1, len(rows[row]))
            rows[row][left:last] = [rows[top][left]] * (last - left)
            if last - left > 1 and 2 * (last - left) > len(rows[row]):
                spanned.add(row)
    return spanned


def _taken_out(cells: list[str]) -> tuple[tuple[str, ...], str | None]:
    """A row without the cells that hold a hidden id, and the id."""
    ids = [cell.removeprefix(ROW_MARK) for cell in cells if cell.startswith(ROW_MARK)]
    return tuple("" if cell.startswith(ROW_MARK) else cell for cell in cells), (ids[0] or None) if ids else None
