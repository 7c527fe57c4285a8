"""The tables of a Word document as grids: merged cells filled, hidden row ids taken out, deleted text left out."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

from lxml import etree

from cupel.consultation.template.grid import ROW_MARK, Grid, GridRow
from cupel.consultation.template.sheets import refused, require_safe
from cupel.documents import WORDPROCESSING
from cupel.messages import _

W = f"{{{WORDPROCESSING}}}"
MOST_ROWS, MOST_SPAN = 100_000, 100
"""Rows of all tables, and columns that one cell may cover."""


def table_grids(path: Path, *, name: str) -> list[Grid]:
    """Every table with something in it; ConsultationError for an unsafe or broken file."""
    from docx import Document
    from docx.opc.exceptions import PackageNotFoundError

    require_safe(path, name=name)
    try:
        body = Document(str(path)).element.body
    except (PackageNotFoundError, BadZipFile, KeyError, ValueError, etree.XMLSyntaxError) as error:
        raise refused(_("This document cannot be read."), name) from error
    tables = [table for table in body.iter(f"{W}tbl") if not _inside_a_cell(table)]
    if sum(1 for _row in body.iter(f"{W}tr")) > MOST_ROWS:
        raise refused(_("The tables have more than {n} rows.").format(n=MOST_ROWS), name)
    grids = [_grid(table, name, number) for number, table in enumerate(tables, start=1)]
    return [grid for grid in grids if grid.rows]


def _inside_a_cell(table: Any) -> bool:
    """Whether it is part of what a cell says; a table inside one of a single column only stands there."""
    return any(sum(1 for _cell in _children(row, "tc")) > 1 for row in table.iterancestors(f"{W}tr"))


def _grid(table: Any, file: str, number: int) -> Grid:
    rows: list[GridRow] = []
    above: list[str] = []
    for at, row in enumerate(_children(table, "tr"), start=1):
        cells, spanned = _cells(row, above)
        rows.append(GridRow(at, tuple(cells), _row_id(row), spanned=spanned))
        above = cells
    filled = () if all(row.blank for row in rows) else tuple(rows)
    return Grid(file, _("table {n}").format(n=number), filled)


def _cells(row: Any, above: list[str]) -> tuple[list[str], bool]:
    """The texts of a row, a merged cell in each column it covers, and whether one cell covers most of them."""
    cells, widest = [""] * _number(row.find(f"{W}trPr/{W}gridBefore")), 0
    for cell in _children(row, "tc"):
        merged = cell.find(f"{W}tcPr/{W}vMerge")
        goes_on = merged is not None and merged.get(f"{W}val", "continue") == "continue"
        text = above[len(cells)] if goes_on and len(cells) < len(above) else _text(cell)
        span = min(max(_number(cell.find(f"{W}tcPr/{W}gridSpan")), 1), MOST_SPAN)
        cells += [text] * span
        widest = max(widest, span)
    return cells, widest > 1 and 2 * widest > len(cells)


def _number(element: Any) -> int:
    value = "" if element is None else element.get(f"{W}val", "")
    return min(int(value), MOST_SPAN) if value.isdigit() else 0


def _children(element: Any, tag: str) -> Iterator[Any]:
    """Rows or cells of ``element``, those inside content controls and tracked insertions too, nested tables' not."""
    for child in element:
        if child.tag == f"{W}{tag}":
            yield child
        elif child.tag in (f"{W}sdt", f"{W}sdtContent", f"{W}ins", f"{W}customXml"):
            yield from _children(child, tag)


def _text(cell: Any) -> str:
    paragraphs = ("".join(_letters(paragraph)) for paragraph in cell.iter(f"{W}p"))
    return "\n".join(text for text in paragraphs if text.strip()).strip()


def _letters(paragraph: Any) -> Iterator[str]:
    """Text that is shown, also in insertions and links; deleted text is another element, hidden runs are out."""
    for run in paragraph.iter(f"{W}r"):
        if not _hidden(run):
            for part in run:
                if part.tag == f"{W}t":
                    yield part.text or ""
                elif part.tag in (f"{W}tab", f"{W}br"):
                    yield " "


def _hidden(run: Any) -> bool:
    mark = run.find(f"{W}rPr/{W}vanish")
    return mark is not None and mark.get(f"{W}val", "1") not in ("0", "false")


def _row_id(row: Any) -> str | None:
    hidden = ("".join(part.text or "" for part in run.iter(f"{W}t")) for run in row.iter(f"{W}r") if _hidden(run))
    marks = (text.removeprefix(ROW_MARK).strip() for text in hidden if text.startswith(ROW_MARK))
    return next(marks, "") or None
