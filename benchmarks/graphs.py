"""Invented books of smelting companies in any size: seeded, in whole grams, with the shape of real ones.

Twelve quarters, plants of about 25,000 flows. Parcels arrive from mines and scrap yards (bulk parcels feed one to
four campaigns), campaigns of 20 to 100 parcels are cast into anodes, refining campaigns of 20 to 60 anodes into
cathodes, cathodes leave in shipments of one to three lots. Some shipments come back as scrap that a campaign of the
next quarter takes, now and then at another plant; anode scrap goes the same way. What arrives is used within weeks.
Sites form loops, lots do not; paths are about 70 flows long.
"""

from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

import numpy as np
import polars as pl
from numpy.typing import NDArray

from cupel.chain.arrays import I32, Graph, Mixtures
from cupel.chain.graph import Chain, build_chain

I64 = NDArray[np.int64]
F64 = NDArray[np.float64]
QUARTERS = 12
QUARTER_DAYS = 91
ORIGINS = 1024
FLOWS_PER_PLANT = 25_000
FLOWS_PER_CAMPAIGN = 114
PARCELS_PER_CAMPAIGN = 29
TO_ANOTHER_PLANT = 0.01
PARCEL_G = 10**10


class Stage(NamedTuple):
    """Lots from number ``first`` on, ``lots`` of them, and the flows into them."""

    first: int
    lots: int
    src: I64
    dst: I64


