"""Sheets of a workbook: typed columns, texts that stay texts, the same bytes for the same rows."""

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

SHEET_ROWS = 1_048_575
"""Rows of a sheet beside its heading row."""

CELL_CHARACTERS = 32_767
SAVED_AT = datetime(2000, 1, 1)  # noqa: DTZ001 - XLSX knows no zone; fixed so that equal results give equal bytes
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")

Kind: TypeAlias = Literal["text", "wrapped", "mass", "share", "count", "score"]
Cell: TypeAlias = str | int | float | None
FORMATS: dict[str, dict[str, Any]] = {
    "text": {"valign": "top"},
    "wrapped": {"valign": "top", "text_wrap": True},
    "literal": {"valign": "top", "text_wrap": True, "quote_prefix": True},
    "mass": {"valign": "top", "num_format": "#,##0.000"},
    "share": {"valign": "top", "num_format": "0.00%"},
    "count": {"valign": "top", "num_format": "#,##0"},
    "score": {"valign": "top", "num_format": "0.000"},
    "head": {"bold": True, "bottom": 1, "text_wrap": True, "valign": "top", "font_color": "#7c390f"},
    "title": {"bold": True, "font_size": 16},
}
BAR = {"type": "data_bar", "bar_color": "#d9a887", "min_type": "num", "min_value": 0}


@dataclass(frozen=True, kw_only=True)
class Column:
    """``title`` with the unit in brackets; ``width`` in characters; ``bars`` draws numbers as bars in their cells."""

    title: str
    width: int
    kind: Kind = "text"
    bars: bool = False


@dataclass(frozen=True, kw_only=True)
class Table:
    """One sheet, or several where there are more rows than a sheet can hold."""

    name: str
    about: str
    columns: tuple[Column, ...]
    rows: Iterable[tuple[Cell, ...]]


class Pages:
    """The sheets of one workbook while it is written."""

    def __init__(self, book: "Workbook") -> None:
        self._book = book
        self._formats: dict[str, Format] = {name: book.add_format(style) for name, style in FORMATS.items()}

    def write_about(self, name: str, title: str, lines: Iterable[tuple[str, str]]) -> None:
        """A sheet of words: a title, and lines of what is told and the telling."""
        sheet = self._book.add_worksheet(name)
        sheet.set_column(0, 0, 18)
        sheet.set_column(1, 1, 100)
        sheet.write_string(0, 0, title, self._formats["title"])
        for number, (told, text) in enumerate(lines, start=2):
            self._write_text(sheet, number, 0, told, self._formats["head"])
            self._write_text(sheet, number, 1, text, self._formats["wrapped"])

    def write(self, table: Table) -> None:
        """All rows of a table, on as many sheets as they need; an empty one keeps its headings."""
        rows = iter(table.rows)
        number, more = 1, True
        while more:
            name = table.name if number == 1 else f"{table.name} {number}"
            written = self._write_sheet(name, table.columns, islice(rows, SHEET_ROWS))
            number, more = number + 1, written == SHEET_ROWS

    def _write_sheet(self, name: str, columns: tuple[Column, ...], rows: Iterator[tuple[Cell, ...]]) -> int:
        sheet = self._book.add_worksheet(name)
        sheet.freeze_panes(1, 0)
        for place, column in enumerate(columns):
            sheet.set_column(place, place, column.width)
            sheet.write_string(0, place, column.title, self._formats["head"])
        styles = [self._formats[column.kind] for column in columns]
        count = 0
        for count, row in enumerate(rows, start=1):
            for place, (cell, style) in enumerate(zip(row, styles, strict=True)):
                if isinstance(cell, str):
                    self._write_text(sheet, count, place, cell, style)
                elif cell is not None:
                    sheet.write_number(count, place, cell, style)
        for place in (place for place, column in enumerate(columns) if column.bars and count):
            sheet.conditional_format(1, place, count, place, {**BAR})
        sheet.autofilter(0, 0, max(count, 1), len(columns) - 1)
        return count

    def _write_text(self, sheet: "Worksheet", row: int, place: int, text: str, style: "Format") -> None:
        """A text that looks like a formula is marked as text, so that no later edit makes it one."""
        literal = self._formats["literal"] if text.startswith(FORMULA_STARTS) else style
        sheet.write_string(row, place, text[:CELL_CHARACTERS], literal)


def cell_text(cell: Any) -> str:
    """A cell as the text a person would type: whole numbers without point, dates as 2024-03-25."""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell)
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time(0) else cell.isoformat()
    return cell.isoformat() if isinstance(cell, date | time) else str(cell)


@cache
def plain(text: str) -> str:
    """``text`` as headings are compared: ``"Año_de Carga"`` -> ``"anodecarga"``."""
    folded = unicodedata.normalize("NFKD", text.casefold().replace("ß", "ss").replace("№", "no"))
    return "".join(character for character in folded if character.isalnum())
