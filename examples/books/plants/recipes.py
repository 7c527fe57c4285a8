"""What each plant makes of its charge: which part of each metal goes into which product."""

from dataclasses import dataclass

import numpy as np
from examples.books.plan import METALS
from examples.books.world.sites import CONCENTRATOR, COPPER, REFINERY, ZINC

SHIP, KEEP = -1, -2
"""Destinations other than a plant: to customers, or nowhere (slag heap, tailings dam, losses)."""


@dataclass(frozen=True)
class Output:
    """A product: part of each metal of the charge, metal content of its gross mass, lots per campaign, destination."""

    form: str
    product: str
    code: str
    parts: dict[str, float]
    content: float
    goes_to: int
    lots: int = 1


REST: dict[str, float] = {}
"""The last output of a recipe takes what the others leave."""
RECIPES = {
    ZINC: (
        Output("cathode", "special high grade zinc", "ZN", {"zn": 0.952, "pb": 2e-4, "cu": 1e-4}, 0.9999, SHIP, 3),
        Output("cathode", "refined lead", "PB", {"pb": 0.955, "ag": 4e-3, "cu": 1e-3}, 0.9998, SHIP, 2),
        Output("matte", "copper-lead matte", "ML", {"cu": 0.9, "pb": 0.012, "ni": 0.8, "ag": 0.02, "au": 0.03}, 0.55,
               COPPER),
        Output("intermediate", "silver crust", "SC", {"ag": 0.95, "au": 0.94, "pb": 0.012, "zn": 4e-3}, 0.8, SHIP),
        Output("slag", "fumed slag", "SG", {"zn": 0.035, "pb": 0.015, "cu": 0.08, "ni": 0.15, "mo": 0.95}, 0.06, KEEP),
        Output("loss", "loss", "LO", REST, 1.0, KEEP),
    ),
    COPPER: (
        Output("anode", "anode", "AN", {"cu": 0.975, "ni": 0.86, "pb": 0.04, "au": 0.985, "ag": 0.975}, 0.995,
               REFINERY, 4),
        Output("dust", "flue dust", "DU", {"zn": 0.72, "pb": 0.78, "cu": 5e-3, "ag": 6e-3}, 0.62, ZINC),
        Output("slag", "settled slag", "SG", {"cu": 8e-3, "zn": 0.26, "pb": 0.15, "ni": 0.12, "mo": 0.96}, 0.05, KEEP),
        Output("loss", "loss", "LO", REST, 1.0, KEEP),
    ),
    REFINERY: (
        Output("cathode", "copper cathode", "CA", {"cu": 0.838, "ni": 2e-4, "ag": 4e-3}, 0.99995, SHIP, 4),
        Output("anode", "anode scrap", "AS", dict.fromkeys(METALS, 0.15), 0.995, COPPER),
        Output("slimes", "anode slimes", "SL", {"au": 0.845, "ag": 0.84, "pb": 0.7, "cu": 2e-3}, 0.45, SHIP),
        Output("chemical", "nickel sulphate", "NS", {"ni": 0.8, "cu": 1e-3}, 0.223, SHIP),
        Output("loss", "loss", "LO", REST, 1.0, KEEP),
    ),
    CONCENTRATOR: (
        Output("concentrate", "own copper concentrate", "CC", {"cu": 0.84, "ni": 0.08, "au": 0.6, "ag": 0.62, "zn": 0.3,
               "pb": 0.3}, 0.29, COPPER),
        Output("concentrate", "nickel concentrate", "NC", {"ni": 0.73, "cu": 0.05, "au": 0.1, "ag": 0.1}, 0.13, SHIP),
        Output("concentrate", "molybdenum concentrate", "MC", {"mo": 0.76, "cu": 1e-3}, 0.5, SHIP),
        Output("tailings", "tailings", "TA", REST, 0.004, KEEP),
    ),
}  # fmt: skip


def usual_parts(plant: int) -> np.ndarray:
    """Outputs x metals: the part of each metal; columns sum to 1."""
    recipe = RECIPES[plant]
    parts = np.array([[output.parts.get(metal, 0.0) for metal in METALS] for output in recipe])
    parts[-1] = 1 - parts[:-1].sum(axis=0)
    return parts


def campaign_parts(plant: int, *, campaigns: int, chance: np.random.Generator) -> np.ndarray:
    """Campaigns x lots x metals: how campaigns spread their charge over lots; sums to 1 per metal."""
    parts = usual_parts(plant)[None] * np.exp(
        0.03 * chance.standard_normal((campaigns, len(RECIPES[plant]), len(METALS)))
    )
    parts = parts / parts.sum(axis=1, keepdims=True)
    lots = [output.lots for output in RECIPES[plant]]
    weights = np.exp(0.15 * chance.standard_normal((campaigns, sum(lots))))
    first = np.cumsum([0, *lots[:-1]])
    weights = weights / np.repeat(np.add.reduceat(weights, first, axis=1), lots, axis=1)
    spread: np.ndarray = np.repeat(parts, lots, axis=1) * weights[:, :, None]
    return spread


def lot_outputs(plant: int) -> list[Output]:
    """The output each lot of a campaign belongs to."""
    return [output for output in RECIPES[plant] for _ in range(output.lots)]
