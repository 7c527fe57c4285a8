"""Full origin vectors of single lots, kept sparse: exact by default, or with small shares booked to RESIDUAL."""

from typing import TypeVar

import numpy as np
import polars as pl
from numpy.typing import NDArray

from cupel.chain import levels
from cupel.chain.arrays import I32, Graph, Mask, Rows, Wanted, owned, spans
from cupel.chain.graph import Chain
from cupel.chain.passes import compiled

T = TypeVar("T", bound=np.generic)

FIRST_ROOM = 16
"""Shares per lot that room is made for at first."""
RESIDUAL = -1
"""Number of the origin that small shares are booked to: nothing is dropped silently."""


def compositions(chain: Chain, *, metal: str, lots: I32, origin: I32 | None = None, floor: float = 0.0) -> pl.DataFrame:
    """Every origin's share in every one of ``lots`` i32 (positions, without repeats).

    ``origin`` i32[S] numbers the origins from 0; without it every source is its own (row of ``chain.origins``). Shares
    below ``floor`` are booked to :data:`RESIDUAL` on the way, so a lot's shares still add up to 1. Returns ``lot`` i32,
    ``origin`` i32, ``share`` f64, sorted by lot and origin. Memory: 12 bytes per share of all lots upstream; for sums
    over many lots :func:`cupel.chain.origins.origin_totals` needs none of it.
    """
    graph = chain.graph(metal, origin=origin)
    count = int(graph.seed.max(initial=-1)) + 1
    rows = sparse_rows(chain, graph, wanted=Wanted(_needed(graph, lots), count, floor))
    place = spans(rows.ptr, lots)
    found = rows.origin[place]
    return pl.DataFrame(
        {
            "lot": np.repeat(lots.astype(np.int32), np.diff(rows.ptr)[lots]),
            "origin": np.where(found == count, RESIDUAL, found).astype(np.int32),
            "share": rows.share[place],
        }
    ).sort("lot", "origin")


def sparse_rows(chain: Chain, graph: Graph, *, wanted: Wanted) -> Rows:
    """The ``wanted`` rows; the order of origins within a row is open."""
    kernels = compiled()
    if kernels is None:
        return levels.compositions(chain.slices, graph, wanted)
    room = FIRST_ROOM * chain.size + wanted.origins
    rows = Rows(np.zeros(chain.size + 1, np.int64), np.empty(room, np.int32), np.empty(room))
    done = kernels.compositions(graph, wanted, 0, rows)
    while done < chain.size:
        rows = Rows(rows.ptr, _longer(rows.origin), _longer(rows.share))
        done = kernels.compositions(graph, wanted, done, rows)
    filled = rows.ptr[-1]
    return Rows(rows.ptr, rows.origin[:filled], rows.share[:filled])


def _longer(array: NDArray[T]) -> NDArray[T]:
    """Twice the room. Made here and not in the kernel: numpy asks for large pages, which is ten times faster to
    fill.
    """
    longer = np.empty(2 * len(array), array.dtype)
    longer[: len(array)] = array
    return longer


def _needed(graph: Graph, lots: I32) -> Mask:
    needed = np.zeros(len(graph.seed), np.bool_)
    needed[lots] = True
    (compiled() or levels).ancestors(graph, owned(needed, np.bool_))
    return needed
