"""Honest trade in mined material: contracts between sellers and plants, filled with parcels as mines produce."""

from dataclasses import dataclass

import numpy as np
import polars as pl
from examples.books.plan import ELEMENTS, FIRST_DAY, day_number
from examples.books.world import World

TRUCK_G, WAGON_G = 27_000_000, 58_000_000
MEDIAN_T = {"zn": 340.0, "pb": 240.0, "bk": 280.0, "cu": 360.0, "ore": 420.0}
LAST_LOADING = 1030
"""Last loading day after the first day of the books."""
START = day_number(FIRST_DAY)
VEHICLES_AT_SCALE_ONE = 5800


@dataclass(frozen=True)
class Consignments:
    """What is loaded: mine and supplier (numbers), day, wet grams, moisture and content (rows x elements)."""

    mine: np.ndarray
    supplier: np.ndarray
    loaded: np.ndarray
    wet_g: np.ndarray
    moisture: np.ndarray
    content: np.ndarray

    def frame(self, world: World) -> pl.DataFrame:
        """As parcels: ``source`` is the true mine, ``mine`` the declared one, ``story`` what befalls the parcel."""
        columns = {
            "material": [world.mines[number].material for number in self.mine],
            "plant": [world.mines[number].plant for number in self.mine],
            "supplier": self.supplier,
            "mine": self.mine,
            "source": self.mine,
            "loaded": self.loaded,
            "wet_g": self.wet_g,
            "moisture": self.moisture,
        }
        assay = {f"x_{element}": self.content[:, position] for position, element in enumerate(ELEMENTS)}
        frame = pl.DataFrame(columns | assay, schema_overrides={"plant": pl.Int64, "material": pl.String})
        return frame.with_columns(story=pl.lit(""), group=pl.lit(-1, dtype=pl.Int64))


def honest_trade(world: World) -> pl.DataFrame:
    """Parcels of all contracts, until the vehicles of the plan are used up."""
    plan, mines = world.plan, world.mines
    chance = plan.stream("trade")
    seller_of, mine_of, weight = _contracts(world, chance=chance)
    drawn = chance.choice(len(weight), size=plan.linear(1000), p=weight / weight.sum())
    mine = mine_of[drawn]
    wet_g = _sizes(mine, world=world, chance=chance)
    vehicles = np.ceil(wet_g / np.where([mines[number].rail for number in mine], WAGON_G, TRUCK_G))
    kept = np.cumsum(vehicles) <= VEHICLES_AT_SCALE_ONE * plan.scale
    mine = mine[kept]
    loaded = START + _loading_days(mine, count=len(mines), chance=chance)
    moisture = world.bodies.wetness(mine, day=loaded, chance=chance)
    content = world.bodies.parcels(mine, years=(loaded - START) / 365.25, chance=chance)
    return Consignments(mine, seller_of[drawn][kept], loaded, wet_g[kept], moisture, content).frame(world)


def _contracts(world: World, *, chance: np.random.Generator) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Seller, mine and weight of each contract; the operator usually sells most itself."""
    sellers, owners, weights = [], [], []
    for number, mine in enumerate(world.mines):
        output = chance.gamma(6.0, 1 / 6)
        split = chance.dirichlet([4.0] + [1.5] * (len(mine.sellers) - 1))
        for seller, part in zip(mine.sellers, split, strict=True):
            sellers.append(seller)
            owners.append(number)
            weights.append(output * part)
    return np.array(sellers), np.array(owners), np.array(weights)


def _sizes(mine: np.ndarray, *, world: World, chance: np.random.Generator) -> np.ndarray:
    """Wet grams of parcels: log-normal around what the mine usually ships."""
    median = np.array([MEDIAN_T[one.material] for one in world.mines])
    usual = median * np.exp(chance.normal(0, 0.35, len(median)))
    tonnes = usual[mine] * np.exp(chance.normal(0, 0.35, len(mine)))
    grams: np.ndarray = (np.clip(tonnes, 60, 6000) * 1e6).astype(np.int64)
    return grams


def _loading_days(mine: np.ndarray, *, count: int, chance: np.random.Generator) -> np.ndarray:
    """Days after the first day: every mine has its season (rains, ice, water for the mill)."""
    peak = chance.uniform(0, 365, count)
    strength = chance.uniform(0.1, 0.6, count)
    days = np.arange(LAST_LOADING)
    drawn = np.empty(len(mine), dtype=np.int64)
    for number in range(count):
        chosen = mine == number
        density = 1 + strength[number] * np.cos(2 * np.pi * (days - peak[number]) / 365.25)
        drawn[chosen] = chance.choice(days, size=int(chosen.sum()), p=density / density.sum())
    return drawn
