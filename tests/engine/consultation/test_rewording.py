"""A proposed change becomes a wording only where it plainly is one."""

import pytest

from cupel.consultation import reworded

TEXT = "Lists are dated. They are kept for five years, and shown on request. Nobody sells them."


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ('Replace "five years" with "ten years".', TEXT.replace("five", "ten")),
        ("Ersetze „five years“ durch „zehn Jahre“", TEXT.replace("five years", "zehn Jahre")),
        ("change 'dated' to 'dated and signed'", TEXT.replace("dated", "dated and signed")),
        (
            "They are kept for ten years, and shown on request.",
            TEXT.replace("five", "ten"),
        ),
        (TEXT.replace("Nobody sells them.", "Nobody sells or lends them."), TEXT.replace("sells", "sells or lends")),
    ],
)
def test_what_is_plainly_a_wording_is_put_in(change: str, said: str) -> None:
    assert reworded(TEXT, change) == said


@pytest.mark.parametrize(
    "change",
    [
        "",
        "Please make this stricter.",
        'Replace "eight years" with "ten years".',
        'Replace "are" with "must be".',
        TEXT,
        "Add a sentence on recycled feed.",
    ],
    ids=["nothing", "a wish", "words that are not there", "words that stand twice", "the same", "an instruction"],
)
def test_what_is_not_is_left_to_people(change: str) -> None:
    assert reworded(TEXT, change) is None


def test_the_slot_of_a_parameter_is_never_written_over() -> None:
    text = "Lists are kept for {years}. They are dated."
    assert reworded(text, "Lists are kept for ten years.") is None
    assert reworded(text, 'Replace "dated" with "signed"') == "Lists are kept for {years}. They are signed."


def test_a_clause_without_a_text_gets_none() -> None:
    assert reworded("", "Lists are dated.") is None
