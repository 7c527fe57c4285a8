"""Cargoes whose bills of lading tell a story: split below the inspection limit, used twice, or landed in two parts."""

import numpy as np
import polars as pl
from examples.books.columns import texts
from examples.books.plan import ELEMENTS
from examples.books.world import World

INSPECTED_FROM_G = 500_000_000
"""From this wet weight per bill the customs of the invented countries call an inspector."""
FIRST_PART, FIRST_PAIR = 1000, 2000
"""Numbers of groups start here for cargoes in parts and for pairs of bills."""


def split_cargoes(parcels: pl.DataFrame, *, world: World) -> pl.DataFrame:
    """Parcels added: merchants cut a cargo into bills just small enough to pass uninspected (some call one anyway)."""
    chance = world.plan.stream("split cargoes")
    free = _free_at_sea(parcels, world=world)
    found = [parcels]
    for story, base in (("bill split", 2), ("bill split, inspected", 1)):
        for model in chance.choice(free, size=world.plan.rooted(base), replace=False):
            group = len(found) - 1
            found.append(_pieces(parcels[int(model)], story=story, group=group, chance=chance))
    return pl.concat(found)


def _pieces(model: pl.DataFrame, *, story: str, group: int, chance: np.random.Generator) -> pl.DataFrame:
    count = int(chance.integers(4, 7))
    wet = INSPECTED_FROM_G - chance.integers(8_000_000, 55_000_000, count)
    stray = pl.Series(np.exp(chance.normal(0, 0.01, count)))
    assay = [(pl.col(f"x_{element}") * stray).alias(f"x_{element}") for element in ELEMENTS]
    told = {"story": pl.lit(story), "group": pl.lit(group, dtype=pl.Int64)}
    return pl.concat([model] * count).with_columns(*assay, wet_g=pl.Series(wet), **told)


def _free_at_sea(parcels: pl.DataFrame, *, world: World) -> np.ndarray:
    """Rows of parcels from abroad that are in no story yet."""
    return np.flatnonzero((parcels["story"] == "").to_numpy() & world.abroad[parcels["mine"].to_numpy()])


def part_cargoes(parcels: pl.DataFrame, *, world: World) -> pl.DataFrame:
    """``parcels`` with a few cut in two: one bill, landed in two parts."""
    chance = world.plan.stream("part cargoes")
    free = _free_at_sea(parcels, world=world)
    chosen = np.sort(chance.choice(free, size=world.plan.rooted(4), replace=False))
    first = np.zeros(parcels.height, dtype=np.int64)
    share = chance.uniform(0.3, 0.7, len(chosen))
    first[chosen] = (parcels["wet_g"].to_numpy()[chosen] * share).astype(np.int64)
    group = np.full(parcels.height, -1)
    group[chosen] = FIRST_PART + np.arange(len(chosen))
    cut = pl.Series(group >= FIRST_PART)
    rest = parcels.filter(cut).with_columns(
        wet_g=pl.col("wet_g") - pl.Series(first[chosen]), story=pl.lit("bill in parts"), group=pl.Series(group[chosen])
    )
    landed = parcels.with_columns(
        wet_g=pl.when(cut).then(pl.Series(first)).otherwise(pl.col("wet_g")),
        story=pl.when(cut).then(pl.lit("bill in parts")).otherwise(pl.col("story")),
        group=pl.when(cut).then(pl.Series(group)).otherwise(pl.col("group")),
    )
    return pl.concat([landed, rest])


def bill_pairs(parcels: pl.DataFrame, *, world: World) -> pl.DataFrame:
    """``parcels`` with pairs marked: a later cargo under an old bill, and two carriers with equal numbers."""
    chance = world.plan.stream("bill pairs")
    story = parcels["story"].to_numpy().astype(object)
    group = parcels["group"].to_numpy().copy()
    free = list(chance.permutation(_free_at_sea(parcels, world=world)))
    number = FIRST_PAIR
    for kind, base, same_seller in (("bill used twice", 3, True), ("equal bill numbers", 2, False)):
        for _ in range(world.plan.rooted(base)):
            pair = _pair(free, parcels=parcels, same_seller=same_seller)
            if pair is None:
                break
            for place, role in zip(pair, ("first bill", kind), strict=True):
                story[place], group[place] = role, number
                free.remove(place)
            number += 1
    return parcels.with_columns(story=texts(story), group=pl.Series(group))


def _pair(free: list[int], *, parcels: pl.DataFrame, same_seller: bool) -> tuple[int, int] | None:
    """Two free parcels, the second loaded some weeks after the first."""
    supplier, loaded = parcels["supplier"].to_numpy(), parcels["loaded"].to_numpy()
    for later in free:
        for earlier in free:
            if (supplier[earlier] == supplier[later]) == same_seller and 20 <= loaded[later] - loaded[earlier] <= 400:
                return earlier, later
    return None


def mix_in(parcels: pl.DataFrame, *, world: World) -> pl.DataFrame:
    """``parcels`` in which traders put concentrate of another mine of the same kind; ``source`` tells the truth."""
    chance = world.plan.stream("mixing")
    content = parcels.select([f"x_{element}" for element in ELEMENTS]).to_numpy().copy()
    source = parcels["source"].to_numpy().copy()
    mine = parcels["mine"].to_numpy()
    material = np.array([one.material for one in world.mines])
    mixed = parcels["story"].is_in(["mixed by road", "mixed at the port", "blend with letter"]).to_numpy()
    blend = (parcels["story"] == "blend with letter").to_numpy()
    for place in np.flatnonzero(mixed):
        same_kind = material[mine] == material[mine[place]]
        others = np.flatnonzero(same_kind & (mine != mine[place]) & (source == mine) & ~mixed)
        donor = int(chance.choice(others))
        share = 0.4 if blend[place] else chance.uniform(0.65, 1.0)
        content[place] = share * content[donor] + (1 - share) * content[place]
        source[place] = mine[donor]
    assay = {f"x_{element}": pl.Series(content[:, position]) for position, element in enumerate(ELEMENTS)}
    return parcels.with_columns(source=pl.Series(source), **assay)
