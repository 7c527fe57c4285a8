"""Which column of a table is which: by headings wherever they stand, else by the template's order and by content."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean

from cupel.consultation.template.columns import ORDER, SAME, Column, kind_of, known_heading
from cupel.consultation.template.grid import Grid, GridRow
from cupel.messages import _

HEAD_ROWS = 40
"""Rows in which a first heading row is looked for."""

LEAST_HEADINGS, MANY_HEADINGS = 2, 4
"""Headings that a heading row has at least, one of them that of the comments or the proposed change; and at least
where none is written as it is known.
"""

LABEL = re.compile(r"^[^\W\d_]{0,12}\.?\s*[\dA-Z]{1,4}(?:[.\-(]\s*[\da-zA-Z]{1,3}\)?)*\.?$")
MOSTLY = 0.6
"""Part of the filled cells that must look like a kind or a label for the column to be taken as one."""

Bound = Mapping[Column, int]


@dataclass(frozen=True)
class Layout:
    """The place (from 0) of each column found, the index of the row ``after`` which comments begin, and ``remarks`` on
    what was taken by its place or content.
    """

    columns: Bound
    after: int
    remarks: tuple[str, ...] = ()


def layout_of(grid: Grid) -> Layout | None:
    """The layout of a table; None where nothing shows that it holds comments."""
    found = _by_headings(grid)
    return found if found is not None else _by_order(grid)


def headings_in(row: GridRow) -> dict[Column, int]:
    """The columns that a row's cells name if it is a heading row; else none. Of two like one name, the more like."""
    named = [(known, place) for place, cell in enumerate(row.cells) if (known := known_heading(cell))]
    best: dict[Column, tuple[float, int]] = {}
    for (column, likeness), place in named:
        if likeness > best.get(column, (0.0, 0))[0]:
            best[column] = (likeness, place)
    certain = any(likeness == SAME for likeness, _place in best.values()) or len(best) >= MANY_HEADINGS
    enough = len(best) >= LEAST_HEADINGS and certain and (Column.TEXT in best or Column.CHANGE in best)
    return {column: place for column, (_likeness, place) in best.items()} if enough and not row.spanned else {}


def _by_headings(grid: Grid) -> Layout | None:
    """The row with most known headings, of equals the first; headings not known are told by place, then by content."""
    best, most = None, 0
    for index, row in enumerate(grid.rows[:HEAD_ROWS]):
        found = headings_in(row)
        if len(found) > most:
            best, most = index, len(found)
    if best is None:
        return None
    columns = headings_in(grid.rows[best])
    rest = [(place, cell) for place, cell in enumerate(grid.rows[best].cells) if place not in columns.values()]
    remarks = []
    for place, cell in rest:
        column = _between(columns, place)
        if cell.strip() and column is not None:
            columns[column] = place
            remarks.append(_taken(cell, place, column, _("by its place")))
    if Column.TEXT not in columns:
        remarks += _longest_as_text(columns, grid.rows[best + 1 :], [place for place, _cell in rest])
    return Layout(columns, best, tuple(remarks))


def _between(columns: Bound, place: int) -> Column | None:
    """The column that by the template's order belongs at ``place``: the one that both neighbours leave room for."""
    before = max((ORDER.index(column) for column, at in columns.items() if at < place), default=-1)
    after = min((ORDER.index(column) for column, at in columns.items() if at > place), default=len(ORDER))
    room = [column for column in ORDER[before + 1 : after] if column not in columns]
    return room[0] if len(room) == 1 else None


def _longest_as_text(columns: dict[Column, int], rows: Sequence[GridRow], places: Sequence[int]) -> list[str]:
    free = [place for place in places if place not in columns.values()]
    lengths = {place: fmean(map(len, cells)) for place in free if (cells := _filled(rows, place))}
    if not lengths or max(lengths.values()) < 20:
        return []
    columns[Column.TEXT] = max(lengths, key=lambda place: lengths[place])
    return [_taken("", columns[Column.TEXT], Column.TEXT, _("by its long texts"))]


def _by_order(grid: Grid) -> Layout | None:
    """Without headings: the column of kinds is told by its content, the others by their place beside it."""
    rows = [row for row in grid.rows if not row.spanned]
    kinds = next((place for place in range(grid.width) if _are_kinds(_filled(rows, place))), None)
    if kinds is None or kinds + 1 >= grid.width:
        return None
    at = ORDER.index(Column.KIND)
    columns = {
        column: kinds + step
        for step, column in enumerate(ORDER, start=-at)
        if 0 <= kinds + step < grid.width and not (step < 0 and kinds < at)
    }
    if kinds < at:
        columns |= _labels_before(rows, kinds)
    return Layout(columns, -1, (_("There are no headings; columns were told by the one with the types of comment."),))


def _labels_before(rows: Sequence[GridRow], kinds: int) -> dict[Column, int]:
    """With fewer columns before the kinds than the template has, the last that looks like labels holds the clauses."""
    labels = [place for place in range(kinds) if _are_labels(_filled(rows, place))]
    if not labels:
        return {}
    author = {Column.AUTHOR: 0} if labels[-1] > 0 else {}
    return {Column.CLAUSE: labels[-1], **author}


def _filled(rows: Sequence[GridRow], place: int) -> list[str]:
    return [row.cells[place] for row in rows if place < len(row.cells) and row.cells[place].strip()]


def _are_kinds(cells: Sequence[str]) -> bool:
    return bool(cells) and sum(len(cell) <= 12 and kind_of(cell) is not None for cell in cells) >= MOSTLY * len(cells)


def _are_labels(cells: Sequence[str]) -> bool:
    return bool(cells) and sum(LABEL.match(cell) is not None for cell in cells) >= MOSTLY * len(cells)


def _taken(heading: str, place: int, column: Column, how: str) -> str:
    name = f"'{heading.strip()}'" if heading.strip() else _("Column {n}").format(n=place + 1)
    return _("{name} was taken as '{column}' {how}.").format(name=name, column=column, how=how)
