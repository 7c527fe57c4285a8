"""Declared output against capacity: pro-rating against exact fractions, summing by mine, supplier and year."""

from calendar import isleap
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.engine.diligence.books import Row, dossier, said, shown

from cupel.diligence.facts.capacity import capacities

GRAMS = {
    "g": Fraction(1),
    "kg": Fraction(1000),
    "t": Fraction(10**6),
    "kt": Fraction(10**9),
    "lb": Fraction("453.59237"),
}


def mined(
    number: int, *, loaded: str, dry_g: int | None = 10, supplier: str = "seller", mine: str = "mine"
) -> dict[str, Row]:
    """One parcel declared from a mine, with its receipt."""
    name = f"lot {number}"
    return {
        "lot": {"lot_id": name, "supplier_id": supplier, "loaded_on": loaded, "declared_origin_site_id": mine},
        "receipt": {"receipt_id": f"receipt {number}", "lot_id": name, "dry_g": dry_g},
    }


def output(
    fact: str, parcels: list[dict[str, Row]], *, entity: str = "site-year", **tables: list[Row]
) -> dict[str, Any]:
    """A fact about the output of mines, for parcels and further tables."""
    sites = tables.pop("site", [{"site_id": "mine"}, {"site_id": "other mine"}])
    rows = {table: [parcel[table] for parcel in parcels] for table in ("lot", "receipt")}
    return said(dossier(rows, site=sites, **tables), entity, fact)


def capacity_of(rows: list[Row], *, year: int) -> int | None:
    """The capacity of the mine in a year."""
    found: int | None = output("capacity_dry_g", [mined(1, loaded=f"{year}-06-01")], capacity=rows)[f"mine|{year}"]
    return found


def days_inside(row: Row, year: int) -> int:
    """Days of the year on which the row is valid, counted one by one."""
    begin, end = date.fromisoformat(row["valid_from"]), date.fromisoformat(row["valid_to"] or "9999-12-31")
    first = date(year, 1, 1)
    return sum(begin <= first + timedelta(days=n) <= end for n in range(365 + isleap(year)))


def exact_capacity(rows: list[Row], *, year: int) -> Fraction:
    """The same sum in fractions."""
    total = Fraction(0)
    for row in rows:
        mass, _basis, _per, period = row["unit"].split("_")
        rate = {"day": Fraction(1), "month": Fraction(12, 365 + isleap(year)), "year": Fraction(1, 365 + isleap(year))}[
            period
        ]
        total += Fraction(row["quantity"]) * GRAMS[mass] * rate * days_inside(row, year)
    return total


spans = st.tuples(st.dates(date(2022, 1, 1), date(2025, 12, 31)), st.integers(0, 900) | st.none())
rows_of_capacity = st.builds(
    lambda quantity, mass, basis, period, span: {
        "site_id": "mine",
        "quantity": float(quantity),
        "unit": f"{mass}_{basis}_per_{period}",
        "valid_from": span[0].isoformat(),
        "valid_to": None if span[1] is None else (span[0] + timedelta(days=span[1])).isoformat(),
    },
    st.integers(0, 10**6),
    st.sampled_from(sorted(GRAMS)),
    st.sampled_from(["dry", "wet"]),
    st.sampled_from(["day", "month", "year"]),
    spans,
)


@settings(max_examples=60, deadline=None)
@given(st.lists(rows_of_capacity, min_size=1, max_size=4), st.integers(2022, 2025))
def test_capacity_equals_the_exact_sum_of_its_rows_by_days(rows: list[Row], year: int) -> None:
    exact = exact_capacity(rows, year=year)
    found = capacity_of(rows, year=year)
    assert found is not None
    assert abs(found - exact) <= max(Fraction(1), exact / 10**12)


def test_a_capacity_per_day_counts_366_days_in_a_leap_year() -> None:
    rows = [{"site_id": "mine", "quantity": 2.0, "unit": "t_dry_per_day"}]
    assert (capacity_of(rows, year=2023), capacity_of(rows, year=2024)) == (730_000_000, 732_000_000)


def test_a_capacity_per_month_is_twelve_months_in_every_year() -> None:
    rows = [{"site_id": "mine", "quantity": 3.0, "unit": "kt_dry_per_month"}]
    assert {capacity_of(rows, year=year) for year in (2023, 2024)} == {36_000_000_000}


def test_a_ramp_up_within_the_year_adds_both_rows_by_their_days() -> None:
    rows: list[Row] = [
        {"site_id": "mine", "quantity": 365.0, "valid_to": "2023-01-31"},
        {"site_id": "mine", "quantity": 730.0, "valid_from": "2023-02-01"},
    ]
    assert capacity_of(rows, year=2023) == (31 * 1 + 334 * 2) * 10**6


def test_a_single_day_of_validity_counts_one_day() -> None:
    rows: list[Row] = [{"site_id": "mine", "quantity": 366.0, "valid_from": "2024-02-29", "valid_to": "2024-02-29"}]
    assert capacity_of(rows, year=2024) == 1_000_000


