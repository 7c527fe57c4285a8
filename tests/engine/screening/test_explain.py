"""Why two names score as they do: the rows alone give the kernel's score."""

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.engine.screening.parties import kinds, names

from cupel.screening import pair_scores
from cupel.screening.explain import Explanation, explain, explain_pairs

KINDS = ("person", "organisation", "unknown")


def recomputed(told: Explanation) -> float:
    """The documented formula in plain Python, from the rows and the legal forms."""
    met = [row for row in told.rows if row.ours is not None and row.theirs is not None]
    if not met:
        return 0.0
    agreed, both = (sum(row.similarity**power * row.weight for row in met) for power in (1, 0))
    ours, theirs = [row for row in told.rows if row.theirs is None], [row for row in told.rows if row.ours is None]
    rest, other = (sum(row.weight for row in side) for side in (ours, theirs))
    telling = 0.55 + 0.45 * min(1.0, both / 0.8)
    if not ours and not theirs and all(row.similarity == 1.0 and row.ours_at == row.theirs_at for row in met):
        return telling
    apart = sorted((max(0.0, 1 - agreed / (both + rest)), max(0.0, 1 - agreed / (both + other))))
    score = 1 - 1.1 * apart[1] ** 2 - 0.75 * apart[0]
    score -= {2: 0.15, 1: 0.05, 0: 0.0}[sum(any(row.numeral for row in side) for side in (ours, theirs))]
    score -= 0.015 if told.forms_differ else 0.0
    faint = 0.4 * 2 * agreed / (2 * both + rest + other)
    return min(max(score, faint) * telling, 0.995)


def columns(pairs: list[tuple[str, str]]) -> pl.DataFrame:
    return pl.DataFrame(pairs, schema={"name": pl.String, "kind": pl.String}, orient="row")


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.tuples(names, kinds), st.tuples(names, kinds)), min_size=1, max_size=25))
def test_the_rows_alone_give_the_kernels_score(pairs: list[tuple[tuple[str, str], tuple[str, str]]]) -> None:
    left, right = columns([ours for ours, _theirs in pairs]), columns([theirs for _ours, theirs in pairs])
    told = explain_pairs(left, right)
    assert [each.score for each in told] == pair_scores(left, right).tolist()
    assert [recomputed(each) for each in told] == pytest.approx([each.score for each in told], abs=1e-6)


@settings(max_examples=60, deadline=None)
@given(names, names, kinds, kinds)
def test_every_word_of_either_name_stands_in_exactly_one_row(ours: str, theirs: str, one: str, other: str) -> None:
    told = explain(ours, theirs, our_kind=one, their_kind=other)
    for places in ([at for row in told.rows for at in row.ours_at], [at for row in told.rows for at in row.theirs_at]):
        assert sorted(places) == list(range(len(places)))


def test_it_does_not_matter_which_other_pairs_are_explained_with_it() -> None:
    left = columns([("Orvandel Belmaru", "unknown"), ("Ix A Sondrak", "person"), ("Orvandelbelmaru", "unknown")])
    right = columns([("Orvandelbelmaru", "unknown"), ("Sondrac", "person"), ("Orvandell", "unknown")])
    together = explain_pairs(left, right)
    alone = [explain_pairs(left[row], right[row])[0] for row in range(left.height)]
    assert together == alone


def test_glued_neighbours_are_one_row() -> None:
    told = explain("Orvandel Belmaru", "Orvandelbelmaru")
    assert [(row.ours, row.theirs, row.ours_at, row.theirs_at) for row in told.rows] == [
        ("orvandelbelmaru", "orvandelbelmaru", (0, 1), (0,))
    ]


def test_an_initial_counts_by_half_of_the_word_it_stands_for() -> None:
    told = explain("I Testovar", "Ilmar Testovar", our_kind="person", their_kind="person")
    initial, name = told.rows
    assert (initial.ours, initial.theirs, initial.similarity) == ("i", "ilmar", 0.75)
    assert initial.weight == pytest.approx(explain("Ilmar", "Ilmar", our_kind="person").rows[0].weight / 2)
    assert (name.ours, name.theirs, name.similarity) == ("testovar", "testovar", 1.0)


def test_legal_forms_and_numerals_are_told_apart_from_words() -> None:
    told = explain("Orvandel Mine 4 GmbH", "Orvandel Mine 5 JSC")
    assert told.forms_differ
    assert [(row.ours, row.theirs) for row in told.rows if row.numeral] == [("#4", None), (None, "#5")]


def test_names_without_a_word_are_explained_by_nothing() -> None:
    told = explain("---", "Orvandel")
    assert (told.score, [(row.ours, row.theirs) for row in told.rows]) == (0.0, [(None, "orvandel")])
