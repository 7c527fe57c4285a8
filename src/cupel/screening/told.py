"""Hits with all that a person needs to judge them: words side by side, both records, the evidence in one sentence."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import polars as pl

from cupel.screening.against import Screening
from cupel.screening.batch import pair_scores
from cupel.screening.explain import Explanation, explain_pairs
from cupel.screening.profiles import Profile, profiles
from cupel.screening.records import Records
from cupel.screening.sentences import sentence
from cupel.screening.tables import WatchList

Progress = Callable[[str, int, int], None]

FITS_AS_WELL = 0.02
"""Other names of an entity are told if they score at most this much less than the best one."""

AT_ONCE = 2_000
"""Hits told at a time; what is told does not depend on it."""


@dataclass(frozen=True)
class ToldHit:
    """A hit by column with its evidence; ``others``: further names of the entity that fit as well."""

    hit: dict[str, Any]
    explanation: Explanation
    ours: Profile
    theirs: Profile
    others: tuple[str, ...]
    sentence: str


def told_hits(screening: Screening, *, progress: Progress | None = None) -> Iterator[ToldHit]:
    """Every hit of a screening, in order."""
    lists = {listed.version.list_id: listed for listed in screening.lists}
    hits = screening.hits
    for start in range(0, hits.height, AT_ONCE):
        yield from _told(hits.slice(start, AT_ONCE), screening.parties.subjects, lists)
        if progress:
            progress("explain", min(start + AT_ONCE, hits.height), hits.height)


def _told(hits: pl.DataFrame, subjects: Records, lists: dict[str, WatchList]) -> Iterator[ToldHit]:
    ours, theirs = _named(hits, subjects, lists)
    explained = explain_pairs(ours, theirs)
    mine = profiles(subjects, hits["subject_id"])
    listed = {
        list_id: profiles(held, hits.filter(pl.col("list_id") == list_id)["entity_id"])
        for list_id, held in lists.items()
    }
    others = _others(
        hits.with_columns(best=pl.Series([each.score for each in explained], dtype=pl.Float64)), ours, lists
    )
    for row, hit in enumerate(hits.iter_rows(named=True)):
        one, other = mine[hit["subject_id"]], listed[hit["list_id"]][hit["entity_id"]]
        fitting = others.get(row, ())
        text = sentence(hit, explained[row], one, other, fitting)
        yield ToldHit(hit, explained[row], one, other, fitting, text)


def _named(hits: pl.DataFrame, subjects: Records, lists: dict[str, WatchList]) -> tuple[pl.DataFrame, pl.DataFrame]:
    """``name, kind`` of both sides of each hit."""
    own = subjects.entity.select(subject_id="entity_id", kind=pl.col("kind").cast(pl.String))
    ours = hits.select("subject_id", name="subject_name").join(own, on="subject_id", how="left", maintain_order="left")
    kinds = pl.concat(
        listed.entity.select("entity_id", kind=pl.col("kind").cast(pl.String), list_id=pl.lit(list_id))
        for list_id, listed in lists.items()
    )
    theirs = hits.select("entity_id", "list_id", name="listed_name").join(
        kinds, on=["list_id", "entity_id"], how="left", maintain_order="left"
    )
    return ours.select("name", "kind"), theirs.select("name", "kind")


def _others(hits: pl.DataFrame, ours: pl.DataFrame, lists: dict[str, WatchList]) -> dict[int, tuple[str, ...]]:
    """Other names of the entity that fit our name as well, by row; the best first."""
    names = pl.concat(
        listed.name.select("entity_id", other="name", list_id=pl.lit(list_id)).join(
            listed.entity.select("entity_id", other_kind=pl.col("kind").cast(pl.String)), on="entity_id", how="left"
        )
        for list_id, listed in lists.items()
    ).unique(maintain_order=True)
    asked = hits.select("list_id", "entity_id", "listed_name", "best", name=ours["name"], kind=ours["kind"])
    met = asked.with_row_index("row").join(names, on=["list_id", "entity_id"], maintain_order="left_right")
    met = met.filter(pl.col("other") != pl.col("listed_name"))
    scores = pair_scores(met.select("name", "kind"), met.select(name="other", kind="other_kind"))
    kept = met.with_columns(score=pl.Series(scores).cast(pl.Float64)).filter(
        pl.col("score") >= pl.col("best") - FITS_AS_WELL
    )
    told = kept.sort("row", "score", "other", descending=[False, True, False]).group_by("row", maintain_order=True)
    return {row: tuple(others) for row, others in told.agg("other").iter_rows()}
