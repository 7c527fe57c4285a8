"""The graph kernels against other tools, on one generated company (see :mod:`benchmarks.graphs`).

Times are medians; compiling, building the graph and preparing a peer's own data structures are outside the clock.
Targets are ratios measured once in a prototype, with slack.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial

import numpy as np
from numpy.typing import NDArray

from benchmarks import peers
from benchmarks.graphs import ORIGINS, Case, case
from benchmarks.report import Row, added_memory, milliseconds
from cupel.chain import kernels
from cupel.chain.arrays import Inputs, Planes, Rows, Targets, Wanted, empty_rows
from cupel.chain.compositions import sparse_rows
from cupel.chain.edits import recompute
from cupel.chain.graph import Chain
from cupel.chain.origins import passed_mass
from cupel.chain.propagate import forward

EXTRA = "bench-kernels"
TOLERANCE = 1e-9


def rows() -> Iterator[Row]:
    """Every comparison, small graph first."""
    small, large, huge = (case(flows=flows) for flows in (10**5, 10**6, 10**7))
    yield from sixteen_columns(small, targets={"scipy": None, "Polars": None, "DuckDB": None, "networkx": None})
    yield compositions(small)
    yield from backward_targets(small)
    yield from sixteen_columns(large, targets={"scipy": 3.0, "Polars": 40.0, "DuckDB": 100.0})
    yield bandwidth(large, columns=16, target=1 / 2)
    yield bandwidth(large, columns=64, target=1 / 2)
    yield wide(large)
    yield contact_bits(large)
    yield touched(large)
    yield from one_edit(large)
    yield bandwidth(huge, columns=16, target=1 / 4)


def sixteen_columns(given: Case, *, targets: dict[str, float | None]) -> Iterator[Row]:
    """Sixteen flag columns for every lot."""
    chain, graph, seeds = given.chain, given.graph, given.flags(16)
    out = empty_rows(chain.size, 16)
    peak = added_memory(lambda: forward(chain, metal="cu", seeds=seeds, origin=given.origin))
    builders = {
        "scipy": ("scipy, level by level", peers.scipy_levels),
        "Polars": ("Polars, a join per level", peers.polars_levels),
        "DuckDB": ("DuckDB, a join per level", peers.duckdb_levels),
        "networkx": ("networkx and numpy rows", peers.networkx_rows),
    }
    for name, target in targets.items():
        peer, build = builders[name]
        blank = Row(work="16 flag columns", size=given.size, metric="ms", peer=peer, target=target, peak_mb=peak)
        try:
            run = build(chain, graph, seeds)
        except ImportError as error:
            yield replace(blank, reason=f"not installed: {error.name}")
            continue
        ours, theirs = milliseconds(lambda: kernels.forward(graph, seeds, 0, 16, out), run)
        np.testing.assert_allclose(run(), out, rtol=0, atol=TOLERANCE)
        yield replace(blank, ours=ours, peer_value=theirs)


def compositions(given: Case) -> Row:
    """Every origin's share in every lot, exact."""
    chain, graph = given.chain, given.graph
    wanted = Wanted(np.ones(chain.size, np.bool_), ORIGINS, 0.0)

    def ours() -> Rows:
        return sparse_rows(chain, graph, wanted=wanted)

    run = peers.dictionaries(graph)
    rows, expected = ours(), run()[-1]
    last = slice(rows.ptr[-2], rows.ptr[-1])
    np.testing.assert_allclose(rows.share[last], [expected[int(o)] for o in rows.origin[last]], rtol=0, atol=TOLERANCE)
    taken, theirs = milliseconds(ours, run, turns=3)
    return Row(
        work=f"full sparse composition, {len(rows.share):,} shares", size=given.size, metric="ms", ours=taken,
        peer="Python dictionaries", peer_value=theirs, target=10.0, peak_mb=added_memory(ours),
    )  # fmt: skip


def backward_targets(given: Case) -> Iterator[Row]:
    """How much of every lot is in each of the last 64 lots made."""
    chain, lots = given.chain, np.arange(given.chain.size - 64, given.chain.size, dtype=np.int32)
    targets = Targets(lots, np.arange(64, dtype=np.int32), np.ones(64))
    ours = partial(passed_mass, chain, metal="cu", targets=targets, width=64)
    passed = ours()
    row = Row(
        work=f"the {len(passed.lots):,} lots behind 64 lots", size=given.size, metric="ms per lot",
        peer="bw2calc, factorised beforehand", target=20.0, peak_mb=added_memory(ours),
    )  # fmt: skip
    together = peers.factorised(chain, given.graph)
    np.testing.assert_allclose(together(lots)[passed.lots], passed.mass, rtol=0, atol=TOLERANCE)
    taken, theirs = (each / len(lots) for each in milliseconds(ours, partial(together, lots)))
    yield replace(row, peer="scipy splu, 64 columns at once", target=None, ours=taken, peer_value=theirs)
    try:
        supply = peers.brightway(chain, given.graph)
    except ImportError as error:
        yield replace(row, reason=f"not installed: {error.name}")
        return
    np.testing.assert_allclose(supply(int(lots[63]))[passed.lots], passed.mass[:, 63], rtol=0, atol=TOLERANCE)
    demands = [int(lot) for lot in lots[::8]]
    taken, theirs = milliseconds(ours, lambda: [supply(lot) for lot in demands])
    yield replace(row, ours=taken / len(lots), peer_value=theirs / len(demands))


