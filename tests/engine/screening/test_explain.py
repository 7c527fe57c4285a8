"""Why two names score as they do: the rows alone give the kernel's score."""

from random import Random

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.engine.screening.parties import WORDS, kinds, names

from cupel.screening import pair_scores
from cupel.screening.explain import Explanation, explain, explain_pairs
from cupel.screening.scoring import (
    BOTH_SIDED,
    ENOUGH,
    FAINT,
    FORMS_DIFFER,
    LEAST_TELLING,
    NEARLY,
    NOBODY,
    NUMBER_MISSING,
    NUMBERS_DIFFER,
    ONE_SIDED,
    TELLING_WORD,
)


def recomputed(told: Explanation) -> float:
    """The documented formula in plain Python, from the rows and the legal forms."""
    met = [row for row in told.rows if row.ours is not None and row.theirs is not None]
    if not met:
        return 0.0
    agreed, both = (sum(row.similarity**power * row.weight for row in met) for power in (1, 0))
    ours, theirs = [row for row in told.rows if row.theirs is None], [row for row in told.rows if row.ours is None]
    rest, other = (sum(row.weight for row in side) for side in (ours, theirs))
    telling = LEAST_TELLING + (1 - LEAST_TELLING) * min(1.0, both / ENOUGH)
    if all(row.weight < TELLING_WORD for row in met if not row.initial):
        telling = min(telling, NOBODY)
    single = all(len(row.ours_at) == len(row.theirs_at) == 1 for row in met)
    if single and not ours and not theirs and not told.forms_differ and all(row.similarity == 1.0 for row in met):
        return telling
    apart = sorted((max(0.0, 1 - agreed / (both + rest)), max(0.0, 1 - agreed / (both + other))))
    score = 1 - ONE_SIDED * apart[1] ** 2 - BOTH_SIDED * apart[0]
    numbers = sum(any(row.numeral for row in side) for side in (ours, theirs))
    score -= {2: NUMBERS_DIFFER, 1: NUMBER_MISSING, 0: 0.0}[numbers]
    score -= FORMS_DIFFER if told.forms_differ else 0.0
    faint = FAINT * 2 * agreed / (2 * both + rest + other)
    return min(max(score, faint) * telling, NEARLY)


def columns(pairs: list[tuple[str, str]]) -> pl.DataFrame:
    return pl.DataFrame(pairs, schema={"name": pl.String, "kind": pl.String}, orient="row")


@settings(max_examples=30, deadline=None)
@given(st.lists(st.tuples(st.tuples(names, kinds), st.tuples(names, kinds)), min_size=1, max_size=25))
def test_the_rows_alone_give_the_kernels_score(pairs: list[tuple[tuple[str, str], tuple[str, str]]]) -> None:
    left, right = columns([ours for ours, _theirs in pairs]), columns([theirs for _ours, theirs in pairs])
    told = explain_pairs(left, right)
    assert [each.score for each in told] == pair_scores(left, right).tolist()
    assert [recomputed(each) for each in told] == pytest.approx([each.score for each in told], abs=1e-6)


@settings(max_examples=30, deadline=None)
@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=5, unique=True), st.randoms(use_true_random=False), kinds)
def test_so_they_do_for_names_of_the_same_words_in_another_order(words: list[str], random: Random, kind: str) -> None:
    others = list(words)
    random.shuffle(others)
    told = explain(" ".join(words), " ".join(others), our_kind=kind, their_kind=kind)
    assert recomputed(told) == pytest.approx(told.score, abs=1e-6)


@settings(max_examples=30, deadline=None)
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
