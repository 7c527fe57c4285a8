"""Weights booked in the wrong unit, as settlement and transport papers show them."""

import pytest
from tests.engine.diligence.books import Row, dossier, said

POUND = 0.45359237
TOLERANCE = 0.02
TONNE_G = 1_000_000


def conflict(
    *,
    true: float,
    booked: float,
    grade: float = 0.25,
    payable: float | None = 1.0,
    bill: float | None = None,
    slip: float | None = None,
    short: float | None = None,
    moisture: float | None = 0.08,
) -> bool | None:
    """A lot of ``true`` wet tonnes, ``booked`` otherwise; papers state tonnes; ``payable`` of the true copper."""
    booked_g = round(booked * TONNE_G)
    lot: Row = {"lot_id": "lot", "supplier_id": "seller", "gross_g": booked_g, "cu_g": round(booked_g * grade)}
    paid = None if payable is None else round(true * TONNE_G * grade * payable)
    assay: Row = {"lot_id": "lot", "payable_cu_g": paid, "moisture": moisture}
    stated = {"bill_of_lading": bill, "weighbridge": slip, "short_landing": short}
    papers: list[Row] = [
        {"document_id": kind, "document_type": kind, "lot_id": "lot", "declared_gross_g": round(tonnes * TONNE_G)}
        for kind, tonnes in stated.items()
        if tonnes is not None
    ]
    books = dossier(lot=[lot], assay=[assay], document=papers)
    found: bool | None = said(books, "lot", "weight_conflict", tolerance=TOLERANCE)["lot"]
    return found


def test_settlement_that_agrees_with_the_booking_clears_it() -> None:
    assert conflict(true=20, booked=20, payable=0.965) is False


def test_a_booking_is_right_where_settlement_agrees_whatever_a_slip_says() -> None:
    assert conflict(true=20, booked=20, slip=20 / POUND) is False


@pytest.mark.parametrize("factor", [1000, 1 / 1000, POUND, 1 / POUND])
def test_a_settlement_that_differs_by_a_unit_shows_the_wrong_unit(factor: float) -> None:
    assert conflict(true=20, booked=20 * factor) is True


@pytest.mark.parametrize("factor", [1000, POUND])
def test_papers_that_agree_with_the_settlement_confirm_it(factor: float) -> None:
    assert conflict(true=20, booked=20 * factor, slip=20, bill=20) is True


def test_papers_that_agree_with_the_booking_refute_it() -> None:
    assert conflict(true=20, booked=20 * POUND, slip=20 * POUND) is False


@pytest.mark.parametrize("payable", [0.7, 0.9, 0.965, 1.0])
def test_ordinary_deductions_are_no_unit(payable: float) -> None:
    assert conflict(true=20, booked=20, payable=payable) is False


def test_dry_weight_booked_as_wet_shows_in_settlement_and_bill() -> None:
    assert conflict(true=20, booked=20 * 0.92, bill=20) is True


def test_a_documented_short_landing_explains_a_lighter_arrival() -> None:
    assert conflict(true=20, booked=20 * 0.92, bill=20, short=20 * 0.92) is False


def test_a_heavier_bill_alone_is_no_wrong_unit() -> None:
    assert conflict(true=18.4, booked=18.4, bill=20) is False


def test_a_settlement_above_the_booking_is_open_where_no_bill_says_why() -> None:
    assert conflict(true=20, booked=20 * 0.92) is None


def test_without_settlement_and_bill_the_weight_is_open() -> None:
    assert conflict(true=20, booked=20_000, payable=None) is None


@pytest.mark.parametrize("factor", [1000, POUND, 1 / POUND, 0.92])
def test_without_settlement_of_copper_the_bill_shows_the_wrong_unit(factor: float) -> None:
    assert conflict(true=20, booked=20 * factor, payable=None, bill=20) is True


@pytest.mark.parametrize("booked", [20, 19.9, 19.3, 17.5, 21])
def test_a_bill_that_differs_otherwise_is_no_unit(booked: float) -> None:
    assert conflict(true=20, booked=booked, payable=None, bill=20) is False


def test_a_documented_short_landing_explains_a_heavier_bill_without_settlement() -> None:
    assert conflict(true=20, booked=20 * 0.92, payable=None, bill=20, short=20 * 0.92) is False


def test_a_heavier_bill_is_open_where_the_moisture_is_not_known() -> None:
    assert conflict(true=20, booked=20 * 0.92, payable=None, bill=20, moisture=None) is None
    assert conflict(true=20, booked=20, payable=None, bill=20, moisture=None) is False


def test_a_lot_without_booked_copper_and_bill_is_open() -> None:
    assert conflict(true=20, booked=20, grade=0.0) is None


def test_ratios_are_those_of_settlement_and_bill_to_the_booking() -> None:
    lot: Row = {"lot_id": "lot", "supplier_id": "seller", "gross_g": 100, "cu_g": 50}
    bill: Row = {"document_id": "b", "document_type": "bill_of_lading", "lot_id": "lot", "declared_gross_g": 110}
    books = dossier(lot=[lot], assay=[{"lot_id": "lot", "payable_cu_g": 48}], document=[bill])
    assert said(books, "lot", "settled_ratio") == {"lot": pytest.approx(0.96)}
    assert said(books, "lot", "bill_ratio") == {"lot": pytest.approx(1.1)}


def gap(**grades: float | None) -> float | None:
    """Difference of the final from the provisional copper grade."""
    rows: list[Row] = [{"lot_id": "lot", "stage": stage, "cu_ppm": ppm} for stage, ppm in grades.items()]
    return said(dossier(lot=[{"lot_id": "lot"}], assay=rows), "lot", "settlement_gap").get("lot")


@pytest.mark.parametrize(("final", "expected"), [(200_000.0, 0.0), (160_000.0, 0.2), (250_000.0, 0.25)])
def test_the_final_assay_is_compared_with_the_provisional_one(final: float, expected: float) -> None:
    assert gap(provisional=200_000.0, final=final) == pytest.approx(expected)


def test_one_assay_alone_is_open() -> None:
    assert gap(final=200_000.0) is None
    assert gap(provisional=200_000.0) is None
    assert gap(provisional=200_000.0, final=None) is None