@pytest.mark.parametrize("row", [{"stream": "throughput"}, {"unit": "t_contained_per_year"}])
def test_what_says_nothing_of_dry_tonnes_leaves_the_capacity_unknown(row: Row) -> None:
    assert capacity_of([{"site_id": "mine", "quantity": 5.0, **row}], year=2024) is None


def test_a_mine_without_a_capacity_row_has_an_unknown_capacity() -> None:
    assert capacity_of([{"site_id": "other mine", "quantity": 5.0}], year=2024) is None


def test_a_renamed_pit_shares_the_capacity_and_the_output_of_its_mine() -> None:
    sites: list[Row] = [{"site_id": "mine"}, {"site_id": "pit", "parent_site_id": "mine"}]
    parcels = [mined(1, loaded="2024-01-05"), mined(2, loaded="2024-01-06", mine="pit")]
    capacity: list[Row] = [{"site_id": "mine", "quantity": 1.0}, {"site_id": "pit", "quantity": 2.0}]
    assert output("declared_dry_g", parcels, site=sites) == {"mine|2024": 20}
    assert output("capacity_dry_g", parcels, site=sites, capacity=capacity) == {"mine|2024": 3_000_000}


def test_the_year_is_that_of_loading_not_of_arrival() -> None:
    parcels = [mined(1, loaded="2023-12-31"), mined(2, loaded="2024-01-01")]
    assert output("declared_dry_g", parcels) == {"mine|2023": 10, "mine|2024": 10}


def test_suppliers_are_summed_apart_and_together() -> None:
    parcels = [mined(1, loaded="2024-01-05", dry_g=7), mined(2, loaded="2024-02-05", dry_g=4, supplier="rival")]
    assert output("declared_dry_g", parcels, entity="site-party-year") == {"mine|seller|2024": 7, "mine|rival|2024": 4}
    assert output("declared_dry_g", parcels) == {"mine|2024": 11}
    assert output("largest_supplier_dry_g", parcels) == {"mine|2024": 7}
    assert output("supplier_count", parcels) == {"mine|2024": 2}


def test_one_lot_of_unknown_dry_mass_makes_the_sum_unknown() -> None:
    parcels = [mined(1, loaded="2024-01-05"), mined(2, loaded="2024-02-05", dry_g=None, supplier="rival")]
    assert output("declared_dry_g", parcels) == {"mine|2024": None}
    assert output("largest_supplier_dry_g", parcels) == {"mine|2024": None}


def test_reversed_receipts_do_not_count() -> None:
    lot = mined(1, loaded="2024-01-05")["lot"]
    receipts: list[Row] = [
        {"receipt_id": "wrong", "lot_id": "lot 1", "dry_g": 900},
        {"receipt_id": "back", "lot_id": "lot 1", "dry_g": -900, "reverses_receipt_id": "wrong"},
        {"receipt_id": "right", "lot_id": "lot 1", "dry_g": 9},
    ]
    assert said(dossier(lot=[lot], receipt=receipts, site=[{"site_id": "mine"}]), "site-year", "declared_dry_g") == {
        "mine|2024": 9
    }


def test_scrap_declared_from_a_mine_is_not_its_output() -> None:
    parcel = mined(1, loaded="2024-01-05")
    parcel["lot"]["form"] = "scrap"
    assert output("declared_dry_g", [parcel]) == {}


def release(*, value: float | None, valid_from: str | None = None) -> Row:
    """A letter that releases dry tonnes from stock."""
    letter = {"document_id": f"letter {value}", "document_type": "stockpile_release", "site_id": "mine", "value": value}
    return {**letter, "issued_on": "2023-12-20", "valid_from": valid_from}


def test_stock_releases_of_the_year_are_added_up() -> None:
    papers = [
        release(value=1.5, valid_from="2024-01-01"),
        release(value=2.0, valid_from="2024-06-01"),
        release(value=9.0),
    ]
    found = output("stockpile_dry_g", [mined(1, loaded="2024-01-05"), mined(2, loaded="2023-01-05")], document=papers)
    assert found == {"mine|2024": 3_500_000, "mine|2023": 9_000_000}


def test_no_letter_is_no_release() -> None:
    assert output("stockpile_dry_g", [mined(1, loaded="2024-01-05")]) == {"mine|2024": 0}


def test_the_lots_behind_the_sum_are_shown() -> None:
    parcels = [mined(2, loaded="2024-01-05"), mined(1, loaded="2024-02-05")]
    books = dossier(lot=[parcel["lot"] for parcel in parcels], site=[{"site_id": "mine"}])
    assert shown(books, "site-year", "declared_dry_g") == {"mine|2024": ["lot:lot 1", "lot:lot 2"]}


def test_only_years_with_loaded_parcels_are_judged() -> None:
    books = dossier(
        lot=[mined(1, loaded="2024-01-05")["lot"]],
        site=[{"site_id": "mine"}],
        capacity=[{"site_id": "mine", "quantity": 1.0}],
    )
    assert capacities(books)["year"].to_list() == [2024]
