"""What left for customers: all shipments of the plants, and the shares the simulation tracked for them."""

from dataclasses import dataclass

import numpy as np
import polars as pl
from examples.books.columns import days
from examples.books.plan import METALS
from examples.books.plants.stock import TRACKED
from examples.books.plants.works import Shipped
from examples.books.world import World

TRACED_METALS = METALS[:5]


@dataclass(frozen=True)
class Dispatched:
    """Shipments: lot number, day number, product, mass (rows x gross and metals), share (rows x metals x tracked)."""

    lot: np.ndarray
    day: np.ndarray
    product: np.ndarray
    mass: np.ndarray
    share: np.ndarray


def dispatched(shipped: list[Shipped]) -> Dispatched:
    """The shipments of all turns."""
    columns = ("lot", "day", "product", "mass", "share")
    return Dispatched(*(np.concatenate([getattr(one, name) for one in shipped]) for name in columns))


def shipment_table(world: World, *, sent: Dispatched, names: pl.Series) -> pl.DataFrame:
    """The table ``shipment``; ``names``: lot ids by lot number."""
    customers = world.party_ids[world.cast.group("customer")]
    chosen = world.plan.stream("customers").integers(len(customers), size=len(sent.lot))
    columns = {
        "lot_id": names.gather(sent.lot),
        "customer_id": customers[chosen].tolist(),
        "dispatched_on": days(sent.day),
        "product": sent.product.tolist(),
    }
    return pl.DataFrame(columns).sort("dispatched_on", "lot_id")


def provenance_table(sent: Dispatched, *, names: pl.Series, spoiled: set[int]) -> pl.DataFrame:
    """Per shipment and metal the tracked shares, without the shipments (lot numbers) a wrong booking spoiled."""
    kept = ~np.isin(sent.lot, sorted(spoiled))
    frames = []
    for place, metal in enumerate(TRACED_METALS):
        held = kept & (sent.mass[:, place + 1] > 0)
        shares = {f"{name}_share": sent.share[held, place, number] for number, name in enumerate(TRACKED)}
        frame = pl.DataFrame({"lot_id": names.gather(sent.lot[held])} | shares)
        frames.append(frame.select("lot_id", pl.lit(metal).alias("metal"), *shares))
    return pl.concat(frames).sort("lot_id", "metal")
