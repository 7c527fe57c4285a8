"""Weighbridge tickets: one delivery, one entry."""

import polars as pl

from cupel.diligence.dossier import Dossier
from cupel.diligence.registry import BOOL, fact, row_ids
from cupel.standard import FactType

HOURS = FactType(kind="number", unit="hour")
PREFIX = r"^[A-Z]+[\s\-/]*"
"""Letters that clerks put before a ticket's number when they enter it again: ``T-12793``."""


@fact("receipt", is_reversal=BOOL)
def is_reversal(dossier: Dossier) -> pl.DataFrame:
    """The row cancels another one."""
    return dossier["receipt"].select(subject_id="receipt_id", is_reversal=pl.col("reverses_receipt_id").is_not_null())


@fact("receipt", arguments={"window_hours": HOURS, "usual_turn_hours": HOURS}, repeats_delivery=BOOL)
def repeats_delivery(dossier: Dossier, *, window_hours: float, usual_turn_hours: float) -> pl.DataFrame:
    """The entry repeats the entry before it of the same vehicle, wet mass and lot at the same plant: either it carries
    the same ticket number within ``window_hours``, or it follows sooner than a truck can turn round (the plant's
    shortest round trip; ``usual_turn_hours`` where the plant states none). Entries that were reversed, and reversals,
    do not count. Unknown where an entry without a vehicle repeats another one."""
    turn = dossier["site"].select("site_id", "min_round_trip_h")
    alike = ["site_id", "lot_id", "gross_g"]
    number = pl.col("ticket_no").str.to_uppercase().str.replace(PREFIX, "").str.strip_chars_start("0")
    several = dossier.receipts.group_by(alike).len().filter(pl.col("len") > 1)
    suspects = dossier.receipts.join(several, on=alike, how="semi").join(turn, on="site_id", how="left")
    suspects = suspects.with_columns(
        number=number, shortest=pl.col("min_round_trip_h").cast(pl.Float64).fill_null(usual_turn_hours)
    ).sort("at", "receipt_id")
    sure = _again(suspects.filter(pl.col("vehicle").is_not_null()), [*alike, "vehicle"], window_hours=window_hours)
    maybe = _again(suspects, alike, window_hours=window_hours).filter(
        pl.col("vehicle").is_null() | pl.col("vehicle_before").is_null()
    )
    repeats = pl.concat(
        [frame.select("receipt_id", "earlier", sure=pl.lit(value)) for frame, value in ((sure, True), (maybe, None))]
    )
    found = repeats.unique("receipt_id", keep="first", maintain_order=True).select(
        subject_id="receipt_id",
        repeats_delivery=pl.col("sure").cast(pl.Boolean),
        rows=pl.concat_list(row_ids("receipt", "earlier"), row_ids("receipt", "receipt_id")),
    )
    others = dossier["receipt"].select(subject_id="receipt_id").join(found, on="subject_id", how="anti")
    return pl.concat([found, others.with_columns(repeats_delivery=pl.lit(False))], how="diagonal")


def _again(ordered: pl.DataFrame, alike: list[str], *, window_hours: float) -> pl.DataFrame:
    """Entries that repeat the one before them among those ``alike``, with ``earlier`` and ``vehicle_before``."""
    before = ordered.with_columns(
        hours=(pl.col("at") - pl.col("at").shift(1)).over(alike).dt.total_seconds() / 3600,
        same_ticket=(pl.col("number") == pl.col("number").shift(1)).over(alike).fill_null(False),
        earlier=pl.col("receipt_id").shift(1).over(alike),
        vehicle_before=pl.col("vehicle").shift(1).over(alike),
    )
    soon = pl.col("hours") < pl.col("shortest")
    return before.filter((soon | (pl.col("same_ticket") & (pl.col("hours") <= window_hours))).fill_null(False))
