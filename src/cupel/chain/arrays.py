"""Array types and the bundles of arrays that kernels take; names follow engine-wide letters.

N lots, E flows, S sources, K rows of a seed table, B columns.
"""

from typing import Any, NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray

F64 = NDArray[np.float64]
I64 = NDArray[np.int64]
I32 = NDArray[np.int32]
U64 = NDArray[np.uint64]
Mask = NDArray[np.bool_]

CACHE_LINE = 64
"""Bytes that the memory delivers at once."""
CONVERGED = 1e-12
"""Largest change of a share in a round of Gauss-Seidel that counts as none."""


class Graph(NamedTuple):
    """One metal's view of a chain.

    ``ptr`` i64[N+1] and ``src`` i32[E]: the lots that flow into lot v are ``src[ptr[v]:ptr[v+1]]``; ``weight``
    f64[E]: their shares; ``seed`` i32[N]: row of the seed table of a source, -1 for derived lots.
    """

    ptr: I64
    src: I32
    weight: F64
    seed: I32


class Mixtures(NamedTuple):
    """One metal's view of a chain in which all lots that must hold the same mixture are one.

    ``graph``: over D mixtures, of which the first K are the rows of the seed table; ``row`` i32[N]: the mixture that
    each lot holds; ``lots`` i32[D-K]: the first lot of each mixture after those K; ``edge`` i64: the chain's flow that
    each flow of ``graph`` is.
    """

    graph: Graph
    row: I32
    lots: I32
    edge: I64


class Consumers(NamedTuple):
    """The same flows seen from the lot that gives: lot s feeds ``dst[ptr[s]:ptr[s+1]]``, latest lot first.

    ``edge`` i64[E] is the flow's position in :class:`Graph`.
    """

    ptr: I64
    dst: I32
    edge: I64


class Planes(NamedTuple):
    """Up to 64 flags per row as bits of u64 words: ``certain`` true, ``possible`` not known (never both)."""

    certain: U64
    possible: U64


class Targets(NamedTuple):
    """What to trace: lot ``lots[i]`` (i32, position) counts with ``mass[i]`` (f64, g) for group ``groups[i]`` (i32,
    from 0).
    """

    lots: I32
    groups: I32
    mass: F64


class Passed(NamedTuple):
    """Grams of every target group that came through a lot: ``mass`` f64[R,G] for the ``lots`` i32[R] that any came
    through, in time order.
    """

    lots: I32
    mass: F64


class Inputs(NamedTuple):
    """New inputs of a few lots: lot ``lots[i]`` takes ``src[ptr[i]:ptr[i+1]]`` with ``weight``; ``lots`` i32
    ascending.
    """

    lots: I32
    ptr: I64
    src: I32
    weight: F64


class Wanted(NamedTuple):
    """Which sparse rows to compute: those of ``lots`` bool[N], over ``origins`` numbers; shares below ``floor`` go to
    the extra number ``origins``.
    """

    lots: Mask
    origins: int
    floor: float


class Rows(NamedTuple):
    """Sparse rows: row v holds ``share[ptr[v]:ptr[v+1]]`` (f64) of the origins ``origin`` (i32)."""

    ptr: I64
    origin: I32
    share: F64


T = TypeVar("T", bound=np.generic)


def owned(array: NDArray[Any], dtype: type[T]) -> NDArray[T]:
    """``array`` as kernels are compiled for: contiguous and writable; a copy only where it is not."""
    return np.require(array, dtype, ["C", "W"])


def empty_rows(rows: int, columns: int) -> F64:
    """f64[rows,columns], not filled, that begins at a cache line: reading 16 columns of a lot then takes two lines, not
    three, which makes a pass a fifth faster.
    """
    raw = np.empty(8 * rows * columns + CACHE_LINE, np.uint8)
    start = -raw.ctypes.data % CACHE_LINE
    return raw[start : start + 8 * rows * columns].view(np.float64).reshape(rows, columns)


def spans(ptr: I64, rows: NDArray[np.integer]) -> I64:
    """Positions ``ptr[r]..ptr[r+1]-1`` of all ``rows``, one after the other (i64)."""
    length = ptr[rows + 1] - ptr[rows]
    start = np.cumsum(length) - length
    place: I64 = np.arange(int(length.sum())) - np.repeat(start, length) + np.repeat(ptr[rows], length)
    return place
