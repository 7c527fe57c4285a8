"""How much there is of everything, and where its chance comes from."""

import math
from dataclasses import dataclass
from datetime import date
from zlib import crc32

import numpy as np

FIRST_DAY = date(2022, 1, 1)
LAST_DAY = date(2024, 12, 31)
EPOCH = date(1970, 1, 1)
METALS = ("cu", "ni", "pb", "zn", "mo", "au", "ag")
ELEMENTS = ("cu", "ni", "pb", "zn", "mo", "au", "ag", "as", "co", "sn", "s")


@dataclass(frozen=True)
class Plan:
    """The wish: ``scale`` 1 is about 10,000 weighbridge receipts. The same plan always gives the same books."""

    seed: int
    scale: float

    def stream(self, purpose: str) -> np.random.Generator:
        """The chance of one ``purpose``, independent of what other parts of the simulation draw."""
        return np.random.Generator(np.random.PCG64(np.random.SeedSequence([self.seed, crc32(purpose.encode())])))

    def linear(self, at_scale_one: float) -> int:
        """A number that grows with the volume of trade."""
        return max(1, round(at_scale_one * self.scale))

    def rooted(self, at_scale_one: float) -> int:
        """A number that grows with the square root of trade: mines, traders, misbehaving actors."""
        return max(1, round(at_scale_one * math.sqrt(self.scale)))


def day_number(day: date) -> int:
    """Days since 1970-01-01."""
    return (day - EPOCH).days


def exact_total(shares: np.ndarray, *, totals: np.ndarray) -> np.ndarray:
    """``totals`` (one integer per row) split by ``shares`` (rows x parts, each row sums to 1) by largest remainder."""
    wanted = shares * totals[:, None]
    parts = np.floor(wanted).astype(np.int64)
    missing = totals - parts.sum(axis=1)
    order = np.argsort(parts - wanted, axis=1, kind="stable")
    rank = np.empty_like(order)
    np.put_along_axis(rank, order, np.arange(order.shape[1])[None, :].repeat(order.shape[0], axis=0), axis=1)
    exact: np.ndarray = parts + (rank < missing[:, None])
    return exact
