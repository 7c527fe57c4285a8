"""What a threshold costs and finds; every knob does something."""

from itertools import pairwise
from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.engine.screening.parties import records, rows

from cupel.screening import build_index, screen
from cupel.screening.tuning import busiest_words, calibration_error, load_per_threshold, precision_per_band

SUBJECTS = records(
    {"name": "Orvandel Belmaru", "kind": "person"}, {"name": "Orvandel Sondrak", "kind": "person"},
    {"name": "Mirelle Sondrak", "kind": "person", "registration_no": "77-1003"},
)  # fmt: skip
INDEX = build_index(records(
    {"name": "Orvandel Belmari", "kind": "person"}, {"name": "Orvandel Sondrac", "kind": "person"},
    {"name": "Quintessor", "kind": "person", "registration_no": "77-1003"},
))  # fmt: skip
HITS = screen(SUBJECTS, INDEX, threshold=0.5)


@given(
    ours=rows(least=1),
    theirs=rows(least=1, prefix="L"),
    steps=st.sets(st.sampled_from([0.5, 0.6, 0.7, 0.8, 0.9, 1.0]), min_size=1),
)
@settings(deadline=None, max_examples=12)
def test_each_step_has_the_hits_of_a_screening_at_it(ours: list[Any], theirs: list[Any], steps: set[float]) -> None:
    subjects, index = records(*ours), build_index(records(*theirs))
    told = load_per_threshold(screen(subjects, index, threshold=0.5), steps=tuple(sorted(steps)))
    for row in told.to_dicts():
        hits = screen(subjects, index, threshold=row["threshold"])
        assert (row["hits"], row["subjects"]) == (hits.height, hits["subject_id"].n_unique())


def test_minutes_per_hit_make_the_hours() -> None:
    slow, quick = (load_per_threshold(HITS, minutes_per_hit=each) for each in (6.0, 3.0))
    assert slow["hours"].to_list() == [hits / 10 for hits in slow["hits"]]
    assert quick["hours"].to_list() == [hits / 20 for hits in quick["hits"]]


def test_the_steps_are_the_rows() -> None:
    assert load_per_threshold(HITS, steps=(0.55, 0.95))["threshold"].to_list() == [0.55, 0.95]


def test_what_was_decided_before_costs_nothing() -> None:
    decided = HITS.with_columns(state=pl.Series(["cleared", "confirmed", *["open"] * (HITS.height - 2)]))
    row = load_per_threshold(decided, steps=(0.5,), minutes_per_hit=60).to_dicts()[0]
    assert (row["closed"], row["hours"]) == (2, HITS.height - 2)
    assert row["closed_share"] == pytest.approx(2 / HITS.height)


def test_a_number_in_common_stays_at_any_threshold() -> None:
    row = load_per_threshold(HITS, steps=(1.0,)).to_dicts()[0]
    assert (row["hits"], row["by_number"]) == (1, 1)
    nothing = load_per_threshold(HITS.clear(), steps=(1.0,)).to_dicts()[0]
    assert (nothing["hits"], nothing["closed_share"], nothing["hours"]) == (0, None, 0.0)


def test_words_alike_count_as_causes() -> None:
    hits = pl.DataFrame({
        "subject_id": ["a", "a", "b", "c"], "name_score": [0.9, 0.8, 0.7, None],
        "subject_name": ["Orvandel Belmaru", "Orvandel Belmaru", "Orvandel Ulvane", "Orvandel"],
        "listed_name": ["Orvandel Belmari", "Orvandell Sondrak", "Orvandel Mirelle", "Orvandel"],
    })  # fmt: skip
    assert busiest_words(hits).rows() == [("orvandel", 2, 2), ("belmari", 1, 1), ("orvandell", 1, 1)]
    assert busiest_words(hits, most=1).rows() == [("orvandel", 2, 2)]


def decided(*scores: tuple[float, str | None]) -> pl.DataFrame:
    """Hits with score and verdict."""
    return pl.DataFrame(scores, schema={"score": pl.Float64, "verdict": pl.String}, orient="row")


def test_precision_is_counted_in_each_band() -> None:
    hits = decided((0.91, "match"), (0.94, "no match"), (0.90, None), (0.72, "unsure"), (1.0, "match"))
    told = precision_per_band(hits)
    assert told.select("band", "hits", "decided", "matches", "precision").rows() == [
        (0.7, 1, 0, 0, None), (0.9, 3, 2, 1, 0.5), (1.0, 1, 1, 1, 1.0),
    ]  # fmt: skip
    assert told["score"].to_list() == [None, pytest.approx(0.925), 1.0]


def test_the_width_of_bands_changes_them() -> None:
    hits = decided((0.91, "match"), (0.97, "no match"))
    assert precision_per_band(hits, width=0.1)["band"].to_list() == [0.9]
    assert precision_per_band(hits, width=0.05)["band"].to_list() == [0.9, 0.95]


@given(
    st.lists(
        st.tuples(st.sampled_from([0.52, 0.63, 0.71, 0.88, 0.97]), st.sampled_from(["match", "no match"])), max_size=40
    )
)
@settings(deadline=None, max_examples=60)
def test_calibrated_precision_rises_and_keeps_the_number_of_matches(scores: list[tuple[float, str | None]]) -> None:
    told = precision_per_band(decided(*scores))
    rising = told["calibrated"].to_list()
    assert all(one <= other + 1e-12 for one, other in pairwise(rising))
    assert (told["calibrated"] * told["decided"]).sum() == pytest.approx(told["matches"].sum())
    if all(one <= other for one, other in pairwise(told["precision"].to_list())):
        assert rising == pytest.approx(told["precision"].to_list())


def test_calibration_error_is_the_mean_distance_of_score_and_precision() -> None:
    hits = decided((0.92, "match"), (0.92, "match"), (0.62, "no match"))
    assert calibration_error(precision_per_band(hits)) == pytest.approx((2 * 0.08 + 0.62) / 3)
    assert calibration_error(precision_per_band(decided((0.9, None)))) is None
