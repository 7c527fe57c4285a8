"""The parcels whose papers are written, and how one kind of paper is laid out."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import polars as pl
from examples.books.columns import days
from examples.books.world import World

EMBARKED_PER_LANDED = 106
"""Per cent: what was loaded where less was landed."""


@dataclass(frozen=True)
class Consigned:
    """The mined parcels; ``wet``: true wet grams, ``paper_wet``: by the seller's scale; ``chance`` of the papers."""

    world: World
    parcels: pl.DataFrame
    wet: np.ndarray
    paper_wet: np.ndarray
    chance: np.random.Generator

    @cached_property
    def mine(self) -> np.ndarray:
        """The declared mine of each parcel."""
        return self.parcels["mine"].to_numpy()

    @cached_property
    def loaded(self) -> np.ndarray:
        """Day number of loading."""
        return self.parcels["loaded"].to_numpy()

    @cached_property
    def arrived(self) -> np.ndarray:
        """Day number of arrival."""
        return self.parcels["arrived"].to_numpy()

    @property
    def embarked(self) -> np.ndarray:
        """What papers say was loaded, if less was landed: grams."""
        return self.paper_wet * EMBARKED_PER_LANDED // 100

    def told(self, *stories: str) -> np.ndarray:
        """Which parcels are in one of the stories."""
        return self.parcels["story"].is_in(stories).to_numpy()

    def rows(self, *stories: str) -> np.ndarray:
        """Row numbers of the parcels in one of the stories."""
        return np.flatnonzero(self.told(*stories))

    def papers(self, document_type: str, *, rows: np.ndarray, issued: np.ndarray, **columns: Any) -> pl.DataFrame:
        """Papers of one type for the parcels in ``rows``, with further ``columns`` of the table of documents."""
        frame = pl.DataFrame({"lot_id": self.parcels["lot_id"].gather(rows), "issued_on": days(issued)})
        given = {name: pl.Series(values) for name, values in columns.items()}
        return frame.with_columns(document_type=pl.lit(document_type), **given)


def consigned(world: World, *, parcels: pl.DataFrame, wet: np.ndarray) -> Consigned:
    """The mined ones of ``parcels``."""
    mined = (parcels["mine"] >= 0).to_numpy()
    chance = world.plan.stream("papers")
    scale_error = 1 + 0.0015 * chance.standard_normal(int(mined.sum()))
    return Consigned(
        world, parcels.filter(pl.Series(mined)), wet[mined], np.rint(wet[mined] * scale_error).astype(np.int64), chance
    )
