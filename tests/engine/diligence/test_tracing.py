"""Marks of origin carried through a plant, against exact fractions."""

from fractions import Fraction

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.engine.diligence.books import Tables, dossier
from tests.engine.diligence.melts import melt, movement

from cupel.diligence.tracing import MARKS, charged_shares, origins, traced_lots

CARRIED = {
    "listed": (0, 1, 1, 0),
    "clear": (0, 0, 0, 0),
    "vague": (0, 0, 1, 0),
    "region": (0, 1, 1, 0),
    "silent": (0, 0, 1, 1),
    "scrap": (1, 0, 0, 0),
    "old stock": (0, 0, 1, 1),
}
"""What a pure lot of each source is marked by: recycled, listed for certain, listed perhaps, unknown."""


def shares(tables: Tables, *, lot: str = "product") -> dict[str, float]:
    """Marks of one shipped lot."""
    row = traced_lots(dossier(tables), basis="either").filter(pl.col("lot_id") == lot).row(0, named=True)
    return {name: row[name] for name in MARKS}


@pytest.mark.parametrize("name", CARRIED)
def test_a_product_of_one_source_carries_its_marks(name: str) -> None:
    assert tuple(shares(melt({name: 100})).values()) == CARRIED[name]


def test_feed_that_no_flow_shows_is_unknown_and_may_be_listed() -> None:
    assert shares(melt({"clear": 75}, unexplained=25)) == {
        "recycled": 0,
        "listed_certain": 0,
        "listed_possible": 0.25,
        "unknown": 0.25,
    }


fed = st.dictionaries(st.sampled_from(sorted(CARRIED)), st.integers(1, 10**9), min_size=1)


@settings(max_examples=40, deadline=None)
@given(fed, st.integers(0, 10**9))
def test_a_mixture_carries_the_marks_by_mass(grams: dict[str, int], unexplained: int) -> None:
    whole = sum(grams.values()) + unexplained
    found = shares(melt(grams, unexplained=unexplained))
    for place, mark in enumerate(MARKS):
        unknown_feed = unexplained if mark in ("listed_possible", "unknown") else 0
        exact = Fraction(sum(CARRIED[name][place] * part for name, part in grams.items()) + unknown_feed, whole)
        assert found[mark] == pytest.approx(float(exact), abs=1e-12)


def test_a_stock_gain_does_not_change_the_mixture() -> None:
    tables = melt({"listed": 100})
    tables["lot"].append({"lot_id": "found", "form": "stock gain", "site_id": "plant", "cu_g": 50})
    tables["flow"].append(movement("gain", "found", "melt", 50, kind="gain"))
    assert shares(tables)["listed_certain"] == 1.0


def test_shipped_lots_are_traced_for_each_metal_that_they_hold() -> None:
    tables = melt({"listed": 100})
    for row in [*tables["lot"], *tables["flow"]]:
        row["ni_g"] = 7 if row.get("lot_id") != "product" and row.get("dst_lot") != "product" else 0
    found = traced_lots(dossier(tables), basis="either").select("lot_id", "metal", "content_g").rows()
    assert found == [("product", "cu", 100)]


def test_a_plant_took_in_what_was_charged_by_quarter() -> None:
    found = charged_shares(dossier(melt({"listed": 30, "clear": 50, "scrap": 20})), basis="either").to_dicts()
    expected = {"recycled": 0.2, "listed_certain": 0.3, "listed_possible": 0.3, "unknown": 0.0}
    assert found == [{"site_id": "plant", "period": "2024-Q2", "metal": "cu", "mass_g": 100, **expected}]


def test_origins_of_a_quarter_are_told_largest_first_and_add_up() -> None:
    found = origins(dossier(melt({"listed": 30, "clear": 40, "scrap": 20, "silent": 6, "old stock": 4})))
    told = found.select(
        "origin_kind", "origin_site_id", "origin_region", "origin_country", "listed", "mass_g", "share"
    ).rows()
    assert told == [
        ("mine", "clear mine", "QX-EF", "QX", False, 40.0, 0.4),
        ("mine", "conflict mine", "QX-AB", "QX", True, 30.0, 0.3),
        ("recycled", None, None, None, None, 20.0, 0.2),
        ("undeclared", None, None, None, None, 6.0, 0.06),
        ("legacy", None, None, None, None, 4.0, 0.04),
    ]


@settings(max_examples=20, deadline=None)
@given(fed, st.integers(0, 10**6))
def test_origins_and_marks_agree_about_the_listed_mass(grams: dict[str, int], unexplained: int) -> None:
    books = dossier(melt(grams, unexplained=unexplained))
    listed = origins(books).filter(pl.col("listed"))["mass_g"].sum()
    certain = (
        charged_shares(books, basis="either").select(pl.col("listed_certain") * pl.col("mass_g")).to_series().sum()
    )
    assert listed == pytest.approx(certain, rel=1e-9)
