"""The graph kernels against other tools, on one generated company (see :mod:`benchmarks.graphs`).

Times are medians; compiling, building the graph (with the mixtures in it) and preparing a peer's own data structures
are outside the clock.
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
from cupel.chain.arrays import F64, Inputs, Passed, Planes, Rows, Targets, Wanted, empty_rows
from cupel.chain.compositions import sparse_rows
from cupel.chain.edits import recompute
from cupel.chain.graph import Chain
from cupel.chain.mixtures import mixtures, spread
from cupel.chain.origins import mixture_masses
from cupel.chain.propagate import forward, no_marks

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
    yield from wide(large)
    yield contact_bits(large)
    yield touched(large)
    yield from one_edit(large)
    yield bandwidth(huge, columns=16, target=1 / 4)


def sixteen_columns(given: Case, *, targets: dict[str, float | None]) -> Iterator[Row]:
    """Sixteen flag columns for every lot."""
    chain, graph, seeds = given.chain, given.graph, given.flags(16)
    ours, out = every_lot(given, 16)
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
        taken, theirs = milliseconds(ours, run)
        np.testing.assert_allclose(run(), out, rtol=0, atol=TOLERANCE)
        yield replace(blank, ours=taken, peer_value=theirs)


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
    """The origins of each of the last 64 lots made; peers find the amounts of every lot, of which origins are sums."""
    chain, lots = given.chain, np.arange(given.chain.size - 64, given.chain.size, dtype=np.int32)
    targets = Targets(lots, np.arange(64, dtype=np.int32), np.ones(64))
    ours = partial(mixture_masses, given.mixtures, targets, width=64)
    shares = _origins_of(ours())
    row = Row(
        work=f"the {np.count_nonzero(shares):,} origins of 64 lots", size=given.size, metric="ms per lot",
        peer="bw2calc, factorised beforehand", target=20.0, peak_mb=added_memory(ours),
    )  # fmt: skip
    together = peers.factorised(chain, given.graph)
    np.testing.assert_allclose(_by_origin(given, together(lots)), shares, rtol=0, atol=TOLERANCE)
    taken, theirs = (each / len(lots) for each in milliseconds(ours, partial(together, lots)))
    yield replace(row, peer="scipy splu, 64 columns at once", target=None, ours=taken, peer_value=theirs)
    try:
        supply = peers.brightway(chain, given.graph)
    except ImportError as error:
        yield replace(row, reason=f"not installed: {error.name}")
        return
    np.testing.assert_allclose(_by_origin(given, supply(int(lots[63]))), shares[:, 63], rtol=0, atol=TOLERANCE)
    demands = [int(lot) for lot in lots[::8]]
    taken, theirs = milliseconds(ours, lambda: [supply(lot) for lot in demands])
    yield replace(row, ours=taken / len(lots), peer_value=theirs / len(demands))


def _origins_of(passed: Passed) -> F64:
    """f64[ORIGINS, G]: the origins' part of ``passed`` mixtures."""
    shares = np.zeros((ORIGINS, passed.mass.shape[1]))
    origins = passed.lots < ORIGINS
    shares[passed.lots[origins]] = passed.mass[origins]
    return shares


def _by_origin(given: Case, amounts: F64) -> F64:
    """``amounts`` f64[N, ...] of the source lots, added up by origin."""
    shares = np.zeros((ORIGINS, *amounts.shape[1:]))
    np.add.at(shares, given.origin, amounts[given.chain.sources])
    return shares


