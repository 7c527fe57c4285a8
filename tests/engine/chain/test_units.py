"""Units are exact ratios, and a figure is rounded once."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cupel.chain.units import MASS, SCALES, SPELLINGS, capacity_grams_per_day, days_of, to_grams, unit_of

DAY = date(2024, 2, 10)


@pytest.mark.parametrize(
    ("quantity", "unit", "grams"),
    [("1", "KGM", 1_000), ("2.5", "TNE", 2_500_000), ("1", "LBR", 454), ("1000", "pounds", 453_592), ("2", "ozt", 62)],
)
def test_a_mass_in_any_spelling_is_whole_grams(quantity: str, unit: str, grams: int) -> None:
    assert to_grams(quantity, unit) == grams


@pytest.mark.parametrize(("quantity", "grams"), [("0.0005", 0), ("0.0015", 2), ("0.0025", 2), ("-0.0015", -2)])
def test_half_a_gram_goes_to_the_even_gram(quantity: str, grams: int) -> None:
    assert to_grams(quantity, "kg") == grams


def test_a_unit_of_something_else_is_no_mass() -> None:
    with pytest.raises(KeyError):
        to_grams(1, "%")


def test_every_spelling_leads_to_a_unit_of_some_scale() -> None:
    known = {unit for scale in SCALES.values() for unit in scale}
    assert set(SPELLINGS.values()) == known


def test_a_word_that_is_no_unit_is_none() -> None:
    assert unit_of("bushel") is None


@given(st.dates(date(1990, 1, 1), date(2090, 12, 31)), st.sampled_from(["month", "year"]))
def test_a_capacity_adds_up_to_its_quantity_over_its_own_period(day: date, period: str) -> None:
    per_day = capacity_grams_per_day(1.262, f"kt_dry_per_{period}", day=day)
    assert per_day * days_of(period, day=day) == Fraction("1.262") * MASS["kt"]


def test_a_leap_february_has_29_days_and_its_year_366() -> None:
    assert (days_of("month", day=DAY), days_of("year", day=DAY), days_of("day", day=DAY)) == (29, 366, 1)