@dataclass(kw_only=True)
class _Books:
    """Lots and flows so far. Every verb returns the new lots."""

    rng: np.random.Generator
    capacity: int
    size: int = 0
    stages: list[Stage] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.days: F64 = np.empty(self.capacity)

    def arrive(self, count: int, *, quarter: int) -> I64:
        """``count`` parcels in the course of a quarter."""
        days = (quarter + np.sort(self.rng.random(count))) * QUARTER_DAYS
        return self._add(days, np.empty(0, np.int64), np.empty(0, np.int64))

    def mix(self, inputs: I64, *, low: int, high: int, weeks: float) -> I64:
        """Lots of ``low`` to ``high`` inputs each, taken within about ``weeks`` of their making."""
        used = self.days[inputs] + self.rng.exponential(7 * weeks, len(inputs))
        order = np.argsort(used)
        cuts = np.cumsum(self.rng.integers(low, high + 1, len(inputs) // low + 1))
        start = np.concatenate([[0], cuts[cuts < len(inputs)]])
        group = np.repeat(np.arange(len(start)), np.diff(np.append(start, len(inputs))))
        return self._add(np.maximum.reduceat(used[order], start), inputs[order], group)

    def split(self, givers: I64, *, low: int, high: int, after: float) -> I64:
        """``low`` to ``high`` lots out of each of ``givers``, ``after`` days."""
        parts = np.repeat(givers, self.rng.integers(low, high + 1, len(givers)))
        return self._add(self.days[parts] + after, parts, np.arange(len(parts)))

    def _add(self, days: F64, src: I64, dst: I64) -> I64:
        lots = np.arange(self.size, self.size + len(days))
        self.stages.append(Stage(self.size, len(days), src, dst + self.size))
        self.size += len(days)
        self.days[lots] = days
        return lots


def generate(*, flows: int, seed: int = 1) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Canonical lots and flows (the columns the graph reads), about ``flows`` of the latter."""
    books = _Books(rng=np.random.default_rng(seed), capacity=flows)
    plants = max(round(flows / FLOWS_PER_PLANT), 1)
    campaigns = max(round(flows / (plants * QUARTERS * FLOWS_PER_CAMPAIGN)), 1)
    scrap = [np.empty(0, np.int64)] * plants
    for quarter in range(QUARTERS):
        scrap = [_quarter_of_plant(books, quarter, campaigns, given) for given in scrap]
        scrap = _trade(books.rng, scrap)
    return _tables(books)


def _quarter_of_plant(books: _Books, quarter: int, campaigns: int, scrap: I64) -> I64:
    """One quarter of one plant; returns the scrap that comes back in the next."""
    rng = books.rng
    parcels = books.arrive(PARCELS_PER_CAMPAIGN * campaigns, quarter=quarter)
    charges = np.concatenate(
        [np.repeat(parcels, rng.choice([1, 2, 3, 4], len(parcels), p=[0.4, 0.3, 0.2, 0.1])), scrap]
    )
    anodes = books.split(books.mix(charges, low=20, high=100, weeks=2), low=8, high=20, after=1)
    charged = np.concatenate([anodes, rng.choice(anodes, len(anodes) // 5)])
    refining = books.mix(charged, low=20, high=60, weeks=1)
    cathodes = books.split(refining, low=16, high=32, after=7)
    anode_scrap = books.split(refining, low=1, high=2, after=7)
    shipments = books.mix(np.concatenate([cathodes, rng.choice(cathodes, len(cathodes) // 2)]), low=1, high=3, weeks=1)
    back = books.split(rng.choice(shipments, len(shipments) // 10, replace=False), low=1, high=1, after=QUARTER_DAYS)
    return np.concatenate([anode_scrap, back])


def _trade(rng: np.random.Generator, scrap: list[I64]) -> list[I64]:
    """A few scrap lots of every plant go to its neighbour."""
    leaving = [rng.random(len(lots)) < TO_ANOTHER_PLANT for lots in scrap]
    return [np.concatenate([lots[~leaving[i]], scrap[i - 1][leaving[i - 1]]]) for i, lots in enumerate(scrap)]


def _tables(books: _Books) -> tuple[pl.DataFrame, pl.DataFrame]:
    src = np.concatenate([stage.src for stage in books.stages])
    dst = np.concatenate([stage.dst for stage in books.stages])
    content, grams = _contents(books, src)
    made = pl.Series((books.days[: books.size] * 86_400_000).astype(np.int64)).cast(pl.Datetime("ms"))
    names = pl.select(pl.format("L{}", pl.int_range(books.size).cast(pl.String).str.zfill(8))).to_series()
    lots = pl.DataFrame({"lot_id": names, "created_at": made, "supplier_id": "P", "site_id": "S", "cu_g": content})
    flows = pl.DataFrame(
        {
            "flow_id": pl.select(pl.format("F{}", pl.int_range(len(src)))).to_series(),
            "kind": "charge",
            "at": made.gather(dst),
            "src_lot": names.gather(src),
            "dst_lot": names.gather(dst),
            "cu_g": grams,
        }
    )
    return lots, flows


def _contents(books: _Books, src: I64) -> tuple[I64, I64]:
    """Grams in lots and flows: every lot gives away what it holds, in random parts."""
    part = books.rng.random(len(src)) + 0.1
    part /= np.bincount(src, part, minlength=books.size)[src]
    content, grams = np.zeros(books.size, np.int64), np.zeros(len(src), np.int64)
    done = 0
    for stage in books.stages:
        span = slice(done, done + len(stage.src))
        if not len(stage.src):
            content[stage.first : stage.first + stage.lots] = books.rng.integers(PARCEL_G // 10, PARCEL_G, stage.lots)
        grams[span] = (content[stage.src] * part[span]).astype(np.int64)
        np.add.at(content, stage.dst, grams[span])
        done = span.stop
    return content, grams


@dataclass(frozen=True, kw_only=True)
class Case:
    """A chain with :data:`ORIGINS` origins: ``origin`` i32[S] says which mine and year each source lot comes from."""

    size: str
    chain: Chain
    origin: I32

    @property
    def graph(self) -> Graph:
        """The kernels' arrays, seeded by origin."""
        return self.chain.graph("cu", origin=self.origin)

    @cached_property
    def mixtures(self) -> Mixtures:
        """What the kernels work on: origins and the lots that are mixed, each once."""
        return self.chain.mixtures("cu", origin=self.origin)

    def flags(self, columns: int) -> F64:
        """f64[ORIGINS, columns]: a tenth of the origins flagged in each column."""
        return (np.random.default_rng(columns).random((ORIGINS, columns)) < 0.1).astype(np.float64)


def case(*, flows: int, seed: int = 1) -> Case:
    """The chain of :func:`generate`, a few large origins and many small ones."""
    chain = build_chain(*generate(flows=flows, seed=seed), metals=["cu"])
    skewed = np.random.default_rng(seed).random(len(chain.sources)) ** 2
    exact = f"{len(chain.src):,} flows, {chain.size:,} lots"
    return Case(size=f"1e{round(np.log10(flows))} ({exact})", chain=chain, origin=(skewed * ORIGINS).astype(np.int32))
