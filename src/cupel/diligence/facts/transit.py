"""The way of a lot: transit places in listed areas, gaps in the route."""

import polars as pl

from cupel.diligence.determinations import Determinations
from cupel.diligence.dossier import Dossier
from cupel.diligence.facts.lots import has, per_lot
from cupel.diligence.facts.origin import BASIS, lot_places, site_places
from cupel.diligence.places import candidates
from cupel.diligence.registry import BOOL, COUNT, fact, row_ids

TRANSIT_KINDS = ("port", "border post", "dry port")
"""Places where material changes hands or means of transport under public control."""

NO_PLACE = ""
"""Stands for the place of a leg that names none, so that the leg before does not lend it its own."""


def legs(dossier: Dossier) -> pl.DataFrame:
    """Legs on which the cargo moved: a call at which it stayed on board is none."""
    return dossier["leg"].filter(pl.col("kind") == "leg")


@fact("lot", leg_count=COUNT)
def leg_count(dossier: Dossier) -> pl.DataFrame:
    """Recorded legs of the lot's way."""
    return per_lot(dossier, legs(dossier), name="leg_count", recorded=dossier["leg"].height > 0)


@fact("lot", has_legs=BOOL)
def has_legs(dossier: Dossier) -> pl.DataFrame:
    """At least one leg of the lot's way is recorded."""
    return has(leg_count(dossier), count="leg_count", name="has_legs")


@fact("lot", route_gaps=COUNT, version=2)
def route_gaps(dossier: Dossier) -> pl.DataFrame:
    """Legs that do not start where the leg before ended; unknown where a place is missing. A call at which the cargo
    stayed on board is a place of the way: the next leg may start there, or where the last one ended."""
    ordered = dossier["leg"].sort("lot_id", "seq")
    moved = pl.col("kind") == "leg"
    end = pl.when(moved).then(pl.col("to_site_id").fill_null(NO_PLACE)).forward_fill().shift(1).over("lot_id")
    last = pl.when(end != NO_PLACE).then(end)
    before = pl.col("to_site_id").shift(1).over("lot_id")
    first = moved.cum_sum().over("lot_id") == 1
    jump = (pl.col("from_site_id") != before) & (pl.col("from_site_id") != last)
    marked = ordered.with_columns(gap=pl.when(first).then(False).otherwise(jump)).filter(moved)
    total = pl.when(pl.col("gap").null_count() == 0).then(pl.col("gap").sum().cast(pl.Int64))
    return marked.group_by("lot_id").agg(total.alias("route_gaps")).rename({"lot_id": "subject_id"})


@fact("lot", crosses_border=BOOL)
def crosses_border(dossier: Dossier) -> pl.DataFrame:
    """The recorded way leads through more than one country; unknown where a country is missing."""
    country = dossier["site"].select("site_id", "country")
    ends = pl.concat([legs(dossier).select("lot_id", site_id=side) for side in ("from_site_id", "to_site_id")]).join(
        country, on="site_id", how="left"
    )
    many = pl.col("country").drop_nulls().n_unique() > 1
    known = pl.col("country").null_count() == 0
    crossed = pl.when(many).then(True).when(known).then(False)
    return ends.group_by("lot_id").agg(crossed.alias("crosses_border")).rename({"lot_id": "subject_id"})


@fact("lot", arguments={"basis": BASIS}, transit_listed=BOOL)
def transit_listed(dossier: Dossier, *, basis: str) -> pl.DataFrame:
    """A leg ends at a port, border post or dry port in a listed area on the day of arrival, other than the region of
    origin (that one is judged as origin). True if any leg is certain, else unknown if any is unknown."""
    determinations = Determinations(dossier["region_determination"])
    transit = dossier["site"].filter(pl.col("kind").is_in(TRANSIT_KINDS)).select(to_site_id="site_id")
    stops = legs(dossier).join(transit, on="to_site_id", how="semi").with_columns(place="to_site_id")
    judged = determinations.on_day(
        stops.select("lot_id", "seq", "place", "arrived_on"), site_places(dossier), day="arrived_on", basis=basis
    )
    judged = judged.join(_at_origin(dossier, judged), on=["lot_id", "place"], how="anti")
    state = pl.when(pl.col("listed").any()).then(True).when(pl.col("listed").null_count() == 0).then(False)
    shown = row_ids("leg", "lot_id") + "/" + pl.col("seq").cast(pl.String)
    found = judged.group_by("lot_id").agg(
        state.alias("transit_listed"), shown.filter(pl.col("listed").fill_null(True)).sort().alias("rows")
    )
    routed = legs(dossier).select("lot_id").unique()
    clear = routed.join(found, on="lot_id", how="anti").select("lot_id", transit_listed=pl.lit(False))
    judged_lots = pl.concat([found, clear], how="diagonal")
    lost = pl.col("lot_id").is_in(_lost(dossier).implode()) & ~pl.col("transit_listed").fill_null(False)
    known = pl.when(~lost).then("transit_listed").alias("transit_listed")
    return judged_lots.with_columns(known).rename({"lot_id": "subject_id"})


def _lost(dossier: Dossier) -> pl.Series:
    """Lots with a leg to a place that the books do not know."""
    known = dossier["site"].select(to_site_id="site_id")
    return legs(dossier).join(known, on="to_site_id", how="anti")["lot_id"].unique()


def _at_origin(dossier: Dossier, stops: pl.DataFrame) -> pl.DataFrame:
    """``lot_id, place`` of stops in the very region of origin: both places are one and the same region."""
    regions = candidates(lot_places(dossier), known_codes=dossier["region_determination"]["code"])
    single = regions.filter(pl.len().over("place") == 1)
    origin = dossier.lots.select(
        "lot_id", origin=pl.coalesce("mine_id", pl.concat_str(pl.lit("region "), "declared_region"))
    )
    pairs = stops.select("lot_id", "place").unique().join(origin, on="lot_id")
    pairs = pairs.join(single, on="place").join(single.rename({"place": "origin", "code": "origin_code"}), on="origin")
    return pairs.filter(pl.col("code") == pl.col("origin_code")).select("lot_id", "place")
