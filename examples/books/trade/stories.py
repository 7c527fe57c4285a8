"""What befalls parcels: a few actors misbehave, others only look as if they did. A parcel is in one story at most."""

from dataclasses import dataclass

import numpy as np
import polars as pl
from examples.books.columns import texts
from examples.books.world import World


@dataclass(frozen=True)
class Story:
    """``base``: parcels at scale 1; ``where``: which parcels it can befall, see :func:`_befalls`."""

    name: str
    base: float
    where: str = "any"


SINGLE = (
    Story("mixed by road", 4, "busy"),  # the first leg starts at the other mine
    Story("mixed at the port", 2, "busy"),
    Story("blend with letter", 3, "busy"),
    Story("diverted with letter", 3, "sea"),
    Story("transshipped in a listed port", 3, "sea"),
    Story("called at a listed port", 3, "sea"),
    Story("certificate after arrival", 4),
    Story("certificate replaced late", 4),
    Story("certificate with wrong year", 3),
    Story("origin moved", 4, "sea"),
    Story("weight corrected", 4),
    Story("pit renamed", 3, "pit"),
    Story("paid abroad", 4),
    Story("paid abroad, letter expired", 3),
    Story("paid abroad, letter valid", 4),
    Story("claim assigned", 3),
    Story("paid to a third party", 3),
    Story("sold in a ring", 3, "traded"),
    Story("sold to a sister", 3, "traded"),
    Story("repurchased", 3, "traded"),
    Story("title with a gap", 4, "traded"),
    Story("dry booked as wet", 3, "sea"),
    Story("short landing", 3, "sea"),
    Story("bill weight off", 3, "sea"),
    Story("no certificate", 3),
    Story("no permit", 3, "border"),
    Story("no route", 3),
    Story("route with a gap", 3, "sea"),
    Story("origin not declared", 4),
    Story("provisional assay inflated", 3, "copper"),
)

BUSY = 12
"""Parcels of a mine from which its chemistry is well known."""


def assign(parcels: pl.DataFrame, *, world: World) -> pl.DataFrame:
    """``parcels`` with the single-parcel stories given to parcels that have none yet."""
    plan = world.plan
    chance = plan.stream("stories")
    story = parcels["story"].to_numpy().astype(object)
    befalls = _befalls(parcels, world=world)
    for told in SINGLE:
        free = np.flatnonzero((story == "") & befalls[told.where])
        chosen = chance.choice(free, size=min(plan.rooted(told.base), len(free) // 2), replace=False)
        story[chosen] = told.name
    return parcels.with_columns(story=texts(story))


def _befalls(parcels: pl.DataFrame, *, world: World) -> dict[str, np.ndarray]:
    """Kind of parcel -> which are of that kind: ``sea`` by ship and from a known region, ``busy`` of these the ones of
    mines that send many, ``traded`` of these the ones not sold by the mine itself, ``pit`` from a mine with a renamed
    pit, ``border`` from abroad, ``copper``, and ``any``."""
    mine = parcels["mine"].to_numpy()
    operator = np.array([one.operator for one in world.mines])
    known = np.array([region is not None for region in world.mine_regions])
    sea = world.abroad[mine] & known[mine]
    return {
        "any": np.ones(len(mine), dtype=bool),
        "sea": sea,
        "busy": sea & (np.bincount(mine, minlength=len(known))[mine] >= BUSY),
        "traded": sea & (operator[mine] != parcels["supplier"].to_numpy()),
        "border": world.abroad[mine],
        "copper": (parcels["material"] == "cu").to_numpy(),
        "pit": np.isin(mine, list(world.places.pits)),
    }
