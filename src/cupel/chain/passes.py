"""Which implementation runs: compiled kernels where numba is installed, else scipy. Results are equal bit for bit."""

import importlib.util
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import cache, partial
from itertools import pairwise
from types import ModuleType

COLUMN_BLOCK = 64
"""Columns of one sweep. Narrower sweeps read the graph more often, wider ones do not fit the caches."""
NARROW_BLOCK = 8
BLOCK_BYTES = 2**30
"""Memory that one block of columns of a temporary result may take."""


@cache
def compiled() -> ModuleType | None:
    """:mod:`cupel.chain.kernels`, or None where numba is not installed."""
    if importlib.util.find_spec("numba") is None:
        return None
    from cupel.chain import kernels

    return kernels


def column_blocks(columns: int, *, rows: int) -> list[tuple[int, int]]:
    """Bounds ``(start, stop)`` of blocks of columns: at most :data:`COLUMN_BLOCK`, fewer where ``rows`` need the
    memory.
    """
    width = min(COLUMN_BLOCK, max(NARROW_BLOCK, BLOCK_BYTES // (8 * max(rows, 1))))
    return [(start, min(start + width, columns)) for start in range(0, columns, width)]


def each_block(sweep: Callable[[int, int], None], *, columns: int) -> None:
    """Run ``sweep(start, stop)`` for blocks of columns, in threads: no two blocks write the same numbers."""
    blocks = [(start, min(start + COLUMN_BLOCK, columns)) for start in range(0, columns, COLUMN_BLOCK)]
    _in_threads([partial(sweep, *block) for block in blocks])


def each_part(work: Callable[[slice], None], *, size: int) -> None:
    """Run ``work(rows)`` for one part of ``size`` rows per thread."""
    from numba import get_num_threads

    parts = get_num_threads()
    bounds = [size * part // parts for part in range(parts + 1)]
    _in_threads([partial(work, slice(*pair)) for pair in pairwise(bounds)])


def _in_threads(works: list[Callable[[], None]]) -> None:
    from numba import get_num_threads

    with ThreadPoolExecutor(get_num_threads()) as pool:
        for done in [pool.submit(work) for work in works]:
            done.result()
