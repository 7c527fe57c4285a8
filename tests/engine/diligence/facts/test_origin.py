"""The declared origin of mined lots on the loading day, and under the neighbouring editions of the list."""

from typing import Any

import pytest
from tests.engine.diligence.books import Row, dossier, said, shown

SITES: list[Row] = [
    {"site_id": "mine", "name": "Alder Mine", "country": "QX", "subdivision": "QX-AB"},
    {"site_id": "vague", "name": "Birch Pit", "country": "QX", "place_text": "an old district"},
    {"site_id": "nowhere", "name": "Cedar Site"},
]
EDITIONS: list[Row] = [
    {"edition": "E1", "code": "QX-CD", "valid_from": "2023-01-01", "valid_to": "2023-12-31"},
    {"edition": "E2", "code": "QX-AB", "valid_from": "2024-01-01", "valid_to": "2024-06-30"},
    {"edition": "E2", "code": "QY", "valid_from": "2024-01-01", "valid_to": "2024-06-30"},
    {"edition": "E3", "code": "QX-AB", "valid_from": "2024-07-01"},
    {"edition": "E3", "code": "QX-CD", "valid_from": "2024-07-01"},
]


def origin(fact: str, *, on: str | None = "2024-03-01", editions: list[Row] | None = None, **lot: Any) -> bool | None:
    """A fact about a lot that was loaded on a day."""
    row = {"lot_id": "lot", "supplier_id": "seller", "loaded_on": on, **lot}
    books = dossier(lot=[row], site=SITES, region_determination=EDITIONS if editions is None else editions)
    return said(books, "lot", fact, basis="either").get("lot")


def listed(**lot: Any) -> bool | None:
    """Is its origin listed?"""
    return origin("origin_listed", **lot)


def changed(**lot: Any) -> bool | None:
    """Did the listing of its origin change?"""
    return origin("origin_listing_changed", **lot)


@pytest.mark.parametrize(
    ("day", "state"),
    [("2023-12-31", False), ("2024-01-01", True), ("2024-07-01", True), ("2022-12-31", None), (None, None)],
)
def test_the_edition_of_the_loading_day_decides(day: str | None, state: bool | None) -> None:
    assert listed(declared_origin_site_id="mine", on=day) is state


@pytest.mark.parametrize("text", ["Alder Mine", "Mina Alder", "ALDER", "alder mine site", "Álder"])
def test_a_mine_may_be_named_in_words(text: str) -> None:
    assert listed(declared_origin_text=text) is True


def test_words_that_name_no_mine_leave_it_open() -> None:
    assert listed(declared_origin_text="Elder Mine") is None


def test_two_mines_of_one_name_leave_it_open() -> None:
    twins = [*SITES, {"site_id": "twin", "name": "Mina Alder"}]
    lot: Row = {"lot_id": "lot", "supplier_id": "seller", "loaded_on": "2024-03-01", "declared_origin_text": "Alder"}
    books = dossier(lot=[lot], site=twins, region_determination=EDITIONS)
    assert said(books, "lot", "origin_listed", basis="either") == {"lot": None}


@pytest.mark.parametrize(
    ("region", "state"), [("QX-AB", True), ("QX-CD", False), ("QX", None), ("QY-ZZ", True), ("QY", True)]
)
def test_a_region_without_a_mine_is_judged_as_a_region(region: str, state: bool | None) -> None:
    assert listed(declared_region=region) is state


def test_a_mine_outranks_the_declared_region() -> None:
    assert listed(declared_origin_site_id="mine", declared_region="QX-CD") is True


def test_a_mine_in_an_old_district_is_open_while_part_of_the_country_is_listed() -> None:
    assert listed(declared_origin_site_id="vague") is None


@pytest.mark.parametrize(
    "lot", [{}, {"declared_origin_site_id": "nowhere"}, {"declared_origin_site_id": "not in the books"}]
)
def test_an_origin_without_a_place_is_open(lot: Row) -> None:
    assert listed(**lot) is None


@pytest.mark.parametrize("lot", [{"form": "scrap"}, {"supplier_id": None}])
def test_scrap_and_inner_lots_have_no_mined_origin(lot: Row) -> None:
    assert listed(declared_origin_site_id="mine", **lot) is None


def test_without_a_list_every_origin_is_open() -> None:
    assert listed(declared_origin_site_id="mine", editions=[]) is None


@pytest.mark.parametrize(
    ("day", "state"), [("2023-06-01", False), ("2024-03-01", True), ("2024-09-01", False), ("2022-01-01", None)]
)
def test_a_listing_changed_if_the_edition_before_or_after_does_not_have_it(day: str, state: bool | None) -> None:
    assert changed(declared_origin_site_id="mine", on=day) is state


def test_a_region_that_leaves_the_list_has_changed() -> None:
    gone = [*EDITIONS, {"edition": "E4", "code": "QX-CD", "valid_from": "2024-10-01"}]
    assert changed(declared_origin_site_id="mine", on="2024-09-01", editions=gone) is True


def test_a_neighbouring_edition_that_does_not_decide_is_no_change() -> None:
    vague = [EDITIONS[1], {"edition": "E3", "code": "QX-AB", "verdict": "undetermined", "valid_from": "2024-07-01"}]
    assert changed(declared_origin_site_id="mine", editions=vague) is False


def test_the_lot_and_its_mine_are_shown() -> None:
    lot: Row = {"lot_id": "lot", "supplier_id": "seller", "loaded_on": "2024-03-01", "declared_origin_site_id": "mine"}
    books = dossier(lot=[lot], site=SITES, region_determination=EDITIONS)
    assert shown(books, "lot", "origin_listed", basis="either") == {"lot": ["lot:lot", "site:mine"]}
