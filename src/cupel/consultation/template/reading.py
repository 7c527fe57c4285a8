"""Comments from a filled template: every row becomes a comment, or is listed with what is wrong with it."""

import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from cupel.consultation.clauses import ClauseBook
from cupel.consultation.data import GENERAL, Comment, Kind, Submission
from cupel.consultation.placing import Ground, Placement, place, place_by_text
from cupel.consultation.template.columns import Column, kind_of
from cupel.consultation.template.documents import table_grids
from cupel.consultation.template.grid import Grid, GridRow
from cupel.consultation.template.recognise import Layout, headings_in, layout_of
from cupel.consultation.template.sheets import refused, sheet_grids
from cupel.errors import Place
from cupel.messages import _

CLAUSE_ROW = "clause-"
"""What the id of a row begins with that an export left empty for a clause."""

DITTO = frozenset({'"', "''", "“", "”", "〃", "ditto", "idem", "same", "same as above", "dito", "ibid", "同上"})
ID_LETTERS = 16


@dataclass(frozen=True, kw_only=True)
class ReadComment:
    """A comment with where it was read. Its ``clause`` is None unless the placement is sure; ``remarks`` are sentences
    on what else to look at. ``row_id``: the hidden id that the row carried.
    """

    comment: Comment
    placement: Placement
    place: Place
    row_id: str | None = None
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class LeftRow:
    """A row or table that is no comment: what is wrong, where, what to do. A ``note`` needs nothing to be done."""

    text: str
    problem: str
    remedy: str
    place: Place
    note: bool = False


@dataclass(frozen=True)
class ReadTemplate:
    """What a file held, in its order."""

    comments: tuple[ReadComment, ...]
    left: tuple[LeftRow, ...] = ()

    @property
    def unplaced(self) -> tuple[LeftRow, ...]:
        """Rows that somebody must do something about."""
        return tuple(row for row in self.left if not row.note)


@dataclass
class _Reader:
    """One file while it is read: ids already given, and the clause of the row above."""

    submission: Submission
    book: ClauseBook
    given: Counter[str] = field(default_factory=Counter)
    above: str = ""


def read_template(path: Path, submission: Submission, book: ClauseBook, *, name: str = "") -> ReadTemplate:
    """The comments of a filled XLSX or DOCX; ``name`` is shown in place of the path's own.

    Reads what comes back from people: merged cells, headings reworded, in another language, below row 1 or missing,
    several tables, notes, blank rows. Raises :class:`~cupel.errors.ConsultationError` for a file that is no workbook or
    document, broken, encrypted or unsafe.
    """
    shown = name or path.name
    readers = {".xlsx": sheet_grids, ".xlsm": sheet_grids, ".docx": table_grids}
    suffix = Path(shown).suffix.lower()
    if suffix not in readers:
        raise refused(_("This is neither an XLSX nor a DOCX file."), shown)
    return comments_in(readers[suffix](path, name=shown), submission, book)


def comments_in(grids: list[Grid], submission: Submission, book: ClauseBook) -> ReadTemplate:
    """The comments of tables that were read already."""
    reader = _Reader(submission, book)
    found = [each for grid in grids for each in _grid_rows(grid, reader)]
    comments = tuple(each for each in found if isinstance(each, ReadComment))
    return ReadTemplate(comments, tuple(each for each in found if isinstance(each, LeftRow)))


def _grid_rows(grid: Grid, reader: _Reader) -> Iterator[ReadComment | LeftRow]:
    layout = layout_of(grid)
    if layout is None:
        yield from _not_recognised(grid)
        return
    columns: Mapping[Column, int] = layout.columns
    for index, row in enumerate(grid.rows):
        if row.blank or index == layout.after:
            continue
        if index < layout.after or row.spanned:
            yield _note(grid, row)
        elif again := headings_in(row):
            columns = again if len(again) > len(columns) // 2 else columns
        else:
            yield from _row(grid, row, columns, layout, reader)


def _row(
    grid: Grid, row: GridRow, columns: Mapping[Column, int], layout: Layout, reader: _Reader
) -> Iterator[ReadComment | LeftRow]:
    cells = {column: row.cells[at].strip() for column, at in columns.items() if at < len(row.cells)}
    text, change = cells.get(Column.TEXT, ""), cells.get(Column.CHANGE, "")
    if text or change:
        yield _comment(grid, row, cells, layout, reader)
    elif row.id is None and not _is_hint(cells):
        beside = [cell for cell in row.cells if cell.strip()]
        yield _note(grid, row) if len(beside) == 1 and len(beside[0]) > 30 else _empty(grid, row, columns)


