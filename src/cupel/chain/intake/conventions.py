"""How a source writes figures and days that could be meant in two ways, decided once for all of its rows."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

import dataframely as dy
import polars as pl

from cupel.chain.intake.cells.numbers import decimal_mark
from cupel.chain.intake.cells.times import date_order
from cupel.chain.intake.mapping import ChainMapping
from cupel.chain.intake.recognise import Recognised
from cupel.chain.intake.sources.source import Source
from cupel.chain.tables import TABLES


@dataclass(frozen=True)
class Conventions:
    """``decimal`` is point or comma, ``dates`` day-first or month-first; ``None`` where nothing shows it.

    Where it is not known, a cell with two readings is a defect; it is never guessed.
    """

    decimal: str | None = "point"
    dates: str | None = None


def conventions_of(first: pl.DataFrame, source: Source, found: Recognised, mapping: ChainMapping) -> Conventions:
    """What the mapping says, else what the first batch shows, else what the file's kind makes usual."""
    numbers = _columns(first, found, (dy.Int64, dy.Float64))
    days = _columns(first, found, (dy.Date, dy.Datetime))
    settled = source if source.table else Conventions(decimal=None)
    return Conventions(
        decimal=mapping.decimal or settled.decimal or _agreed(numbers, decimal_mark) or source.decimal,
        dates=mapping.dates or settled.dates or _agreed(days, date_order),
    )


def _columns(first: pl.DataFrame, found: Recognised, kinds: tuple[type[dy.Column], ...]) -> list[pl.Series]:
    columns = TABLES[found.table].columns()
    headings = {one.heading for one in found.bindings if one.heading and isinstance(columns[one.column], kinds)}
    return [first[heading] for heading in sorted(headings) if first[heading].dtype == pl.String]


def _agreed(columns: Iterable[pl.Series], shown: Callable[[pl.Series], str | None]) -> str | None:
    """What all columns that show something agree on."""
    found = {answer for column in columns if (answer := shown(column))}
    return found.pop() if len(found) == 1 else None
