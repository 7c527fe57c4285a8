"""What is published of comments: with consent, and nothing more."""

import time
from dataclasses import astuple, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.engine.consultation.drafts import SENT, comment

from cupel.consultation.consent import published
from cupel.consultation.data import Consent

NAMES = st.text("abcdefghij", min_size=12, max_size=16)
LETTERS = st.text("klmnopqrst .,", max_size=40)


@given(
    st.lists(
        st.tuples(st.sampled_from(Consent), NAMES, NAMES, LETTERS, LETTERS, st.booleans()),
        max_size=6,
        unique_by=lambda it: it[1],
    )
)
def test_no_name_of_an_anonymous_and_no_word_of_an_unpublished_comment_gets_out(
    given_: list[tuple[Consent, str, str, str, str, bool]],
) -> None:
    comments = [
        comment(
            number,
            submission=replace(SENT, consent=consent, commenter=name, organisation=organisation),
            text=f"{before} {name.upper()}, {organisation} <{name}@{organisation}.example> {after}",
            change=f"{after} {organisation}",
            commenter=name if in_row else "",
        )
        for number, (consent, name, organisation, before, after, in_row) in enumerate(given_)
    ]
    shown = published(comments)
    assert [each.id for each in shown] == [each.id for each in comments]
    for each, whole in zip(shown, comments, strict=True):
        told = " ".join(map(str, astuple(each))).lower()
        sent = whole.submission
        if each.consent is not Consent.NAMED:
            assert sent.commenter not in told
            assert sent.organisation not in told
        if each.consent is Consent.NOT_PUBLISHED:
            assert each.text is None
            assert each.change is None
            assert not each.label
        if each.consent is Consent.NAMED:
            assert (each.text, each.change, each.author) == (whole.text, whole.change, whole.author)
        assert (each.country, each.category, each.clause) == (sent.country, sent.category, whole.clause)


def test_a_name_within_a_longer_word_stays() -> None:
    sent = replace(SENT, consent=Consent.ANONYMOUS, commenter="Ore", organisation="")
    (shown,) = published([comment(submission=sent, text="More ore, said Ore.")])
    assert shown.text == "More [name], said [name]."


@pytest.mark.parametrize("text", ["a" * 200_000, "a@" * 50_000, "a." * 100_000])
def test_a_long_text_takes_no_longer_than_its_length_asks_for(text: str) -> None:
    sent = replace(SENT, consent=Consent.ANONYMOUS)
    start = time.process_time()
    published([comment(submission=sent, text=text)])
    assert time.process_time() - start < 5
