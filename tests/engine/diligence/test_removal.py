"""What is taken away from the books never clears anybody: an undecided or flagged subject stays so, or is not judged.

Where silence is meant to clear, the case says so and why (``forgiving``).
"""

from collections.abc import Iterator

import pytest
from tests.engine.diligence.books import Tables, dossier, judged
from tests.engine.diligence.kinds.case import Case
from tests.engine.diligence.kinds.every import CASES

from cupel.chain.tables import TABLES
from cupel.standard import CompiledCheck

FEW = 5
"""Rows up to which every cell is taken away by itself; longer tables lose whole columns, and cells of the last row."""

KEPT = {"lot.created_at", "lot.gross_g", "lot.form"}


def stated(books: Tables) -> Iterator[tuple[str, str]]:
    """Tables and columns that the books fill and that may be empty."""
    for table, rows in books.items():
        columns = TABLES[table].columns()
        for name in sorted({name for row in rows for name, value in row.items() if value is not None}):
            if columns[name].nullable and f"{table}.{name}" not in KEPT:
                yield table, name


def without(books: Tables, table: str, column: str, *, places: set[int]) -> Tables:
    """The books with a column empty in some rows."""
    rows = [{**row, column: None} if place in places else row for place, row in enumerate(books[table])]
    return {**books, table: rows}


def removals(case: Case) -> Iterator[tuple[str, Tables]]:
    """Columns and single cells taken away, each with what is left."""
    for table, column in stated(case.books):
        rows = range(len(case.books[table]))
        chosen = [{place} for place in (rows if len(rows) <= FEW else rows[-1:])]
        for places in [set(rows), *chosen]:
            yield f"{table}.{column}", without(case.books, table, column, places=places)


def cleared(case: Case, check: CompiledCheck) -> set[str]:
    """Columns whose absence clears somebody who was flagged or undecided."""
    before = judged(dossier(case.books), check)
    found = set()
    for column, books in removals(case):
        after = judged(dossier(books), check)
        found |= {column for subject, state in before.items() if state != "false" and after.get(subject) == "false"}
    return found


@pytest.mark.parametrize("kind", CASES)
def test_a_missing_datum_clears_nobody_except_where_that_is_meant(kind: str, checks: dict[str, CompiledCheck]) -> None:
    case = CASES[kind]
    assert cleared(case, checks[kind]) <= set(case.forgiving)


@pytest.mark.parametrize(("kind", "column"), [(kind, column) for kind, case in CASES.items() for column in case.needs])
def test_without_what_it_needs_a_finding_is_undecided(kind: str, column: str, checks: dict[str, CompiledCheck]) -> None:
    case = CASES[kind]
    table, name = column.split(".")
    books = without(case.books, table, name, places=set(range(len(case.books[table]))))
    assert judged(dossier(books), checks[kind]).get(case.flagged) in (None, "unknown")
