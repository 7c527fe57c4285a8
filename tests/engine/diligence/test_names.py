"""Names made comparable."""

from collections.abc import Callable

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cupel.diligence.names import comparable_name, comparable_number, comparable_region_name, comparable_site_name


def made(function: Callable[[pl.Expr], pl.Expr], text: str | None) -> str | None:
    """One text made comparable."""
    frame = pl.DataFrame({"text": [text]}, schema={"text": pl.String})
    found: str | None = frame.select(function(pl.col("text"))).item()
    return found


@pytest.mark.parametrize(
    "text", ["Alder", "ALDER MINE", "Mina Alder", "Álder pit", "alder, mine site", "The-Alder"[4:]]
)
def test_words_for_a_mine_do_not_count(text: str) -> None:
    assert made(comparable_site_name, text) == "alder"


@pytest.mark.parametrize(("text", "name"), [("Minaret", "minaret"), ("Alder North", "alder north"), ("Mine", "")])
def test_words_are_taken_away_as_whole_words(text: str, name: str) -> None:
    assert made(comparable_site_name, text) == name


@pytest.mark.parametrize(
    "text", ["Birch", "prov. Birch", "Birch Province", "Estado de Birch", "Edo. de Birch", "Birch, Mex."]
)
def test_words_for_a_region_do_not_count(text: str) -> None:
    assert made(comparable_region_name, text) == "birch"


@pytest.mark.parametrize("text", ["BL-4007", "bl 40 07", "BL/4007", "Bl4007 "])
def test_spelling_does_not_make_another_number(text: str) -> None:
    assert made(comparable_number, text) == "BL4007"


@pytest.mark.parametrize("function", [comparable_name, comparable_number, comparable_region_name, comparable_site_name])
def test_nothing_stays_nothing(function: Callable[[pl.Expr], pl.Expr]) -> None:
    assert made(function, None) is None


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=20))
def test_a_comparable_name_is_comparable_already(text: str) -> None:
    once = made(comparable_name, text)
    assert made(comparable_name, once) == once
