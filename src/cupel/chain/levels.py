"""The same passes without compiled code: scipy's sparse products, one level of the graph after the other.

The fallback where numba is missing and the second implementation in tests; results equal :mod:`cupel.chain.kernels`
bit for bit, because scipy adds up a row in the order of its entries.
"""

from collections.abc import Iterator
from itertools import pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from cupel.chain.arrays import CONVERGED, F64, I32, I64, U64, Consumers, Graph, Mask, Planes, Rows, Wanted, spans

if TYPE_CHECKING:
    from scipy.sparse import csr_array


class Slices(NamedTuple):
    """Derived lots by depth, shallow first.

    ``rows`` i32: lots, level after level; ``bounds`` i64[levels+1]: where each level starts in ``rows``; ``ptr`` i64
    and ``edge`` i64: positions of the flows into each of ``rows``.
    """

    rows: I32
    bounds: I64
    ptr: I64
    edge: I64


def depths(ptr: I64, src: I32) -> I32:
    """i32[N]: longest way from a source, in flows; lots are in time order."""
    size = len(ptr) - 1
    dst = np.repeat(np.arange(size, dtype=np.int32), np.diff(ptr))
    by_source = np.argsort(src, kind="stable")
    fed = dst[by_source]
    out = np.concatenate([[0], np.cumsum(np.bincount(src, minlength=size))])
    waiting = np.diff(ptr)
    depth = np.zeros(size, np.int32)
    layer, level = np.flatnonzero(waiting == 0), 0
    while len(layer):
        depth[layer] = level
        reached = fed[spans(out, layer)]
        np.subtract.at(waiting, reached, 1)
        layer = np.unique(reached[waiting[reached] == 0])
        level += 1
    return depth


def slice_levels(ptr: I64, src: I32) -> Slices:
    """Sort derived lots by depth, keeping time order within a level and the order of flows within a lot."""
    return _slices(ptr, depths(ptr, src), shallowest=1)


def _slices(ptr: I64, depth: I32, *, shallowest: int) -> Slices:
    rows = np.argsort(depth, kind="stable")[int((depth < shallowest).sum()) :]
    bounds = np.searchsorted(depth[rows], np.arange(shallowest, int(depth.max(initial=0)) + 2))
    starts = np.concatenate([[0], np.cumsum(np.diff(ptr)[rows])])
    return Slices(rows.astype(np.int32), bounds, starts, spans(ptr, rows))


def consumers_of(ptr: I64, src: I32) -> Consumers:
    """The flows by giving lot, latest receiver first."""
    size = len(ptr) - 1
    dst = np.repeat(np.arange(size, dtype=np.int32), np.diff(ptr))
    backwards = np.arange(len(src) - 1, -1, -1, dtype=np.int64)
    edge = backwards[np.argsort(src[backwards], kind="stable")]
    out = np.concatenate([[0], np.cumsum(np.bincount(src, minlength=size))])
    return Consumers(out, dst[edge], edge)


def distinct(graph: Graph, apart: Mask, seeds: int, row: I32, lots: I32) -> int:
    """Number the mixtures as :func:`cupel.chain.kernels.distinct` does: every lot follows its only input, and that its
    own, to the lot that made the mixture.
    """
    first = np.minimum(graph.ptr[:-1], max(len(graph.src) - 1, 0))
    follows = ~apart & (np.diff(graph.ptr) == 1) & (graph.weight[first] == 1.0) if len(graph.src) else apart & False
    maker = np.arange(len(row))
    maker[follows] = graph.src[first[follows]]
    while follows[maker].any():
        maker = maker[maker]
    made = np.flatnonzero(~follows & (apart | (graph.seed < 0)))
    own = graph.seed.copy()
    own[made] = seeds + np.arange(len(made), dtype=np.int32)
    row[:], lots[: len(made)] = own[maker], made
    return len(made)


