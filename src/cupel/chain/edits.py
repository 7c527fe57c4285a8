"""After an edit of few flows: recompute only what lies downstream, with the same bits as a full run."""

import numpy as np
import polars as pl

from cupel.chain import levels
from cupel.chain.arrays import F64, I32, Graph, Inputs, owned, spans
from cupel.chain.graph import Chain
from cupel.chain.passes import compiled
from cupel.errors import BooksError
from cupel.messages import _

CONE_LIMIT = 0.05
"""Share of all lots above which a full pass is cheaper than finding and visiting the lots downstream."""


def new_inputs(chain: Chain, *, metal: str, flows: pl.DataFrame) -> Inputs:
    """What lots are made of after an edit: ``flows`` holds *all* inputs (``src_lot``, ``dst_lot``, ``<metal>_g``) of
    each edited lot, unknown feed included, in the order of the books.

    Raises :class:`cupel.errors.BooksError` for a lot that is not in the chain, for one without inputs before, or for
    an input that comes later than the lot.
    """
    src, dst = chain.index(flows["src_lot"]), chain.index(flows["dst_lot"])
    wrong = np.flatnonzero((src >= dst) | chain.source[dst])
    if len(wrong):
        row = flows.row(int(wrong[0]), named=True)
        raise BooksError(
            _("The lot {source} cannot become an input of the lot {target} by an edit.").format(
                source=row["src_lot"], target=row["dst_lot"]
            ),
            code="edit-changes-order",
            remedy=_("Import the changed books as a new snapshot; the order of lots changes."),
        )
    by_lot = np.argsort(dst, kind="stable")
    lots, counts = np.unique(dst, return_counts=True)
    ptr = np.concatenate([[0], np.cumsum(counts)]).astype(np.int64)
    grams = flows[f"{metal}_g"].fill_null(0).to_numpy()[by_lot].astype(np.int64)
    whole = np.repeat(np.add.reduceat(grams, ptr[:-1]), counts)
    weight = np.divide(grams, whole, out=np.zeros(len(grams)), where=whole > 0)
    return Inputs(lots, ptr, src[by_lot], weight)


def recompute(chain: Chain, *, metal: str, inputs: Inputs, shares: F64, cone_limit: float = CONE_LIMIT) -> I32:
    """Bring ``shares`` f64[N,B], the result of :func:`cupel.chain.propagate.forward`, up to date *in place*.

    Returns the lots i32 visited: those of ``inputs`` and all downstream or, where these are more than the fraction
    ``cone_limit`` of all lots, every derived lot from the first edited one on.
    """
    graph = chain.graph(metal)
    cone = downstream(chain, lots=inputs.lots, limit=int(cone_limit * chain.size))
    kernels = compiled()
    if kernels is None:
        edited = spliced(graph, inputs)
        shares[:] = levels.forward(edited, shares[chain.sources])
    elif len(cone):
        kernels.recompute(graph, inputs, cone, shares)
    else:
        kernels.resume(graph, inputs, int(inputs.lots[0]), shares)
    return cone if len(cone) else np.unique(chain.dst[chain.ptr[inputs.lots[0]] :])


def downstream(chain: Chain, *, lots: I32, limit: int) -> I32:
    """Positions i32, ascending, of ``lots`` and every lot they reach; empty where these are more than ``limit``."""
    found: I32 = (compiled() or levels).cone(chain.consumers, owned(lots, np.int32), limit)
    return found


def spliced(graph: Graph, inputs: Inputs) -> Graph:
    """``graph`` with the new inputs in place of the old."""
    counts = np.diff(graph.ptr)
    counts[inputs.lots] = np.diff(inputs.ptr)
    ptr = np.concatenate([[0], np.cumsum(counts)])
    src, weight = np.empty(ptr[-1], np.int32), np.empty(ptr[-1])
    kept = np.setdiff1d(np.arange(len(counts)), inputs.lots)
    src[spans(ptr, kept)], weight[spans(ptr, kept)] = (part[spans(graph.ptr, kept)] for part in graph[1:3])
    src[spans(ptr, inputs.lots)], weight[spans(ptr, inputs.lots)] = inputs.src, inputs.weight
    return Graph(ptr, src, weight, graph.seed)
