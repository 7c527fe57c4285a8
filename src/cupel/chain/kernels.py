"""Compiled passes over the lot graph (numba): one sweep in time order, no Python objects, arrays given by the caller.

Sums run in the order of the flows and without ``fastmath``, so results equal those of :mod:`cupel.chain.levels` bit
for bit. Two-dimensional arrays are C-contiguous and walked as flat ones with unsigned positions: numba then drops the
test for negative positions, and loops over columns become vector instructions (3 times faster at 64 columns).

Imports numba: import it only through :func:`cupel.chain.passes.compiled`.
"""

from collections.abc import Callable
from typing import TypeVar, cast

import numba
import numpy as np

from cupel.chain.arrays import (
    CACHE_LINE,
    CONVERGED,
    F64,
    I32,
    I64,
    U64,
    Consumers,
    Graph,
    Inputs,
    Mask,
    Planes,
    Rows,
    Wanted,
)

F = TypeVar("F", bound=Callable[..., object])
T = TypeVar("T", bound=np.generic)
U = np.uint64
FOUR = np.uint64(4)
LINE = np.uint64(CACHE_LINE // 8)
"""f64 numbers of one cache line."""


def kernel(function: F) -> F:
    """Compile on first call and keep on disk; other Python threads run meanwhile."""
    return cast("F", numba.njit(cache=True, nogil=True)(function))


def inlined(function: F) -> F:
    """A part of kernels, compiled into each: handing over bundles of arrays costs more than adding a row."""
    return cast("F", numba.njit(inline="always")(function))


@kernel
def distinct(graph: Graph, apart: Mask, seeds: int, row: I32, lots: I32) -> int:
    """Number the mixtures: ``row`` i32[N] of every lot, and in ``lots`` i32[N] the first lot of each that is no row of
    the seed table, whose count is returned.

    A source holds its row of the table (``seeds`` rows); a lot that got all of the metal from one input, what that
    input holds. Lots in ``apart`` bool[N] have a mixture of their own.
    """
    count = 0
    for lot in range(graph.seed.size):
        v = U(lot)
        if not apart[v]:
            if graph.seed[v] >= 0:
                row[v] = graph.seed[v]
                continue
            first = U(graph.ptr[v])
            if U(graph.ptr[v + U(1)]) == first + U(1) and graph.weight[first] == 1.0:
                row[v] = row[U(graph.src[first])]
                continue
        row[v] = np.int32(seeds + count)
        lots[U(count)] = np.int32(lot)
        count += 1
    return count


@kernel
def spread(rows: F64, row: I32, out: F64) -> None:
    """Give every lot v its mixture's row: ``out[v] = rows[row[v]]``, several times as fast as numpy's ``take``."""
    columns = U(out.shape[1])
    flat, table = out.reshape(-1), rows.reshape(-1)
    for v in range(U(row.size)):
        here, there = v * columns, U(row[v]) * columns
        for b in range(columns):
            flat[here + b] = table[there + b]


@inlined
def _add(graph: Graph, e: np.uint64, flat: F64, row: tuple[np.uint64, np.uint64, np.uint64], width: np.uint64) -> None:
    """Add input ``e`` to ``width`` columns of a row; ``row``: where it begins, its first column, columns in all."""
    here, first, columns = row
    weight, there = graph.weight[e], U(graph.src[e]) * columns + first
    for b in range(width):
        flat[here + b] += weight * flat[there + b]


@inlined
def _add_four(
    graph: Graph, e: np.uint64, flat: F64, row: tuple[np.uint64, np.uint64, np.uint64], width: np.uint64
) -> None:
    """:func:`_add` of inputs ``e`` to ``e + 3``, in their order: the row is written once, and no sum waits for the
    memory to hand back the one before.
    """
    here, first, columns = row
    f, g, h = e + U(1), e + U(2), e + U(3)
    at_e, at_f = U(graph.src[e]) * columns + first, U(graph.src[f]) * columns + first
    at_g, at_h = U(graph.src[g]) * columns + first, U(graph.src[h]) * columns + first
    of_e, of_f, of_g, of_h = graph.weight[e], graph.weight[f], graph.weight[g], graph.weight[h]
    for b in range(width):
        total = flat[here + b] + of_e * flat[at_e + b]
        total = total + of_f * flat[at_f + b]
        total = total + of_g * flat[at_g + b]
        flat[here + b] = total + of_h * flat[at_h + b]


@kernel
def forward(graph: Graph, seeds: F64, start: int, stop: int, out: F64) -> None:
    """Columns ``start..stop-1`` of ``out`` f64[N,B]: rows of ``seeds`` f64[K,B] at sources, weighted means
    elsewhere.
    """
    columns, first, width = U(out.shape[1]), U(start), U(stop - start)
    flat, table = out.reshape(-1), seeds.reshape(-1)
    for v in range(U(graph.seed.size)):
        here = v * columns + first
        if graph.seed[v] >= 0:
            there = U(graph.seed[v]) * columns + first
            for b in range(width):
                flat[here + b] = table[there + b]
            continue
        opening, end = U(graph.ptr[v]), U(graph.ptr[v + U(1)])
        weight, there = graph.weight[opening], U(graph.src[opening]) * columns + first
        for b in range(width):
            flat[here + b] = 0.0 + weight * flat[there + b]
        e = opening + U(1)
        while e + FOUR <= end:
            _add_four(graph, e, flat, (here, first, columns), width)
            e += FOUR
        while e < end:
            _add(graph, e, flat, (here, first, columns), width)
            e += U(1)


@kernel
def touch(graph: Graph, seeds: F64, flow_bits: U64, lot_bits: U64, out: F64) -> None:
    """``out`` f64[N,B], B <= 64, as :func:`forward`, where bit b of a flow or of a lot makes the share in column b
    1.
    """
    columns = U(out.shape[1])
    flat, table = out.reshape(-1), seeds.reshape(-1)
    for v in range(U(graph.seed.size)):
        here = v * columns
        row = (here, U(0), columns)
        if graph.seed[v] >= 0:
            there = U(graph.seed[v]) * columns
            for b in range(columns):
                flat[here + b] = table[there + b]
        else:
            opening, end = U(graph.ptr[v]), U(graph.ptr[v + U(1)])
            weight, there, bits = graph.weight[opening], U(graph.src[opening]) * columns, flow_bits[opening]
            for b in range(columns):
                flat[here + b] = 0.0 + weight * flat[there + b]
            if bits:
                _set_marked(flat, (here, columns), 0.0 + weight, bits)
            e = opening + U(1)
            while e < end:
                if flow_bits[e]:
                    there = U(graph.src[e]) * columns
                    _add_marked(flat, (here, there, columns), graph.weight[e], flow_bits[e])
                    e += U(1)
                elif e + FOUR <= end and not (flow_bits[e + U(1)] | flow_bits[e + U(2)] | flow_bits[e + U(3)]):
                    _add_four(graph, e, flat, row, columns)
                    e += FOUR
                else:
                    _add(graph, e, flat, row, columns)
                    e += U(1)
        if lot_bits[v]:
            _set_marked(flat, (here, columns), 1.0, lot_bits[v])


@kernel
def _add_marked(flat: F64, rows: tuple[np.uint64, np.uint64, np.uint64], weight: np.float64, bits: np.uint64) -> None:
    here, there, columns = rows
    for b in range(columns):
        flat[here + b] += weight * (1.0 if (bits >> b) & U(1) else flat[there + b])


@kernel
def _set_marked(flat: F64, row: tuple[np.uint64, np.uint64], value: float, bits: np.uint64) -> None:
    here, columns = row
    for b in range(columns):
        if (bits >> b) & U(1):
            flat[here + b] = value


@kernel
def contact(graph: Graph, seeds: Planes, flows: Planes, lots: Planes, out: Planes) -> None:
    """Whether any of a flag reached a lot, however little: OR over inputs that hold the metal, in two u64[N] planes."""
    size = U(graph.seed.size)
    words = np.empty(2 * graph.seed.size, np.uint64)
    for v in range(size):
        certain, possible = lots.certain[v], lots.possible[v]
        if graph.seed[v] >= 0:
            certain |= seeds.certain[graph.seed[v]]
            possible |= seeds.possible[graph.seed[v]]
        for e in range(U(graph.ptr[v]), U(graph.ptr[v + U(1)])):
            s, holds = U(2) * U(graph.src[e]), U(0) - U(graph.weight[e] > 0.0)
            certain |= (words[s] | flows.certain[e]) & holds
            possible |= (words[s + U(1)] | flows.possible[e]) & holds
        words[U(2) * v], words[U(2) * v + U(1)] = certain, possible & ~certain
    for v in range(size):
        out.certain[v], out.possible[v] = words[U(2) * v], words[U(2) * v + U(1)]


@kernel
def backward(graph: Graph, lots: I32, place: I32, out: F64) -> None:
    """Carry the masses that ``out`` f64[R,B] holds at targets back to every lot they came through.

    ``lots`` i32[R]: targets and their ancestors in time order; ``place`` i32[N]: the row of each of them.
    """
    columns, flat = U(out.shape[1]), out.reshape(-1)
    for back in range(U(lots.size)):
        r = U(lots.size) - U(1) - back
        v, there = U(lots[r]), r * columns
        first, stop = U(graph.ptr[v]), U(graph.ptr[v + U(1)])
        for step in range(stop - first):
            e = stop - U(1) - step
            weight, here = graph.weight[e], U(place[U(graph.src[e])]) * columns
            for b in range(columns):
                flat[here + b] += weight * flat[there + b]


@kernel
def group_sums(rows: I32, groups: I32, mass: F64, values: F64, out: F64) -> None:
    """Add ``mass[i] * values[rows[i]]`` to row ``groups[i]`` of ``out`` f64[G,B], in the order of ``rows``."""
    columns = U(out.shape[1])
    flat, given = out.reshape(-1), values.reshape(-1)
    for i in range(U(rows.size)):
        here, there = U(groups[i]) * columns, U(rows[i]) * columns
        for b in range(columns):
            flat[here + b] += mass[i] * given[there + b]


@kernel
def ancestors(graph: Graph, needed: Mask) -> None:
    """Mark in ``needed`` bool[N] every lot that a marked lot is made of."""
    for back in range(needed.size):
        v = U(needed.size - 1 - back)
        if needed[v]:
            for e in range(U(graph.ptr[v]), U(graph.ptr[v + U(1)])):
                needed[U(graph.src[e])] = True


@kernel
def compositions(graph: Graph, wanted: Wanted, start: int, rows: Rows) -> np.int64:
    """Append to ``rows`` the exact sparse rows of lots from ``start`` on, empty ones of lots not ``wanted`` (whose
    lots are closed under :func:`ancestors`). Returns the first lot that found no room: give longer arrays and go on
    from there.
    """
    sums, met = np.zeros(wanted.origins + 1), np.empty(wanted.origins + 1, np.int32)
    last = np.full(wanted.origins + 1, -1)
    filled = U(rows.ptr[start])
    for lot in range(start, wanted.lots.size):
        v = U(lot)
        if filled + U(sums.size) > U(rows.share.size):
            return np.int64(v)
        if wanted.lots[v]:
            count = _gather(graph, v, rows, (sums, met, last))
            if wanted.floor > 0.0:
                count = _move_small(sums, met, count, wanted.floor)
            for i in range(U(count)):
                rows.origin[filled + i], rows.share[filled + i] = met[i], sums[U(met[i])]
            filled += U(count)
        rows.ptr[v + U(1)] = filled
    return np.int64(wanted.lots.size)


@kernel
def _gather(graph: Graph, v: np.uint64, rows: Rows, work: tuple[F64, I32, I64]) -> np.int64:
    """Sum the inputs' rows into ``sums``; list the origins met, in order of meeting, in ``met``; ``last`` marks
    them.
    """
    sums, met, last = work
    if graph.seed[v] >= 0:
        met[0], sums[graph.seed[v]] = graph.seed[v], 1.0
        return np.int64(1)
    count = U(0)
    for e in range(U(graph.ptr[v]), U(graph.ptr[v + U(1)])):
        weight, s = graph.weight[e], U(graph.src[e])
        if weight == 0.0:
            continue
        for k in range(U(rows.ptr[s]), U(rows.ptr[s + U(1)])):
            o = U(rows.origin[k])
            if last[o] != np.int64(v):
                last[o], sums[o], met[count] = v, 0.0, o
                count += U(1)
            sums[o] += weight * rows.share[k]
    return np.int64(count)


@kernel
def _move_small(sums: F64, met: I32, count: np.int64, floor: float) -> np.int64:
    residual, rest, kept = sums.size - 1, 0.0, np.int64(0)
    met[:count].sort()
    if count and met[count - 1] == residual:
        count, rest = count - np.int64(1), sums[residual]
    for i in range(count):
        if sums[met[i]] < floor:
            rest += sums[met[i]]
        else:
            met[kept] = met[i]
            kept += 1
    if rest > 0.0:
        met[kept], sums[residual] = residual, rest
        kept += 1
    return kept


@kernel
def cone(consumers: Consumers, lots: I32, limit: int) -> I32:
    """Every lot downstream of ``lots``, those included, ascending; an empty array where they are more than
    ``limit``.
    """
    met = np.zeros(consumers.ptr.size - 1, np.bool_)
    queue = np.empty(limit + 1, np.int32)
    count = 0
    for lot in lots:
        count = _enqueue(U(lot), met, queue, count)
    head = 0
    while head < count <= limit:
        s = U(queue[head])
        for k in range(U(consumers.ptr[s]), U(consumers.ptr[s + U(1)])):
            count = _enqueue(U(consumers.dst[k]), met, queue, count)
        head += 1
    if count > limit:
        return queue[:0]
    found = queue[:count]
    found.sort()
    return found


@kernel
def _enqueue(lot: np.uint64, met: Mask, queue: I32, count: int) -> int:
    if met[lot] or count == queue.size:
        return count
    met[lot] = True
    queue[count] = lot
    return count + 1


@kernel
def recompute(graph: Graph, inputs: Inputs, lots: I32, out: F64) -> None:
    """Refresh the rows ``lots`` (derived, ascending) of ``out`` f64[N,B]; lots in ``inputs`` take their new inputs."""
    columns, flat, row = U(out.shape[1]), out.reshape(-1), np.empty(out.shape[1])
    edited = U(0)
    for i in range(U(lots.size)):
        v = U(lots[i])
        row[:] = 0.0
        if edited < U(inputs.lots.size) and U(inputs.lots[edited]) == v:
            _mix(inputs, edited, flat, row)
            edited += U(1)
        else:
            for e in range(U(graph.ptr[v]), U(graph.ptr[v + U(1)])):
                weight, there = graph.weight[e], U(graph.src[e]) * columns
                for b in range(columns):
                    row[b] += weight * flat[there + b]
        for b in range(columns):
            flat[v * columns + b] = row[b]


@kernel
def resume(graph: Graph, inputs: Inputs, first: int, out: F64) -> float:
    """:func:`recompute` for every derived lot from ``first`` on.

    Source rows do not change, but reading them as they pass lets the memory stream them; fetched one by one when a lot
    needs them they cost 1.4 times as much. The sum returned only keeps the reads alive.
    """
    columns, flat, row = U(out.shape[1]), out.reshape(-1), np.empty(out.shape[1])
    edited, streamed = U(0), 0.0
    for i in range(first, graph.seed.size):
        v = U(i)
        row[:] = 0.0
        if edited < U(inputs.lots.size) and U(inputs.lots[edited]) == v:
            _mix(inputs, edited, flat, row)
            edited += U(1)
        elif graph.seed[v] >= 0:
            for b in range(U(0), columns, LINE):
                streamed += flat[v * columns + b]
            continue
        else:
            for e in range(U(graph.ptr[v]), U(graph.ptr[v + U(1)])):
                weight, there = graph.weight[e], U(graph.src[e]) * columns
                for b in range(columns):
                    row[b] += weight * flat[there + b]
        for b in range(columns):
            flat[v * columns + b] = row[b]
    return streamed


@kernel
def _mix(inputs: Inputs, edited: np.uint64, flat: F64, row: F64) -> None:
    columns = U(row.size)
    for e in range(U(inputs.ptr[edited]), U(inputs.ptr[edited + U(1)])):
        weight, there = inputs.weight[e], U(inputs.src[e]) * columns
        for b in range(columns):
            row[b] += weight * flat[there + b]


@kernel
def gauss_seidel(graph: Graph, rhs: F64, out: F64, limit: int) -> int:
    """Solve ``x = W x + rhs`` in ``out`` f64[n,B], one row after the other; returns the rounds used, ``limit`` + 1 if
    rows still change after ``limit`` rounds.
    """
    row = np.empty(out.shape[1])
    for rounds in range(1, limit + 1):
        change = 0.0
        for v in range(U(graph.ptr.size - 1)):
            row[:] = 0.0
            for e in range(U(graph.ptr[v]), U(graph.ptr[v + U(1)])):
                weight, s = graph.weight[e], U(graph.src[e])
                for b in range(U(row.size)):
                    row[b] += weight * out[s, b]
            for b in range(U(row.size)):
                new = row[b] + rhs[v, b]
                change = max(change, abs(new - out[v, b]))
                out[v, b] = new
        if change <= CONVERGED:
            return rounds
    return limit + 1