def forward(graph: Graph, seeds: F64) -> F64:
    """What :func:`cupel.chain.kernels.forward` writes: f64[N,B]."""
    out = _plant(graph, seeds)
    for level in _levels(slice_levels(graph.ptr, graph.src)):
        out[level.rows] = _matrix(level, graph.weight, graph.src[level.edge], columns=len(out)) @ out
    return out


def touch(graph: Graph, seeds: F64, flow_bits: U64, lot_bits: U64) -> F64:
    """What :func:`cupel.chain.kernels.touch` writes: f64[N,B]."""
    out = _plant(graph, seeds)
    lot_mark, flow_mark = _columns(lot_bits, out.shape[1]), _columns(flow_bits, out.shape[1])
    out[lot_mark] = 1.0
    for level in _levels(slice_levels(graph.ptr, graph.src)):
        carried = out[graph.src[level.edge]]
        carried[flow_mark[level.edge]] = 1.0
        each = np.arange(len(level.edge), dtype=np.int32)
        mixed = _matrix(level, graph.weight, each, columns=len(each)) @ carried
        out[level.rows] = np.where(lot_mark[level.rows], 1.0, mixed)
    return out


def contact(graph: Graph, seeds: Planes, flows: Planes, lots: Planes) -> Planes:
    """What :func:`cupel.chain.kernels.contact` writes: two planes u64[N]."""
    slices = slice_levels(graph.ptr, graph.src)
    certain = _contact(slices, graph, seeds.certain, flows.certain, lots.certain)
    possible = _contact(slices, graph, seeds.possible, flows.possible, lots.possible)
    return Planes(certain, possible & ~certain)


def _contact(slices: Slices, graph: Graph, seeds: U64, flows: U64, lots: U64) -> U64:
    sources = graph.seed >= 0
    plane = lots.copy()
    plane[sources] |= seeds[graph.seed[sources]]
    live = np.where(graph.weight > 0.0, ~np.uint64(0), np.uint64(0))
    for level in _levels(slices):
        entering = (plane[graph.src[level.edge]] | flows[level.edge]) & live[level.edge]
        plane[level.rows] |= np.bitwise_or.reduceat(entering, level.ptr[:-1])
    return plane


def backward(graph: Graph, lots: I32, place: I32, out: F64) -> None:
    """Carry the masses that ``out`` f64[R,B] holds at targets back, as :func:`cupel.chain.kernels.backward` does."""
    consumers, slices = consumers_of(graph.ptr, graph.src), slice_levels(graph.ptr, graph.src)
    inside = np.zeros(len(place), np.bool_)
    inside[lots] = True
    sources = np.setdiff1d(np.arange(len(place), dtype=np.int32), slices.rows)
    for rows in reversed([sources, *(level.rows for level in _levels(slices))]):
        here = rows[inside[rows]]
        fed = _only(_consumer_level(consumers, here), inside[consumers.dst])
        # the sum starts from what the lot itself counts for: a first entry of weight 1
        factor = np.insert(graph.weight[consumers.edge[fed.edge]], fed.ptr[:-1], 1.0)
        column = np.insert(place[consumers.dst[fed.edge]], fed.ptr[:-1], place[here])
        out[place[here]] = _csr(factor, column, fed.ptr + np.arange(len(fed.ptr)), columns=len(out)) @ out


def _consumer_level(consumers: Consumers, lots: I32) -> "_Level":
    ptr = np.concatenate([[0], np.cumsum(np.diff(consumers.ptr)[lots])])
    return _Level(lots, ptr, spans(consumers.ptr, lots))


def group_sums(rows: I32, groups: I32, mass: F64, values: F64, out: F64) -> None:
    """Add to ``out`` f64[G,B] as :func:`cupel.chain.kernels.group_sums` does; ``out`` holds zeros before."""
    by_group = np.argsort(groups, kind="stable")
    ptr = np.concatenate([[0], np.cumsum(np.bincount(groups, minlength=len(out)))])
    level = _Level(groups, ptr, by_group)
    out += _matrix(level, mass, rows[by_group], columns=len(values)) @ values


