"""Listed parties among suppliers and their owners, directly and in steps."""

import polars as pl

from cupel.diligence.dossier import Dossier, once
from cupel.diligence.facts.parties import deliveries
from cupel.diligence.registry import BOOL, COUNT, FRACTION, SHARE, TEXT, fact, row_ids
from cupel.screening import listed_parties
from cupel.standard import POSSIBLE

PERSON = "person"
LEAST_FIT = 0.5
"""Names that fit less are not compared further; the clauses ask for more."""

MOST_STEPS = 64
"""Steps of ownership that are followed; held parties are found long before."""


@once
def period(dossier: Dossier) -> pl.DataFrame:
    """``begin, end``: first loading and last arrival of the books."""
    return dossier.inbound.select(
        begin=pl.min_horizontal(pl.col("loaded_on").min(), pl.col("arrived_on").min()), end=pl.col("arrived_on").max()
    )


@once
def candidates(dossier: Dossier) -> pl.DataFrame:
    """Parties that may be entries of the lists, as :func:`cupel.screening.listed_parties` gives them, while listed at
    any time of the books' period.
    """
    hits = listed_parties(dossier["party"], dossier["list_entry"], least=LEAST_FIT).join(period(dossier), how="cross")
    over = (pl.col("delisted_on") < pl.col("begin")).fill_null(False)
    ahead = (pl.col("listed_on") > pl.col("end")).fill_null(False)
    return hits.filter(~over, ~ahead)


def listed(dossier: Dossier, *, least_score: float, min_agreement: float = 1) -> pl.DataFrame:
    """Parties whose name fits an entry with ``least_score`` or more, or whose number is its; where the countries
    differ, only if ``min_agreement`` of number, address and date of birth agree.
    """
    fits = (pl.col("name_score") >= least_score).fill_null(True)
    return candidates(dossier).filter(fits, ~pl.col("country_differs") | (pl.col("agreement") >= min_agreement))


@once
def holdings(dossier: Dossier) -> pl.DataFrame:
    """Holdings that were valid at some time of the books' period, with ``begin`` and ``end`` of that period."""
    held = dossier["ownership"].join(period(dossier), how="cross")
    over = (pl.col("valid_to") < pl.col("begin")).fill_null(False)
    ahead = (pl.col("valid_from") > pl.col("end")).fill_null(False)
    return held.filter(~over, ~ahead).select("owner_id", "owned_id", "share", "valid_from", "valid_to", "begin", "end")


def below_listed(dossier: Dossier, hits: pl.DataFrame) -> pl.DataFrame:
    """The holdings that lie below a listed party of ``hits``, in any number of steps and of any size."""
    reached = hits.select("party_id").unique()
    for _step in range(MOST_STEPS):
        owned = holdings(dossier).join(reached, left_on="owner_id", right_on="party_id").select(party_id="owned_id")
        grown = pl.concat([reached, owned]).unique()
        if grown.height == reached.height:
            break
        reached = grown
    return holdings(dossier).join(reached, left_on="owner_id", right_on="party_id", how="semi")


