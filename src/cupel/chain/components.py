"""Loops in a graph of flows: strongly connected components and the shortest cycle.

Lots in time order have no loops: there a loop is an error, and the shortest is shown. Between sites and periods loops
are ordinary trade (see :mod:`cupel.chain.circular`).
"""

from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from cupel.chain.arrays import I64

if TYPE_CHECKING:
    from scipy.sparse import csr_array


def component_labels(src: I64, dst: I64, *, size: int) -> I64:
    """Number of the strongly connected component of each of ``size`` nodes (i64); sources of flow are numbered first.

    An edge never leads from a component to one with a smaller number, so components can be solved in ascending order.
    """
    from scipy.sparse.csgraph import connected_components

    _count, label = connected_components(_adjacency(src, dst, size=size), directed=True, connection="strong")
    return _sources_first(label.astype(np.int64), src, dst)


def shortest_cycle(src: I64, dst: I64) -> I64:
    """Edges (positions in ``src``/``dst``, i64) of a shortest cycle, in the order of travel; empty where there is none.

    Nodes are small integers. Among cycles of equal length the one with the earliest backward edge is taken.
    """
    loops = np.flatnonzero(src == dst)
    if len(loops):
        return loops[:1]
    nodes, ends = np.unique(np.concatenate([src, dst]), return_inverse=True)
    return _shortest_cycle(ends[: len(src)], ends[len(src) :], size=len(nodes))


def _shortest_cycle(src: I64, dst: I64, *, size: int) -> I64:
    label = component_labels(src, dst, size=size)
    inner = np.flatnonzero(label[src] == label[dst])
    adjacency = _adjacency(src[inner], dst[inner], size=size)
    best = np.empty(0, np.int64)
    for edge in inner[dst[inner] < src[inner]]:  # every cycle goes back in the numbering at least once
        nodes = _way(adjacency, int(dst[edge]), int(src[edge]))
        if not len(best) or len(nodes) < len(best):
            best = np.array([edge, *_edges_along(nodes, src[inner], dst[inner], inner)])
        if len(best) == 2:
            break
    return best


def _way(adjacency: "csr_array", start: int, goal: int) -> list[int]:
    """Nodes of a shortest way from ``start`` to ``goal``, which is reachable."""
    from scipy.sparse.csgraph import breadth_first_order

    before = breadth_first_order(adjacency, start, directed=True, return_predecessors=True)[1]
    way = [goal]
    while way[-1] != start:
        way.append(int(before[way[-1]]))
    return way[::-1]


def _edges_along(nodes: list[int], src: I64, dst: I64, names: I64) -> list[int]:
    return [int(names[np.flatnonzero((src == here) & (dst == there))[0]]) for here, there in pairwise(nodes)]


def _adjacency(src: I64, dst: I64, *, size: int) -> "csr_array":
    from scipy.sparse import csr_array

    return csr_array((np.ones(len(src)), (src, dst)), shape=(size, size))


def _sources_first(label: I64, src: I64, dst: I64) -> I64:
    """Renumber so that edges between components ascend: scipy numbers them in one direction or the other."""
    across = label[src] != label[dst]
    if bool(np.all(label[src[across]] < label[dst[across]])):
        return label
    mirrored: I64 = label.max(initial=0) - label
    return mirrored
