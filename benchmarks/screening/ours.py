"""Cupel's engine, called as the peers are."""

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from benchmarks.screening.lists import WatchList
from benchmarks.screening.peers import Screen

if TYPE_CHECKING:
    from collections.abc import Callable

    from cupel.screening.changes import Screening
    from cupel.screening.records import Records

WARM_UP = 100


def cupel(given: WatchList) -> Screen:
    """Screen parties against the list, prepared once."""
    from cupel.screening.batch import name_pairs
    from cupel.screening.index import prepared
    from cupel.screening.screen import THRESHOLD

    names = given.named()
    listed = prepared(names.select("name", kind="entity_kind")).ready(THRESHOLD)

    def screen(parties: pl.DataFrame) -> pl.DataFrame:
        found = name_pairs(parties.select("name", "kind"), listed, least=THRESHOLD)
        return found.select(
            subject_id=parties["subject_id"].gather(found["row"]),
            entity_id=names["entity_id"].gather(found["listed"]),
            score=pl.col("score").cast(pl.Float64),
        )

    return screen


def cupel_pairs(pairs: pl.DataFrame) -> list[float]:
    """Two names compared."""
    from cupel.screening.batch import pair_scores

    left, right = (pairs.select("kind", name=side) for side in ("left", "right"))
    return [float(score) for score in pair_scores(left, right)]


@dataclass(frozen=True)
class Again:
    """A first screening and another after a change, each with its list prepared."""

    first: "Callable[[], Screening]"
    again: "Callable[[Screening], pl.DataFrame]"
    full: "Callable[[], pl.DataFrame]"


def again(given: WatchList, parties: pl.DataFrame, *, changed: float) -> Again:
    """Screenings before and after a part ``changed`` of the parties and of the entries came to be written differently;
    ``full`` finds from nothing what ``again`` finds from the first.
    """
    from cupel.screening.changes import first_screening, rescreen
    from cupel.screening.screen import ListIndex

    before, after = (_subjects(each) for each in (parties, _reworded(parties, "subject_id", changed, seed=6)))
    lists = [replace(given, name=each) for each in (given.name, _reworded(given.name, "entity_id", changed, seed=7))]
    old, new = (ListIndex(_records(each)).ready() for each in lists)
    first_screening(_subjects(parties.head(WARM_UP)), old, list_id="list")
    return Again(
        first=lambda: first_screening(before, old, list_id="list"),
        again=lambda first: rescreen(first, subjects=after, index=new).now.hits,
        full=lambda: first_screening(after, new, list_id="list").hits,
    )


def _reworded(table: pl.DataFrame, key: str, part: float, *, seed: int) -> pl.DataFrame:
    """A ``part`` of those who are named by ``key``, their first name with another word at the end."""
    named = table[key].unique(maintain_order=True)
    drawn = named.filter(np.random.default_rng(seed).random(len(named)) < part)
    first = pl.col(key).is_in(drawn.implode()) & pl.col(key).is_first_distinct()
    return table.with_columns(name=pl.when(first).then(pl.col("name") + " Zarvonel").otherwise("name"))


def _subjects(parties: pl.DataFrame) -> "Records":
    from cupel.screening.records import subjects_of

    return subjects_of(parties.select("name", "kind", party_id="subject_id"))


def _records(given: WatchList) -> "Records":
    from cupel.screening.records import subjects_of

    named = given.named().group_by("entity_id", maintain_order=True).agg("name", pl.first("entity_kind"))
    return subjects_of(
        named.select(
            party_id="entity_id",
            kind="entity_kind",
            name=pl.col("name").list.first(),
            aliases=pl.col("name").list.slice(1).list.join(";"),
        )
    )
