"""The supplier's words for a mine: a new wording each time."""

import polars as pl
from examples.books.world import World

WORDINGS = ("{} Mine", "{} mine", "Mina {}", "{} Mine Site", "{} MINE", "Mine {}")


def wordings(parcels: pl.DataFrame, *, world: World, purpose: str) -> list[str | None]:
    """Words for the declared mine of each parcel, ``None`` where none is declared; ``purpose`` names the paper."""
    chance = world.plan.stream(purpose)
    names = [world.places.sites[mine.site].name.removesuffix(" Mine") for mine in world.mines]
    styles = chance.integers(len(WORDINGS), size=parcels.height).tolist()
    rows = zip(parcels["mine"], parcels["story"], styles, strict=True)
    return [
        None if mine < 0 or story == "origin not declared" else _worded(names[mine], wording=WORDINGS[style])
        for mine, story, style in rows
    ]


def _worded(name: str, *, wording: str) -> str:
    return wording.format(name.upper() if wording.endswith("MINE") else name)