def ancestors(graph: Graph, needed: Mask) -> None:
    """Mark every lot that a marked lot is made of, as :func:`cupel.chain.kernels.ancestors` does."""
    fresh: NDArray[np.integer[Any]] = np.flatnonzero(needed)
    while len(fresh):
        reached = np.unique(graph.src[spans(graph.ptr, fresh)])
        fresh = reached[~needed[reached]]
        needed[fresh] = True


def compositions(slices: Slices, graph: Graph, wanted: Wanted) -> Rows:
    """Sparse rows of the ``wanted`` lots, as :func:`cupel.chain.kernels.compositions` gives them, sorted by origin."""
    size, origins = len(wanted.lots), wanted.origins
    store = _Store(size)
    sources = np.flatnonzero((graph.seed >= 0) & wanted.lots)
    store.add(sources, np.arange(len(sources) + 1), graph.seed[sources], np.ones(len(sources)))
    for level in _levels(slices):
        part = _only(_rows_of(level, wanted.lots[level.rows]), graph.weight != 0.0)
        given = store.rows(graph.src[part.edge])
        each = np.arange(len(part.edge), dtype=np.int32)
        mixed = _matrix(part, graph.weight, each, columns=len(each)) @ _sparse(given, columns=origins + 1)
        mixed.sort_indices()
        small = _residual(mixed, origins, wanted.floor) if wanted.floor > 0.0 else mixed
        store.add(part.rows, small.indptr, small.indices, small.data)
    return store.rows(np.arange(size))


class _Store:
    """Sparse rows by lot, added level by level."""

    def __init__(self, size: int) -> None:
        self._start, self._length = np.zeros(size, np.int64), np.zeros(size, np.int64)
        self._origin, self._share = np.empty(0, np.int32), np.empty(0)
        self._filled = 0

    def add(self, lots: NDArray[Any], ptr: NDArray[Any], origin: NDArray[Any], share: F64) -> None:
        self._start[lots] = self._filled + ptr[:-1]
        self._length[lots] = np.diff(ptr)
        stop = self._filled + len(share)
        if stop > len(self._share):
            self._origin, self._share = np.resize(self._origin, 2 * stop), np.resize(self._share, 2 * stop)
        self._origin[self._filled : stop], self._share[self._filled : stop] = origin, share
        self._filled = stop

    def rows(self, lots: NDArray[Any]) -> Rows:
        ptr = np.concatenate([[0], np.cumsum(self._length[lots])])
        place = np.arange(ptr[-1]) + np.repeat(self._start[lots] - ptr[:-1], self._length[lots])
        return Rows(ptr, self._origin[place], self._share[place])


def _only(level: "_Level", live: Mask) -> "_Level":
    """The level without flows that are not ``live`` bool[E]."""
    kept = live[level.edge]
    ptr = np.concatenate([[0], np.cumsum(kept)])[level.ptr]
    return _Level(level.rows, ptr, level.edge[kept])


def _rows_of(level: "_Level", keep: Mask) -> "_Level":
    rows = np.flatnonzero(keep)
    ptr = np.concatenate([[0], np.cumsum(np.diff(level.ptr)[rows])])
    return _Level(level.rows[rows], ptr, level.edge[spans(level.ptr, rows)])


def _sparse(rows: Rows, *, columns: int) -> "csr_array":
    return _csr(rows.share, rows.origin, rows.ptr, columns=columns)


