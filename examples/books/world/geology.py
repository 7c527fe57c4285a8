"""What each mine's concentrate holds: additive log-ratios to the gangue, correlated, drifting with the ore body."""

from dataclasses import dataclass

import numpy as np
from examples.books.plan import ELEMENTS, Plan

TYPICAL = {
    "zn": {
        "zn": 0.525,
        "pb": 0.014,
        "cu": 5e-3,
        "s": 0.31,
        "ag": 9e-5,
        "au": 6e-7,
        "as": 1.4e-3,
        "sn": 9e-5,
        "co": 7e-5,
    },
    "pb": {
        "pb": 0.61,
        "zn": 0.045,
        "cu": 9e-3,
        "s": 0.18,
        "ag": 9e-4,
        "au": 2e-6,
        "as": 3.2e-3,
        "sn": 6e-5,
        "co": 3e-5,
    },
    "bk": {
        "zn": 0.31,
        "pb": 0.21,
        "cu": 0.012,
        "s": 0.27,
        "ag": 4e-4,
        "au": 1e-6,
        "as": 2.2e-3,
        "sn": 7e-5,
        "co": 5e-5,
    },
    "cu": {
        "cu": 0.255,
        "zn": 0.022,
        "pb": 6e-3,
        "s": 0.33,
        "ag": 7e-5,
        "au": 3e-6,
        "as": 2.1e-3,
        "sn": 6e-5,
        "co": 4e-4,
    }
    | {"mo": 4e-4, "ni": 3e-4},
    "ore": {
        "cu": 0.013,
        "ni": 0.009,
        "s": 0.06,
        "mo": 2.5e-4,
        "co": 4e-4,
        "ag": 4e-6,
        "au": 2e-7,
        "zn": 6e-4,
        "pb": 2e-4,
    },
}
"""Typical content of the dry material, mass fractions; elements left out are at 20 g/t."""
TRACE = 2e-5
MAIN = {"zn": ("zn", "s"), "pb": ("pb", "s"), "bk": ("zn", "pb", "s"), "cu": ("cu", "s"), "ore": ("cu", "ni", "s")}
MOISTURE = {"zn": 0.086, "pb": 0.071, "bk": 0.082, "cu": 0.088, "ore": 0.041}

LOADINGS = np.array(
    [
        [0.6, 0.3, 0.5, 0.6, 0.0, 0.2, 0.5, 0.3, 0.4, 0.1, 0.7],
        [0.1, 0.4, 0.1, 0.0, 0.6, 0.6, 0.3, 0.6, 0.4, 0.5, 0.1],
    ]
)
"""How far two common causes (sulphide share, alteration) move each of :data:`ELEMENTS`."""


def typical(material: str) -> np.ndarray:
    """Log-ratios of :data:`ELEMENTS` to the rest, for the material's typical content."""
    content = np.array([TYPICAL[material].get(element, TRACE) for element in ELEMENTS])
    ratios: np.ndarray = np.log(content / (1 - content.sum()))
    return ratios


def spread(material: str, *, main: float, minor: float) -> np.ndarray:
    """Per element how far it strays: ``main`` for what the material is sold for, ``minor`` for the others."""
    return np.array([main if element in MAIN[material] else minor for element in ELEMENTS])


def content(log_ratios: np.ndarray) -> np.ndarray:
    """Mass fractions of log-ratios (rows x elements); each row sums to less than 1."""
    parts = np.exp(log_ratios)
    fractions: np.ndarray = parts / (1 + parts.sum(axis=1, keepdims=True))
    return fractions


def correlated(chance: np.random.Generator, *, rows: int) -> np.ndarray:
    """Standard normals (rows x elements) with two common causes: sulphide share and alteration."""
    causes = chance.standard_normal((rows, 2))
    own = np.sqrt(1 - (LOADINGS**2).sum(axis=0))
    values: np.ndarray = causes @ LOADINGS + own * chance.standard_normal((rows, len(ELEMENTS)))
    return values


@dataclass(frozen=True)
class OreBodies:
    """Per mine: log-ratios on the first day, their change per year, moisture, and how much single parcels stray."""

    centre: np.ndarray
    drift: np.ndarray
    moisture: np.ndarray
    stray: np.ndarray

    def parcels(self, mine: np.ndarray, *, years: np.ndarray, chance: np.random.Generator) -> np.ndarray:
        """Content (parcels x elements) of parcels loaded ``years`` after the first day."""
        noise = correlated(chance, rows=len(mine)) * self.stray[mine]
        return content(self.centre[mine] + self.drift[mine] * years[:, None] + noise)

    def wetness(self, mine: np.ndarray, *, day: np.ndarray, chance: np.random.Generator) -> np.ndarray:
        """Moisture of parcels: each mine's own, wetter after the rains."""
        season = 1 + 0.16 * np.cos(2 * np.pi * (day % 365.25 - 60) / 365.25)
        wet: np.ndarray = self.moisture[mine] * season * np.exp(0.05 * chance.standard_normal(len(mine)))
        return wet


def ore_bodies(plan: Plan, *, materials: list[str]) -> OreBodies:
    """The geology of all mines; about one in six drifts noticeably as mining goes deeper."""
    chance = plan.stream("geology")
    far = np.array([spread(material, main=0.10, minor=0.85) for material in materials])
    centre = np.array([typical(material) for material in materials]) + far * correlated(chance, rows=len(materials))
    drifts = (chance.random(len(materials)) < 1 / 6)[:, None] * chance.normal(0, 0.18, (len(materials), len(ELEMENTS)))
    main_steady = np.array([spread(material, main=0.1, minor=1.0) for material in materials])
    stray = np.array([spread(material, main=0.03, minor=0.11) for material in materials])
    moisture = np.array([MOISTURE[material] for material in materials]) * np.exp(chance.normal(0, 0.12, len(materials)))
    return OreBodies(centre, drifts * main_steady, moisture, stray)


def digger_pits(material: str, *, count: int, chance: np.random.Generator) -> np.ndarray:
    """Content (pits x elements) of small pits: hand-sorted ore of many veins, each its own."""
    veins = spread(material, main=0.30, minor=1.0) * correlated(chance, rows=count)
    return content(typical(material) + veins)
