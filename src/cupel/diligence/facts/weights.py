"""Weights in the wrong unit: what independent evidence says about the weight that was booked.

Two witnesses are independent of the weighbridge booking: the settlement (payable copper cannot exceed the contained
copper, and falls short of it by a few percent at most for clean scrap) and the transport document's weight.
"""

import polars as pl

from cupel.diligence.dossier import Dossier, once
from cupel.diligence.registry import BOOL, FRACTION, fact, row_ids

UNIT_FACTORS = (1e-3, 1e3, 0.45359237, 1 / 0.45359237)
"""True mass over booked mass when kilograms, tonnes and pounds are taken for one another."""

OVERPAID_PART = 8
"""Part of the moisture by which a settlement must exceed the booked copper to speak of a dry booking: deductions leave
less than the whole, and rounding must not count."""


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
    return (value / target - 1).abs() <= tolerance


@fact("lot", settled_ratio=FRACTION, bill_ratio=FRACTION)
def weight_ratios(dossier: Dossier) -> pl.DataFrame:
    """Copper settled over copper booked, and the bill's weight over the weight booked."""
    return witnesses(dossier).select(subject_id="lot_id", settled_ratio="paid", bill_ratio="shipped")


@fact("lot", arguments={"tolerance": FRACTION}, weight_conflict=BOOL, version=2)
def weight_conflict(dossier: Dossier, *, tolerance: float) -> pl.DataFrame:
    """The booked weight is wrong by a unit factor: the settlement paid for a mass that differs from the booked one by
    exactly such a factor (within ``tolerance``), or it paid for more copper than was booked while the transport
    document is heavier by just the moisture (dry weight booked as wet). A documented short landing explains a lighter
    arrival. Where the settlement agrees with the booking, the booking is right whatever a slip says. A lot settled
    without copper is judged by its transport document alone; unknown where there is none either."""
    paid, moisture = pl.col("paid"), pl.col("moisture")
    by_unit = _by_unit(paid, tolerance=tolerance) & ~_refuted(tolerance=tolerance)
    too_dry = _too_dry(tolerance=tolerance)
    excess = (paid > 1 + moisture / OVERPAID_PART) & (paid <= (1 + tolerance) / (1 - moisture))
    overpaid = pl.when(paid <= 1).then(False).otherwise(excess)
    settled = by_unit | (overpaid & too_dry)
    billed = _by_unit(pl.col("shipped"), tolerance=tolerance) | too_dry
    state = pl.when(paid.is_not_null()).then(settled).when(pl.col("shipped").is_not_null()).then(billed)
    return witnesses(dossier).select(
        subject_id="lot_id",
        weight_conflict=state,
        rows=pl.concat_list(row_ids("lot", "lot_id"), row_ids("assay", "lot_id")),
    )


def _by_unit(ratio: pl.Expr, *, tolerance: float) -> pl.Expr:
    return pl.any_horizontal(*(_near(ratio, factor, tolerance=tolerance) for factor in UNIT_FACTORS)).fill_null(False)


def _refuted(*, tolerance: float) -> pl.Expr:
    """A paper of the lot's weight is there and is not a unit away from the booking."""
    slips = pl.coalesce("weighed", "shipped")
    return slips.is_not_null() & ~_by_unit(slips, tolerance=tolerance)


def _too_dry(*, tolerance: float) -> pl.Expr:
    """The bill is heavier by the moisture, and nothing says that less was landed; null where the moisture is not
    known and the bill is heavier than weighing explains."""
    shipped, moisture = pl.col("shipped"), pl.col("moisture")
    heavier = (
        pl.when(shipped <= 1 + tolerance)
        .then(False)
        .otherwise(_near(shipped, 1 / (1 - moisture), tolerance=tolerance) & (shipped > 1 + moisture / 2))
    )
    return heavier & pl.col("short_g").is_null()


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
