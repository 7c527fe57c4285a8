"""Primary metal delivered as scrap: concentrate by its sulphur or molybdenum, new cathode by purity and price."""

from typing import Any

import pytest
from tests.engine.diligence.books import Row, dossier, said, shown

CONCENTRATE: dict[str, Any] = {"min_sulphur": 0.1, "molybdenum_to_tin": 0.04}
CATHODE: dict[str, Any] = {"max_impurities": 65e-6, "cathode_price": 0.985}
WIRE = {"as": 1.0, "co": 1.0, "ni": 10.0, "pb": 10.0, "sn": 10.0, "zn": 10.0}
"""Impurities, g/t: 42 together."""


def assay(number: int, **more: Any) -> Row:
    """The settlement of one scrap lot."""
    return {"lot_id": f"lot {number}", **more}


def of_dealer(fact: str, assays: list[Row], *, form: str = "scrap", **arguments: Any) -> Any:
    """A fact about the dealer of these lots."""
    lots: list[Row] = [{"lot_id": row["lot_id"], "form": form, "supplier_id": "dealer"} for row in assays]
    return said(dossier(lot=lots, assay=assays), "party", fact, **arguments).get("dealer")


@pytest.mark.parametrize(("sulphur", "count"), [(99_999.0, 0), (100_000.0, 1), (300_000.0, 1)])
def test_scrap_with_the_sulphur_of_a_sulphide_is_like_concentrate(sulphur: float, count: int) -> None:
    assert of_dealer("concentrate_like_lots", [assay(1, s_ppm=sulphur)], **CONCENTRATE) == count


@pytest.mark.parametrize(
    ("molybdenum", "tin", "count"),
    [(100.0, 0.0, 1), (100.0, 1000.0, 1), (41.0, 1024.0, 0), (20.0, 0.0, 0), (25.0, 0.0, 1)],
)
def test_without_sulphur_molybdenum_without_tin_tells(molybdenum: float, tin: float, count: int) -> None:
    assert of_dealer("concentrate_like_lots", [assay(1, mo_ppm=molybdenum, sn_ppm=tin)], **CONCENTRATE) == count


def test_measured_sulphur_outweighs_the_traces() -> None:
    assert of_dealer("concentrate_like_lots", [assay(1, s_ppm=100.0, mo_ppm=500.0, sn_ppm=0.0)], **CONCENTRATE) == 0


def test_the_share_is_of_the_analysed_scrap_lots() -> None:
    rows = [assay(1, s_ppm=200_000.0), assay(2, s_ppm=1.0), assay(3, s_ppm=1.0), assay(4, s_ppm=1.0)]
    assert of_dealer("concentrate_like_share", rows, **CONCENTRATE) == 0.25


def test_lots_that_are_not_bought_as_scrap_are_not_judged() -> None:
    assert of_dealer("concentrate_like_lots", [assay(1, s_ppm=200_000.0)], form="concentrate", **CONCENTRATE) is None


def test_the_analyses_are_shown() -> None:
    lots: list[Row] = [{"lot_id": f"lot {n}", "form": "scrap", "supplier_id": "dealer"} for n in (1, 2)]
    books = dossier(lot=lots, assay=[assay(1, s_ppm=200_000.0), assay(2, s_ppm=1.0)])
    assert shown(books, "party", "concentrate_like_lots", **CONCENTRATE) == {"dealer": ["assay:lot 1"]}


def clean(number: int = 1, *, paid: float = 0.99, grade: float = 999_900.0, **impurities: float | None) -> Row:
    """A lot of very pure copper, paid at a part of the exchange price."""
    elements = {f"{name}_ppm": value for name, value in {**WIRE, **impurities}.items()}
    price = {"payable_cu_g": 1_000_000, "price_cu_usd_t": 9000.0, "amount_cents": round(900_000 * paid)}
    return assay(number, cu_ppm=grade, **elements, **price)


def cathode_like(*rows: Row) -> int | None:
    """Lots like new cathode."""
    found: int | None = of_dealer("cathode_like_lots", list(rows), **CATHODE)
    return found


def test_pure_copper_at_the_exchange_price_is_like_cathode() -> None:
    assert cathode_like(clean(1), clean(2)) == 2


@pytest.mark.parametrize(("paid", "count"), [(0.985, 1), (0.984, 0)])
def test_clean_wire_at_a_scrap_discount_is_not(paid: float, count: int) -> None:
    assert cathode_like(clean(paid=paid)) == count


@pytest.mark.parametrize(("tin", "count"), [(33.0, 1), (34.0, 0)])
def test_impurities_count_together(tin: float, count: int) -> None:
    assert cathode_like(clean(sn=tin)) == count


def test_copper_below_three_nines_is_not() -> None:
    assert cathode_like(clean(grade=998_999.0)) == 0


def test_an_impurity_that_was_not_analysed_is_not_taken_for_none() -> None:
    assert cathode_like(clean(zn=None)) == 0


def test_a_final_settlement_outweighs_a_provisional_one() -> None:
    assert cathode_like(clean(paid=0.9) | {"stage": "final"}, clean(paid=0.99) | {"stage": "provisional"}) == 0
