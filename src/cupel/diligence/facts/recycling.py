"""Is material delivered as scrap genuinely recycled? Two ways to pass primary metal off as scrap leave traces."""

import polars as pl

from cupel.diligence.dossier import Dossier, once
from cupel.diligence.registry import COUNT, FRACTION, fact, row_ids

PPM = 1e6
CENTS_PER_USD = 100
TONNE_G = 1e6
IMPURITIES = ("as", "co", "ni", "pb", "sn", "zn")
LEAST_COPPER = 0.999
"""Below it the rest is not trace impurity."""


@once
def scrap(dossier: Dossier) -> pl.DataFrame:
    """Lots bought as scrap with analysis and ``price_share``: amount paid over the value of the payable copper."""
    settled = dossier.settlements.drop("moisture", "stage")
    value = pl.col("payable_cu_g") / TONNE_G * pl.col("price_cu_usd_t") * CENTS_PER_USD
    lots = dossier.lots.filter("is_recycled").select("lot_id", "supplier_id", "gross_g")
    return lots.join(settled, on="lot_id").with_columns(
        price_share=pl.when(value > 0).then(pl.col("amount_cents") / value)
    )


def _per_supplier(lots: pl.DataFrame, mark: pl.Expr, *, count: str, share: str) -> pl.DataFrame:
    """Marked lots per supplier, as a number and as a share of its analysed scrap lots."""
    marked = lots.with_columns(mark=mark.fill_null(False))
    return marked.group_by(subject_id="supplier_id").agg(
        pl.col("mark").sum().cast(pl.Int64).alias(count),
        pl.col("mark").mean().alias(share),
        row_ids("assay", "lot_id").filter("mark").sort().alias("rows"),
    )


@fact(
    "party",
    arguments={"min_sulphur": FRACTION, "molybdenum_to_tin": FRACTION},
    concentrate_like_lots=COUNT,
    concentrate_like_share=FRACTION,
)
def concentrate_like(dossier: Dossier, *, min_sulphur: float, molybdenum_to_tin: float) -> pl.DataFrame:
    """Scrap lots that look like sulphide concentrate: at least ``min_sulphur`` sulphur or, where sulphur was not
    analysed, more molybdenum than ``molybdenum_to_tin`` times the tin. Chalcopyrite is a third sulphur by mass and
    floats together with molybdenite; metal scrap and its ashes hold little of either, and tin from bronze and solder.
    """
    by_sulphur = pl.col("s_ppm") >= min_sulphur * PPM
    by_trace = (pl.col("mo_ppm") > molybdenum_to_tin * (pl.col("sn_ppm") + 1)) & (
        pl.col("mo_ppm") >= 1 / molybdenum_to_tin
    )
    mark = pl.when(pl.col("s_ppm").is_not_null()).then(by_sulphur).otherwise(by_trace)
    return _per_supplier(scrap(dossier), mark, count="concentrate_like_lots", share="concentrate_like_share")


@fact(
    "party",
    arguments={"max_impurities": FRACTION, "cathode_price": FRACTION},
    cathode_like_lots=COUNT,
    cathode_like_share=FRACTION,
)
def cathode_like(dossier: Dossier, *, max_impurities: float, cathode_price: float) -> pl.DataFrame:
    """Scrap lots that look like new cathode: analysed impurities (arsenic, cobalt, nickel, lead, tin, zinc) together at
    most ``max_impurities``, paid at no less than ``cathode_price`` of the exchange price. Clean wire comes near that
    purity, but is bought at a scrap discount."""
    impurities = pl.sum_horizontal(*(f"{element}_ppm" for element in IMPURITIES), ignore_nulls=False)
    clean = (impurities <= max_impurities * PPM) & (pl.col("cu_ppm") >= LEAST_COPPER * PPM)
    mark = clean & (pl.col("price_share") >= cathode_price)
    return _per_supplier(scrap(dossier), mark, count="cathode_like_lots", share="cathode_like_share")
