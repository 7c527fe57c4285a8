"""Numbers as people read them: rounded, never cut, never a small share as none."""

from fractions import Fraction

import pytest
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from cupel.diligence import VOCABULARY
from cupel_web.diligence.templatetags.findings import cell, kind_words, signed_percent
from cupel_web.diligence.words import FINDING_KINDS, SUBJECTS
from cupel_web.kernel.templatetags.cupel import mass, percent, size
from cupel_web.standards.register import shipped


@pytest.mark.parametrize(
    ("share", "text"),
    [
        (0, "0.00 %"),
        (2 / 3, "66.67 %"),
        (1, "100.00 %"),
        (0.00001, "< 0.01 %"),
        (0.999999, "> 99.99 %"),
        (None, "unknown"),
    ],
)
def test_shares(share: float | None, text: str) -> None:
    assert percent(share) == text


@given(st.fractions(min_value=0, max_value=1, max_denominator=10**6))
def test_a_share_is_nothing_or_everything_only_if_it_is(share: Fraction) -> None:
    text = percent(float(share))
    assert (text == "0.00 %") == (share == 0)
    assert (text == "100.00 %") == (share == 1)


@pytest.mark.parametrize(
    ("grams", "text"), [(999, "999 g"), (1_499, "1.5 kg"), (1_250_000, "1.2 t"), (37_013_449_000_000, "37,013,449.0 t")]
)
def test_masses(grams: int, text: str) -> None:
    assert mass(grams) == text


def test_numbers_follow_the_language() -> None:
    with override("de"):
        assert mass(1_234_567_000_000) == "1.234.567,0 t"


@pytest.mark.parametrize(("number", "text"), [(0, "0 B"), (1536, "1.5 KiB"), (5 << 30, "5.0 GiB")])
def test_sizes(number: int, text: str) -> None:
    assert size(number) == text


def test_every_kind_of_finding_of_the_shipped_standards_has_words() -> None:
    kinds = {
        check.check.finding
        for standard in shipped().values()
        for edition in standard.editions.values()
        for check in edition.checks()
    }
    assert kinds == set(FINDING_KINDS)


def test_a_kind_of_somebody_s_own_standard_reads_as_it_is_written() -> None:
    assert kind_words("SEAL_BROKEN") == "Seal broken"


def test_every_type_of_subject_has_words() -> None:
    assert {fact.entity for fact in VOCABULARY.facts} <= set(SUBJECTS)


def test_differences_have_a_sign() -> None:
    assert (signed_percent(0.5), signed_percent(-0.25)) == ("+50.00 %", "−25.00 %")


def test_cells_say_their_unit() -> None:
    assert cell(2_500_000, "g") == "2.5 t (2,500,000 g)"
    assert cell(3, "day") == "3\N{NARROW NO-BREAK SPACE}days"
    assert cell(3, "see unit") == "3"
    assert cell(True, "") == "yes"
