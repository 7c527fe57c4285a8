"""Checks that need all rows at once: numbers used twice, references, rows that hang on a row in quarantine."""

from collections.abc import Iterable

import polars as pl

from cupel.chain.intake.defects import PLACED
from cupel.chain.intake.integrity import CLOSED, broken_references, dangling_references, repeated_keys
from cupel.chain.intake.spool import SOURCE, Spool
from cupel.chain.intake.taken import EARLIER, Taken
from cupel.chain.tables import TABLES
from cupel.messages import _


def check_among_rows(
    taken: Iterable[Taken], spool: Spool, *, held: frozenset[str]
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Defects and warnings (:data:`PLACED`); rows with a defect are dropped from ``spool``.

    ``held`` names the tables the books hold. A row that points to a row in quarantine stays, with a warning; only
    tables that have to be closed under references lose it as well. Rows of an earlier snapshot are never dropped.
    """
    labels = {EARLIER: _("the earlier snapshot"), **{one.number: one.source.label for one in taken}}
    tables = [table for table in TABLES if table in held]
    repeated = [_dropped(spool, table, repeated_keys(spool, table, labels=labels)) for table in tables]
    lost = {table: broken_references(spool, table, held=held) for table in tables}
    broken = [_dropped(spool, table, defects) for table, defects in lost.items()]
    closing = [_dropped(spool, table, dangling_references(spool, table)) for table in tables if table in CLOSED]
    hanging = [_new(dangling_references(spool, table)) for table in tables if table not in CLOSED]
    defects = pl.concat([PLACED.to_frame(), *repeated, *broken, *closing])
    return defects, pl.concat([PLACED.to_frame(), *hanging])


def _dropped(spool: Spool, table: str, defects: pl.DataFrame) -> pl.DataFrame:
    own = _new(defects)
    once = pl.col("code") == "repeated-row"
    spool.drop(table, own.filter(once), remember=False)
    spool.drop(table, own.filter(~once))
    return own


def _new(defects: pl.DataFrame) -> pl.DataFrame:
    return defects.filter(pl.col(SOURCE) != EARLIER)
