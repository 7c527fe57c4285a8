"""Suppliers: are they known, are the files current, did they deliver before they were accepted?"""

import polars as pl

from cupel.diligence.dossier import Dossier, once
from cupel.diligence.facts.origin import BASIS, listed_origins
from cupel.diligence.registry import BOOL, COUNT, DAYS, FRACTION, fact, row_ids
from cupel.standard import FactType

MONTHS = FactType(kind="number", unit="month")


@fact("party", is_supplier=BOOL)
def is_supplier(dossier: Dossier) -> pl.DataFrame:
    """Sells to the company: flagged so, or named on a lot."""
    suppliers = dossier.suppliers["party_id"]
    return dossier["party"].select(subject_id="party_id", is_supplier=pl.col("party_id").is_in(suppliers.implode()))


@once
def deliveries(dossier: Dossier) -> pl.DataFrame:
    """Per supplier: ``first_on``, ``last_on`` (arrivals) and ``lot_count``."""
    return dossier.inbound.group_by(party_id="supplier_id").agg(
        first_on=pl.col("arrived_on").min(), last_on=pl.col("arrived_on").max(), lot_count=pl.len().cast(pl.Int64)
    )


@fact("party", has_deliveries=BOOL, delivery_count=COUNT)
def has_deliveries(dossier: Dossier) -> pl.DataFrame:
    """Lots that the party delivered in the period."""
    lots = dossier["party"].select("party_id").join(deliveries(dossier), on="party_id", how="left")
    count = pl.col("lot_count").fill_null(0)
    return lots.select(subject_id="party_id", has_deliveries=count > 0, delivery_count=count)


@fact("party", kyc_complete=BOOL)
def kyc_complete(dossier: Dossier) -> pl.DataFrame:
    """The counterparty file is marked complete."""
    return dossier["party"].select("kyc_complete", subject_id="party_id")


@fact("party", kyc_age=DAYS)
def kyc_age(dossier: Dossier) -> pl.DataFrame:
    """Days from the last review of the counterparty file to the last delivery (negative: reviewed since)."""
    last = dossier["party"].join(deliveries(dossier), on="party_id")
    return last.select(subject_id="party_id", kyc_age=(pl.col("last_on") - pl.col("kyc_reviewed_on")).dt.total_days())


@fact("party", early_delivery=DAYS)
def early_delivery(dossier: Dossier) -> pl.DataFrame:
    """Days by which the first delivery came before the supplier was accepted (negative: after)."""
    first = dossier["party"].join(deliveries(dossier), on="party_id")
    early = (pl.col("onboarded_on") - pl.col("first_on")).dt.total_days()
    return first.select(subject_id="party_id", early_delivery=early)


@fact("party", concession_registered=BOOL)
def concession_registered(dossier: Dossier) -> pl.DataFrame:
    """A registration of a small-scale concession is held for the supplier and valid at its last delivery."""
    papers = dossier.documents_of("asm_registration").select("party_id", "valid_from", "valid_to")
    held = papers.join(deliveries(dossier), on="party_id").filter(
        (pl.col("valid_from") <= pl.col("last_on")).fill_null(True),
        (pl.col("valid_to") >= pl.col("last_on")).fill_null(True),
    )
    registered = pl.col("party_id").is_in(held["party_id"].implode())
    state = registered if dossier["document"].height else pl.lit(None, dtype=pl.Boolean)
    return dossier["party"].select(subject_id="party_id", concession_registered=state)


@fact("party", arguments={"basis": BASIS, "window_months": MONTHS}, sourced_from_listed=BOOL)
def sourced_from_listed(dossier: Dossier, *, basis: str, window_months: float) -> pl.DataFrame:
    """Within ``window_months`` calendar months before its last delivery the supplier loaded a lot in a listed area:
    ``t - months < day <= t``. Unknown if no such lot is certain but one may be. Source: LME guidance of 2021, flag on
    suppliers that sourced from such areas in the last 12 months."""
    arrivals = dossier.lots.select("lot_id", "arrived_on", party_id="supplier_id").join(
        deliveries(dossier), on="party_id"
    )
    lots = listed_origins(dossier, basis=basis).join(arrivals, on="lot_id")
    begin = pl.col("last_on").dt.offset_by(f"-{int(window_months)}mo")
    inside = lots.filter((pl.col("arrived_on") > begin).fill_null(True))
    state = pl.when(pl.col("listed").any()).then(True).when(pl.col("listed").null_count() == 0).then(False)
    found = inside.group_by(subject_id="party_id").agg(
        sourced_from_listed=state, rows=row_ids("lot", "lot_id").filter(pl.col("listed").fill_null(True)).sort()
    )
    rest = dossier.suppliers.select(subject_id="party_id").join(found, on="subject_id", how="anti")
    return pl.concat([found, rest.with_columns(sourced_from_listed=pl.lit(False))], how="diagonal")


@fact("party", recorded_ownership=FRACTION)
def recorded_ownership(dossier: Dossier) -> pl.DataFrame:
    """Share of the supplier's capital whose holder is recorded on the day of the last delivery; a declared beneficial
    owner counts as the whole. Unknown if the books hold no ownership at all."""
    last = dossier.suppliers.join(deliveries(dossier), on="party_id")
    held = (
        dossier["ownership"]
        .join(last.select("last_on", owned_id="party_id"), on="owned_id")
        .filter(
            (pl.col("valid_from") <= pl.col("last_on")).fill_null(True),
            (pl.col("valid_to") >= pl.col("last_on")).fill_null(True),
        )
    )
    sums = held.group_by(party_id="owned_id").agg(pl.col("share").sum())
    declared = pl.when(pl.col("ubo_declared").is_not_null()).then(1.0)
    none = pl.lit(0.0 if dossier["ownership"].height else None, dtype=pl.Float64)
    joined = last.join(sums, on="party_id", how="left")
    return joined.select(subject_id="party_id", recorded_ownership=pl.coalesce(declared, pl.col("share"), none))
