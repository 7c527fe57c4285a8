"""Weighbridge tickets: each parcel arrives in trucks, wagons or containers, and is weighed and sampled one by one."""

from dataclasses import dataclass

import numpy as np
import polars as pl
from examples.books.plan import METALS
from examples.books.trade.contracts import TRUCK_G, WAGON_G
from examples.books.world import World

DIVISION_G = 20_000
"""Smallest step of the scale."""
MODES = ("truck", "rail", "container")
PAYLOAD_G = np.array([TRUCK_G, WAGON_G, 24_000_000])
GAP_MIN = np.array([23.0, 11.0, 17.0])
"""Usual minutes between two vehicles of one parcel, by mode."""
SHORTEST_GAP = 0.6
SECOND_MS = 1000
PLATES = 26**3 * 900
"""How many different plates there are."""


@dataclass(frozen=True)
class Convoys:
    """The vehicles of all parcels: per parcel ``mode`` and ``count``; per vehicle its ``parcel`` and ``turn``."""

    mode: np.ndarray
    count: np.ndarray
    parcel: np.ndarray
    turn: np.ndarray

    @property
    def first(self) -> np.ndarray:
        """Per parcel the row of its first vehicle."""
        rows: np.ndarray = np.cumsum(self.count) - self.count
        return rows


def tickets(world: World, *, parcels: pl.DataFrame) -> pl.DataFrame:
    """One row per vehicle of each parcel: local time, plant, vehicle, wet and dry grams, metals in grams."""
    chance = world.plan.stream("weighbridge")
    single = (parcels["form"] == "scrap").to_numpy()
    convoys = _convoys(parcels, single=single, chance=chance)
    parcel = convoys.parcel
    gross = _loads(parcels["wet_g"].to_numpy(), convoys=convoys, single=single[parcel], chance=chance)
    at_ms = _times(parcels["arrived"].to_numpy(), convoys=convoys, chance=chance)
    plant = parcels["plant"].to_numpy()
    wetness = parcels["moisture"].to_numpy()[parcel] + 0.0015 * chance.standard_normal(len(parcel))
    columns = {
        "parcel": parcel,
        "plant": plant[parcel],
        "at_ms": at_ms,
        "vehicle": _plates(convoys, fleet=_fleets(world)[plant], chance=chance),
        "mode": np.array(MODES)[convoys.mode[parcel]],
        "entered_unit": np.where(single[parcel], "kg", "t"),
        "gross_g": gross,
        "moisture": np.clip(np.round(wetness, 4), 0.0001, 0.25),
    }
    return weighed(pl.DataFrame(columns), content=metal_content(parcels))


def metal_content(parcels: pl.DataFrame) -> np.ndarray:
    """Mass fractions (parcels x metals) of the dry material."""
    return parcels.select([f"x_{metal}" for metal in METALS]).to_numpy()


def weighed(frame: pl.DataFrame, *, content: np.ndarray) -> pl.DataFrame:
    """``frame`` with the dry mass and metals that follow from wet mass, moisture and the parcel's content."""
    gross, moisture = frame["gross_g"].to_numpy(), frame["moisture"].to_numpy()
    dry = np.rint(gross * (1 - moisture)).astype(np.int64)
    assay = content[frame["parcel"].to_numpy()]
    metals = {f"{metal}_g": np.rint(dry * assay[:, place]).astype(np.int64) for place, metal in enumerate(METALS)}
    return frame.with_columns(dry_g=pl.Series(dry), **{name: pl.Series(values) for name, values in metals.items()})


def _convoys(parcels: pl.DataFrame, *, single: np.ndarray, chance: np.random.Generator) -> Convoys:
    boxed = (parcels["form"] == "blister").to_numpy() | (single & (chance.random(parcels.height) < 0.2))
    mode = np.where(boxed, 2, np.where((parcels["last_mode"] == "rail").to_numpy(), 1, 0))
    count = np.where(single, 1, np.ceil(parcels["wet_g"].to_numpy() / PAYLOAD_G[mode])).astype(np.int64)
    parcel = np.repeat(np.arange(parcels.height), count)
    turn = np.arange(len(parcel)) - np.repeat(np.cumsum(count) - count, count)
    return Convoys(mode, count, parcel, turn)


def _loads(wet: np.ndarray, *, convoys: Convoys, single: np.ndarray, chance: np.random.Generator) -> np.ndarray:
    """Wet grams per vehicle, in divisions of the scale; the parcel's last vehicle is seldom full."""
    parcel, count = convoys.parcel, convoys.count
    share = np.exp(0.04 * chance.standard_normal(len(parcel)))
    last = np.cumsum(count) - 1
    share[last[count > 2]] *= chance.uniform(0.3, 1.0, int((count > 2).sum()))
    load = wet[parcel] * share / np.bincount(parcel, weights=share)[parcel]
    graduated = np.maximum(DIVISION_G, np.rint(load / DIVISION_G) * DIVISION_G)
    loads: np.ndarray = np.where(single, wet[parcel], graduated).astype(np.int64)
    return loads


def _times(arrived: np.ndarray, *, convoys: Convoys, chance: np.random.Generator) -> np.ndarray:
    """Local milliseconds since 1970: the first comes between 5 and 14 o'clock, the others follow day and night."""
    parcel = convoys.parcel
    gaps = GAP_MIN[convoys.mode[parcel]] * chance.uniform(SHORTEST_GAP, 1.8, len(parcel))
    gaps[convoys.first] = chance.uniform(5 * 60, 14 * 60, len(convoys.count))
    passed = np.cumsum(gaps)
    before = np.concatenate([[0], passed])[convoys.first][parcel]
    minutes = arrived[parcel] * 1440 + passed - before
    at: np.ndarray = np.rint(minutes * 60).astype(np.int64) * SECOND_MS
    return at


def _fleets(world: World) -> np.ndarray:
    """Per plant how many trucks shuttle, so that none has to be back sooner than it can."""
    hours = np.array([world.places.sites[plant].min_round_trip_h for plant in world.places.plants])
    trucks: np.ndarray = np.ceil(hours * 60 * 1.25 / (SHORTEST_GAP * GAP_MIN[0])).astype(np.int64)
    return trucks


def _plates(convoys: Convoys, *, fleet: np.ndarray, chance: np.random.Generator) -> pl.Series:
    """Plates: trucks shuttle in fleets; wagons and containers come once."""
    parcel, mode = convoys.parcel, convoys.mode[convoys.parcel]
    base = chance.integers(0, PLATES, len(convoys.count))
    truck = (base[parcel] + convoys.turn % fleet[parcel] * 7919) % PLATES
    number = np.where(mode == 0, truck, chance.integers(10**6, 10**7, len(parcel)))
    letters = np.array([chr(65 + place) for place in range(26)])
    initials = {name: letters[number // (900 * 26**place) % 26] for place, name in enumerate(("one", "two", "three"))}
    plate = pl.DataFrame({"mode": mode, "number": number, "digits": number % 900 + 100} | initials)
    text = (
        pl.when(pl.col("mode") == 0)
        .then(pl.format("{}{} {}{}", "one", "two", "digits", "three"))
        .when(pl.col("mode") == 1)
        .then(pl.format("31 {}", "number"))
        .otherwise(pl.format("{}{}U{}", "one", "two", "number"))
    )
    return plate.select(text.alias("plate"))["plate"]
