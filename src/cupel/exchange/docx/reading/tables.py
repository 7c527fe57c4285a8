"""Tables: requirements by row, terms with their meanings, or text in columns."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import mean

from cupel.exchange.docx.reading.flow import Cell, Table
from cupel.exchange.docx.reading.labels import is_dotted, is_label

_NUMBER_HEADS = re.compile(
    r"#|n[or°º]?\.?|num(ber|éro|ero|mer)?\.?|nr\.?|nummer|id|ref(erence)?\.?|clause|item|label", re.IGNORECASE
)
_TEXT_HEADS = re.compile(
    r"(requirement|description|text|criterion|criteria|control|provision|clause text|anforderung|beschreibung|exigence|"
    r"requisito|descripci[oó]n|descri[cç][aã]o).*",
    re.IGNORECASE,
)
_TERM_HEADS = re.compile(r"(term|begriff|terme|t[eé]rmino|termo|abbreviation|acronym).*", re.IGNORECASE)
ENOUGH = 0.8
"""Share of the rows of a table whose first cell is a number, for it to be one of requirements."""


@dataclass(frozen=True, kw_only=True)
class Row:
    """A requirement: its number, its text, and the other columns by their headings."""

    label: str
    text: str
    cells: Mapping[str, str]
    paragraph: int
    line_cells: tuple[Cell, ...]


def requirement_rows(table: Table) -> list[Row] | None:
    """The rows of a table of requirements, with numbers that differ; None where it is no such table.

    Rows without a number, such as a line between two groups, have an empty label.
    """
    heads, body = _split(table)
    width = max((len(row) for row in table.rows), default=0)
    if width < 2 or not body:
        return None
    named = next((at for at, head in enumerate(heads) if _NUMBER_HEADS.fullmatch(head)), None)
    column = named or 0
    labels = [row[column].text.strip() if column < len(row) else "" for row in body]
    numbered = [label for label in labels if is_label(label)]
    if len(numbered) < ENOUGH * len(labels) or not (named is not None or _count(numbered)):
        return None
    if len(set(numbered)) < len(numbered):
        return None
    main = _main_column(heads, body, column)
    return [
        Row(
            label=label if is_label(label) else "",
            text=row[main].text if main < len(row) else " | ".join(filter(None, (cell.text for cell in row))),
            cells={
                heads[at] if at < len(heads) and heads[at] else str(at + 1): cell.text
                for at, cell in enumerate(row)
                if at not in (column, main) and cell.text
            },
            paragraph=row[0].lines[0].number if row and row[0].lines else table.number,
            line_cells=row,
        )
        for row, label in zip(body, labels, strict=True)
    ]


def term_rows(table: Table) -> list[tuple[str, str, int]] | None:
    """Terms with their meanings and paragraphs; None where the table has not two columns or no heading that says so."""
    heads, body = _split(table)
    if len(heads) != 2 or not _TERM_HEADS.fullmatch(heads[0]) or any(len(row) != 2 for row in body):
        return None
    return [(row[0].text, row[1].text, row[0].lines[0].number) for row in body if row[0].text]


def table_text(table: Table) -> list[str]:
    """A line per row; cells that belong to the one above are empty."""
    shown = ((("" if cell.continued else cell.text.replace("\n", " / ")) for cell in row) for row in table.rows)
    return [line for cells in shown if (line := " | ".join(cells).strip()).strip(" |")]


def _count(labels: Sequence[str]) -> bool:
    """Whether labels under no heading that says so are numbers of clauses: of several steps, or 1, 2, 3."""
    in_turn = [str(number) for number in range(1, len(labels) + 1)]
    return all(is_dotted(label) for label in labels) or [label.rstrip(".)") for label in labels] == in_turn


def _split(table: Table) -> tuple[list[str], Sequence[tuple[Cell, ...]]]:
    """Headings of the columns, and the other rows: without a marked heading the first row, where it looks like one."""
    heads = table.heads
    if not heads and table.rows and table.rows[0]:
        first = table.rows[0]
        heads = int(any(map(_heads_numbers, first)) or not is_label(first[0].text))
    if not heads:
        return [], table.rows
    named = [cell.text.strip() for cell in table.rows[heads - 1] for _column in range(cell.span)]
    return named, table.rows[heads:]


def _heads_numbers(cell: Cell) -> bool:
    return bool(_NUMBER_HEADS.fullmatch(cell.text.strip()))


def _main_column(heads: Sequence[str], body: Sequence[Sequence[Cell]], number: int) -> int:
    """The column of the requirement: the one whose heading says so, else the longest."""
    named = next((at for at, head in enumerate(heads) if at != number and _TEXT_HEADS.fullmatch(head)), None)
    if named is not None:
        return named
    width = max(len(row) for row in body)
    lengths = {
        at: mean(len(row[at].text) if at < len(row) else 0 for row in body) for at in range(width) if at != number
    }
    return max(lengths, key=lambda at: lengths[at])
