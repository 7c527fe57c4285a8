"""Tables with a heading row, as delimited text or workbook."""

from collections.abc import Iterator, Mapping
from itertools import islice
from pathlib import Path
from statistics import median_high
from typing import NamedTuple

from cupel.archive import require_safe_workbook
from cupel.chain.intake.sources.text import encoding_of
from cupel.errors import BooksError, ListError, Place
from cupel.messages import _
from cupel.screening.lists.delimited import Broken, Row, rows
from cupel.screening.lists.gather import Gather
from cupel.sheets import cell_text

HEAD_ROWS = 20
"""Rows in which the heading row is looked for: some publishers put the date of the report above it."""

DELIMITERS = (",", ";", "\t", "|")
WORKBOOKS = (".xlsx", ".xlsm", ".xlsb", ".xls", ".ods")
_HEAD_CHARACTERS = 65_536


class Cells(NamedTuple):
    """A row by its headings; ``line`` counts lines of text or rows of a sheet."""

    line: int
    values: Mapping[str, str]


class Table(NamedTuple):
    """A file's heading row, what stands above it, and its place."""

    path: Path
    headings: tuple[str, ...]
    above: tuple[tuple[str, ...], ...]
    line: int
    delimiter: str


def head_of(path: Path) -> list[Row]:
    """The first rows of a delimited text or of a workbook's first sheet with rows in it."""
    found = _raw(path, delimiter_of(path), width=None)
    return [row for row in islice(found, HEAD_ROWS) if isinstance(row, Row)]


def table_of(path: Path, *required: str) -> Table:
    """The table whose heading row has all ``required`` headings (any case).

    Raises :class:`~cupel.errors.ListError` where there is no such row.
    """
    above: list[tuple[str, ...]] = []
    for row in head_of(path):
        headings = tuple(" ".join(cell.split()) for cell in row.cells)
        if {name.lower() for name in required} <= {heading.lower() for heading in headings}:
            return Table(path, headings, tuple(above), row.line, delimiter_of(path))
        above.append(headings)
    raise ListError(
        _("No row has the headings {headings}.").format(headings=", ".join(required)),
        code="no-headings",
        remedy=_("Give the file as its publisher offers it, or name the format with --format."),
        place=Place(file=path.name),
    )


def body(table: Table, gather: Gather) -> Iterator[Cells]:
    """The rows under the headings, empty cells left out; a row that cannot be read goes into quarantine."""
    for row in _raw(table.path, table.delimiter, width=len(table.headings)):
        if row.line <= table.line:
            continue
        if isinstance(row, Broken):
            gather.reject(Place(file=table.path.name, line=row.line), row.reason, row.content, entity=True)
            continue
        values = {name: cell.strip() for name, cell in zip(table.headings, row.cells, strict=False) if cell.strip()}
        if values:
            yield Cells(row.line, values)


def delimiter_of(path: Path) -> str:
    """The delimiter that most lines of a text's head have most often; a comma for workbooks."""
    if path.suffix.lower() in WORKBOOKS:
        return ","
    with path.open(encoding=encoding_of(path), errors="replace") as file:
        lines = file.read(_HEAD_CHARACTERS).splitlines()[:HEAD_ROWS] or [""]
    return max(DELIMITERS, key=lambda sign: median_high(line.count(sign) for line in lines))


def _raw(path: Path, delimiter: str, *, width: int | None) -> Iterator[Row | Broken]:
    if path.suffix.lower() in WORKBOOKS:
        return _sheet(path)
    return rows(path, delimiter=delimiter, width=width)


def _sheet(path: Path) -> Iterator[Row]:
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        if path.suffix.lower() != ".xls":
            require_safe_workbook(path, name=path.name)
        book = CalamineWorkbook.from_path(path)
    except BooksError as error:
        raise ListError(error.message, code=error.code, remedy=error.remedy, place=error.place) from error
    except (CalamineError, OSError) as error:
        raise ListError(
            _("This workbook cannot be read."),
            code="unreadable-workbook",
            remedy=_("Save it again as XLSX, or as CSV."),
            place=Place(file=path.name),
        ) from error
    for sheet in (book.get_sheet_by_name(name) for name in book.sheet_names):
        if sheet.height:
            for number, cells in enumerate(sheet.iter_rows(), start=1):
                yield Row(number, [cell_text(cell) for cell in cells])
            return
