"""Which lots must hold the same mixture: most lots of real books are parts of another lot, and a part is what the whole
is. Passes work on the mixtures, a tenth of the lots or so, and spread the result over the lots at the end.
"""

import numpy as np

from cupel.chain import levels
from cupel.chain.arrays import F64, Graph, Mask, Mixtures, spans
from cupel.chain.passes import compiled, each_part


def mixtures(graph: Graph, *, seeds: int, apart: Mask | None = None) -> Mixtures:
    """The mixtures of ``graph``: one per row of a seed table of ``seeds`` rows, then one per lot that is mixed.

    Lots in ``apart`` bool[N] share with no lot before them: those that a mark changes on the way.
    """
    size = len(graph.seed)
    row, lots = np.empty(size, np.int32), np.empty(size, np.int32)
    alone = np.zeros(size, np.bool_) if apart is None else apart
    count = (compiled() or levels).distinct(graph, alone, seeds, row, lots)
    lots = lots[:count].copy()
    edge = spans(graph.ptr, lots)
    ptr = np.zeros(seeds + count + 1, np.int64)
    np.cumsum(np.diff(graph.ptr)[lots], out=ptr[seeds + 1 :])
    seed = np.concatenate([np.arange(seeds, dtype=np.int32), graph.seed[lots]])
    return Mixtures(Graph(ptr, row[graph.src[edge]], graph.weight[edge], seed), row, lots, edge)


def spread(rows: F64, mixed: Mixtures, out: F64) -> None:
    """Give every lot its mixture's row: ``rows`` f64[D,B] into ``out`` f64[N,B]."""
    kernels = compiled()
    if kernels is None:
        out[:] = rows[mixed.row]
    else:
        each_part(lambda lots: kernels.spread(rows, mixed.row[lots], out[lots]), size=len(out))
