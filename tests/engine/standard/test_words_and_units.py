"""Units of parameters, and texts with slots."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cupel.standard import FactCall, Parameter, fill, slots, text_in, with_unit
from cupel.standard.units import CONVERSIONS, conversion, tidy, to_expression_unit


@pytest.mark.parametrize(
    ("value", "code", "bound"),
    [
        (500, "TNE", 500_000_000),
        (0.1, "TNE", 100_000),
        (0.7, "KGM", 700),
        (5, "P1", 0.05),
        (0.07, "P1", 0.0007),
        (3, "DAY", 3),
        (12.5, "USD/t", 12.5),
    ],
)
def test_a_value_is_bound_exactly_in_the_expression_unit(value: float, code: str, bound: float) -> None:
    assert to_expression_unit(value, code) == bound


@given(st.integers(-(10**9), 10**9), st.sampled_from(sorted(CONVERSIONS)))
def test_binding_agrees_with_fractions(value: int, code: str) -> None:
    assert to_expression_unit(value, code) == float(Fraction(value) * Fraction(CONVERSIONS[code].factor))


def test_an_unknown_unit_has_no_conversion() -> None:
    assert conversion("LBR") is None


@pytest.mark.parametrize(("value", "kind"), [(2.0, int), (2.5, float), (3, int)])
def test_whole_numbers_are_integers(value: float, kind: type) -> None:
    assert type(tidy(value)) is kind


@pytest.mark.parametrize(
    ("value", "code", "words"),
    [
        (1, "DAY", "1 day"),
        (2, "DAY", "2 days"),
        (1, "HUR", "1 hour"),
        (12, "MON", "12 months"),
        (5, "ANN", "5 years"),
        (425, "TNE", "425 t"),
        (1234567, "GRM", "1 234 567 g"),
        (5, "P1", "5 %"),
        (0.5, "1", "0.5"),
        (3, "C62", "3"),
        (80, "USD/t", "80 USD/t"),
        (7, None, "7"),
    ],
)
def test_a_value_is_shown_with_its_unit(value: float, code: str | None, words: str) -> None:
    assert with_unit(value, code).replace("\N{NARROW NO-BREAK SPACE}", " ") == words


def test_a_parameter_that_is_no_number_is_shown_as_it_is() -> None:
    shown = [Parameter(name="p", type="bool", value=value).words for value in (True, False)]
    assert [*shown, Parameter(name="p", type="code", value="either").words] == ["true", "false", "either"]


def test_a_text_falls_back_to_english_and_then_to_any() -> None:
    assert text_in({"en": "lot", "fr": "partie"}, language="fr") == "partie"
    assert text_in({"en": "lot", "fr": "partie"}, language="de") == "lot"
    assert text_in({"fr": "partie"}, language="de") == "partie"
    assert text_in({}) == ""


def test_slots_are_named_and_filled_and_others_stay() -> None:
    assert slots("{a} of {b:t} and {not one}") == ("a", "b")
    assert fill("{a} of {b}", {"a": "1"}) == "1 of {b}"


def test_a_call_without_arguments_is_its_name() -> None:
    assert FactCall("delay").column == "delay"
    assert FactCall("late", (True, 0.5, "x")).column == "late(true,0.5,x)"
