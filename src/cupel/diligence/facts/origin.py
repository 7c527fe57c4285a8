"""Origin of mined material: is the declared place a conflict-affected or high-risk area on the loading day?"""

import polars as pl

from cupel.diligence.determinations import BASES, Determinations
from cupel.diligence.dossier import Dossier, once
from cupel.diligence.registry import BOOL, fact, row_ids
from cupel.standard import FactType

BASIS = FactType(kind="code", codes=BASES)


def site_places(dossier: Dossier) -> pl.DataFrame:
    """Sites as places: ``place, country, subdivision, text``."""
    return dossier["site"].select("country", "subdivision", place="site_id", text="place_text")


def lot_places(dossier: Dossier) -> pl.DataFrame:
    """The declared places of origin, mines and bare regions, as ``place, country, subdivision, text``."""
    bare = dossier.lots.filter(pl.col("mine_id").is_null()).select(text="declared_region").drop_nulls().unique()
    none = pl.lit(None, dtype=pl.String)
    regions = bare.select(country=none, subdivision=none, place=region_place(), text="text")
    return pl.concat([site_places(dossier), regions], how="diagonal")


def region_place() -> pl.Expr:
    """Key of a region that is declared without a mine; it cannot be the id of a site."""
    return pl.concat_str(pl.lit("region "), "text")


@once
def listed_origins(dossier: Dossier, *, basis: str) -> pl.DataFrame:
    """Mined lots with ``place, edition, listed`` on the loading day, and ``listed_before``, ``listed_after``: the
    state under the neighbouring editions (null where there is none, or unknown)."""
    determinations = Determinations(dossier["region_determination"])
    place = pl.coalesce("mine_id", pl.concat_str(pl.lit("region "), "declared_region"))
    lots = dossier.lots.filter("is_mined").select("lot_id", "loaded_on", "mine_id", place=place)
    where = lot_places(dossier)
    found = determinations.on_day(lots, where, day="loaded_on", basis=basis)
    states = determinations.states(where, basis=basis)
    near = found.join(determinations.editions.select("edition", "previous", "next"), on="edition", how="left")
    for side, name in (("previous", "listed_before"), ("next", "listed_after")):
        near = near.join(states.rename({"edition": side, "listed": name}), on=["place", side], how="left")
    return near


@fact("lot", arguments={"basis": BASIS}, origin_listed=BOOL)
def origin_listed(dossier: Dossier, *, basis: str) -> pl.DataFrame:
    """The declared origin is a listed area on the loading day (unknown: no place, no day, no edition in force, or a
    place that may lie inside or outside listed areas)."""
    found = listed_origins(dossier, basis=basis)
    rows = pl.concat_list(row_ids("lot", "lot_id"), row_ids("site", "mine_id").fill_null(""))
    return found.select(subject_id="lot_id", origin_listed="listed", rows=rows.list.filter(pl.element() != ""))


@fact("lot", arguments={"basis": BASIS}, origin_listing_changed=BOOL)
def origin_listing_changed(dossier: Dossier, *, basis: str) -> pl.DataFrame:
    """The origin is listed by the edition in force on the loading day and not by the edition before or after it."""
    found = listed_origins(dossier, basis=basis)
    differs = pl.any_horizontal(*(~pl.col(name).fill_null(True) for name in ("listed_before", "listed_after")))
    return found.select(
        subject_id="lot_id",
        origin_listing_changed=pl.when(pl.col("listed").is_not_null()).then(pl.col("listed") & differs),
    )
