"""What is kept of a mail: the person's own words, whatever the bytes."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cupel_web.work.incoming import Incoming, MailRefusedError, own_words, read_mail, text_of_html

HEADERS = 'From: To@;=?"<>\n\r\t \\().,utf8qbContent-Type/mixedboundary'


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("Yes.\n\nOn Monday, somebody wrote:\n> Let us begin.\n", "Yes."),
        ("Yes.\n\nAm 02.06.2025 um 12:00 schrieb Somebody:\n> Beginnen wir.\n", "Yes."),
        ("Yes.\n\nOn Mon, 2 Jun 2025 at 12:00, Somebody\n<x@example.org> wrote:\n\n> Let us.\n", "Yes."),
        ("Yes.\n-- \nSomebody\n+41 1 234", "Yes."),
        ("> First?\nYes.\n> Second?\nNo.", "Yes.\nNo."),
        ("Yes.\n-----Original Message-----\nFrom: x\nTo: y\nLet us begin.", "Yes."),
        ("Yes.\n\nFrom: Somebody <x@example.org>\nSent: Monday\nLet us begin.", "Yes."),
        ("On the whole I agree.", "On the whole I agree."),
        ("One.\r\n\r\n\r\n\r\nTwo.\r\n", "One.\n\nTwo."),
        ("Tab\tand null\x00 and bell\x07.", "Tab\tand null and bell."),
    ],
)
def test_quoted_text_and_signatures_are_cut(sent: str, kept: str) -> None:
    assert own_words(sent) == kept


@given(st.text(alphabet=st.characters() | st.sampled_from("> \n-On wrote:")))
def test_nothing_quoted_and_no_control_character_is_left(text: str) -> None:
    kept = own_words(text)
    assert not any(line.lstrip().startswith(">") for line in kept.split("\n"))
    assert not set(kept) & {"\x00", "\x07", "\x1b", "\r"}


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>One</p><p>Two<br>Three</p>", "One\n\nTwo\nThree"),
        (
            "<div>Mine<div class=x>still</div></div><blockquote>Theirs <p>and more</blockquote>After",
            "Mine\nstill\n\nAfter",
        ),
        ("<script>alert(1)</script><style>p{}</style>&lt;b&gt; &amp; <b>bold</b>", "<b> & bold"),
        ("<!-- hidden -->Seen<img src=x onerror=alert(1)>", "Seen"),
    ],
)
def test_html_gives_its_words_without_what_it_quotes(html: str, text: str) -> None:
    assert text_of_html(html) == text


@given(st.text(alphabet="<>/=&;\"'!-abpdivscriptlockquote \n"))
def test_html_of_any_kind_gives_text(html: str) -> None:
    assert "\n\n\n" not in text_of_html(html)


@given(st.binary(max_size=400) | st.text(alphabet=HEADERS).map(str.encode))
def test_bytes_of_any_kind_are_read_or_refused(raw: bytes) -> None:
    with suppress(MailRefusedError):
        assert isinstance(read_mail(raw), Incoming)
