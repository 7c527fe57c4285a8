"""Words of code lists, truth values, ids and plain text."""

from collections.abc import Mapping, Sequence

import polars as pl

from cupel.chain.intake.cells.ladder import without
from cupel.sheets import plain

TRUE = ("true", "1", "yes", "y", "t", "ja", "oui", "si", "sí", "x", "1.0")
FALSE = ("false", "0", "no", "n", "f", "nein", "non", "0.0")


def text(cells: pl.Series) -> pl.Series:
    """Cells as text without blanks around them; an empty cell is null."""
    stripped = cells.cast(pl.String).str.strip_chars()
    return without(stripped, stripped.str.len_bytes() > 0)


def flags(cells: pl.Series) -> pl.Series:
    """Cells as truth values; null where a cell is none."""
    if cells.dtype == pl.Boolean:
        return cells
    meanings = {**dict.fromkeys(TRUE, True), **dict.fromkeys(FALSE, False)}
    return text(cells).str.to_lowercase().replace_strict(meanings, default=None, return_dtype=pl.Boolean)


def codes(cells: pl.Series, allowed: Sequence[str], *, words: Mapping[str, str]) -> pl.Series:
    """Cells as codes of a list, compared as headings are; ``words`` (plain word -> code) come before the codes."""
    known = {plain(code): code for code in allowed} | dict(words)
    found = text(cells)
    meanings = {word: known.get(plain(word)) for word in found.unique().drop_nulls().to_list()}
    dtype = pl.Enum(list(allowed))
    if not meanings:
        return found.cast(dtype)
    return found.replace_strict(meanings, default=None, return_dtype=pl.String).cast(dtype)
