"""One delivery, one entry: repeated tickets against a plain walk along each truck's entries."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.engine.diligence.books import Row, dossier, said, shown

WINDOW, TURN = 48.0, 2.0


def ticket(
    name: str,
    *,
    at: str = "2024-03-20T08:00",
    vehicle: str | None = "TRUCK-1",
    number: str | None = None,
    **more: object,
) -> Row:
    """One entry of the weighbridge."""
    return {"receipt_id": name, "lot_id": "lot", "at_local": at, "vehicle": vehicle, "ticket_no": number, **more}


def repeats(*receipts: Row, round_trip: int | None = None) -> dict[str, bool | None]:
    """Which entries repeat the one before?"""
    plant: Row = {"site_id": "plant", "kind": "smelter", "min_round_trip_h": round_trip}
    books = dossier(receipt=list(receipts), site=[plant], lot=[{"lot_id": "lot"}])
    return said(books, "receipt", "repeats_delivery", window_hours=WINDOW, usual_turn_hours=TURN)


def test_two_entries_sooner_than_a_truck_can_turn_are_one_delivery() -> None:
    assert repeats(ticket("first"), ticket("second", at="2024-03-20T09:59")) == {"first": False, "second": True}


def test_a_truck_that_had_time_to_turn_comes_again() -> None:
    assert repeats(ticket("first"), ticket("second", at="2024-03-20T10:00")) == {"first": False, "second": False}


@pytest.mark.parametrize(("round_trip", "again"), [(1, False), (6, True), (None, False)])
def test_the_plants_own_shortest_round_trip_counts(round_trip: int | None, again: bool) -> None:
    found = repeats(ticket("first"), ticket("second", at="2024-03-20T11:00"), round_trip=round_trip)
    assert found["second"] is again


@pytest.mark.parametrize(("at", "again"), [("2024-03-22T08:00", True), ("2024-03-22T08:01", False)])
def test_a_ticket_number_repeats_within_the_window(at: str, again: bool) -> None:
    assert repeats(ticket("first", number="4711"), ticket("second", number="4711", at=at))["second"] is again


@pytest.mark.parametrize("spelling", ["T-4711", "t4711", "TK/4711", "004711", "W-04711"])
def test_letters_and_zeros_before_a_ticket_number_do_not_count(spelling: str) -> None:
    assert (
        repeats(ticket("first", number="4711"), ticket("second", number=spelling, at="2024-03-21T08:00"))["second"]
        is True
    )


@pytest.mark.parametrize(
    "other", [{"vehicle": "TRUCK-2"}, {"lot_id": "other lot"}, {"gross_g": 999}, {"site_id": "other plant"}]
)
def test_another_truck_lot_weight_or_plant_is_another_delivery(other: Row) -> None:
    second = ticket("second", at="2024-03-20T08:05") | other
    assert repeats(ticket("first"), second)["second"] is False


def test_a_posting_after_a_reversal_is_no_repetition() -> None:
    found = repeats(
        ticket("wrong"),
        ticket("back", at="2024-03-20T08:02", gross_g=-1_000_000, reverses_receipt_id="wrong"),
        ticket("right", at="2024-03-20T08:05"),
    )
    assert found == {"wrong": False, "back": False, "right": False}


def test_a_repetition_without_a_vehicle_is_open() -> None:
    found = repeats(ticket("first", vehicle=None), ticket("second", vehicle=None, at="2024-03-20T08:05"))
    assert found == {"first": False, "second": None}


def test_local_times_are_compared_in_one_time() -> None:
    found = repeats(ticket("first", utc_offset_min=120), ticket("second", at="2024-03-20T08:30", utc_offset_min=0))
    assert found["second"] is False


def test_three_entries_in_a_row_repeat_twice() -> None:
    found = repeats(
        *(ticket(name, at=f"2024-03-20T08:{minute}") for name, minute in (("a", "00"), ("b", "40"), ("c", "55")))
    )
    assert found == {"a": False, "b": True, "c": True}


def test_both_entries_are_shown() -> None:
    plant: Row = {"site_id": "plant", "kind": "smelter"}
    books = dossier(
        receipt=[ticket("first"), ticket("second", at="2024-03-20T08:05")], site=[plant], lot=[{"lot_id": "lot"}]
    )
    rows = shown(books, "receipt", "repeats_delivery", window_hours=WINDOW, usual_turn_hours=TURN)
    assert rows["second"] == ["receipt:first", "receipt:second"]


def test_a_reversal_is_a_row_that_names_another() -> None:
    books = dossier(receipt=[ticket("first"), ticket("back", reverses_receipt_id="first")])
    assert said(books, "receipt", "is_reversal") == {"first": False, "back": True}


Entry = tuple[int, str, int, str]
"""Minutes since midnight, truck, tonnes, ticket."""

entries = st.lists(
    st.tuples(st.integers(0, 6000), st.sampled_from("AB"), st.integers(20, 21), st.sampled_from("123")),
    max_size=8,
    unique_by=lambda entry: entry[0],
)


def repeats_by_walk(rows: list[Entry]) -> set[int]:
    """Minutes of the entries that repeat the one before of the same truck and weight."""
    found, last = set(), dict[tuple[str, int], tuple[int, str]]()
    for minute, truck, tonnes, number in sorted(rows):
        before = last.get((truck, tonnes))
        if before is not None:
            soon = minute - before[0] < TURN * 60
            same = number == before[1] and minute - before[0] <= WINDOW * 60
            if soon or same:
                found.add(minute)
        last[truck, tonnes] = (minute, number)
    return found


@settings(max_examples=60, deadline=None)
@given(entries)
def test_an_entry_repeats_the_one_before_of_the_same_truck_and_weight(rows: list[Entry]) -> None:
    midnight = datetime(2024, 3, 20)
    receipts = [
        ticket(
            str(minute),
            at=(midnight + timedelta(minutes=minute)).isoformat(),
            vehicle=truck,
            number=number,
            gross_g=tonnes * 10**6,
        )
        for minute, truck, tonnes, number in rows
    ]
    found = {int(name) for name, state in repeats(*receipts).items() if state}
    assert found == repeats_by_walk(rows)
