"""What texts in different languages say alike."""

from datetime import date
from decimal import Decimal
from typing import Literal

import pytest
from babel.dates import format_date
from babel.numbers import format_decimal
from babel.units import format_unit
from hypothesis import given
from hypothesis import strategies as st

from cupel.consultation.clusters.facts import facts_of, unit_of

LANGUAGES = ("en", "es", "fr", "de", "pt", "zh")


@pytest.mark.parametrize("language", LANGUAGES)
@given(day=st.dates(date(1990, 1, 1), date(2060, 12, 31)))
def test_a_day_is_the_same_in_every_language(language: str, day: date) -> None:
    assert facts_of(f"x {format_date(day, 'long', locale=language)} x", language) == {day.isoformat()}


@pytest.mark.parametrize("language", LANGUAGES)
@given(number=st.decimals(Decimal("0.1"), Decimal(900_000), places=1))
def test_a_quantity_is_the_same_in_every_language(language: str, number: Decimal) -> None:
    for unit, said, times in (("mass-tonne", "kg", 1000), ("duration-day", "day", 1), ("percent", "%", 1)):
        length: Literal["long", "short"] = "long" if unit == "duration-day" else "short"
        written = format_unit(number, unit, length=length, locale=language)
        if unit not in written:
            assert facts_of(f"x {written} x", language) == {f"{(number * times).normalize():f} {said}"}


@pytest.mark.parametrize(("language", "text"), [
    ("en", "Two years are short: 24 months, from 1 January 2027, as “legitimate interest” of ISO 20400 asks."),
    ("es", "Son 24 meses desde el 1 de enero de 2027, según el «legitimate interest» de la ISO 20400."),
    ("fr", "Ce sont 24 mois dès le 1er janvier 2027, selon le « legitimate interest » de l’ISO 20400."),
    ("de", "Es sind 24 Monate ab dem 1. Januar 2027, das „legitimate interest“ der ISO 20400."),
    ("zh", "从2027年1月1日起24个月,按照ISO 20400的“legitimate interest”。"),
])  # fmt: skip
def test_the_same_sentence_has_the_same_facts(language: str, text: str) -> None:
    assert facts_of(text, language) == {"24 month", "2027-01-01", '"legitimate interest"', "ISO 20400"}


@pytest.mark.parametrize(("language", "written"), [("en", "1,000.5"), ("de", "1.000,5"), ("fr", "1 000,5")])
def test_decimals_are_read_as_the_language_writes_them(language: str, written: str) -> None:
    assert facts_of(f"{written} kg", language) == {"1000.5 kg"}


@given(st.decimals(0, 10**9, places=2), st.sampled_from(LANGUAGES))
def test_any_number_is_one_fact(number: Decimal, language: str) -> None:
    assert len(facts_of(format_decimal(number, locale=language), language)) == 1


@pytest.mark.parametrize("text", ["Delete it.", "Should be removed", "Debe suprimirse", "À supprimer", "请删除本条"])
def test_a_wish_to_delete_is_a_fact(text: str) -> None:
    assert "delete" in facts_of(text, "en")


def test_what_a_quantity_is_counted_in() -> None:
    assert [unit_of(fact) for fact in ("24 month", "2027-01-01", "5", "ISO 20400", '"a month"', "5 %")] == [
        "month", "date", "", "", "", "%",
    ]  # fmt: skip


@given(st.text(max_size=80), st.sampled_from([*LANGUAGES, "", "xx", "pt-BR"]))
def test_any_text_has_facts_or_none(text: str, language: str) -> None:
    assert all(isinstance(fact, str) and fact for fact in facts_of(text, language))