def daily(dossier: Dossier, hits: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Holdings below listed parties and listed parties themselves on every day on which either changes.

    Returns ``day, owner_id, owned_id, share`` and ``day, party_id``.
    """
    below = below_listed(dossier, hits)
    span = period(dossier)
    changes = pl.concat(
        [
            span.select(day="begin"),
            below.select(day="valid_from"),
            below.select(day=pl.col("valid_to").dt.offset_by("1d")),
            hits.select(day="listed_on"),
            hits.select(day="delisted_on"),
        ]
    )
    inside = changes.join(span, how="cross").filter(pl.col("day").is_between("begin", "end"))
    days = inside.select("day").unique().sort("day")
    held = below.join(days, how="cross").filter(_between("valid_from", "valid_to"))
    listed_then = hits.join(days, how="cross").filter(
        (pl.col("listed_on") <= pl.col("day")).fill_null(True), (pl.col("delisted_on") > pl.col("day")).fill_null(True)
    )
    return held.select("day", "owner_id", "owned_id", "share"), listed_then.select("day", "party_id").unique()


def _between(begin: str, end: str) -> pl.Expr:
    begun = (pl.col(begin) <= pl.col("day")).fill_null(True)
    return begun & (pl.col(end) >= pl.col("day")).fill_null(True)


def _held(held: pl.DataFrame, holders: pl.DataFrame, *, threshold: float) -> pl.DataFrame:
    """The least fixed point: ``party_id, together, rows`` at each party's largest aggregate share over the days."""
    sums = held.select("day", party_id="owned_id", together="share", rows=pl.lit([""])).clear()
    for _step in range(MOST_STEPS):
        of_held = held.join(holders, left_on=["day", "owner_id"], right_on=["day", "party_id"])
        sums = of_held.group_by("day", party_id="owned_id").agg(
            together=pl.col("share").sum().round(9), rows=row_ids("party", "owner_id").unique().sort()
        )
        new = sums.filter(pl.col("together") >= threshold).select("day", "party_id")
        grown = pl.concat([holders, new]).unique()
        if grown.height == holders.height:
            break
        holders = grown
    largest = sums.sort("party_id", "together", "day", descending=[False, True, False])
    return largest.group_by("party_id", maintain_order=True).first().drop("day")


def _or_unknown(dossier: Dossier, found: pl.DataFrame, name: str, *, absent: object, known: bool) -> pl.DataFrame:
    """All parties: ``absent`` where nothing was found, unknown if there was nothing to look in."""
    value = pl.lit(absent if known else None)
    parties = dossier["party"].select(subject_id="party_id").join(found, on="subject_id", how="left")
    return parties.with_columns(pl.coalesce(name, value).alias(name))


@fact("party", arguments={"least_score": FRACTION, "min_agreement": COUNT}, name_listed=BOOL, list_entry=TEXT)
def name_listed(dossier: Dossier, *, least_score: float, min_agreement: float) -> pl.DataFrame:
    """The party is on a list by its number, or by a name that fits with ``least_score`` or more, since before its first
    delivery (unknown without a list); where the entry's country differs, only if ``min_agreement`` of number and
    address agree. A party that was listed later is judged by what it delivered since."""
    first = deliveries(dossier).select("party_id", "first_on")
    hits = listed(dossier, least_score=least_score, min_agreement=min_agreement).join(first, on="party_id", how="left")
    early = hits.filter(
        (pl.col("listed_on") <= pl.col("first_on")).fill_null(True),
        (pl.col("delisted_on") > pl.col("first_on")).fill_null(True),
    )
    found = early.group_by(subject_id="party_id").agg(
        name_listed=pl.lit(True),
        list_entry=pl.col("entry_id").sort().str.join(", "),
        rows=row_ids("list_entry", "entry_id").sort(),
    )
    return _or_unknown(dossier, found, "name_listed", absent=False, known=dossier["list_entry"].height > 0)


@fact("party", arguments={"least_score": FRACTION}, deliveries_after_listing=COUNT, list_entry_after=TEXT)
def deliveries_after_listing(dossier: Dossier, *, least_score: float) -> pl.DataFrame:
    """Lots that arrived after the party, which had delivered before, was listed (unknown without a list)."""
    lots = dossier.inbound.select("lot_id", "loaded_on", "arrived_on", party_id="supplier_id")
    first = deliveries(dossier).select("party_id", "first_on")
    hits = listed(dossier, least_score=least_score).join(first, on="party_id")
    hits = hits.filter(pl.col("listed_on") > pl.col("first_on"))
    late = lots.join(hits, on="party_id").filter(
        pl.col("arrived_on") >= pl.col("listed_on"), (pl.col("arrived_on") < pl.col("delisted_on")).fill_null(True)
    )
    found = late.group_by(subject_id="party_id").agg(
        deliveries_after_listing=pl.col("lot_id").n_unique().cast(pl.Int64),
        list_entry_after=pl.col("entry_id").unique().sort().str.join(", "),
        rows=row_ids("lot", "lot_id").unique().sort(),
    )
    known = dossier["list_entry"].height > 0
    return _or_unknown(dossier, found, "deliveries_after_listing", absent=0, known=known)


@fact("party", arguments={"least_score": FRACTION}, listed_direct_share=SHARE)
def listed_direct_share(dossier: Dossier, *, least_score: float) -> pl.DataFrame:
    """Largest share that one listed person holds directly; a stake of unknown size may be the whole. Unknown without a
    list or without any ownership data."""
    persons = dossier["party"].filter(pl.col("kind") == PERSON).select("party_id")
    hits = listed(dossier, least_score=least_score)
    listed_persons = hits.join(persons, on="party_id", how="semi").select("entry_id", owner_id="party_id")
    held = holdings(dossier).join(listed_persons.unique(), on="owner_id")
    found = held.group_by(subject_id="owned_id").agg(
        pl.col("share").fill_null(0.0).max().alias("listed_direct_share"),
        pl.col("share").fill_null(1.0).max().alias(f"listed_direct_share{POSSIBLE}"),
        row_ids("list_entry", "entry_id").unique().sort().alias("rows"),
    )
    known = dossier["list_entry"].height > 0 and dossier["ownership"].height > 0
    certainly = _or_unknown(dossier, found, "listed_direct_share", absent=0.0, known=known)
    possible = f"listed_direct_share{POSSIBLE}"
    return certainly.with_columns(pl.coalesce(possible, "listed_direct_share").alias(possible))


@fact(
    "party",
    arguments={"threshold": FRACTION, "least_score": FRACTION},
    held_by_listed=BOOL,
    listed_aggregate_share=FRACTION,
)
def held_by_listed(dossier: Dossier, *, threshold: float, least_score: float) -> pl.DataFrame:
    """On some day of the books' period listed parties, or parties so held, hold ``threshold`` or more together (shares
    are added at each step, not multiplied along the path). Unknown without a list or ownership data, and where stakes
    of unknown size may reach the threshold."""
    held, holders = daily(dossier, listed(dossier, least_score=least_score))
    certainly = _held(held.with_columns(pl.col("share").fill_null(0.0)), holders, threshold=threshold)
    possibly = _held(held.with_columns(pl.col("share").fill_null(1.0)), holders, threshold=threshold)
    most = possibly.select("party_id", at_most="together")
    state = pl.when(pl.col("together") >= threshold).then(True).when(pl.col("at_most") < threshold).then(False)
    found = most.join(certainly, on="party_id", how="left").select(
        "rows",
        subject_id="party_id",
        held_by_listed=state.otherwise(None),
        listed_aggregate_share="together",
        judged=pl.lit(True),
    )
    known = dossier["list_entry"].height > 0 and dossier["ownership"].height > 0
    parties = dossier["party"].select(subject_id="party_id").join(found, on="subject_id", how="left")
    absent = pl.lit(False if known else None, dtype=pl.Boolean)
    decided = pl.when(pl.col("judged")).then("held_by_listed").otherwise(absent)
    return parties.with_columns(held_by_listed=decided).drop("judged")
