"""How good hits and scores are, given what is known of the parties and pairs."""

from collections.abc import Mapping

import numpy as np
import polars as pl
from numpy.typing import NDArray

from benchmarks.screening.lists import WatchList
from benchmarks.screening.sets import name_key

FALSE_POSITIVES = (0.001, 0.005, 0.01, 0.02)


def best_scores(hits: pl.DataFrame, parties: pl.DataFrame, given: WatchList) -> pl.DataFrame:
    """subject_id, change, score: for a changed name the best score of an entry that bears its source, whichever the
    entry is; for any other the best score of all; 0 without a hit.
    """
    keys = given.name.select("entity_id", key=pl.col("name").map_elements(name_key, pl.String)).unique()
    subjects = parties.select("subject_id", "change", key=pl.col("source").map_elements(name_key, pl.String))
    found = hits.select("subject_id", "entity_id", "score").join(subjects, on="subject_id")
    right = found.join(keys, on=["entity_id", "key"], how="semi")
    counted = pl.concat([right, found.filter(pl.col("change").is_null())])
    best = counted.group_by("subject_id").agg(pl.max("score"))
    scored = subjects.join(best, on="subject_id", how="left", maintain_order="left")
    return scored.select("subject_id", "change", pl.col("score").fill_null(0.0))


def recall(scores: pl.DataFrame) -> Mapping[float, float]:
    """Share of false positives among clean names: share of changed names found at a threshold that allows no more."""
    clean = np.sort(scores.filter(pl.col("change").is_null())["score"].to_numpy())[::-1]
    changed = scores.drop_nulls("change")["score"].to_numpy()
    return {share: float((changed > clean[int(share * len(clean))]).mean()) for share in FALSE_POSITIVES}


def area_under_curve(same: NDArray[np.bool_], score: NDArray[np.float64]) -> float:
    """Chance that a pair that is the same scores above one that is not; ties count half."""
    from scipy.stats import rankdata

    ranks = rankdata(score)
    positive = int(same.sum())
    above = ranks[same].sum() - positive * (positive + 1) / 2
    return float(above / (positive * (len(same) - positive)))
