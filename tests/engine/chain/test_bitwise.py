"""Compiled kernels and scipy give the same bits; so do any number of threads and any hash seed."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import polars as pl
import pytest
from numpy.typing import NDArray
from tests.engine.chain import lotgraphs
from tests.engine.chain.lotgraphs import random_bits, random_seeds, without_numba

from cupel.chain.arrays import Planes, Targets
from cupel.chain.circular import Trade, mix_circular
from cupel.chain.compositions import compositions
from cupel.chain.edits import downstream, new_inputs, recompute
from cupel.chain.graph import Chain
from cupel.chain.ledger import Entries, sweep
from cupel.chain.origins import backward, origin_totals, passed_mass
from cupel.chain.propagate import contact, forward, touch

BOOKS = lotgraphs.random_books(size=1200, seed=61)
Arrays = tuple[NDArray[np.generic], ...]
Shape = Callable[[Chain], Arrays]


def columns(frame: pl.DataFrame) -> Arrays:
    return tuple(frame[name].to_numpy() for name in frame.columns)


def some_targets(chain: Chain) -> Targets:
    lots = np.flatnonzero(chain.holds("cu"))[-200:].astype(np.int32)
    return Targets(lots, (lots % 70).astype(np.int32), lots.astype(np.float64))


def few_origins(chain: Chain) -> NDArray[np.int32]:
    return (np.arange(len(chain.sources)) % 67).astype(np.int32)


def shares(chain: Chain) -> Arrays:
    return (forward(chain, metal="cu", seeds=random_seeds(chain, 130)),)


def one_column(chain: Chain) -> Arrays:
    return (forward(chain, metal="ni", seeds=random_seeds(chain, 1)),)


def touched(chain: Chain) -> Arrays:
    flow_bits, lot_bits = random_bits(len(chain.src), seed=1), random_bits(chain.size, seed=2)
    return (touch(chain, metal="cu", seeds=random_seeds(chain, 64), flow_bits=flow_bits, lot_bits=lot_bits),)


def contacts(chain: Chain) -> Arrays:
    seeds = Planes(random_bits(len(chain.sources), seed=1), random_bits(len(chain.sources), seed=2))
    flows = Planes(random_bits(len(chain.src), seed=3), random_bits(len(chain.src), seed=4))
    lots = Planes(random_bits(chain.size, seed=5), random_bits(chain.size, seed=6))
    return contact(chain, metal="cu", seeds=seeds, flows=flows, lots=lots)


def passed(chain: Chain) -> Arrays:
    return passed_mass(chain, metal="cu", targets=some_targets(chain), width=70)


def origins(chain: Chain) -> Arrays:
    return columns(backward(chain, metal="cu", targets=some_targets(chain), origin=few_origins(chain)))


def totals(chain: Chain) -> Arrays:
    return columns(origin_totals(chain, metal="cu", targets=some_targets(chain), origin=few_origins(chain)))


def exact_rows(chain: Chain) -> Arrays:
    return columns(compositions(chain, metal="cu", lots=some_targets(chain).lots))


def rows_with_residual(chain: Chain) -> Arrays:
    lots = some_targets(chain).lots
    return columns(compositions(chain, metal="cu", lots=lots, origin=few_origins(chain), floor=0.02))


def edit_downstream(chain: Chain) -> Arrays:
    return edited(chain, cone_limit=1.0)


def edit_and_all_after(chain: Chain) -> Arrays:
    return edited(chain, cone_limit=0.0)


def edited(chain: Chain, *, cone_limit: float) -> Arrays:
    lot = int(np.flatnonzero(np.diff(chain.ptr) > 2)[-20])
    sources = chain.lot_ids.gather(chain.src[chain.ptr[lot] : chain.ptr[lot + 1]])
    flows = pl.DataFrame({"src_lot": sources, "dst_lot": [chain.lot_ids[lot]] * len(sources)}).with_row_index("cu_g", 3)
    after, inputs = (
        forward(chain, metal="cu", seeds=random_seeds(chain, 16)),
        new_inputs(chain, metal="cu", flows=flows),
    )
    return recompute(chain, metal="cu", inputs=inputs, shares=after, cone_limit=cone_limit), after


def cone(chain: Chain) -> Arrays:
    return (downstream(chain, lots=np.array([50, 60], np.int32), limit=chain.size),)


def ledger(chain: Chain) -> Arrays:
    rng = np.random.default_rng(1)
    account, at = np.sort(rng.integers(0, 9, chain.size)), np.arange(chain.size)
    return sweep(Entries(account, rng.integers(-60, 100, chain.size), at, at + rng.integers(1, 200, chain.size)))


def circular(chain: Chain) -> Arrays:
    del chain
    rng = np.random.default_rng(2)
    src, dst = rng.integers(0, 700, (2, 3000)).astype(np.int32)
    trade = Trade(
        src=src,
        dst=dst,
        grams=rng.integers(1, 10**9, 3000),
        entered=rng.integers(0, 10**8, 700),
        seeds=rng.random((700, 3)),
    )
    return (mix_circular(trade).shares,)


SHAPES = [
    shares, one_column, touched, contacts, passed, origins, totals,
    exact_rows, rows_with_residual, edit_downstream, edit_and_all_after, cone, ledger, circular,
]  # fmt: skip


@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: shape.__name__)
def test_results_without_numba_are_the_same_bits(shape: Shape) -> None:
    pytest.importorskip("numba")
    with_numba = shape(lotgraphs.chain_of(BOOKS, "cu", "ni"))
    with without_numba():
        plain = shape(lotgraphs.chain_of(BOOKS, "cu", "ni"))
    assert [array.tobytes() for array in with_numba] == [array.tobytes() for array in plain]


PRINT_DIGEST = """
import hashlib
from tests.engine.chain import test_bitwise as shapes
chain = shapes.lotgraphs.chain_of(shapes.BOOKS, "cu", "ni")
parts = [array.tobytes() for shape in shapes.SHAPES for array in shape(chain)]
print(hashlib.sha256(b"".join(parts)).hexdigest())
"""


def digest(*, threads: int, hash_seed: int) -> str:
    count = str(threads)
    settings = {"NUMBA_NUM_THREADS": count, "POLARS_MAX_THREADS": count, "PYTHONHASHSEED": str(hash_seed)}
    root = Path(__file__).parents[3]
    path = os.pathsep.join([str(root), *sys.path])
    done = subprocess.run(
        [sys.executable, "-c", PRINT_DIGEST],
        cwd=root, env={**os.environ, **settings, "PYTHONPATH": path}, capture_output=True, text=True, check=True,
    )  # fmt: skip
    return done.stdout.strip()


def test_thread_count_and_hash_seed_change_no_bit() -> None:
    assert digest(threads=1, hash_seed=1) == digest(threads=2, hash_seed=2)
