"""What a person is told of a hit: one sentence, both records, names in pieces, points that make the score."""

from pathlib import Path

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.engine.screening.parties import kinds, names, records, rows
from tests.engine.screening.small_screening import small_screening

from cupel.screening import build_index, pair_scores, screen
from cupel.screening.explain import explain_pairs
from cupel.screening.name_marks import marked
from cupel.screening.sentences import contributions
from cupel.screening.told import FITS_AS_WELL, ToldHit, told_hits


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> dict[str, ToldHit]:
    """The hits of the small screening by supplier."""
    found = list(told_hits(small_screening(tmp_path_factory.mktemp("told"))))
    return {each.hit["subject_id"]: each for each in found}


def test_the_sentence_names_what_agrees_what_is_alike_and_the_number_in_common(told: dict[str, ToldHit]) -> None:
    text = told["1001"].sentence
    assert "«Qorvandel Mining GmbH» fits the listed «Qorvandell Minning» (alias)" in text
    assert "alike: qorvandel and qorvandell (" in text
    assert "number agrees: registration HRB771003" in text
    assert "country agrees: Chile" in text
    assert text.count(". ") == 0
    assert text.endswith(".")


def test_the_sentence_names_both_sides_of_a_conflict(told: dict[str, ToldHit]) -> None:
    text = told["1002"].sentence
    assert "birth conflicts: ours 1970-03-04 or 1970-04-03, listed 1961" in text
    assert "country conflicts: ours Peru, listed Russian Federation" in text
    assert "kind agrees: person" in text


def test_the_sentence_says_which_words_stand_alone(tmp_path: Path) -> None:
    (row,) = (
        explain_pairs(*(pl.DataFrame({"name": [name], "kind": ["person"]}) for name in ("Ilmar Ix", "Ilmar Solq"))),
    )
    assert [(each.ours, each.theirs) for each in row[0].rows] == [("ilmar", "ilmar"), ("ix", None), (None, "solq")]


def test_no_sentence_says_that_somebody_is_clear(told: dict[str, ToldHit]) -> None:
    assert not any(word in each.sentence.lower() for each in told.values() for word in ("clear", "compliant"))


def test_both_records_stand_side_by_side(told: dict[str, ToldHit]) -> None:
    one = told["1001"]
    assert one.ours["numbers"] == [{"scheme": "registration", "value": "HRB 77-1003", "country": None}]
    assert [name["name"] for name in one.ours["names"]] == ["Qorvandel Mining GmbH", "Korvandel Bergbau"]
    assert (one.theirs["id"], one.theirs["programmes"]) == ("L1", ["Board decision"])
    assert one.theirs["listed_on"] == "2024-01-31"


def test_other_names_are_those_that_score_within_a_fiftieth(told: dict[str, ToldHit]) -> None:
    for each in told.values():
        others = [name["name"] for name in each.theirs["names"] if name["name"] != each.hit["listed_name"]]
        ours = pl.DataFrame(
            {"name": [each.hit["subject_name"]] * len(others), "kind": [each.ours["kind"]] * len(others)}
        )
        theirs = pl.DataFrame({"name": others, "kind": [each.theirs["kind"]] * len(others)})
        best = each.explanation.score - FITS_AS_WELL
        scores: list[float] = pair_scores(ours, theirs).tolist() if others else []
        assert set(each.others) == {name for name, score in zip(others, scores, strict=True) if score >= best}
    assert told["1002"].others == ("Ilmar Testow",)


@settings(max_examples=40, deadline=None)
@given(rows(least=1), rows(least=1, prefix="L"))
def test_the_points_of_a_hit_make_its_score(ours: list[dict[str, object]], theirs: list[dict[str, object]]) -> None:
    for hit in screen(records(*ours), build_index(records(*theirs)), threshold=0.5).iter_rows(named=True):
        points = sum(value for _part, value in contributions(hit))
        most = 1.0 if hit["identifier"] == "agrees" else 0.999
        assert hit["score"] == pytest.approx(min(max(points, 0.0), most), abs=1e-6)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(names, names, kinds, kinds), min_size=1, max_size=10), st.sampled_from(["", ", ", " (x) "]))
def test_the_pieces_of_a_name_are_the_name(pairs: list[tuple[str, str, str, str]], end: str) -> None:
    ours = pl.DataFrame({"name": [one + end for one, *_rest in pairs], "kind": [pair[2] for pair in pairs]})
    theirs = pl.DataFrame({"name": [pair[1] for pair in pairs], "kind": [pair[3] for pair in pairs]})
    pieces = marked(ours, theirs, explain_pairs(ours, theirs))
    assert ["".join(piece.text for piece in left) for left, _right in pieces] == ours["name"].to_list()
    assert ["".join(piece.text for piece in right) for _left, right in pieces] == theirs["name"].to_list()


@pytest.mark.parametrize(
    ("ours", "theirs", "marks"),
    [
        ("Orvandel Mining GmbH", "Orvandel Sondrak", [("Orvandel", "same"), ("Mining", "alone"), ("GmbH", "")]),
        ("Al-Orvandel", "Alorvandel", [("Al", "same"), ("Orvandel", "same")]),
        ("Quintessor, S.R.L.", "Quintesor", [("Quintessor", "alike"), ("S.R.L.", "")]),
        ("Sondrak No. 4", "Sondrak No. 5", [("Sondrak", "same"), ("No.", ""), ("4", "alone")]),
    ],
)
def test_words_are_marked_as_written(ours: str, theirs: str, marks: list[tuple[str, str]]) -> None:
    left, right = (pl.DataFrame({"name": [name], "kind": ["organisation"]}) for name in (ours, theirs))
    pieces = marked(left, right, explain_pairs(left, right))[0][0]
    assert [(piece.text, piece.mark) for piece in pieces if piece.text.strip(" ,-")] == marks
