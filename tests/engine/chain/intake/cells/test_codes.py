"""Words of code lists, truth values and text."""

import polars as pl
import pytest

from cupel.chain.intake.cells.codes import codes, flags, text

FORMS = ("concentrate", "scrap return", "call_not_discharged")


def texts(*cells: str | None) -> pl.Series:
    return pl.Series(cells, dtype=pl.String)


@pytest.mark.parametrize("written", ["scrap return", "Scrap_Return", " SCRAP RETURN ", "scrap-return"])
def test_a_code_is_compared_without_case_and_punctuation(written: str) -> None:
    assert codes(texts(written), FORMS, words={}).to_list() == ["scrap return"]


def test_a_word_of_the_mapping_means_its_code() -> None:
    found = codes(texts("Cu Conc", "other", None, ""), FORMS, words={"cuconc": "concentrate"})
    assert found.to_list() == ["concentrate", None, None, None]
    assert found.dtype == pl.Enum(FORMS)


def test_a_column_without_any_word_keeps_its_type() -> None:
    assert codes(texts(None, ""), FORMS, words={}).dtype == pl.Enum(FORMS)


def test_truth_is_read_in_several_languages() -> None:
    assert flags(texts("Yes", "0", "nein", "Sí", "", "maybe")).to_list() == [True, False, False, True, None, None]
    assert flags(pl.Series([True, None])).to_list() == [True, None]
    assert flags(pl.Series([1, 0])).to_list() == [True, False]


def test_text_loses_blanks_around_it_and_na_stays_the_country() -> None:
    assert text(texts(" NA ", "", "  ", "-")).to_list() == ["NA", None, None, "-"]
