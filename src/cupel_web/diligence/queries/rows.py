"""The rows of the books that a finding points at."""

from dataclasses import dataclass
from typing import Any

import polars as pl

from cupel.chain.tables import TABLES, metadata
from cupel_web.diligence.folders import table_of
from cupel_web.diligence.models import Version

MAX_ROWS = 100
SEPARATOR = "/"


@dataclass(frozen=True, kw_only=True)
class Cell:
    """A value with what its column means and the unit it is in."""

    column: str
    meaning: str
    unit: str
    value: Any


@dataclass(frozen=True, kw_only=True)
class BookRow:
    """A row of a table: only cells that hold something."""

    table: str
    id: str
    cells: list[Cell]


def rows_of(version: Version, references: tuple[str, ...]) -> list[BookRow]:
    """The rows named ``table:id``, in that order; names that the books do not hold are left out.

    Where a table has several keys the id is ``first/second``, or the first alone for all rows that share it.
    """
    found = []
    for reference in references[:MAX_ROWS]:
        table, _colon, row_id = reference.partition(":")
        if table in TABLES:
            found += [_row(table, row) for row in _find(version, table, row_id)]
    return found


def _find(version: Version, table: str, row_id: str) -> list[dict[str, Any]]:
    keys = [pl.col(key).cast(pl.String) for key in TABLES[table].primary_key()]
    named = (pl.concat_str(keys, separator=SEPARATOR) == row_id) | (keys[0] == row_id)
    return pl.scan_parquet(table_of(version, table)).filter(named).head(MAX_ROWS).collect().to_dicts()


def _row(table: str, row: dict[str, Any]) -> BookRow:
    about = metadata(table)
    row_id = SEPARATOR.join(str(row[key]) for key in TABLES[table].primary_key())
    cells = [
        Cell(column=name, meaning=about[name].get("doc", ""), unit=about[name].get("unit", ""), value=value)
        for name, value in row.items()
        if value is not None
    ]
    return BookRow(table=table, id=row_id, cells=cells)
