"""The way of a lot: listed transit places on the day, gaps, borders."""

from itertools import pairwise
from typing import Any

import pytest
from tests.engine.diligence.books import Row, dossier, said, shown

PLACES: list[Row] = [
    {"site_id": "mine", "country": "QX", "subdivision": "QX-AB"},
    {"site_id": "port at the mine", "kind": "port", "country": "QX", "subdivision": "QX-AB"},
    {"site_id": "listed port", "kind": "port", "country": "QX", "subdivision": "QX-CD"},
    {"site_id": "listed border", "kind": "border post", "country": "QX", "subdivision": "QX-CD"},
    {"site_id": "listed depot", "kind": "depot", "country": "QX", "subdivision": "QX-CD"},
    {"site_id": "clear port", "kind": "port", "country": "QX", "subdivision": "QX-EF"},
    {"site_id": "vague port", "kind": "port", "country": "QX"},
    {"site_id": "plant", "kind": "smelter", "country": "QY", "subdivision": "QY-AB"},
    {"site_id": "nowhere", "kind": "depot"},
]
LISTED: list[Row] = [
    {"edition": "E1", "code": code, "valid_from": "2024-01-01", "valid_to": "2024-03-31"} for code in ("QX-AB", "QX-CD")
] + [{"edition": "E2", "code": "QZ", "valid_from": "2024-04-01"}]
LOT: Row = {"lot_id": "lot", "supplier_id": "seller", "declared_origin_site_id": "mine"}


def leg(seq: int, start: str | None, end: str | None, *, arrived: str | None = "2024-03-10", kind: str = "leg") -> Row:
    """One step of the way."""
    return {"lot_id": "lot", "seq": seq, "kind": kind, "from_site_id": start, "to_site_id": end, "arrived_on": arrived}


def way(fact: str, *legs: Row, lot: Row = LOT, **arguments: Any) -> Any:
    """A fact about the lot's way."""
    books = dossier(lot=[lot], leg=list(legs), site=PLACES, region_determination=LISTED)
    return said(books, "lot", fact, **arguments).get("lot")


def listed(*stops: str, lot: Row = LOT, **more: Any) -> bool | None:
    """Does a way over these places touch a listed one?"""
    places = ["mine", *stops]
    legs = [leg(n, *pair, **more) for n, pair in enumerate(pairwise(places))]
    found: bool | None = way("transit_listed", *legs, lot=lot, basis="either")
    return found


@pytest.mark.parametrize(
    ("stop", "state"),
    [
        ("listed port", True),
        ("listed border", True),
        ("listed depot", False),
        ("clear port", False),
        ("vague port", None),
        ("plant", False),
    ],
)
def test_a_way_over_a_listed_port_or_border_is_listed(stop: str, state: bool | None) -> None:
    assert listed(stop, "plant") is state


def test_a_call_at_which_the_cargo_stayed_on_board_is_no_transit() -> None:
    assert (
        way(
            "transit_listed",
            leg(1, "mine", "plant"),
            leg(2, "mine", "listed port", kind="call_not_discharged"),
            basis="either",
        )
        is False
    )


@pytest.mark.parametrize(
    ("day", "state"), [("2024-03-31", True), ("2024-04-01", False), ("2023-12-31", None), (None, None)]
)
def test_the_day_of_arrival_decides(day: str | None, state: bool | None) -> None:
    assert listed("listed port", "plant", arrived=day) is state


def test_the_region_of_origin_is_judged_as_origin() -> None:
    assert listed("port at the mine", "plant") is False
    assert listed("port at the mine", "plant", lot={**LOT, "declared_origin_site_id": None}) is True


def test_a_declared_region_is_as_good_as_a_mine() -> None:
    lot = {**LOT, "declared_origin_site_id": None, "declared_region": "QX-AB"}
    assert listed("port at the mine", "plant", lot=lot) is False


def test_a_certain_place_outweighs_an_open_one() -> None:
    assert listed("vague port", "listed port") is True


def test_a_lot_without_a_way_is_open() -> None:
    assert way("transit_listed", basis="either") is None


def test_the_legs_that_end_there_are_shown() -> None:
    legs = [leg(1, "mine", "clear port"), leg(2, "clear port", "listed port")]
    books = dossier(lot=[LOT], leg=legs, site=PLACES, region_determination=LISTED)
    assert shown(books, "lot", "transit_listed", basis="either") == {"lot": ["leg:lot/2"]}


def test_a_leg_that_starts_elsewhere_is_a_gap() -> None:
    assert way("route_gaps", leg(1, "mine", "listed port"), leg(2, "listed port", "plant")) == 0
    assert way("route_gaps", leg(2, "clear port", "plant"), leg(1, "mine", "listed port")) == 1


def test_a_missing_place_leaves_the_gaps_open() -> None:
    assert way("route_gaps", leg(1, "mine", None), leg(2, "clear port", "plant")) is None


def test_a_call_on_the_way_is_no_gap() -> None:
    legs = [
        leg(1, "mine", "clear port"),
        leg(2, "clear port", "listed port", kind="call_not_discharged"),
        leg(3, "clear port", "plant"),
    ]
    assert way("route_gaps", *legs) == 0


@pytest.mark.parametrize(("end", "crosses"), [("plant", True), ("clear port", False), ("nowhere", None)])
def test_a_way_through_two_countries_crosses_a_border(end: str, crosses: bool | None) -> None:
    assert way("crosses_border", leg(1, "mine", end)) is crosses


def test_two_known_countries_are_enough() -> None:
    assert way("crosses_border", leg(1, "mine", "nowhere"), leg(2, "nowhere", "plant")) is True


def test_the_way_goes_on_from_a_call_or_from_where_the_cargo_was_loaded() -> None:
    call = leg(2, "clear port", "listed port", kind="call_not_discharged")
    assert way("route_gaps", leg(1, "mine", "clear port"), call, leg(3, "listed port", "plant")) == 0
    assert way("route_gaps", leg(1, "mine", "clear port"), call, leg(3, "vague port", "plant")) == 1


def test_a_call_does_not_hide_a_place_that_is_not_known() -> None:
    call = leg(3, "clear port", None, kind="call_not_discharged")
    legs = (leg(1, "mine", "clear port"), leg(2, "clear port", None), call, leg(4, "clear port", "plant"))
    assert way("route_gaps", *legs) is None


def test_legs_are_counted_without_calls() -> None:
    legs = [leg(1, "mine", "clear port"), leg(2, "clear port", "listed port", kind="call_not_discharged")]
    assert way("leg_count", *legs) == 1
    assert way("has_legs", *legs) is True


def test_books_without_any_leg_do_not_say_that_there_was_none() -> None:
    assert way("leg_count") is None
    assert way("leg_count", {**leg(1, "mine", "plant"), "lot_id": "other"}) == 0