def _residual(rows: "csr_array", origins: int, floor: float) -> "csr_array":
    """Shares below ``floor`` booked to the origin ``origins``; rows sorted by origin before and after."""
    lot = np.repeat(np.arange(rows.shape[0]), np.diff(rows.indptr))
    kept = (rows.data >= floor) & (rows.indices != origins)
    rest = np.zeros(rows.shape[0])
    old = rows.indices == origins
    rest[lot[old]] = rows.data[old]
    small = ~kept & ~old
    np.add.at(rest, lot[small], rows.data[small])
    booked = np.flatnonzero(rest > 0.0)
    lots = np.concatenate([lot[kept], booked])
    by_lot = np.argsort(lots, kind="stable")
    ptr = np.concatenate([[0], np.cumsum(np.bincount(lots, minlength=rows.shape[0]))])
    origin = np.concatenate([rows.indices[kept], np.full(len(booked), origins)])[by_lot].astype(np.int32)
    return _sparse(Rows(ptr, origin, np.concatenate([rows.data[kept], rest[booked]])[by_lot]), columns=origins + 1)


def cone(consumers: Consumers, lots: I32, limit: int) -> I32:
    """Lots downstream of ``lots``, or none if they are more than ``limit``, as :func:`cupel.chain.kernels.cone`."""
    met = np.zeros(len(consumers.ptr) - 1, np.bool_)
    met[lots] = True
    fresh: NDArray[np.integer[Any]] = np.flatnonzero(met)
    while len(fresh):
        reached = np.unique(consumers.dst[spans(consumers.ptr, fresh)])
        fresh = reached[~met[reached]]
        met[fresh] = True
    found = np.flatnonzero(met).astype(np.int32)
    return found if len(found) <= limit else found[:0]


def gauss_seidel(graph: Graph, rhs: F64, out: F64, limit: int) -> int:
    """Solve ``x = W x + rhs`` in ``out``, as :func:`cupel.chain.kernels.gauss_seidel` does.

    Rows that wait for earlier ones of the same round are deeper; entries of later rows read last round's values.
    """
    size = len(out)
    row = np.repeat(np.arange(size), np.diff(graph.ptr))
    before = graph.src < row
    ptr = np.concatenate([[0], np.cumsum(np.bincount(row[before], minlength=size))])
    slices = _slices(graph.ptr, depths(ptr, graph.src[before]), shallowest=0)
    place = np.where(before, graph.src, graph.src + size)
    values = np.concatenate([out, out])
    for rounds in range(1, limit + 1):
        values[size:] = values[:size]
        for level in _levels(slices):
            matrix = _matrix(level, graph.weight, place[level.edge], columns=2 * size)
            values[level.rows] = matrix @ values + rhs[level.rows]
        out[:] = values[:size]
        if np.abs(out - values[size:]).max(initial=0.0) <= CONVERGED:
            return rounds
    return limit + 1


class _Level(NamedTuple):
    """Rows of one level: ``edge[ptr[i]:ptr[i+1]]`` are the flows of ``rows[i]``."""

    rows: I32
    ptr: I64
    edge: I64


def _levels(slices: Slices) -> Iterator[_Level]:
    for first, last in pairwise(slices.bounds):
        start, stop = slices.ptr[first], slices.ptr[last]
        yield _Level(slices.rows[first:last], slices.ptr[first : last + 1] - start, slices.edge[start:stop])


def _matrix(level: _Level, weight: F64, entries: NDArray[Any], *, columns: int) -> "csr_array":
    return _csr(weight[level.edge], entries, level.ptr, columns=columns)


def _csr(values: F64, entries: NDArray[Any], ptr: NDArray[Any], *, columns: int) -> "csr_array":
    from scipy.sparse import csr_array

    return csr_array((values, entries, ptr), shape=(len(ptr) - 1, columns))


def _plant(graph: Graph, seeds: F64) -> F64:
    sources = graph.seed >= 0
    out = np.zeros((len(graph.seed), seeds.shape[1]))
    out[sources] = seeds[graph.seed[sources]]
    return out


def _columns(bits: U64, width: int) -> Mask:
    mask: Mask = ((bits[:, None] >> np.arange(width, dtype=np.uint64)) & np.uint64(1)).astype(np.bool_)
    return mask