def bandwidth(given: Case, *, columns: int, target: float) -> Row:
    """How far the pass is from the memory: it reads the graph and one row per flow, and writes one row per lot."""
    graph = given.graph
    moved = graph.ptr.nbytes + graph.seed.nbytes + graph.src.nbytes + graph.weight.nbytes
    moved += 8 * columns * (len(graph.src) + given.chain.size)
    source, copy = np.ones(moved // 16), np.empty(moved // 16)
    taken, copied = milliseconds(plain_pass(given, columns), lambda: np.copyto(copy, source))
    return Row(
        work=f"{columns} columns, distance to the memory's bandwidth", size=given.size,
        metric=f"ms; copying that reads and writes the same {moved / 10**6:,.0f} MB", ours=taken, peer="numpy copy",
        peer_value=copied, target=target, peak_mb=added_pass_memory(given, columns),
    )  # fmt: skip


def plain_pass(given: Case, columns: int) -> Callable[[], None]:
    """A pass of share columns into memory that is there already."""
    return partial(
        kernels.forward, given.graph, given.flags(columns), 0, columns, empty_rows(given.chain.size, columns)
    )


def added_pass_memory(given: Case, columns: int) -> float:
    """MiB of a pass as callers make it."""
    return added_memory(lambda: forward(given.chain, metal="cu", seeds=given.flags(columns), origin=given.origin))


def wide(given: Case) -> Row:
    """Columns are nearly free: 64 of them against one."""
    wide, narrow = milliseconds(plain_pass(given, 64), plain_pass(given, 1))
    return Row(
        work="64 columns", size=given.size, metric="ms (at most 8 times one column)", ours=wide,
        peer="one column, ours", peer_value=narrow, target=1 / 8, peak_mb=added_pass_memory(given, 64),
    )  # fmt: skip


def contact_bits(given: Case) -> Row:
    """Sixty-four three-valued contact flags against 64 columns of shares."""
    graph, rng, size = given.graph, np.random.default_rng(1), given.chain.size
    seeds = Planes(*rng.integers(0, 2**63, (2, ORIGINS)).astype(np.uint64))
    flows, lots = _no_marks(len(graph.src)), _no_marks(size)
    flags = partial(kernels.contact, graph, seeds, flows, lots, _no_marks(size))
    taken, shares = milliseconds(flags, plain_pass(given, 64))
    return Row(
        work="64 contact flags, two planes", size=given.size, metric="ms (at most a fifth)", ours=taken,
        peer="64 share columns, ours", peer_value=shares, target=5.0,
        peak_mb=added_memory(lambda: kernels.contact(graph, seeds, flows, lots, _no_marks(size))),
    )  # fmt: skip


def touched(given: Case) -> Row:
    """Shares that passed a marked flow (5 % of them) or lot (2 %)."""
    graph, rng, size = given.graph, np.random.default_rng(2), given.chain.size
    marks = _some_bits(rng, len(graph.src), part=0.05), _some_bits(rng, size, part=0.02)
    touch = partial(kernels.touch, graph, given.flags(64), *marks)
    taken, plain = milliseconds(partial(touch, empty_rows(size, 64)), plain_pass(given, 64))
    return Row(
        work="64 touch columns", size=given.size, metric="ms (at most 1.4 times)", ours=taken,
        peer="64 plain columns, ours", peer_value=plain, target=1 / 1.4,
        peak_mb=added_memory(lambda: touch(empty_rows(size, 64))),
    )  # fmt: skip


def one_edit(given: Case) -> Iterator[Row]:
    """One flow corrected: what lies downstream, against a full pass of 16 columns; 33 flows drawn at random."""
    chain, full = given.chain, plain_pass(given, 16)
    shares = forward(chain, metal="cu", seeds=given.flags(16), origin=given.origin)
    edits = [
        partial(recompute, chain, metal="cu", inputs=_inputs(given, flow), shares=shares) for flow in _drawn(chain)
    ]
    pairs = [milliseconds(edit, full, turns=2, seconds=0.0) for edit in edits]
    ratios = sorted(pairs, key=lambda pair: pair[1] / pair[0])
    peak = added_memory(edits[0])
    for work, (taken, whole), target in (("median", ratios[len(ratios) // 2], 20.0), ("dearest", ratios[0], 1 / 1.2)):
        yield Row(
            work=f"one flow edited, {work} of {len(pairs)}", size=given.size, metric="ms", ours=taken,
            peer="full pass of 16 columns, ours", peer_value=whole, target=target, peak_mb=peak,
        )  # fmt: skip


def _drawn(chain: Chain) -> list[int]:
    drawn: list[int] = np.random.default_rng(3).choice(len(chain.src), 33, replace=False).tolist()
    return drawn


def _inputs(given: Case, flow: int) -> Inputs:
    """The inputs of the lot that ``flow`` enters, given anew."""
    chain = given.chain
    lot = int(chain.dst[flow])
    span = slice(int(chain.ptr[lot]), int(chain.ptr[lot + 1]))
    ptr = np.array([0, span.stop - span.start])
    return Inputs(np.array([lot], np.int32), ptr, chain.src[span], chain.weight["cu"][span])


def _no_marks(size: int) -> Planes:
    return Planes(np.zeros(size, np.uint64), np.zeros(size, np.uint64))


def _some_bits(rng: np.random.Generator, size: int, *, part: float) -> NDArray[np.uint64]:
    words = rng.integers(0, 2**63, size).astype(np.uint64)
    return np.where(rng.random(size) < part, words, np.uint64(0))
