"""What rows must keep to among each other: numbers used once, and references to rows that exist."""

from collections.abc import Iterator, Mapping

import polars as pl

from cupel.chain.intake.defects import PLACED
from cupel.chain.intake.sources.source import ROW
from cupel.chain.intake.spool import PLACE, SOURCE, Spool
from cupel.chain.tables import TABLES, metadata
from cupel.messages import _

CLOSED = ("flow",)
"""Tables whose rows go to quarantine with the row they point to: the lot graph has to be closed. Others stay."""


def references(table: str) -> dict[str, str]:
    """Columns of ``table`` that hold ids of another table, and which."""
    return {column: facts["refers"] for column, facts in metadata(table).items() if "refers" in facts}


def key_of(table: str) -> list[str]:
    """Columns that together are the number of a row."""
    return list(TABLES[table].primary_key())


def repeated_keys(spool: Spool, table: str, *, labels: Mapping[int, str]) -> pl.DataFrame:
    """Defects (:data:`PLACED`) of every row but the first of those with the same key; ``labels`` names the sources."""
    key = key_of(table)
    keys = spool.scan(table).select(*key, *PLACE).collect()
    twice = keys.filter(keys.select(key).is_duplicated()).select(key).unique()
    if twice.is_empty():
        return PLACED.to_frame()
    rows = spool.scan(table).join(twice.lazy(), on=key, how="semi", nulls_equal=True).collect().sort(PLACE)
    firsts = rows.unique(key, keep="first", maintain_order=True)
    pairs = rows.join(firsts, on=key, suffix="_first", maintain_order="left").filter(
        (pl.col(SOURCE) != pl.col(f"{SOURCE}_first")) | (pl.col(ROW) != pl.col(f"{ROW}_first"))
    )
    others = [name for name in TABLES[table].columns() if name not in key]
    same = pl.all_horizontal(pl.lit(value=True), *(pl.col(name).eq_missing(pl.col(f"{name}_first")) for name in others))
    file = pl.col(f"{SOURCE}_first").replace_strict(labels, return_dtype=pl.String)
    first = pl.format(_("row {} of {}"), pl.col(f"{ROW}_first"), file)
    return pairs.select(
        *PLACE,
        column=pl.lit(key[0]),
        heading=pl.lit(None, dtype=pl.String),
        code=pl.when(same).then(pl.lit("repeated-row")).otherwise(pl.lit("repeated-key")),
        value=pl.concat_str([pl.col(name).cast(pl.String) for name in key], separator=" "),
        detail=first,
    )


def broken_references(spool: Spool, table: str, *, held: frozenset[str]) -> pl.DataFrame:
    """Defects of rows that point to a row that is neither in the books nor in quarantine.

    A table that the books do not hold at all (not in ``held``) cannot be checked against.
    """
    return pl.concat([PLACED.to_frame(), *_lost(spool, table, held=held)])


def _lost(spool: Spool, table: str, *, held: frozenset[str]) -> Iterator[pl.DataFrame]:
    for column, target in references(table).items():
        if target in held:
            used = spool.scan(table).select(id=column).drop_nulls().unique().collect()
            known = pl.concat([_ids(spool, target), _held_back(spool, target)])
            rows = _rows_with(spool, table, column, used.join(known, on="id", how="anti"))
            yield _pointing(rows, column, target=target, code="unknown-reference")


def dangling_references(spool: Spool, table: str) -> pl.DataFrame:
    """Places of rows that point to a row in quarantine: defects in the tables of :data:`CLOSED`, warnings elsewhere."""
    return pl.concat([PLACED.to_frame(), *_dangling(spool, table)])


def _dangling(spool: Spool, table: str) -> Iterator[pl.DataFrame]:
    for column, target in references(table).items():
        held_back = _held_back(spool, target)
        if held_back.height:
            lost = held_back.join(_ids(spool, target), on="id", how="anti")
            rows = _rows_with(spool, table, column, lost)
            yield _pointing(rows, column, target=target, code="reference-in-quarantine")


def _ids(spool: Spool, table: str) -> pl.DataFrame:
    return spool.scan(table).select(id=key_of(table)[0]).collect()


def _held_back(spool: Spool, table: str) -> pl.DataFrame:
    return spool.rejected_ids(table, key_of(table)[0]).drop_nulls().unique().to_frame("id")


def _rows_with(spool: Spool, table: str, column: str, ids: pl.DataFrame) -> pl.DataFrame:
    if ids.is_empty():
        return pl.DataFrame(schema={SOURCE: pl.Int32, ROW: pl.Int64, "id": pl.String})
    rows = spool.scan(table).select(*PLACE, id=column)
    return rows.join(ids.lazy(), on="id", how="semi").collect().sort(PLACE)


def _pointing(rows: pl.DataFrame, column: str, *, target: str, code: str) -> pl.DataFrame:
    return rows.select(
        *PLACE,
        column=pl.lit(column),
        heading=pl.lit(None, dtype=pl.String),
        code=pl.lit(code),
        value="id",
        detail=pl.lit(target),
    )
