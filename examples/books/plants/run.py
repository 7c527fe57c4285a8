"""Brings what was received to the plants, runs them, and turns their record into tables."""

import numpy as np
import polars as pl
from examples.books.columns import texts
from examples.books.plan import METALS
from examples.books.plants.stock import MASSES, TRACKED, Record, Stock
from examples.books.plants.works import Works
from examples.books.truth.places import Origins
from examples.books.world import World
from examples.books.world.sites import PLANTS

MINUTE_MS = 60_000


def run_plants(
    world: World, *, parcels: pl.DataFrame, lots: pl.DataFrame, booked: pl.DataFrame, origin: Origins
) -> Works:
    """The plants after their last turn; lots are charged as booked, and not before their last ticket."""
    works = Works(world.plan, Record(parcels.height))
    share = np.zeros((parcels.height, len(METALS), len(TRACKED)))
    scrap = (parcels["form"] == "scrap").to_numpy()
    for place, flag in enumerate((scrap, origin.listed, origin.unresolved)):
        share[:, :, place] = flag[:, None]
    stock = Stock(np.arange(parcels.height), lots.select(MASSES).to_numpy(), share)
    plant = parcels["plant"].to_numpy()
    last = booked.group_by("parcel").agg(pl.col("at_ms").max()).sort("parcel")["at_ms"].to_numpy()
    ready = last - world.plant_offsets[plant] * MINUTE_MS
    for number in np.unique(plant).tolist():
        chosen = plant == number
        works.receive(stock.take(chosen), plant=number, ready_ms=ready[chosen])
    works.run()
    return works


def _site_ids(plants: pl.Series) -> pl.Series:
    return texts([code for code, *_ in PLANTS]).gather(plants)


def inner_lots(lots: pl.DataFrame, *, names: pl.Series) -> pl.DataFrame:
    """The rows of the table ``lot`` made in the plants; ``names``: lot ids by number."""
    at = pl.col("at_ms").cast(pl.Datetime("ms"))
    return lots.select(
        "form",
        "product",
        *MASSES,
        lot_id=names.gather(lots["lot"]),
        site_id=_site_ids(lots["plant"]),
        created_at=at,
        declared_recycled=pl.lit(value=False),
    )


def flow_table(flows: pl.DataFrame, *, names: pl.Series) -> pl.DataFrame:
    """The table ``flow``, in order of time."""
    flows = flows.sort("at_ms", maintain_order=True)
    return flows.select(
        "kind",
        *MASSES,
        flow_id=pl.format("FL{}", pl.int_range(pl.len()) + 10**6),
        event_id=pl.format("EV-{}", "event"),
        site_id=_site_ids(flows["plant"]),
        at=pl.col("at_ms").cast(pl.Datetime("ms")),
        src_lot=names.gather(flows["source"]),
        dst_lot=names.gather(flows["target"]),
    )
