"""Invented prices and what contracts pay for."""

import numpy as np
from examples.books.plan import Plan
from examples.books.trade.contracts import START

PRICE_USD_T = {"cu": 8900.0, "ni": 21500.0, "pb": 2150.0, "zn": 2950.0, "au": 60_500_000.0, "ag": 760_000.0}
DISCOUNT = {
    "bright wire": 0.945,
    "heavy copper": 0.91,
    "brass turnings": 0.88,
    "radiators": 0.86,
    "copper residues": 0.68,
    "cathode": 0.995,
    "blister": 0.96,
}
"""Part of the copper price that is paid for scrap; nobody discounts new cathode."""
PAYABLE = {
    "zn": {"zn": 0.85, "ag": 0.6},
    "pb": {"pb": 0.95, "ag": 0.95, "au": 0.9},
    "bk": {"zn": 0.8, "pb": 0.9, "ag": 0.7},
    "cu": {"cu": 0.965, "au": 0.9, "ag": 0.9},
    "ore": {"cu": 0.7, "ni": 0.6},
    "scrap": {"pb": 0.9, "zn": 0.75},
}
"""Material -> part of each metal that is paid; scrap here is lead and zinc scrap."""
TREATMENT_USD_T = 90.0
TOLLED = 0.42
"""Part of the value that is left after a heavy treatment charge."""
BEFORE = 60
"""Days before the books for which there is a price."""


def copper_price(plan: Plan) -> np.ndarray:
    """USD per tonne for each day from 60 days before the books to well after them: a mean-reverting walk."""
    steps = plan.stream("price").normal(0, 0.011, 1400)
    path = np.empty(len(steps))
    level = 0.0
    for place, step in enumerate(steps):
        level = 0.992 * level + step
        path[place] = level
    return np.round(PRICE_USD_T["cu"] * np.exp(path), 2)


def price_on(days: np.ndarray, *, plan: Plan) -> np.ndarray:
    """The copper price of each day (days since 1970)."""
    quoted: np.ndarray = copper_price(plan)[days - START + BEFORE]
    return quoted
