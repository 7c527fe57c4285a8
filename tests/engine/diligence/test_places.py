"""Places as sets of regions: as narrow as the books allow, never narrower."""

from collections.abc import Sequence

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cupel.diligence.places import SUCCESSORS, candidates, subdivisions


def regions(
    *, country: str | None = None, subdivision: str | None = None, text: str | None = None, known: Sequence[str] = ()
) -> set[str]:
    """The regions that one place may lie in."""
    columns = {"place": ["here"], "country": [country], "subdivision": [subdivision], "text": [text]}
    frame = pl.DataFrame(columns, schema=dict.fromkeys(columns, pl.String))
    return set(candidates(frame, known_codes=pl.Series(list(known), dtype=pl.String))["code"])


def cantons() -> set[str]:
    """Every subdivision of a country that ISO 3166-2 divides."""
    return set(subdivisions().filter(pl.col("country") == "CH")["code"])


def test_a_subdivision_is_one_region() -> None:
    assert regions(country="CH", subdivision="CH-GR") == {"CH-GR"}


def test_a_code_in_the_text_is_as_good_as_a_code() -> None:
    assert regions(text="QX-AB") == {"QX-AB"}


def test_a_subdivision_outranks_a_text() -> None:
    assert regions(country="CH", subdivision="CH-GR", text="Uri") == {"CH-GR"}


@pytest.mark.parametrize(
    "text", ["Graubünden", "GRAUBUNDEN", "prov. Graubünden", "Graubünden province", "estado de Graubunden"]
)
def test_case_accents_and_words_for_a_region_do_not_count(text: str) -> None:
    assert regions(country="CH", text=text) == {"CH-GR"}


def test_a_hyphen_is_a_blank() -> None:
    assert regions(country="CH", text="Basel Stadt") == regions(country="CH", text="Basel-Stadt") == {"CH-BS"}


@pytest.mark.parametrize("text", ["Graubünden valley", "Graubunde", "an old district", None])
def test_other_words_leave_every_subdivision_of_the_country_open(text: str | None) -> None:
    assert regions(country="CH", text=text) == cantons()


def test_a_name_of_another_country_does_not_count() -> None:
    assert regions(country="AT", text="Graubünden") == set(subdivisions().filter(pl.col("country") == "AT")["code"])


def test_a_name_without_a_country_is_nowhere() -> None:
    assert regions(text="Graubünden") == set()


def test_a_country_code_as_text_is_the_country() -> None:
    assert regions(text="CH") == cantons()


def test_nothing_known_is_nowhere() -> None:
    assert regions() == set()


@pytest.mark.parametrize("old", sorted(SUCCESSORS))
def test_a_withdrawn_code_may_be_any_of_its_successors(old: str) -> None:
    assert regions(subdivision=old) == set(SUCCESSORS[old])


@pytest.mark.parametrize("old", sorted(SUCCESSORS))
def test_successors_are_current_codes_and_their_predecessors_are_not(old: str) -> None:
    current = set(subdivisions()["code"])
    assert set(SUCCESSORS[old]) <= current
    assert old not in current


def test_a_country_without_iso_subdivisions_keeps_a_rest_beside_the_listed_codes() -> None:
    assert regions(country="QX", known=["QX-AB", "QX-CD", "QY-AB", "QX"]) == {"QX-AB", "QX-CD", "QX-*"}


def test_codes_on_lists_add_nothing_to_a_country_that_iso_divides() -> None:
    assert regions(country="CH", known=["CH-XX"]) == cantons()


@settings(max_examples=40, deadline=None)
@given(
    st.sampled_from(subdivisions().rows(named=True)), st.sampled_from(["{}", "prov. {}", "{} province", "Estado de {}"])
)
def test_every_subdivision_is_found_by_its_own_name(row: dict[str, str], pattern: str) -> None:
    found = regions(country=row["country"], text=pattern.format(row["comparable"].upper()))
    assert row["code"] in found
    assert found <= set(subdivisions().filter(pl.col("comparable") == row["comparable"])["code"])


def test_many_places_are_answered_apart() -> None:
    frame = pl.DataFrame(
        {"place": ["a", "b"], "country": ["CH", "QX"], "subdivision": ["CH-UR", None], "text": [None, None]},
        schema_overrides={"text": pl.String},
    )
    found = candidates(frame, known_codes=pl.Series(["QX-AB"]))
    assert found.rows() == [("a", "CH-UR"), ("b", "QX-*"), ("b", "QX-AB")]
