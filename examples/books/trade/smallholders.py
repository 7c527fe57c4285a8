"""Sellers of many small parcels: aggregators who buy from diggers, and honest ones who look like them."""

from dataclasses import dataclass

import numpy as np
import polars as pl
from examples.books.trade.contracts import LAST_LOADING, START, Consignments
from examples.books.world import World
from examples.books.world.geology import digger_pits

PITS = -2
"""Source of a parcel that comes from no mine of the books."""


@dataclass(frozen=True)
class Habit:
    """A way to be a seller of small parcels: how many declared mines, and whether the material is theirs."""

    story: str
    base: float
    mines: tuple[int, int]
    honest: bool


HABITS = (
    Habit("diggers, many mines", 2, (5, 9), honest=False),
    Habit("diggers, few mines", 2, (2, 4), honest=False),
    Habit("registered concession", 2, (1, 1), honest=True),
    Habit("samples of one mine", 2, (1, 1), honest=True),
    Habit("small lots of many mines", 2, (5, 8), honest=True),
)


def small_sellers(world: World) -> tuple[pl.DataFrame, dict[int, str]]:
    """Parcels of all sellers of small lots, and per seller (party number) its habit."""
    chance = world.plan.stream("small sellers")
    found, habits = [], {}
    for habit in HABITS:
        for _ in range(world.plan.rooted(habit.base)):
            material = ("zn", "cu", "pb")[int(chance.integers(3))]
            seller = world.casting.supplier("trader", group="small seller", country="QT")
            habits[seller] = habit.story
            mine = _declared(habit, material=material, world=world, chance=chance)
            parcels = _consignments(habit, mine=mine, seller=seller, world=world, chance=chance).frame(world)
            source = mine if habit.honest else np.full(len(mine), PITS)
            found.append(parcels.with_columns(story=pl.lit(habit.story), source=pl.Series(source)))
    return pl.concat(found), habits


def _declared(habit: Habit, *, material: str, world: World, chance: np.random.Generator) -> np.ndarray:
    """The mines a seller names, one per parcel; each is named at least once."""
    candidates = np.array([number for number, mine in enumerate(world.mines) if mine.material == material])
    wanted = min(len(candidates), int(chance.integers(habit.mines[0], habit.mines[1] + 1)))
    named = chance.choice(candidates, size=wanted, replace=False)
    count = int(chance.integers(16, 30))
    return np.concatenate([named, chance.choice(named, size=max(0, count - wanted))])


def _consignments(
    habit: Habit, *, mine: np.ndarray, seller: int, world: World, chance: np.random.Generator
) -> Consignments:
    loaded = START + np.sort(chance.integers(0, LAST_LOADING - 60, len(mine)))
    tonnes = np.clip(30 * np.exp(chance.normal(0, 0.4, len(mine))), 8, 85)
    if habit.story == "samples of one mine":
        tonnes[:4] *= 9  # a few full parcels beside the samples
    moisture = world.bodies.wetness(mine, day=loaded, chance=chance)
    if habit.honest:
        content = world.bodies.parcels(mine, years=(loaded - START) / 365.25, chance=chance)
    else:
        content = digger_pits(world.mines[mine[0]].material, count=len(mine), chance=chance)
    wet_g = (tonnes * 1e6).astype(np.int64)
    return Consignments(mine, np.full(len(mine), seller), loaded, wet_g, moisture, content)