def bandwidth(given: Case, *, columns: int, target: float) -> Row:
    """How far the pass is from the memory: a pass over every lot reads the graph and one row per flow, and writes one
    row per lot.
    """
    graph = given.graph
    moved = graph.ptr.nbytes + graph.seed.nbytes + graph.src.nbytes + graph.weight.nbytes
    moved += 8 * columns * (len(graph.src) + given.chain.size)
    source, copy = np.ones(moved // 16), np.empty(moved // 16)
    taken, copied = milliseconds(every_lot(given, columns)[0], lambda: np.copyto(copy, source))
    return Row(
        work=f"{columns} columns, distance to the memory's bandwidth", size=given.size,
        metric=f"ms; copying that reads and writes the same {moved / 10**6:,.0f} MB", ours=taken, peer="numpy copy",
        peer_value=copied, target=target, peak_mb=added_pass_memory(given, columns),
    )  # fmt: skip


def every_lot(given: Case, columns: int) -> tuple[Callable[[], None], F64]:
    """A pass that fills a row per lot, and the rows it fills; mixtures first, then spread over the lots."""
    mixtures, rows = mixture_pass(given, columns), empty_rows(len(given.mixtures.graph.seed), columns)
    out = empty_rows(given.chain.size, columns)

    def run() -> None:
        mixtures(rows)
        spread(rows, given.mixtures, out)

    return run, out


def mixture_pass(given: Case, columns: int) -> Callable[[F64], None]:
    """A pass that fills a row per mixture."""
    return partial(kernels.forward, given.mixtures.graph, given.flags(columns), 0, columns)


def mixtures_only(given: Case, columns: int) -> Callable[[], None]:
    """:func:`mixture_pass` into memory that is there already."""
    return partial(mixture_pass(given, columns), empty_rows(len(given.mixtures.graph.seed), columns))


def added_pass_memory(given: Case, columns: int) -> float:
    """MiB of a pass as callers make it."""
    return added_memory(lambda: forward(given.chain, metal="cu", seeds=given.flags(columns), origin=given.origin))


def wide(given: Case) -> Iterator[Row]:
    """Columns are nearly free where metal is mixed; writing a row per lot is not."""
    ways = {"mixtures": (mixtures_only, 1 / 8), "every lot": (lambda *given: every_lot(*given)[0], None)}
    for rows, (made, target) in ways.items():
        wide, narrow = milliseconds(made(given, 64), made(given, 1))
        yield Row(
            work=f"64 columns, a row for {rows}", size=given.size, metric="ms (at most 8 times one column)", ours=wide,
            peer="one column, ours", peer_value=narrow, target=target, peak_mb=added_pass_memory(given, 64),
        )  # fmt: skip


def contact_bits(given: Case) -> Row:
    """Sixty-four three-valued contact flags against 64 columns of shares, both by mixture."""
    graph, rng, size = given.mixtures.graph, np.random.default_rng(1), len(given.mixtures.graph.seed)
    seeds = Planes(*rng.integers(0, 2**63, (2, ORIGINS)).astype(np.uint64))
    flows, lots, out = no_marks(len(graph.src)), no_marks(size), no_marks(size)
    flags = partial(kernels.contact, graph, seeds, flows, lots, out)
    taken, shares = milliseconds(flags, mixtures_only(given, 64))
    return Row(
        work="64 contact flags, two planes", size=given.size, metric="ms (at most a fifth)", ours=taken,
        peer="64 share columns, ours", peer_value=shares, target=5.0, peak_mb=added_memory(flags),
    )  # fmt: skip


def touched(given: Case) -> Row:
    """Shares that passed a marked flow (5 % of them) or lot (2 %); the lots they mark are mixtures of their own."""
    chain, rng = given.chain, np.random.default_rng(2)
    flows, lots = _some_bits(rng, len(chain.src), part=0.05), _some_bits(rng, chain.size, part=0.02)
    apart = lots != 0
    apart[chain.dst[flows != 0]] = True
    mixed = mixtures(given.graph, seeds=ORIGINS, apart=apart)
    bits = np.concatenate([np.zeros(ORIGINS, np.uint64), lots[mixed.lots]])
    out = empty_rows(len(mixed.graph.seed), 64)
    touch = partial(kernels.touch, mixed.graph, given.flags(64), flows[mixed.edge], bits, out)
    taken, plain = milliseconds(touch, mixtures_only(given, 64))
    return Row(
        work="64 touch columns", size=given.size, metric="ms (at most 1.4 times)", ours=taken,
        peer="64 plain columns, ours", peer_value=plain, target=1 / 1.4, peak_mb=added_memory(touch),
    )  # fmt: skip


def one_edit(given: Case) -> Iterator[Row]:
    """One flow corrected: what lies downstream, against a full pass of 16 columns; 33 flows drawn at random."""
    chain, full = given.chain, every_lot(given, 16)[0]
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


def _some_bits(rng: np.random.Generator, size: int, *, part: float) -> NDArray[np.uint64]:
    words = rng.integers(0, 2**63, size).astype(np.uint64)
    return np.where(rng.random(size) < part, words, np.uint64(0))
