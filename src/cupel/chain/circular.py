"""Mixing where trade runs in circles: sites that sell to each other within a period.

Within a loop every site's composition depends on the others'. Loops (strongly connected components) are solved in the
order of the flow: up to :data:`DENSE_LIMIT` sites by elimination, larger ones by Gauss-Seidel. A loop that hardly
anything enters has no defined composition; it is circular trading and a red flag of its own.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from cupel.chain import levels
from cupel.chain.arrays import F64, I32, I64, Graph, Mask, spans
from cupel.chain.components import component_labels
from cupel.chain.passes import compiled

if TYPE_CHECKING:
    from scipy.sparse import csr_array

DENSE_LIMIT = 500
"""Sites in a loop up to which elimination (exact, cubic) is used; beyond it rounds to a change of 1e-12 are faster."""
ROUND_LIMIT = 1000
ENTRY_FLOOR = 1e-9
"""Share of a loop's inflow from outside below which the loop counts as closed."""


@dataclass(frozen=True, kw_only=True)
class Trade:
    """Metal between n sites in one period.

    ``src``, ``dst`` i32[E] and ``grams`` i64[E]: deliveries; ``entered`` i64[n]: grams from sources; ``seeds``
    f64[n,B]: composition of what entered from sources.
    """

    src: I32
    dst: I32
    grams: I64
    entered: I64
    seeds: F64


@dataclass(frozen=True, kw_only=True)
class ClosedLoop:
    """Circular trading: ``sites`` i32 pass ``grams`` to each other while ``entered`` grams come from outside."""

    sites: I32
    grams: int
    entered: int


@dataclass(frozen=True, kw_only=True)
class Mixture:
    """``shares`` f64[n,B] per site (0 where nothing arrives, or only from a closed loop) and the ``closed`` loops."""

    shares: F64
    closed: tuple[ClosedLoop, ...]


@dataclass(frozen=True, kw_only=True)
class _Inflow:
    """Deliveries by receiver: ``graph`` with weights, ``grams`` i64[E], ``loop`` i64[n] the component of each site."""

    graph: Graph
    grams: I64
    loop: I64


def mix_circular(trade: Trade) -> Mixture:
    """Composition of every site's intake: what entered from sources and came from other sites, weighted by grams."""
    inflow, shares = _inflow(trade)
    loops = _loops(inflow)
    closed: list[ClosedLoop] = []
    for level in range(int(loops.depth.max(initial=-1)) + 1):
        here = loops.depth == level
        plain = np.flatnonzero(here[inflow.loop] & ~loops.circular[inflow.loop])
        shares[plain] += _matrix(inflow, plain, spans(inflow.graph.ptr, plain)) @ shares
        for loop in np.flatnonzero(here & loops.circular):
            sites = loops.sites[loops.start[loop] : loops.start[loop + 1]]
            if not _solve_loop(inflow, sites, shares):
                closed.append(_closed_loop(inflow, trade, sites))
    return Mixture(shares=shares, closed=tuple(closed))


@dataclass(frozen=True, kw_only=True)
class _Loops:
    """Sites grouped by loop: ``sites[start[i]:start[i+1]]``; ``circular`` bool: more than one site, or one that feeds
    itself; ``depth`` i32: loops of one depth do not feed each other.
    """

    sites: I64
    start: I64
    circular: Mask
    depth: I32


def _inflow(trade: Trade) -> tuple[_Inflow, F64]:
    """Deliveries by receiver, and the part of each site's composition that entered from sources."""
    size = len(trade.entered)
    by_site = np.argsort(trade.dst, kind="stable")
    ptr = np.concatenate([[0], np.cumsum(np.bincount(trade.dst, minlength=size))])
    total = trade.entered.copy()
    np.add.at(total, trade.dst, trade.grams)
    whole = np.maximum(total, 1)
    grams = trade.grams[by_site]
    weight = grams / np.repeat(whole, np.diff(ptr))
    graph = Graph(ptr, trade.src[by_site].astype(np.int32), weight, np.full(size, -1, np.int32))
    loop = component_labels(trade.src.astype(np.int64), trade.dst.astype(np.int64), size=size)
    return _Inflow(graph=graph, grams=grams, loop=loop), trade.seeds * (trade.entered / whole)[:, None]


