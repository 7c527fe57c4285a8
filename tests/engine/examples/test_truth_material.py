"""What lots really are: mines, diggers' pits, concentrate and new cathode sold as scrap."""

from statistics import mean

import polars as pl
from examples.books.simulation import Books
from tests.engine.examples.told import Row, Told


def final_assays(told: Told, party: str) -> list[Row]:
    """Final assays of the scrap lots of a supplier."""
    lots = {lot for lot, row in told.lots.items() if row["supplier_id"] == party and row["form"] == "scrap"}
    return [row for row in told.rows("assay") if row["stage"] == "final" and row["lot_id"] in lots]


def test_f2_is_material_that_is_not_of_the_declared_mine(told: Told, generated: Books) -> None:
    origin = generated.truth["origin"].filter(pl.col("declared_site_id").ne_missing(pl.col("true_site_id")))
    aggregated = {lot for lot, row in told.lots.items() if row["supplier_id"] in told.noted("F6_ASM_AGGREGATION")}
    blended = {row["lot_id"] for row in told.rows("document") if row["document_type"] == "blend_letter"}
    assert set(origin["lot_id"]) == told.noted("F2_ORIGIN_MISDECLARED") | aggregated | blended
    assert blended <= told.noted("F2_ORIGIN_MISDECLARED", trap=1)


def test_f6_sellers_bring_small_lots_of_no_mine(told: Told, generated: Books) -> None:
    pits = generated.truth["origin"].filter(pl.col("true_site_id").is_null())
    sellers = {told.lots[lot]["supplier_id"] for lot in pits["lot_id"]}
    assert sellers == told.noted("F6_ASM_AGGREGATION")
    assert max(told.lots[lot]["gross_g"] for lot in pits["lot_id"]) < 100e6


def test_f7_sellers_bring_sulphide_and_near_misses_bring_tin(told: Told) -> None:
    for party in told.noted("F7_PRIMARY_SOLD_AS_SCRAP"):
        assert mean(row["s_ppm"] for row in final_assays(told, party) if row["s_ppm"]) > 150_000
    for party in told.noted("F7_PRIMARY_SOLD_AS_SCRAP", trap=1):
        assert mean(row["sn_ppm"] for row in final_assays(told, party)) > 10_000


def test_f13_sellers_of_new_cathode_are_paid_its_price_and_near_misses_are_not(told: Told) -> None:
    def paid(party: str) -> float:
        rows = final_assays(told, party)
        return float(mean(row["amount_cents"] / row["payable_cu_g"] * 1e4 / row["price_cu_usd_t"] for row in rows))

    code = "F13_PRIMARY_WASHED_AS_RECYCLED"
    assert all(paid(party) > 0.98 for party in told.noted(code))
    assert all(paid(party) < 0.97 for party in told.noted(code, trap=1))
    assert all(row["cu_ppm"] > 999_800 for party in told.noted(code) for row in final_assays(told, party))
