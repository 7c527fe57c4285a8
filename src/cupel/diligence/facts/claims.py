"""Recycled-content claims against what was traced, and claim accounts against what was put in."""

import polars as pl

from cupel.chain.tables import RECYCLED_FORMS
from cupel.diligence.dossier import Dossier
from cupel.diligence.facts.lots import has, papers
from cupel.diligence.facts.provenance import EITHER
from cupel.diligence.registry import BOOL, FRACTION, GRAMS, fact, row_ids
from cupel.diligence.tracing import traced_lots

PROPORTIONAL, MASS_BALANCE = "proportional", "mass_balance"
BY_PRODUCTS = ("au", "ag")


@fact("lot", has_recycled_claim=BOOL)
def has_recycled_claim(dossier: Dossier) -> pl.DataFrame:
    """A statement of recycled content was issued for the lot."""
    return has(papers(dossier, "recycled_claim", name="n"), count="n", name="has_recycled_claim")


@fact("lot", recycled_claim_excess=FRACTION, recycled_claimed=FRACTION, recycled_traced=FRACTION)
def recycled_claim_excess(dossier: Dossier) -> pl.DataFrame:
    """By how much the claimed recycled share exceeds what backs it. A proportional claim is backed by the traced share
    of the lot's main metal (declared basis). A mass-balance claim is backed by the recycled metal received in the
    calendar quarter: all such claims of the quarter together may not exceed it, and the excess is spread over them.
    Unknown if the paper states no share or no model."""
    claims = dossier.documents_of("recycled_claim").select(
        "lot_id", "issued_on", "document_id", "remark", claimed="value"
    )
    main = (
        traced_lots(dossier, basis=EITHER)
        .filter(~pl.col("metal").is_in(BY_PRODUCTS))
        .sort("lot_id", "content_g", "metal", descending=[False, True, False])
        .group_by("lot_id", maintain_order=True)
        .first()
    )
    frame = claims.join(main, on="lot_id", how="left").join(dossier["shipment"], on="lot_id", how="left")
    frame = frame.with_columns(claimed_g=pl.col("claimed") * pl.col("content_g"), quarter=_quarter("dispatched_on"))
    frame = frame.join(_recycled_input(dossier), on=["quarter", "metal"], how="left")
    is_balance = pl.col("remark") == MASS_BALANCE
    pledged = pl.col("claimed_g").filter(is_balance).sum().over("quarter", "metal")
    backed = pl.min_horizontal(pl.col("recycled_input_g").fill_null(0) / pledged, pl.lit(1.0))
    excess = (
        pl.when(is_balance)
        .then(pl.col("claimed") * (1 - backed))
        .when(pl.col("remark") == PROPORTIONAL)
        .then(pl.col("claimed") - pl.col("recycled"))
    )
    return frame.select(
        subject_id="lot_id",
        recycled_claim_excess=excess,
        recycled_claimed="claimed",
        recycled_traced="recycled",
        rows=pl.concat_list(row_ids("document", "document_id"), row_ids("lot", "lot_id")),
    ).unique("subject_id", keep="first", maintain_order=True)


def _quarter(day: str) -> pl.Expr:
    return pl.format("{}-Q{}", pl.col(day).dt.year(), pl.col(day).dt.quarter()).alias("quarter")


def _recycled_input(dossier: Dossier) -> pl.DataFrame:
    """``quarter, metal, recycled_input_g``: contained metal of the scrap received in each quarter."""
    metals = {f"{metal}_g": metal for metal in dossier.metals}
    scrap = dossier.inbound.filter(pl.col("form").is_in(RECYCLED_FORMS)).with_columns(quarter=_quarter("arrived_on"))
    sums = scrap.group_by("quarter").agg(pl.col(list(metals)).sum())
    long = sums.unpivot(on=list(metals), index="quarter", variable_name="metal", value_name="recycled_input_g")
    return long.with_columns(pl.col("metal").replace_strict(metals, return_dtype=pl.String))


@fact("site-metal-period", has_ledger=BOOL, ledger_lowest_g=GRAMS)
def ledger_balance(dossier: Dossier) -> pl.DataFrame:
    """The lowest balance of any claim account of the plant and metal in the quarter, in grams, entries in the order of
    time, number and id; the opening balance counts. Quarters without entries have no row."""
    entries = dossier["ledger_entry"].sort("at", "seq", "entry_id", nulls_last=True)
    account = ["site_id", "metal", "claim"]
    period = pl.format("{}-Q{}", pl.col("at").dt.year(), pl.col("at").dt.quarter())
    running = entries.with_columns(balance=pl.col("delta_g").cum_sum().over(account), period=period)
    lowest = running.group_by("site_id", "metal", "period").agg(
        ledger_lowest_g=pl.col("balance").min(),
        rows=row_ids("ledger_entry", "entry_id").filter(pl.col("balance") < 0).sort(),
    )
    subject = pl.format("{}|{}|{}", "site_id", "metal", "period")
    return lowest.select("ledger_lowest_g", "rows", subject_id=subject, has_ledger=pl.lit(True))
