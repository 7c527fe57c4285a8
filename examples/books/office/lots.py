"""The inbound rows of the table of lots: what was weighed, and what the supplier declared."""

import numpy as np
import polars as pl
from examples.books.columns import days, texts
from examples.books.office.wordings import wordings
from examples.books.plan import METALS
from examples.books.world import World
from examples.books.world.sites import PLANTS

MASSES = ("gross_g", *(f"{metal}_g" for metal in METALS))
NAMED, STATED = 0.88, 0.94
"""How often the mine's id and the region are filled in."""
MINUTE_MS = 60_000


def lot_table(booked: pl.DataFrame, *, parcels: pl.DataFrame, world: World) -> pl.DataFrame:
    """The inbound lots: masses are the sums of the booked tickets, arrival is the first of them."""
    sums = booked.group_by("parcel").agg(pl.col(MASSES).sum(), pl.col("at_ms").min()).sort("parcel")
    plant = parcels["plant"].to_numpy()
    at = sums["at_ms"].to_numpy() - world.plant_offsets[plant] * MINUTE_MS
    party = world.party_ids
    shipped = parcels["sailed"].is_not_null()
    frame = parcels.select("lot_id", "form", "product", "hs").with_columns(
        site_id=texts(np.array([code for code, *_ in PLANTS])[plant]),
        supplier_id=texts(party[parcels["supplier"].to_numpy()]),
        created_at=pl.Series(at).cast(pl.Datetime("ms")),
        loaded_on=days(parcels["loaded"]),
        declared_recycled=parcels["form"] == "scrap",
        carrier_id=texts([party[one] if one is not None else None for one in parcels["carrier"]]),
        voyage=pl.when(shipped).then(parcels["voyage"]),
        bl_no=pl.when(shipped).then(parcels["bill"]),
        **_declarations(parcels, world=world),
    )
    return frame.with_columns(sums.select(MASSES))


def _declarations(parcels: pl.DataFrame, *, world: World) -> dict[str, pl.Series]:
    """Mine, words and region of origin, not always filled in."""
    chance = world.plan.stream("declarations")
    mine = parcels["mine"].to_numpy()
    declared = (parcels["story"] != "origin not declared").to_numpy() & (mine >= 0)
    named = declared & (chance.random(parcels.height) < NAMED)
    stated = declared & (chance.random(parcels.height) < STATED)
    sites = [world.places.sites[one.site] for one in world.mines]
    region = np.array([site.region or site.place_text for site in sites], dtype=object)
    return {
        "declared_origin_site_id": texts(world.mine_sites[mine], known=named),
        "declared_origin_text": texts(wordings(parcels, world=world, purpose="wordings")),
        "declared_region": texts(region[mine], known=stated),
    }
