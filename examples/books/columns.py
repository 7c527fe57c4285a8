"""Columns of the tables from arrays of the simulation."""

from collections.abc import Sequence

import numpy as np
import polars as pl


def days(values: np.ndarray | pl.Series) -> pl.Series:
    """Day numbers (since 1970) as dates."""
    return pl.Series(values).cast(pl.Int32).cast(pl.Date)


def texts(values: np.ndarray | Sequence[str | None], *, known: np.ndarray | None = None) -> pl.Series:
    """Strings, where ``None`` is null, and everything that is not ``known``."""
    strings = values.tolist() if isinstance(values, np.ndarray) else values
    if known is not None:
        strings = [string if told else None for string, told in zip(strings, known.tolist(), strict=True)]
    return pl.Series(strings, dtype=pl.String)
