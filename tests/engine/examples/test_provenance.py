"""Tracked shares against an exact recursion over the lot graph."""

from collections import defaultdict
from fractions import Fraction

from examples.books.plan import Plan
from examples.books.simulation import Books, Simulation
from examples.books.write import canonical
from tests.engine.examples.told import Told

METALS = ("cu", "ni", "pb", "zn", "mo")


def exact_shares(told: Told, metal: str, *, marked: set[str]) -> dict[str, Fraction]:
    """Per lot the share of a metal that comes from ``marked`` lots: proportional mixing in rational numbers."""
    inflows = defaultdict(list)
    for flow in told.rows("flow"):
        if flow["kind"] != "gain":
            inflows[flow["dst_lot"]].append((flow["src_lot"], flow[f"{metal}_g"]))
    shares: dict[str, Fraction] = {}
    for lot in sorted(told.rows("lot"), key=lambda row: row["created_at"]):
        parts = inflows.get(lot["lot_id"])
        if not parts:
            shares[lot["lot_id"]] = Fraction(lot["lot_id"] in marked)
            continue
        total = sum(grams for _, grams in parts)
        mixed = sum((shares[source] * grams for source, grams in parts), Fraction(0))
        shares[lot["lot_id"]] = mixed / total if total else Fraction(0)
    return shares


def test_tracked_shares_agree_with_exact_fractions() -> None:
    books = Simulation(Plan(3, 0.05)).run()
    told = Told(canonical(books.tables), books.truth["truth"])
    scrap = {row["lot_id"] for row in told.rows("lot") if row["form"] == "scrap"}
    marks = {
        "recycled_share": scrap,
        "listed_share": told.noted("F17_LISTED_ORIGIN"),
        "unresolved_share": told.noted("F17_LISTED_ORIGIN", trap=2),
    }
    for metal in METALS:
        tracked = [row for row in books.truth["provenance"].to_dicts() if row["metal"] == metal]
        for column, marked in marks.items():
            exact = exact_shares(told, metal, marked=marked)
            assert all(abs(float(exact[row["lot_id"]]) - row[column]) < 1e-9 for row in tracked)


def test_every_shipment_that_no_wrong_booking_spoiled_is_traced(told: Told, generated: Books) -> None:
    shipped = {row["lot_id"] for row in told.rows("shipment")}
    traced = set(generated.truth["provenance"]["lot_id"])
    wrong = told.noted("F22_MASS_IMBALANCE")
    spoiled = {flow["dst_lot"] for flow in told.rows("flow") if flow["src_lot"] in wrong and flow["kind"] == "ship"}
    assert traced == shipped - spoiled


def test_claims_above_the_traced_share_are_findings_unless_they_draw_on_credits(told: Told, generated: Books) -> None:
    traced = {(row["lot_id"], row["metal"]): row["recycled_share"] for row in generated.truth["provenance"].to_dicts()}
    metal = {"copper cathode": "cu", "refined lead": "pb"}
    products = {row["lot_id"]: row["product"] for row in told.rows("shipment")}
    found: dict[str, set[str]] = {"proportional": set(), "mass_balance": set()}
    for paper in told.rows("document"):
        if paper["document_type"] == "recycled_claim":
            share = traced[paper["lot_id"], metal[products[paper["lot_id"]]]]
            found[paper["remark"]] |= {paper["lot_id"]} if paper["value"] > share + 0.0005 else set()
    assert told.noted("F13_RECYCLED_CLAIM_EXCEEDS") == found["proportional"]
    assert told.noted("F13_RECYCLED_CLAIM_EXCEEDS", trap=1) == found["mass_balance"]
