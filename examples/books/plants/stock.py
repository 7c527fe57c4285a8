"""Material on hand and the record of what happened to it: lots, flows, and the shares the simulation tracks itself."""

from dataclasses import dataclass, field

import numpy as np
import polars as pl
from examples.books.plan import METALS

MASSES = ("gross_g", *(f"{metal}_g" for metal in METALS))
TRACKED = ("recycled", "listed", "unresolved")
"""Per metal and lot: the share that is scrap, of listed origin, and of an origin nobody can place."""


@dataclass(frozen=True)
class Stock:
    """Lots (by number) with mass (lots x gross and metals, grams) and share (lots x metals x :data:`TRACKED`)."""

    lot: np.ndarray
    mass: np.ndarray
    share: np.ndarray

    def take(self, chosen: np.ndarray) -> "Stock":
        """The chosen rows."""
        return Stock(self.lot[chosen], self.mass[chosen], self.share[chosen])

    def __len__(self) -> int:
        return len(self.lot)


def together(stocks: list[Stock]) -> Stock:
    """All rows of several stocks."""
    return Stock(
        np.concatenate([stock.lot for stock in stocks]),
        np.concatenate([stock.mass for stock in stocks]),
        np.concatenate([stock.share for stock in stocks]),
    )


def mixed(stock: Stock, *, group: np.ndarray, count: int) -> tuple[np.ndarray, np.ndarray]:
    """Mass and share of each of ``count`` groups: masses add, shares mix in proportion to each metal."""
    mass = np.zeros((count, len(MASSES)), dtype=np.int64)
    np.add.at(mass, group, stock.mass)
    weighted = np.zeros((count, len(METALS), len(TRACKED)))
    np.add.at(weighted, group, stock.share * stock.mass[:, 1:, None])
    total = mass[:, 1:, None]
    return mass, np.divide(weighted, total, out=np.zeros_like(weighted), where=total > 0)


@dataclass(frozen=True)
class Label:
    """What a lot is called: a word for all, or one per lot."""

    form: str | np.ndarray
    product: str | np.ndarray
    code: str | np.ndarray


@dataclass(frozen=True)
class Moves:
    """Flows of one kind at one plant: lots that give and take, grams, UTC milliseconds, and events numbered from 0."""

    kind: str
    plant: int
    source: np.ndarray
    target: np.ndarray
    mass: np.ndarray
    at: np.ndarray
    event: np.ndarray


@dataclass
class Record:
    """Everything that happened, in blocks; the numbers of new lots go on from the inbound ones."""

    lots: int
    lot_blocks: list[pl.DataFrame] = field(default_factory=list)
    flow_blocks: list[pl.DataFrame] = field(default_factory=list)
    events: int = 0

    def new_lots(self, mass: np.ndarray, *, at: np.ndarray, plant: int, label: Label) -> np.ndarray:
        """Numbers of new lots made at ``at`` (UTC milliseconds)."""
        numbers = self.lots + np.arange(len(mass))
        self.lots += len(mass)
        columns = {"lot": numbers, "at_ms": at} | mass_columns(mass)
        words = {name: _column(getattr(label, name), count=len(mass)) for name in ("form", "product", "code")}
        self.lot_blocks.append(pl.DataFrame(columns).with_columns(plant=pl.lit(plant, dtype=pl.Int64), **words))
        return numbers

    def book(self, moves: Moves) -> None:
        """Adds flows."""
        columns = {
            "source": moves.source,
            "target": moves.target,
            "at_ms": moves.at,
            "event": moves.event + self.events,
        }
        frame = pl.DataFrame(columns | mass_columns(moves.mass))
        self.flow_blocks.append(frame.with_columns(kind=pl.lit(moves.kind), plant=pl.lit(moves.plant, dtype=pl.Int64)))
        self.events += int(moves.event.max()) + 1


def _column(words: str | np.ndarray, *, count: int) -> pl.Series:
    return pl.Series([words] * count if isinstance(words, str) else words.tolist(), dtype=pl.String)


def mass_columns(mass: np.ndarray) -> dict[str, np.ndarray]:
    """Gross and metals (rows x 8) as columns."""
    return {name: mass[:, place] for place, name in enumerate(MASSES)}