def _loops(inflow: _Inflow) -> _Loops:
    receiver = np.repeat(np.arange(len(inflow.loop)), np.diff(inflow.graph.ptr))
    src, dst = inflow.loop[inflow.graph.src], inflow.loop[receiver]
    size = np.bincount(inflow.loop)
    circular = size > 1
    circular[src[inflow.graph.src == receiver]] = True
    across = np.flatnonzero(src != dst)
    across = across[np.argsort(dst[across], kind="stable")]
    ptr = np.concatenate([[0], np.cumsum(np.bincount(dst[across], minlength=len(size)))])
    return _Loops(
        sites=np.argsort(inflow.loop, kind="stable"),
        start=np.concatenate([[0], np.cumsum(size)]),
        circular=circular,
        depth=levels.depths(ptr, src[across].astype(np.int32)),
    )


def _solve_loop(inflow: _Inflow, sites: I64, shares: F64) -> bool:
    """Fill the rows ``sites`` of ``shares``, which hold what entered from sources; False (and 0) if the loop is
    closed.
    """
    edges = spans(inflow.graph.ptr, sites)
    inside = _inside(inflow, sites, edges)
    given = shares[sites] + _matrix(inflow, sites, edges[~inside]) @ shares
    within = _matrix(inflow, sites, edges[inside])[:, sites]
    shares[sites] = 0.0
    if float(within.sum()) > (1.0 - ENTRY_FLOOR) * len(sites):
        return False
    if len(sites) <= DENSE_LIMIT:
        shares[sites] = eliminate(np.eye(len(sites)) - within.toarray(), given)
        return True
    block = Graph(
        within.indptr.astype(np.int64), within.indices.astype(np.int32), within.data, inflow.graph.seed[sites]
    )
    mixed = given.copy()
    if (compiled() or levels).gauss_seidel(block, given, mixed, ROUND_LIMIT) > ROUND_LIMIT:
        return False
    shares[sites] = mixed
    return True


def eliminate(matrix: F64, rhs: F64) -> F64:
    """Solve ``matrix @ x = rhs`` (f64[n,n], f64[n,B]) for a matrix I - W of input weights, whose pivots need no search.

    Only elementwise operations: unlike LAPACK's, results do not depend on the number of threads.
    """
    left, right = matrix.copy(), rhs.copy()
    for k in range(len(left)):
        factor = left[k + 1 :, k] / left[k, k]
        left[k + 1 :, k:] -= factor[:, None] * left[k, k:]
        right[k + 1 :] -= factor[:, None] * right[k]
    for k in range(len(left) - 1, -1, -1):
        right[k] /= left[k, k]
        right[:k] -= left[:k, k, None] * right[k]
    return right


def _closed_loop(inflow: _Inflow, trade: Trade, sites: I64) -> ClosedLoop:
    edges = spans(inflow.graph.ptr, sites)
    inside = _inside(inflow, sites, edges)
    entered = int(trade.entered[sites].sum()) + int(inflow.grams[edges[~inside]].sum())
    return ClosedLoop(sites=sites.astype(np.int32), grams=int(inflow.grams[edges[inside]].sum()), entered=entered)


def _inside(inflow: _Inflow, sites: I64, edges: I64) -> Mask:
    same: Mask = inflow.loop[inflow.graph.src[edges]] == inflow.loop[sites[0]]
    return same


def _matrix(inflow: _Inflow, sites: I64, edges: I64) -> "csr_array":
    """Weights of ``edges`` (ascending) into ``sites`` (ascending): len(sites) x n."""
    from scipy.sparse import csr_array

    graph = inflow.graph
    ptr = np.append(np.searchsorted(edges, graph.ptr[sites]), len(edges))
    return csr_array((graph.weight[edges], graph.src[edges], ptr), shape=(len(sites), len(graph.ptr) - 1))
