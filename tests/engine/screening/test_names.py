"""How well two names fit."""

from itertools import permutations

import polars as pl
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from tests.engine.screening.parties import kinds, names

from cupel.screening import pair_scores


def fit(one: str, other: str, kind: str = "organisation", other_kind: str | None = None) -> float:
    """Score of two names."""
    left = pl.DataFrame({"name": [one], "kind": [kind]})
    right = pl.DataFrame({"name": [other], "kind": [other_kind or kind]})
    return float(pair_scores(left, right)[0])


def fits(ours: list[str], theirs: list[str], kind: str) -> list[float]:
    """Score of every name of one side against every name of the other."""
    pairs = [(one, other) for one in ours for other in theirs]
    left, right = (pl.DataFrame({"name": side}).with_columns(kind=pl.lit(kind)) for side in zip(*pairs, strict=True))
    return [float(score) for score in pair_scores(left, right)]


several = st.lists(names, min_size=1, max_size=8)


def repeats_no_word(name: str) -> bool:
    """Whether every word of ``name`` stands in it once."""
    return len(set(name.lower().split())) == len(name.split())


plain = st.lists(names.filter(repeats_no_word), min_size=1, max_size=8)


@given(ours=plain, theirs=plain, kind=kinds)
@settings(deadline=None, max_examples=25)
def test_the_score_of_names_of_one_kind_is_the_same_from_either_side(
    ours: list[str], theirs: list[str], kind: str
) -> None:
    """Of names that repeat no word: which of two equal words a third is put beside may depend on the side."""
    there, back = fits(ours, theirs, kind), fits(theirs, ours, kind)
    turned = [back[j * len(ours) + i] for i in range(len(ours)) for j in range(len(theirs))]
    assert there == pytest.approx(turned, abs=1e-6)


@given(ours=several, theirs=several, kind=kinds)
@example(ours=["Orvandel Orvandel Orvandel II"], theirs=["Orvandel Orvandel Orvandel"], kind="person")
@settings(deadline=None, max_examples=25)
def test_no_name_fits_better_than_itself(ours: list[str], theirs: list[str], kind: str) -> None:
    best = [fit(one, one, kind) for one in ours]
    scores = fits(ours, theirs, kind)
    assert all(0.0 <= score <= best[at // len(theirs)] + 1e-6 for at, score in enumerate(scores))


@given(ours=several, theirs=several, kind=kinds)
@settings(deadline=None, max_examples=25)
def test_case_and_punctuation_leave_the_score_unchanged(ours: list[str], theirs: list[str], kind: str) -> None:
    marked = [", ".join(one.upper().split()) for one in ours]
    assert fits(marked, theirs, kind) == pytest.approx(fits(ours, theirs, kind), abs=1e-6)


@pytest.mark.parametrize("order", list(permutations(["Orvandel", "Belmaru", "Sondrak"])))
def test_the_order_of_words_leaves_the_score_unchanged(order: tuple[str, ...]) -> None:
    assert fit(" ".join(order), "Orvandel Belmaru Sondrak", "person") == 1.0
    assert fit(" ".join(order), "Orvandel Belmary Sondrak", "person") == pytest.approx(
        fit("Orvandel Belmaru Sondrak", "Orvandel Belmary Sondrak", "person"), abs=1e-6
    )


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Тажков Мирель", "Tazhkov Mirel"),
        ("Тажков Мирель", "Tazhkow Mirell"),
        ("Ορβαμέλ Σόρνακ", "Orvamel Sornak"),
        ("اورفاندل", "Orvandel"),
        ("Qüíntessör Ørvandel", "Quintessor Orvandel"),
        ("北京矿业", "Beijing Kuangye"),
    ],
    ids=["Cyrillic", "Cyrillic in another spelling", "Greek", "Arabic", "marks", "Han"],
)
def test_a_name_in_another_script_is_the_same_name(one: str, other: str) -> None:
    assert fit(one, other, "person") >= 0.7
    assert fit(one, "Belmaru Ulvane", "person") < 0.5


@pytest.mark.parametrize("kind", ["organisation", "unknown"])
@pytest.mark.parametrize("form", ["Ltd", "GmbH", "S.A.", "LLC", "Limited Liability Company"])
def test_a_legal_form_alone_is_nobody(form: str, kind: str) -> None:
    assert fit(f"Orvandel {form}", f"Belmaru {form}", kind) < 0.5
    assert fit(form, f"Belmaru {form}", kind) < 0.5


def test_a_legal_form_left_out_costs_nothing_and_another_one_little() -> None:
    same, without = (
        fit("Orvandel Belmaru Ltd", "Orvandel Belmaru Limited"),
        fit("Orvandel Belmaru", "Orvandel Belmaru Ltd"),
    )
    other = fit("Orvandel Belmaru Ltd", "Orvandel Belmaru LP")
    assert same == without == 1.0
    assert 0.95 < other < 1.0


def test_business_words_alone_are_nobody() -> None:
    assert fit("Mining Company", "Mining Group") < 0.7
    assert fit("Orvandel Mining Trading", "Belmaru Mining Trading") < 0.5


@pytest.mark.parametrize("other", ["Orvandel Works 7", "Orvandel Works VII", "Orvandel Works No. 7"])
def test_another_numeral_is_another_party_and_a_missing_one_less(other: str) -> None:
    same, missing = fit("Orvandel Works 7", other), fit("Orvandel Works", other)
    different = fit("Orvandel Works 4", other)
    assert same == 1.0
    assert different < missing < same


def test_a_letter_typed_wrongly_costs_less_than_another_word() -> None:
    slip, word = (
        fit("Orvandel Belmaru", "Orvandel Belmari", "person"),
        fit("Orvandel Belmaru", "Orvandel Sondrak", "person"),
    )
    assert word < 0.6
    assert 0.8 < slip < 1.0


def test_an_initial_stands_for_a_name_that_begins_with_it() -> None:
    assert fit("O. Belmaru", "Orvandel Belmaru", "person") > fit("K. Belmaru", "Orvandel Belmaru", "person")


def test_words_written_as_one_are_found() -> None:
    assert fit("Orvandelbelmaru Sondrak", "Orvandel Belmaru Sondrak") > 0.9


def test_a_rare_word_in_common_tells_more_than_a_frequent_one() -> None:
    assert fit("Orvandel Mining", "Orvandel Trading") > fit("Orvandel Mining", "Belmaru Mining")
