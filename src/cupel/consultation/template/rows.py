"""What an exported template holds: rows of comments, and an empty row for every clause."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from cupel.consultation.clauses import ClauseBook
from cupel.consultation.consent import PublishedComment
from cupel.consultation.data import GENERAL, Comment
from cupel.consultation.disposition import Disposition
from cupel.consultation.template.columns import CODES, ORDER, Column
from cupel.consultation.template.reading import CLAUSE_ROW
from cupel.messages import _

WIDTHS: Mapping[Column, int] = {
    Column.AUTHOR: 14, Column.LINE: 9, Column.CLAUSE: 14, Column.PART: 16, Column.KIND: 9, Column.TEXT: 52,
    Column.CHANGE: 52, Column.OBSERVATIONS: 42,
}  # fmt: skip
"""Widths in characters."""


@dataclass(frozen=True, kw_only=True)
class TemplateRow:
    """One row: a text in each column that has one, and a hidden ``id``; empty where the row is nobody's yet."""

    cells: Mapping[Column, str]
    id: str = ""

    def texts(self) -> Iterator[str]:
        """The texts of all columns in order."""
        return (self.cells.get(column, "") for column in ORDER)


def empty_rows(book: ClauseBook) -> list[TemplateRow]:
    """A row for every clause, its label filled in, for somebody to write in."""
    return [
        TemplateRow(id=f"{CLAUSE_ROW}{clause.uid}", cells={Column.CLAUSE: clause.label, Column.PART: clause.title})
        for clause in book.clauses
    ]


def own_rows(
    comments: Iterable[Comment], dispositions: Mapping[str, Disposition], book: ClauseBook
) -> list[TemplateRow]:
    """A commenter's own comments, to read or to change and send again; shown to nobody else."""
    return [
        TemplateRow(
            id=each.id,
            cells={
                Column.AUTHOR: each.author, Column.LINE: each.line, Column.PART: each.part,
                Column.CLAUSE: _label(each.clause, each.label, book), Column.KIND: CODES[each.kind],
                Column.TEXT: each.text, Column.CHANGE: each.change,
                Column.OBSERVATIONS: observations(dispositions.get(each.id)),
            },
        )
        for each in comments
    ]  # fmt: skip


def published_rows(
    comments: Iterable[PublishedComment], dispositions: Mapping[str, Disposition], book: ClauseBook
) -> list[TemplateRow]:
    """Everybody's comments as far as they are published, with what became of them."""
    return [
        TemplateRow(
            id=each.id,
            cells={
                Column.AUTHOR: each.author, Column.CLAUSE: _label(each.clause, each.label, book),
                Column.KIND: CODES[each.kind], Column.TEXT: _("[not published]") if each.text is None else each.text,
                Column.CHANGE: each.change or "", Column.OBSERVATIONS: observations(dispositions.get(each.id)),
            },
        )
        for each in comments
    ]  # fmt: skip


def observations(disposition: Disposition | None) -> str:
    """The decision and its reason, empty until one is agreed."""
    if disposition is None or not disposition.decided or disposition.decision is None:
        return ""
    decision = disposition.decision.capitalize()
    return f"{decision}. {disposition.reason}".strip() if disposition.reason else f"{decision}."


def _label(clause: str | None, written: str, book: ClauseBook) -> str:
    """The clause's label; that of one not placed yet as it was written."""
    if clause is None or (clause == GENERAL and written):
        return written
    return "" if clause == GENERAL else book.by_uid[clause].label
