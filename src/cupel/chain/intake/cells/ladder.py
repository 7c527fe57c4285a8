"""Reading cells by a ladder of readings: each rung sees only what the rungs before it could not read."""

from collections.abc import Callable, Iterable

import polars as pl

Reading = Callable[[pl.Series], pl.Series]
"""Text in, values of one type out, null where the text cannot be read that way."""

BLANKS = ("", "n/a", "na", "null", "none", "-", "–", "—", "#n/a")
"""Words for an empty cell, in columns that are not text."""


def climb(text: pl.Series, readings: Iterable[Reading]) -> pl.Series:
    """``text`` read by the first reading that understands each cell; null where none does.

    The first reading sees the cells as they are, the others without blanks around them.
    """
    rungs = iter(readings)
    values = next(rungs)(text)
    left = unread(values, text)
    for reading in rungs:
        if not left.len():
            break
        values = values.scatter(left, reading(text.gather(left).str.strip_chars()))
        left = unread(values, text)
    return values


def unread(values: pl.Series, cells: pl.Series) -> pl.Series:
    """Positions (u32) of cells that say something although their value is null."""
    if values.null_count() == cells.null_count():
        return pl.Series([], dtype=pl.UInt32)
    silent = (values.is_null() & cells.is_not_null()).arg_true()
    if cells.dtype != pl.String:
        return silent
    words = cells.gather(silent).str.strip_chars().str.to_lowercase()
    return silent.filter(~words.is_in(list(BLANKS)))


def without(values: pl.Series, kept: pl.Series) -> pl.Series:
    """``values``, null where ``kept`` is false (null in ``kept`` keeps)."""
    keep = kept.fill_null(value=True)
    return values if keep.all() else values.zip_with(keep, pl.Series([None], dtype=values.dtype))
