"""Parquet files."""

from collections.abc import Iterator
from pathlib import Path

import polars as pl

from cupel.chain.intake.sources.source import BATCH_ROWS, ROW, Source
from cupel.errors import BooksError, Place
from cupel.messages import _


def parquet_source(path: Path, *, name: str) -> Source:
    """The one table of a Parquet file. Raises :class:`~cupel.errors.BooksError` where it cannot be read."""
    try:
        scan = pl.scan_parquet(path)
        headings = tuple(scan.collect_schema().names())
        rows = int(scan.select(pl.len()).collect().item())
    except (pl.exceptions.PolarsError, OSError) as error:
        raise _unreadable(name) from error

    def batches() -> Iterator[pl.DataFrame]:
        numbered = scan.with_row_index(ROW, offset=1).with_columns(pl.col(ROW).cast(pl.Int64))
        given = 0
        try:
            for batch in numbered.collect_batches(chunk_size=BATCH_ROWS, maintain_order=True):
                given += batch.height
                yield batch
        except (pl.exceptions.PolarsError, OSError) as error:
            raise _unreadable(name) from error
        if given != rows:
            raise _unreadable(name)

    return Source(path, name, headings, batches, rows, decimal="point")


def _unreadable(name: str) -> BooksError:
    return BooksError(
        _("This is not a readable Parquet file."),
        code="unreadable-parquet",
        remedy=_("Export it again, or give the table as CSV or XLSX."),
        place=Place(file=name),
    )
