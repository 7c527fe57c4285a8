"""Weights in the wrong unit: what independent evidence says about the weight that was booked.

Two witnesses are independent of the weighbridge booking: the settlement (payable copper cannot exceed the contained
copper, and falls short of it by a few percent at most for clean scrap) and the transport document's weight.
"""

import polars as pl

from cupel.diligence.dossier import Dossier, once
from cupel.diligence.registry import BOOL, FRACTION, fact, row_ids

UNIT_FACTORS = (1e-3, 1e3, 0.45359237, 1 / 0.45359237)
"""True mass over booked mass when kilograms, tonnes and pounds are taken for one another."""


@once
def witnesses(dossier: Dossier) -> pl.DataFrame:
    """Inbound lots with what they were settled and shipped at: ``paid`` (payable over booked copper), ``shipped``
    (transport document over booked wet mass), ``weighed`` (weighbridge slip over booked wet mass), ``moisture``."""
    paper = dossier["document"].filter(pl.col("lot_id").is_not_null())

    def stated(document_type: str, name: str) -> pl.DataFrame:
        of_type = paper.filter(pl.col("document_type") == document_type)
        return of_type.group_by("lot_id").agg(pl.col("declared_gross_g").max().alias(name))

    settled = dossier.settlements.select("lot_id", "payable_cu_g", "moisture")
    lots = dossier.inbound.select("lot_id", "gross_g", "cu_g", "bl_no", "carrier_id")
    frame = lots.join(settled, on="lot_id", how="left")
    for document_type, name in (("bill_of_lading", "bill_g"), ("weighbridge", "slip_g"), ("short_landing", "short_g")):
        frame = frame.join(stated(document_type, name), on="lot_id", how="left")
    return frame.with_columns(
        paid=_ratio("payable_cu_g", "cu_g"),
        shipped=_ratio("bill_g", "gross_g"),
        weighed=_ratio("slip_g", "gross_g"),
    )


def _ratio(above: str, below: str) -> pl.Expr:
    return pl.when(pl.col(below) > 0).then(pl.col(above) / pl.col(below))


def _near(value: pl.Expr, target: pl.Expr | float, *, tolerance: float) -> pl.Expr:
    return ((value / target - 1).abs() <= tolerance).fill_null(False)


@fact("lot", arguments={"tolerance": FRACTION}, weight_conflict=BOOL, settled_ratio=FRACTION, bill_ratio=FRACTION)
def weight_conflict(dossier: Dossier, *, tolerance: float) -> pl.DataFrame:
    """The booked weight is wrong by a unit factor: the settlement paid for a mass that differs from the booked one by
    exactly such a factor (within ``tolerance``), or it paid for more copper than was booked while the transport
    document is heavier by just the moisture (dry weight booked as wet). A documented short landing explains a lighter
    arrival. Where the settlement agrees with the booking, the booking is right whatever a slip says."""
    paid, shipped, moisture = pl.col("paid"), pl.col("shipped"), pl.col("moisture")
    by_unit = pl.any_horizontal(*(_near(paid, factor, tolerance=tolerance) for factor in UNIT_FACTORS))
    slips = pl.coalesce("weighed", "shipped")
    refuted = slips.is_not_null() & ~pl.any_horizontal(
        *(_near(slips, factor, tolerance=tolerance) for factor in UNIT_FACTORS)
    )
    too_dry = (
        (paid > 1 + moisture / 8).fill_null(False)
        & _near(shipped, 1 / (1 - moisture), tolerance=tolerance)
        & (shipped > 1 + moisture / 2).fill_null(False)
        & pl.col("short_g").is_null()
    )
    known = paid.is_not_null()
    state = pl.when(known).then((by_unit & ~refuted) | too_dry)
    return witnesses(dossier).select(
        subject_id="lot_id",
        weight_conflict=state,
        settled_ratio="paid",
        bill_ratio="shipped",
        rows=pl.concat_list(row_ids("lot", "lot_id"), row_ids("assay", "lot_id")),
    )


@fact("lot", settlement_gap=FRACTION)
def settlement_gap(dossier: Dossier) -> pl.DataFrame:
    """Relative difference of the final copper assay from the provisional one; unknown with only one of the two."""
    wide = (
        dossier["assay"]
        .group_by("lot_id")
        .agg(
            provisional=pl.col("cu_ppm").filter(pl.col("stage") == "provisional").first(),
            final=pl.col("cu_ppm").filter(pl.col("stage") == "final").first(),
        )
    )
    gap = pl.when(pl.col("provisional") > 0).then((pl.col("final") / pl.col("provisional") - 1).abs())
    return wide.select(subject_id="lot_id", settlement_gap=gap)
