"""Redlines of texts: lossless, empty between equals, and readable."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cupel.standard import redline

VOCABULARY = ["the", "company", "must", "keep", "a", "record", "of", "each", "lot", ",", ".", "Ünïcode", "2", "%"]
WORDS = st.lists(st.sampled_from(VOCABULARY)).map(" ".join)
ANY_TEXT = st.text(max_size=60)


@given(WORDS, WORDS)
def test_applying_a_redline_gives_the_new_text(old: str, new: str) -> None:
    assert redline(old, new).apply(old) == new


@given(ANY_TEXT, ANY_TEXT)
def test_a_redline_of_any_texts_loses_nothing(old: str, new: str) -> None:
    line = redline(old, new)
    assert (line.old, line.new) == (old, new)


@given(ANY_TEXT)
def test_equal_texts_have_no_change(text: str) -> None:
    assert not redline(text, text).changed


@given(WORDS, WORDS)
def test_edits_never_adjoin_edits_of_the_same_kind(old: str, new: str) -> None:
    kinds = [piece.kind for piece in redline(old, new).pieces]
    assert ("insert", "delete") not in list(pairwise(kinds))
    assert all(one != other for one, other in pairwise(kinds))


def test_a_redline_refuses_another_text() -> None:
    with pytest.raises(ValueError, match="another text"):
        redline("one", "two").apply("three")


def marked(old: str, new: str) -> str:
    brackets = {"keep": "{}", "delete": "[{}]", "insert": "<{}>"}
    return "".join(brackets[piece.kind].format(piece.text) for piece in redline(old, new).pieces)


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("within 30 days of arrival", "within 10 days of arrival", "within[ 30]< 10> days of arrival"),
        ("It keeps records.", "It keeps records of routes.", "It keeps records< of routes>."),
        ("records of lots", "records of all lots", "records of< all> lots"),
        ("keeps old records of lots", "keeps records of lots", "keeps[ old] records of lots"),
        (
            "The company should review the list every year and report",
            "The company must check the register every month and report",
            "The company[ should review the list every year]< must check the register every month> and report",
        ),
        (
            "One sentence stays as it is here. The second one was long.",
            "One sentence stays as it is here. Nothing else remains.",
            "One sentence stays as it is here.[ The second one was long]< Nothing else remains>.",
        ),
    ],
)
def test_neighbouring_edits_are_merged_so_that_it_reads(old: str, new: str, expected: str) -> None:
    assert marked(old, new) == expected
