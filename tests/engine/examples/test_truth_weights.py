"""Licences, tickets and bills recomputed row by row."""

from collections import defaultdict
from datetime import date
from fractions import Fraction
from itertools import pairwise

from tests.engine.examples.told import Row, Told

GRAMS = {"t": Fraction(10**6), "kt": Fraction(10**9), "lb": Fraction("453.59237")}


def licensed(told: Told, site: str, year: int) -> Fraction:
    """Dry grams a mine may produce in a year: rows add up, pro-rated by days."""
    days = (date(year + 1, 1, 1) - date(year, 1, 1)).days
    total = Fraction(0)
    for row in told.by("capacity", "site_id")[site]:
        unit, basis, _, period = row["unit"].split("_")
        assert basis == "dry"
        covered = (date(year + 1, 1, 1) - max(date(year, 1, 1), row["valid_from"])).days
        per_year = {"year": 1, "month": 12}[period]
        total += Fraction(str(row["quantity"])) * GRAMS[unit] * per_year * max(0, covered) / days
    for paper in told.rows("document"):
        if paper["document_type"] == "stockpile_release" and (paper["site_id"], paper["valid_from"].year) == (
            site,
            year,
        ):
            total += Fraction(str(paper["value"])) * 10**6
    return total


def declared(told: Told) -> dict[tuple[str, int], dict[str, int]]:
    """Dry grams by mine and year of loading, and within by supplier."""
    dry = {lot: sum(row["dry_g"] for row in rows) for lot, rows in told.by("receipt", "lot_id").items()}
    found: dict[tuple[str, int], dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for lot in told.mined:
        mine = told.declared_mine(lot)
        if mine:
            found[mine["site_id"], lot["loaded_on"].year][lot["supplier_id"]] += dry[lot["lot_id"]]
    return found


def test_f1_is_one_supplier_above_the_licence(told: Told) -> None:
    found = {
        f"{site}|{supplier}|{year}"
        for (site, year), suppliers in declared(told).items()
        for supplier, grams in suppliers.items()
        if grams > licensed(told, site, year)
    }
    assert told.noted("F1_OVER_CAPACITY") == found


def test_f10_is_all_suppliers_above_the_licence_and_none_alone(told: Told) -> None:
    found = {
        f"{site}|{year}"
        for (site, year), suppliers in declared(told).items()
        if sum(suppliers.values()) > licensed(told, site, year) >= max(suppliers.values())
    }
    assert told.noted("F10_OVER_CAPACITY_SUMMED") == found
    assert not found & told.noted("F10_OVER_CAPACITY_SUMMED", trap=1)


def deliveries(told: Told) -> dict[tuple[str, str, int], list[Row]]:
    """Tickets of one vehicle with one weight at one plant, in order; reversals and what they cancel left out."""
    cancelled = {row["reverses_receipt_id"] for row in told.rows("receipt")}
    found: dict[tuple[str, str, int], list[Row]] = defaultdict(list)
    for row in told.rows("receipt"):
        if not row["reverses_receipt_id"] and row["receipt_id"] not in cancelled:
            found[row["site_id"], row["vehicle"], row["gross_g"]].append(row)
    return found


def test_f21_is_a_delivery_that_no_truck_could_have_made_or_a_slip_used_twice(told: Told) -> None:
    found = set()
    for (site, *_), rows in deliveries(told).items():
        rows.sort(key=lambda row: (row["at_local"], row["receipt_id"]))
        for first, second in pairwise(rows):
            hours = (second["at_local"] - first["at_local"]).total_seconds() / 3600
            if hours < told.sites[site]["min_round_trip_h"] or first["ticket_no"] == second["ticket_no"]:
                found.add(second["receipt_id"])
    assert told.noted("F21_DUPLICATE_RECEIPT") == found


def test_ticket_numbers_run_by_plant_and_only_slips_keyed_again_repeat_one(told: Told) -> None:
    for rows in told.by("receipt", "site_id").values():
        numbers = [int(row["ticket_no"]) for row in rows]
        assert set(numbers) == set(range(1, max(numbers) + 1))


def test_a_reversal_cancels_an_entry_exactly(told: Told) -> None:
    by_id = {row["receipt_id"]: row for row in told.rows("receipt")}
    reversals = [row for row in by_id.values() if row["reverses_receipt_id"]]
    assert reversals
    for row in reversals:
        wrong = by_id[row["reverses_receipt_id"]]
        assert (wrong["lot_id"], -wrong["gross_g"], -wrong["cu_g"]) == (row["lot_id"], row["gross_g"], row["cu_g"])


def test_f20_lots_differ_from_their_papers_or_their_settlement_by_a_unit(told: Told) -> None:
    papers = told.by("document", "lot_id")
    settled = {row["lot_id"]: row for row in told.rows("assay") if row["stage"] == "final"}
    for lot_id in told.noted("F20_UNIT_ERROR"):
        lot = told.lots[lot_id]
        paid = settled[lot_id]["payable_cu_g"]
        if lot["form"] == "scrap":
            ratios = (1000, 1 / 0.45359237)
            assert any(abs(lot["cu_g"] / paid / ratio - 1) < 0.02 for ratio in ratios)
        else:
            bill = next(row for row in papers[lot_id] if row["document_type"] == "bill_of_lading")
            assert abs(lot["gross_g"] / bill["declared_gross_g"] / (1 - settled[lot_id]["moisture"]) - 1) < 0.02


def test_f3_is_a_later_lot_under_a_used_bill_that_weighs_too_much(told: Told) -> None:
    def plain(number: str) -> str:
        return "".join(letter for letter in number.casefold() if letter.isalnum())

    bills: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in told.rows("document"):
        if row["document_type"] == "bill_of_lading":
            bills[row["issuer_id"], plain(row["number"])].append(row)
    found = set()
    for rows in bills.values():
        weight = sum(told.lots[row["lot_id"]]["gross_g"] for row in rows)
        if weight > 1.02 * max(row["declared_gross_g"] for row in rows) and len(rows) > 1:
            rows.sort(key=lambda row: told.lots[row["lot_id"]]["created_at"])
            found |= {row["lot_id"] for row in rows[1:]}
    assert told.noted("F3_DUPLICATE_BL") == found


def test_f11_is_three_uninspected_bills_of_one_supplier_and_voyage_just_below_the_limit(told: Told) -> None:
    inspected = {row["lot_id"] for row in told.rows("document") if row["document_type"] == "inspection"}
    groups: dict[tuple[str, str, str], set[str]] = defaultdict(set)
    for row in told.rows("document"):
        if row["document_type"] == "bill_of_lading" and 425e6 <= row["declared_gross_g"] < 500e6:
            lot = told.lots[row["lot_id"]]
            if lot["lot_id"] not in inspected:
                groups[lot["supplier_id"], lot["carrier_id"], lot["voyage"]].add(lot["lot_id"])
    found = {lot for lots in groups.values() if len(lots) >= 3 for lot in lots}
    assert told.noted("F11_SPLIT_BL") == found
    assert not found & told.noted("F11_SPLIT_BL", trap=1)
