"""Where the money goes: countries and payees that nobody explained."""

import polars as pl

from cupel.diligence.dossier import Dossier, once
from cupel.diligence.facts.lots import has, papers, per_lot
from cupel.diligence.registry import BOOL, DAYS, FRACTION, fact, row_ids


@once
def paid(dossier: Dossier) -> pl.DataFrame:
    """Payments for inbound lots with ``supplier_id`` and the supplier's ``country``."""
    lots = dossier.inbound.select("lot_id", "supplier_id")
    country = dossier["party"].select("country", supplier_id="party_id")
    return dossier["payment"].join(lots, on="lot_id").join(country, on="supplier_id", how="left")


@fact("lot", has_payment=BOOL)
def has_payment(dossier: Dossier) -> pl.DataFrame:
    """At least one payment for the lot is recorded."""
    counted = per_lot(dossier, dossier["payment"], name="n", recorded=dossier["payment"].height > 0)
    return has(counted, count="n", name="has_payment")


@fact("lot", claim_assigned=BOOL)
def claim_assigned(dossier: Dossier) -> pl.DataFrame:
    """The supplier assigned its claim for the lot to somebody else, on paper."""
    return has(papers(dossier, "assignment_of_claim", name="n"), count="n", name="claim_assigned")


@fact("lot", paid_elsewhere_share=FRACTION)
def paid_elsewhere_share(dossier: Dossier) -> pl.DataFrame:
    """Share of the money paid for the lot that went to somebody other than its supplier; unknown where a payee or an
    amount is missing."""
    other = pl.col("payee_id") != pl.col("supplier_id")
    amount = pl.col("amount_cents").abs()
    known = (pl.col("payee_id").null_count() + pl.col("amount_cents").null_count()) == 0
    part = pl.when(amount.sum() > 0).then(amount.filter(other).sum() / amount.sum())
    elsewhere = pl.when(known & other.any()).then(part).when(known).then(0.0)
    shown = row_ids("payment", "payment_id").filter(other.fill_null(True)).sort()
    payments = paid(dossier).group_by(subject_id="lot_id")
    return payments.agg(elsewhere.alias("paid_elsewhere_share"), shown.alias("rows"))


@fact("lot", arguments={"grace_days": DAYS}, third_country_payment=BOOL)
def third_country_payment(dossier: Dossier, *, grace_days: float) -> pl.DataFrame:
    """A payment went to a bank in a country that is neither the supplier's, nor named in a bank letter of the supplier
    valid on the day (or lapsed no more than ``grace_days`` before), nor covered by an assignment of the claim."""
    payments = paid(dossier)
    covered = _covered(dossier, payments, grace_days=grace_days)
    assigned = dossier.documents_of("assignment_of_claim").select("lot_id").drop_nulls().unique()
    abroad = pl.col("bank_country") != pl.col("country")
    marked = payments.with_columns(
        mark=abroad
        & ~pl.col("payment_id").is_in(covered.implode())
        & ~pl.col("lot_id").is_in(assigned["lot_id"].implode())
    )
    return _any_payment(marked, name="third_country_payment")


def _covered(dossier: Dossier, payments: pl.DataFrame, *, grace_days: float) -> pl.Series:
    """Payments to a country that a bank letter of the supplier names for that day."""
    letters = dossier.documents_of("bank_letter").select(
        "valid_from", "valid_to", supplier_id="party_id", bank_country="country"
    )
    grace = pl.duration(days=grace_days)
    lapsed = (pl.col("paid_on") > pl.col("valid_to") + grace).fill_null(False)
    early = (pl.col("paid_on") < pl.col("valid_from")).fill_null(False)
    return payments.join(letters, on=["supplier_id", "bank_country"]).filter(~lapsed, ~early)["payment_id"].unique()


def _any_payment(marked: pl.DataFrame, *, name: str) -> pl.DataFrame:
    """True if any payment is marked, else unknown if any mark is, else false; ``rows`` are the marked payments."""
    state = pl.when(pl.col("mark").any()).then(True).when(pl.col("mark").null_count() == 0).then(False)
    shown = row_ids("payment", "payment_id").filter(pl.col("mark").fill_null(True)).sort()
    return marked.group_by("lot_id").agg(state.alias(name), shown.alias("rows")).rename({"lot_id": "subject_id"})
