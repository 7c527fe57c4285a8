"""A company's books several times over: the same trade between other parties, mines and lots."""

from collections.abc import Mapping
from pathlib import Path

import polars as pl
import pyarrow.parquet as pq

from cupel.chain.tables import TABLES, metadata

SHARED = ("region_determination", "list_entry", "national_production")
"""Lists and statistics are the world's, not the company's: one copy serves all."""

NAMES = {"site": ("name",), "lot": ("declared_origin_text",)}
"""Words by which rows find each other, as ids do."""


def replicated(tables: Mapping[str, pl.DataFrame], *, times: int) -> dict[str, pl.DataFrame]:
    """Canonical tables with every row ``times`` over; ids and names of each copy carry its number."""
    return {
        name: frame if name in SHARED else pl.concat([_copy(name, frame, number) for number in range(times)])
        for name, frame in tables.items()
    }


def replicated_truth(truth: pl.DataFrame, *, times: int) -> pl.DataFrame:
    """What is true of :func:`replicated` tables: each id in ``object_id`` carries the number of its copy, years and
    quarters that stand beside ids do not.
    """
    part = pl.element()
    for_all = part.str.contains(r"^\d{4}(-Q\d)?$")
    ids = pl.col("object_id").str.split("|")

    def copy(number: int) -> pl.Expr:
        return ids.list.eval(pl.when(for_all).then(part).otherwise(part + f"-{number}")).list.join("|")

    return pl.concat([truth.with_columns(object_id=copy(number)) for number in range(times)])


def write_replicas(tables: Mapping[str, pl.DataFrame], folder: Path, *, times: int) -> Path:
    """:func:`replicated` as one Parquet file per table that has rows, copy by copy: a hundred do not fit the memory."""
    folder.mkdir(parents=True)
    for name, frame in tables.items():
        if frame.height:
            copies = 1 if name in SHARED else times
            with pq.ParquetWriter(folder / f"{name}.parquet", frame.to_arrow().schema, compression="zstd") as writer:
                for number in range(copies):
                    writer.write_table((frame if name in SHARED else _copy(name, frame, number)).to_arrow())
    return folder


def _copy(table: str, frame: pl.DataFrame, number: int) -> pl.DataFrame:
    ids = [column for column, known in metadata(table).items() if "refers" in known or column == f"{table}_id"]
    ids += [column for column in ("event_id", "entry_id") if column in frame.columns and column not in ids]
    words = [column for column in NAMES.get(table, ()) if column in TABLES[table].columns()]
    marked = [pl.col(column) + f"-{number}" for column in ids] + [pl.col(column) + f" n{number}" for column in words]
    return frame.with_columns(marked)
