"""Suppliers' files and the look-back over the months before the last delivery."""

from calendar import monthrange
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.engine.diligence.books import Row, dossier, said

MINES: list[Row] = [
    {"site_id": "listed mine", "country": "QX", "subdivision": "QX-AB"},
    {"site_id": "clear mine", "country": "QX", "subdivision": "QX-CD"},
    {"site_id": "vague mine", "country": "QX"},
]
LISTED: list[Row] = [{"code": "QX-AB"}]


def delivery(number: int, *, mine: str | None, on: str, form: str = "concentrate") -> Row:
    """A parcel of the seller that was loaded and arrived on one day."""
    origin = {"declared_origin_site_id": mine, "loaded_on": on, "created_at": f"{on}T08:00"}
    return {"lot_id": f"lot {number}", "supplier_id": "seller", "form": form, **origin}


def sourced(lots: list[Row], *, months: float = 12) -> bool | None:
    """Did the seller source from a listed area within the window?"""
    books = dossier(party=[{"party_id": "seller"}], lot=lots, site=MINES, region_determination=LISTED)
    found: bool | None = said(books, "party", "sourced_from_listed", basis="either", window_months=months)["seller"]
    return found


def months_before(day: date, months: int) -> date:
    """The same day of the month, or the month's last day where it is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


@settings(max_examples=60, deadline=None)
@given(st.dates(date(2022, 1, 1), date(2025, 12, 31)), st.integers(-3, 3), st.sampled_from([1, 6, 12, 24]))
def test_the_window_opens_after_the_same_day_of_an_earlier_month(last: date, offset: int, months: int) -> None:
    begin = months_before(last, months)
    day = begin + timedelta(days=offset)
    lots = [delivery(1, mine="listed mine", on=str(day)), delivery(2, mine="clear mine", on=str(last))]
    assert sourced(lots, months=months) is (begin < day <= last)


@pytest.mark.parametrize(
    ("last", "outside", "inside"),
    [
        ("2024-02-29", "2023-02-28", "2023-03-01"),
        ("2025-02-28", "2024-02-28", "2024-02-29"),
        ("2024-12-31", "2023-12-31", "2024-01-01"),
        ("2023-03-01", "2022-03-01", "2022-03-02"),
    ],
)
def test_leap_days_and_month_ends_bound_the_twelve_months(last: str, outside: str, inside: str) -> None:
    ending = delivery(2, mine="clear mine", on=last)
    assert sourced([delivery(1, mine="listed mine", on=outside), ending]) is False
    assert sourced([delivery(1, mine="listed mine", on=inside), ending]) is True


def test_a_month_end_window_of_one_month_ends_with_the_shorter_month() -> None:
    ending = delivery(2, mine="clear mine", on="2023-03-31")
    assert sourced([delivery(1, mine="listed mine", on="2023-02-28"), ending], months=1) is False
    assert sourced([delivery(1, mine="listed mine", on="2023-03-01"), ending], months=1) is True


def test_the_window_ends_with_the_last_delivery_whatever_it_was() -> None:
    lots = [delivery(1, mine="listed mine", on="2023-01-10"), delivery(2, mine=None, on="2024-06-10", form="scrap")]
    assert sourced(lots) is False


def test_an_origin_that_may_be_listed_leaves_the_look_back_open() -> None:
    assert (
        sourced([delivery(1, mine="vague mine", on="2024-01-10"), delivery(2, mine="clear mine", on="2024-02-10")])
        is None
    )


def test_a_certain_listed_origin_outweighs_an_open_one() -> None:
    assert (
        sourced([delivery(1, mine="vague mine", on="2024-01-10"), delivery(2, mine="listed mine", on="2024-02-10")])
        is True
    )


def test_a_supplier_of_scrap_alone_sourced_nothing_from_listed_areas() -> None:
    assert sourced([delivery(1, mine=None, on="2024-01-10", form="scrap")]) is False


def of_seller(fact: str, *, party: Row | None = None, lots: list[Row] | None = None, **more: list[Row]) -> Any:
    """A fact without arguments about the seller."""
    seller = {"party_id": "seller", **(party or {})}
    deliveries = [delivery(1, mine="clear mine", on="2024-03-20")] if lots is None else lots
    return said(dossier(party=[seller], lot=deliveries, site=MINES, **more), "party", fact).get("seller")


def test_a_party_named_on_a_lot_is_a_supplier() -> None:
    assert of_seller("is_supplier") is True
    assert of_seller("is_supplier", lots=[]) is False
    assert of_seller("is_supplier", lots=[], party={"is_supplier": True}) is True


def test_deliveries_are_counted() -> None:
    lots = [delivery(number, mine="clear mine", on="2024-03-20") for number in (1, 2)]
    assert of_seller("delivery_count", lots=lots) == 2
    assert of_seller("has_deliveries", lots=[]) is False


def test_the_age_of_a_file_is_counted_to_the_last_delivery() -> None:
    lots = [delivery(1, mine="clear mine", on="2024-03-01"), delivery(2, mine="clear mine", on="2024-03-31")]
    assert of_seller("kyc_age", lots=lots, party={"kyc_reviewed_on": "2024-03-01"}) == 30


def test_an_unknown_review_leaves_the_age_open() -> None:
    assert of_seller("kyc_age") is None


def test_an_early_delivery_is_counted_from_the_first_one() -> None:
    lots = [delivery(1, mine="clear mine", on="2024-03-01"), delivery(2, mine="clear mine", on="2024-03-31")]
    assert of_seller("early_delivery", lots=lots, party={"onboarded_on": "2024-03-04"}) == 3
    assert of_seller("early_delivery", lots=lots, party={"onboarded_on": "2024-02-29"}) == -1


def registration(**more: object) -> list[Row]:
    """A registered concession of the seller."""
    return [{"document_id": "paper", "document_type": "asm_registration", "party_id": "seller", **more}]


@pytest.mark.parametrize(
    ("valid", "registered"),
    [
        ({}, True),
        ({"valid_from": "2024-03-20", "valid_to": "2024-03-20"}, True),
        ({"valid_to": "2024-03-19"}, False),
        ({"valid_from": "2024-03-21"}, False),
    ],
)
def test_a_registration_counts_if_it_is_valid_at_the_last_delivery(valid: Row, registered: bool) -> None:
    assert of_seller("concession_registered", document=registration(**valid)) is registered


def test_books_without_papers_leave_a_registration_open() -> None:
    assert of_seller("concession_registered") is None


def holding(owner: str, share: float, **more: object) -> Row:
    """A holding in the seller."""
    return {"owner_id": owner, "owned_id": "seller", "share": share, **more}


def test_recorded_owners_of_the_day_of_the_last_delivery_are_added_up() -> None:
    held = [
        holding("one", 0.3),
        holding("two", 0.25),
        holding("three", 0.4, valid_to="2024-03-19"),
        holding("four", 0.4, valid_from="2024-03-21"),
    ]
    assert of_seller("recorded_ownership", ownership=held) == pytest.approx(0.55)


def test_a_declared_beneficial_owner_counts_as_the_whole() -> None:
    assert of_seller("recorded_ownership", party={"ubo_declared": "A. Example"}, ownership=[holding("one", 0.1)]) == 1.0


def test_ownership_is_open_where_the_books_keep_none() -> None:
    assert of_seller("recorded_ownership") is None
    assert of_seller("recorded_ownership", ownership=[{"owner_id": "one", "owned_id": "other", "share": 1.0}]) == 0.0
