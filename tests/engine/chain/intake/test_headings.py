"""Headings as they are compared, and the unit they state."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cupel.chain.intake.headings import parse_heading
from cupel.sheets import plain


@pytest.mark.parametrize(
    ("heading", "base", "unit"),
    [
        ("Gross weight (kg)", "grossweight", "kg"),
        ("gross_g", "gross", "g"),
        ("Gross weight [in tonnes]", "grossweight", "t"),
        ("Moisture %", "moisture", "%"),
        ("% Moisture", "moisture", "%"),
        ("share_pct", "share", "%"),
        ("moisture_bp", "moisture", "bp"),
        ("au_ppb", "au", "ppb"),
        ("Au g/t", "au", "g/t"),
        ("Amount (USD)", "amount", "usd"),
        ("Gross TNE", "gross", "t"),
        ("Lot No.", "lotno", None),
        ("ticket_no", "ticketno", None),
        ("Weight (net)", "weightnet", None),
        ("t", "t", None),
    ],
)
def test_the_unit_is_split_off(heading: str, base: str, unit: str | None) -> None:
    parsed = parse_heading(heading)
    assert (parsed.base, parsed.unit) == (base, unit)


@pytest.mark.parametrize("written", ["Año de Carga", "AÑO_DE_CARGA", "ano-de-carga", "Año  de carga:"])
def test_case_accents_blanks_and_punctuation_do_not_count(written: str) -> None:
    assert plain(written) == "anodecarga"


@given(st.text(max_size=40))
def test_any_text_is_a_heading(text: str) -> None:
    parsed = parse_heading(text)
    assert parsed.text == text
    assert parsed.key == plain(text)
    assert plain(parsed.key) == parsed.key