def _comment(grid: Grid, row: GridRow, cells: Mapping[Column, str], layout: Layout, reader: _Reader) -> ReadComment:
    remarks = list(layout.remarks)
    written = cells.get(Column.CLAUSE, "")
    label = reader.above if written.strip(". ").lower() in DITTO else written
    kind, words = kind_of(cells.get(Column.KIND, "")), cells.get(Column.KIND, "")
    found = _placement(label, kind, cells, reader)
    if kind is None:
        kind = Kind.GENERAL if found.uid == GENERAL else Kind.TECHNICAL
        remarks.append(_("The type '{words}' is not known; taken as {kind}.").format(words=words, kind=kind))
    if label.strip():
        reader.above = label
    comment = Comment(
        id="", submission=reader.submission, clause=found.uid if found.sure else None, label=label, kind=kind,
        text=cells.get(Column.TEXT, ""), change=cells.get(Column.CHANGE, ""), line=cells.get(Column.LINE, ""),
        part=_part(cells, found, reader.book), commenter=cells.get(Column.AUTHOR, ""),
    )  # fmt: skip
    identity, copied = _identity(row, comment, reader)
    if copied:
        remarks.append(_("The row is a copy of one above; it is taken as a comment of its own."))
    return ReadComment(
        comment=Comment(**{**vars(comment), "id": identity}), placement=found, place=grid.place(row.number),
        row_id=row.id, remarks=tuple(remarks),
    )  # fmt: skip


def _part(cells: Mapping[Column, str], found: Placement, book: ClauseBook) -> str:
    """The part of the clause, unless it is only the clause's title, which an export puts there."""
    part, clause = cells.get(Column.PART, ""), book.by_uid.get(found.uid or "")
    return "" if clause is not None and part == clause.title else part


def _placement(label: str, kind: Kind | None, cells: Mapping[Column, str], reader: _Reader) -> Placement:
    """Where it belongs; an empty clause below a row with one may mean that one, unless the comment is a general one."""
    text = f"{cells.get(Column.TEXT, '')} {cells.get(Column.CHANGE, '')}"
    if label.strip() or kind is Kind.GENERAL:
        return place(label, reader.book, text=text)
    named = place_by_text(text, reader.book) if kind is not None else None
    if named and named.ground is Ground.ANCHOR:
        return named
    if reader.above and (above := place(reader.above, reader.book)).uid not in (None, GENERAL):
        reason = _("The clause is empty; the last row with one is on {label}.").format(label=reader.above)
        return Placement(uid=above.uid, ground=Ground.TEXT, reason=reason, others=(GENERAL,))
    return place(label, reader.book)


def _identity(row: GridRow, comment: Comment, reader: _Reader) -> tuple[str, bool]:
    """An id that the same row of the same submission has each time, and whether the row is a copy of one above.

    A comment that was exported keeps its own. Any other is told by its hidden id, else by what it says.
    """
    copied = row.id is not None and reader.given[row.id] > 0
    own = None if copied else row.id
    if row.id is not None:
        reader.given[row.id] += 1
    if own is not None and not own.startswith(CLAUSE_ROW):
        return own, False
    told = own or "\x1f".join(comment.content)
    reader.given[told] += own is None
    number = reader.given[told]
    digest = hashlib.sha256("\x1f".join((reader.submission.id, told, str(number))).encode()).hexdigest()
    return digest[:ID_LETTERS], copied or number > 1


def _is_hint(cells: Mapping[Column, str]) -> bool:
    """Whether a row only explains the headings, as the template's ``(e.g. 3.1)`` do."""
    filled = [cell for cell in cells.values() if cell]
    return not filled or all(cell.startswith(("(", "（")) for cell in filled)


def _note(grid: Grid, row: GridRow) -> LeftRow:
    return LeftRow(
        text=_joined(row), problem=_("It is a title or a note, not a comment."), remedy=_("Nothing is to be done."),
        place=grid.place(row.number), note=True,
    )  # fmt: skip


def _empty(grid: Grid, row: GridRow, columns: Mapping[Column, int]) -> LeftRow:
    column = Column.TEXT if Column.TEXT in columns else Column.CHANGE
    return LeftRow(
        text=_joined(row), problem=_("The row has neither a comment nor a proposed change."),
        remedy=_("Write the comment in the column '{column}', or clear the row.").format(column=column),
        place=grid.place(row.number, str(column)),
    )  # fmt: skip


def _not_recognised(grid: Grid) -> Iterator[LeftRow]:
    """Every row of a table that shows nothing of a comment table; a letterhead of one row is a note."""
    filled = [row for row in grid.rows if not row.blank]
    for row in filled:
        yield LeftRow(
            text=_joined(row), problem=_("The table has no heading that is known and no column of types of comment."),
            remedy=_("Give the columns the template's headings: {names}.").format(names=", ".join(Column)),
            place=grid.place(row.number), note=len(filled) == 1 or grid.width == 1,
        )  # fmt: skip


def _joined(row: GridRow) -> str:
    return " | ".join(dict.fromkeys(cell.strip() for cell in row.cells if cell.strip()))
