"""What the screening benchmark knows about its parties and pairs, and how it counts."""

import random
from itertools import product

import numpy as np
import polars as pl
import pytest
from benchmarks.screening.changes import OF_KIND
from benchmarks.screening.lists import WatchList, longer
from benchmarks.screening.measures import area_under_curve, best_scores, recall
from benchmarks.screening.sets import name_key, parties

NAMES = {
    "e1": ("person", "Sergey Ivanovich Belov"),
    "e2": ("person", "Mohammed Hassan Al-Rashid"),
    "e3": ("person", "Alexander Victor Moreno Diaz"),
    "e4": ("organisation", "Ostrava Copper Trading No. 2 Ltd"),
    "e5": ("organisation", "Kelmar Shipping and Transport S.A."),
    "e6": ("organisation", "Zentara III Mining Limited"),
}


@pytest.fixture(scope="module")
def listed() -> WatchList:
    """Six invented entries."""
    rows = [(key, kind, name) for key, (kind, name) in NAMES.items()]
    frame = pl.DataFrame(rows, ["entity_id", "entity_kind", "name"], orient="row")
    name = frame.select("entity_id", "name", kind=pl.lit("primary"))
    return WatchList(frame.select("entity_id", kind="entity_kind"), name)


@pytest.fixture(scope="module")
def subjects(listed: WatchList) -> pl.DataFrame:
    """A labelled set."""
    return parties(listed, size=400, seed=7)


def test_the_same_seed_makes_the_same_parties(listed: WatchList, subjects: pl.DataFrame) -> None:
    assert parties(listed, size=400, seed=7).equals(subjects)
    assert not parties(listed, size=400, seed=8).equals(subjects)


def test_every_kind_of_change_occurs_and_alters_the_name(subjects: pl.DataFrame) -> None:
    changed = subjects.drop_nulls("change")
    assert set(changed["change"]) == {change for changes in OF_KIND.values() for change in changes}
    assert (changed["name"] != changed["source"]).all()


def test_no_clean_party_bears_a_listed_name(listed: WatchList, subjects: pl.DataFrame) -> None:
    keys = {name_key(name) for name in listed.name["name"]}
    clean = subjects.filter(pl.col("change").is_null())
    assert clean.height == 280
    assert keys.isdisjoint(map(name_key, clean["name"]))


def test_a_longer_list_repeats_the_original_and_invents_the_rest(listed: WatchList) -> None:
    long = longer(listed, times=10, seed=1)
    assert long.name.height == 10 * listed.name.height
    assert long.name.head(listed.name.height).equals(listed.name)
    assert long.entity["entity_id"].is_unique().all()


def test_a_namesake_under_another_number_is_a_correct_hit(listed: WatchList) -> None:
    asked = pl.DataFrame(
        {"subject_id": ["a", "b", "c"], "change": ["typing error", "typing error", None], "source": [
            "BELOV, Sergei Ivanovich", "Kelmar Shipping and Transport", None]},
    )  # fmt: skip
    hits = pl.DataFrame({
        "subject_id": ["a", "a", "b", "c"],
        "entity_id": ["e1", "e2", "e4", "e3"],
        "score": [0.8, 0.9, 0.7, 0.6],
    })  # fmt: skip
    assert best_scores(hits, asked, listed)["score"].to_list() == [0.8, 0.0, 0.6]


def test_a_threshold_lets_through_no_more_clean_names_than_allowed() -> None:
    chance = random.Random(3)
    clean = [round(chance.random(), 2) for _n in range(1000)]
    changed = [round(chance.random() + 0.5, 2) for _n in range(300)]
    scores = pl.DataFrame({"change": [None] * 1000 + ["drop"] * 300, "score": clean + changed})
    for share, found in recall(scores).items():
        thresholds = [t for t in sorted(set(clean)) if sum(each > t for each in clean) <= share * 1000]
        assert found == pytest.approx(sum(each > thresholds[0] for each in changed) / 300)


def test_the_area_is_the_share_of_pairs_in_the_right_order() -> None:
    chance = np.random.default_rng(1)
    same, score = chance.random(60) < 0.4, np.round(chance.random(60), 1)
    order = [0.5 * (a >= b) + 0.5 * (a > b) for a, b in product(score[same], score[~same])]
    assert area_under_curve(same, score) == pytest.approx(np.mean(order))
