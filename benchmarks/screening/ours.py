"""Cupel's engine, called as the peers are."""

import polars as pl

from benchmarks.screening.lists import WatchList
from benchmarks.screening.peers import Screen

LEAST = 0.5


def cupel(given: WatchList) -> Screen:
    """Screen parties against the list, prepared once."""
    from cupel.screening.batch import name_pairs
    from cupel.screening.index import prepared

    names = given.named()
    listed = prepared(names.select("name", kind="entity_kind"))

    def screen(parties: pl.DataFrame) -> pl.DataFrame:
        found = name_pairs(parties.select("name", "kind"), listed, least=LEAST)
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
