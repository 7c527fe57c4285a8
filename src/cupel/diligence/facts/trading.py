"""Title chains: does the metal come back to somebody who had sold it?"""

import polars as pl

from cupel.diligence.dossier import Dossier, once
from cupel.diligence.facts.lots import has, per_lot
from cupel.diligence.registry import BOOL, COUNT, DAYS, FRACTION, fact


@fact("lot", has_title_chain=BOOL)
def has_title_chain(dossier: Dossier) -> pl.DataFrame:
    """At least one transfer of title is recorded."""
    transfers = dossier["title_transfer"]
    return has(per_lot(dossier, transfers, name="n", recorded=transfers.height > 0), count="n", name="has_title_chain")


@fact("lot", title_gaps=COUNT)
def title_gaps(dossier: Dossier) -> pl.DataFrame:
    """Sales by somebody who was not the buyer just before; unknown where a party is missing."""
    ordered = dossier["title_transfer"].sort("lot_id", "seq")
    first = pl.int_range(pl.len()).over("lot_id") == 0
    jump = (pl.col("seller_id") != pl.col("buyer_id").shift(1)).over("lot_id")
    marked = ordered.with_columns(gap=pl.when(first).then(False).otherwise(jump))
    total = pl.when(pl.col("gap").null_count() == 0).then(pl.col("gap").sum().cast(pl.Int64))
    return marked.group_by("lot_id").agg(total.alias("title_gaps")).rename({"lot_id": "subject_id"})


def holdings_on(dossier: Dossier, *, least_share: float) -> pl.DataFrame:
    """``party_id, parent_id, valid_from, valid_to``: owners of at least ``least_share``."""
    held = dossier["ownership"].filter(pl.col("share") >= least_share)
    return held.select("valid_from", "valid_to", party_id="owned_id", parent_id="owner_id")


@once
def groups(dossier: Dossier, *, least_share: float) -> pl.DataFrame:
    """``party_id, group_id, valid_from, valid_to``: a party belongs to itself and to each parent, while held."""
    parents = holdings_on(dossier, least_share=least_share).rename({"parent_id": "group_id"})
    day = pl.lit(None, dtype=pl.Date)
    own = dossier["party"].select("party_id", group_id="party_id", valid_from=day, valid_to=day)
    return pl.concat([own, parents], how="diagonal")


@fact("lot", arguments={"max_days": DAYS, "sister_share": FRACTION}, title_returns=BOOL)
def title_returns(dossier: Dossier, *, max_days: float, sister_share: float) -> pl.DataFrame:
    """Within ``max_days`` the title comes back to an earlier seller or to its sister: a company with the same owner of
    at least ``sister_share``. Unknown where a party or a day of the chain is missing."""
    transfers = dossier["title_transfer"]
    sides = {
        side: transfers.select("lot_id", "seq", "transferred_on", party_id=f"{side}_id")
        .join(groups(dossier, least_share=sister_share), on="party_id")
        .filter(_valid())
        for side in ("seller", "buyer")
    }
    pairs = sides["seller"].join(sides["buyer"], on=["lot_id", "group_id"], suffix="_back")
    elapsed = (pl.col("transferred_on_back") - pl.col("transferred_on")).dt.total_days()
    back = pairs.filter(pl.col("seq_back") > pl.col("seq"), elapsed <= max_days)
    shown = pl.format("title_transfer:{}/{}", "lot_id", "seq"), pl.format("title_transfer:{}/{}", "lot_id", "seq_back")
    found = back.group_by("lot_id").agg(rows=pl.concat_list(*shown).list.explode().unique().sort())
    gaps = pl.any_horizontal(pl.col("seller_id", "buyer_id", "transferred_on").is_null())
    chains = transfers.group_by("lot_id").agg(gap=gaps.any()).join(found, on="lot_id", how="left")
    state = pl.when(pl.col("rows").is_not_null()).then(True).when(~pl.col("gap")).then(False)
    return chains.select("rows", subject_id="lot_id", title_returns=state)


def _valid() -> pl.Expr:
    """The holding is valid on the day of the transfer; open ends hold."""
    begun = (pl.col("transferred_on") >= pl.col("valid_from")).fill_null(True)
    ended = (pl.col("transferred_on") > pl.col("valid_to")).fill_null(False)
    return begun & ~ended


@fact("lot", repurchase_documented=BOOL)
def repurchase_documented(dossier: Dossier) -> pl.DataFrame:
    """A repurchase agreement for the lot, dated before the title came back, is held."""
    agreements = dossier.documents_of("repurchase_agreement").select("lot_id", "issued_on")
    last = dossier["title_transfer"].group_by("lot_id").agg(last_on=pl.col("transferred_on").max())
    held = agreements.join(last, on="lot_id").filter((pl.col("issued_on") <= pl.col("last_on")).fill_null(False))
    return has(
        per_lot(dossier, held, name="n", recorded=dossier["document"].height > 0),
        count="n",
        name="repurchase_documented",
    )
