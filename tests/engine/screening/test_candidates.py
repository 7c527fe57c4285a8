"""What pruning leaves out, against all pairs of names."""

from typing import Any
from unittest.mock import patch

import polars as pl
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from tests.engine.screening.parties import kinds, names, records, rows

from cupel.screening import batch, build_index, pair_scores, screen
from cupel.screening.batch import name_pairs
from cupel.screening.index import prepared

several = st.lists(st.tuples(names, kinds), min_size=1, max_size=8)


def frame(named: list[tuple[str, str]]) -> pl.DataFrame:
    """Names with their kinds."""
    return pl.DataFrame(named, schema=["name", "kind"], orient="row")


def every_pair(ours: pl.DataFrame, theirs: pl.DataFrame, least: float) -> dict[tuple[int, int], float]:
    """Score of every pair, one by one; those of ``least`` or more."""
    both = ours.with_row_index("row").join(theirs.with_row_index("listed"), how="cross", suffix="_listed")
    scores = pair_scores(both.select("name", "kind"), both.select(name="name_listed", kind="kind_listed"))
    told = both.select("row", "listed").with_columns(score=pl.Series(scores)).filter(pl.col("score") >= least)
    return {(row, listed): score for row, listed, score in told.iter_rows()}


@pytest.mark.parametrize("least", [0.5, 0.7, 0.9, 1.0])
@given(ours=several, theirs=several)
@example(ours=[("O O Quintessor", "person")], theirs=[("Orvandel Ornelka Quintessor", "person")])
@example(ours=[("II al", "person")], theirs=[("II al", "person")])
@example(
    ours=[("Orvandel Quintessor", "person")],
    theirs=[("Orvandel Orvandel Orvandel Orvandel Quintessor", "person")],
)
@settings(deadline=None, max_examples=25)
def test_pruning_loses_nothing(ours: list[tuple[str, str]], theirs: list[tuple[str, str]], least: float) -> None:
    found = name_pairs(frame(ours), prepared(frame(theirs)), least=least)
    told = {(row, listed): score for row, listed, score in found.iter_rows()}
    assert told == pytest.approx(every_pair(frame(ours), frame(theirs), least), abs=1e-6)


@given(ours=several, theirs=several, size=st.integers(1, 4), room=st.integers(1, 20))
@example(ours=[("Orvandel", "person")] * 2, theirs=[("Orvandel", "person")], size=2, room=1)
@settings(deadline=None, max_examples=20)
def test_the_size_of_a_batch_changes_nothing(
    ours: list[tuple[str, str]], theirs: list[tuple[str, str]], size: int, room: int
) -> None:
    listed = prepared(frame(theirs))
    whole = name_pairs(frame(ours), listed, least=0.5)
    with patch.object(batch, "BATCH", size), patch.object(batch, "ROOM", room):
        assert name_pairs(frame(ours), listed, least=0.5).equals(whole)


@given(ours=rows(least=1), theirs=rows(least=1, prefix="L"), data=st.data())
@settings(deadline=None, max_examples=20)
def test_the_order_of_rows_changes_nothing(
    ours: list[dict[str, Any]], theirs: list[dict[str, Any]], data: st.DataObject
) -> None:
    straight = screen(records(*ours), build_index(records(*theirs)), threshold=0.5)
    mixed = [data.draw(st.permutations(side)) for side in (ours, theirs)]
    assert screen(records(*mixed[0]), build_index(records(*mixed[1])), threshold=0.5).equals(straight)


@given(ours=rows(least=1), theirs=rows(least=2, prefix="L"))
@settings(deadline=None, max_examples=20)
def test_other_entries_of_a_list_do_not_change_a_score(
    ours: list[dict[str, Any]], theirs: list[dict[str, Any]]
) -> None:
    whole = screen(records(*ours), build_index(records(*theirs)), threshold=0.5).drop("place")
    some = theirs[: len(theirs) // 2]
    part = screen(records(*ours), build_index(records(*some)), threshold=0.5).drop("place")
    kept = whole.filter(pl.col("entity_id").is_in([each["party_id"] for each in some]))
    assert part.equals(kept)


@given(ours=rows(least=1), theirs=rows(least=1, prefix="L"))
@settings(deadline=None, max_examples=15)
def test_a_higher_threshold_only_leaves_out(ours: list[dict[str, Any]], theirs: list[dict[str, Any]]) -> None:
    subjects, index = records(*ours), build_index(records(*theirs))
    low, high = (screen(subjects, index, threshold=least) for least in (0.5, 0.8))
    named = high.filter(pl.col("name_score").is_not_null()).drop("place")
    assert named.equals(low.filter(pl.col("name_score") >= 0.8).drop("place"))


@given(ours=rows(least=1), theirs=rows(least=1, prefix="L"))
@settings(deadline=None, max_examples=15)
def test_subjects_prepared_beforehand_have_the_same_hits(
    ours: list[dict[str, Any]], theirs: list[dict[str, Any]]
) -> None:
    subjects, index = records(*ours), build_index(records(*theirs))
    assert screen(build_index(subjects), index).equals(screen(subjects, index))


def test_a_name_may_repeat_a_word() -> None:
    repeated = frame([(" ".join(["Orvandel"] * 16), "person")])
    theirs = frame([("Orvandel Orvandell Orwandel", "person"), (repeated["name"][0], "person")])
    found = name_pairs(repeated, prepared(theirs), least=0.9)
    assert found.filter(pl.col("listed") == 1)["score"].to_list() == [1.0]
