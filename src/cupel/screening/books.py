"""A company's parties against the list entries of its own books."""

import polars as pl

from cupel.screening.evidence import AGREES, CONFLICTS
from cupel.screening.records import Subjects, subjects_of
from cupel.screening.screen import build_index, screen

ENTITY = "entity"


def listed_parties(parties: pl.DataFrame, entries: pl.DataFrame, *, least: float) -> pl.DataFrame:
    """Parties that may be list entries, by number or by a name that fits with ``least`` (0.5 to 1) or more.

    ``parties``, ``entries``: the tables ``party`` and ``list_entry``. Returns one row per pair: ``party_id, entry_id``,
    ``name_score`` (null if only the number agrees), ``country_differs``, ``agreement`` (how many of number, address and
    date of birth agree), ``listed_on, delisted_on``. Another kind of party, or another date of birth, refutes a pair
    whose numbers do not agree.
    """
    hits = screen(subjects_of(parties), build_index(_listed(entries)), threshold=least)
    numbered = (pl.col("identifier") == AGREES).fill_null(False)
    refuted = pl.any_horizontal((pl.col(name) == CONFLICTS).fill_null(False) for name in ("birth", "kind"))
    agreeing = pl.sum_horizontal((pl.col(n) == AGREES).fill_null(False) for n in ("identifier", "address", "birth"))
    told = hits.filter(numbered | ~refuted).select(
        "name_score",
        party_id="subject_id",
        entry_id="entity_id",
        country_differs=(pl.col("country") == CONFLICTS).fill_null(False),
        agreement=agreeing.cast(pl.Int64),
    )
    dated = told.join(entries.select("entry_id", "listed_on", "delisted_on"), on="entry_id", how="left")
    return dated.select("party_id", "entry_id", pl.exclude("party_id", "entry_id")).sort("party_id", "entry_id")


def _listed(entries: pl.DataFrame) -> Subjects:
    kind = pl.col("kind").cast(pl.String)
    told = pl.when(kind == ENTITY).then(pl.lit("organisation")).otherwise(kind)
    return subjects_of(entries.with_columns(party_id=pl.col("entry_id"), kind=told))
