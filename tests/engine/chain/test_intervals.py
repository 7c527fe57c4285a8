"""Unknown marks give intervals, and the truth lies inside whatever the unknown turns out to be."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.engine.chain.lotgraphs import chain_of, random_books

from cupel.chain.propagate import forward, touch

SEEDS = st.integers(0, 2**32 - 1)


@settings(deadline=None, max_examples=30)
@given(SEEDS, SEEDS)
def test_any_completion_of_unknown_origins_lies_between_certain_and_possible(graph: int, truth: int) -> None:
    chain = chain_of(random_books(size=80, seed=graph))
    rng = np.random.default_rng(truth)
    state = rng.integers(0, 3, len(chain.sources))  # 0 clear, 1 flagged, 2 unknown
    ends = forward(chain, metal="cu", seeds=np.stack([state == 1, state >= 1], axis=1).astype(float))
    completed = np.where(state == 2, rng.random(len(state)) < 0.5, state == 1).astype(float)
    share = forward(chain, metal="cu", seeds=completed)[:, 0]
    assert (ends[:, 0] - 1e-12 <= share).all()
    assert (share <= ends[:, 1] + 1e-12).all()


@settings(deadline=None, max_examples=30)
@given(SEEDS, SEEDS)
def test_any_completion_of_unknown_transit_lies_between_certain_and_possible(graph: int, truth: int) -> None:
    chain = chain_of(random_books(size=80, seed=graph))
    rng = np.random.default_rng(truth)
    flows, lots = rng.choice(3, len(chain.src), p=[0.8, 0.1, 0.1]), rng.choice(3, chain.size, p=[0.9, 0.05, 0.05])

    bits = np.array([0b00, 0b11, 0b10], np.uint64)  # clear, marked, unknown: columns certain and possible
    nothing = np.zeros((len(chain.sources), 2))
    ends = touch(chain, metal="cu", seeds=nothing, flow_bits=bits[flows], lot_bits=bits[lots])
    flows = np.where(flows == 2, rng.integers(0, 2, len(flows)), flows)
    lots = np.where(lots == 2, rng.integers(0, 2, len(lots)), lots)
    truly = touch(chain, metal="cu", seeds=nothing, flow_bits=flows.astype(np.uint64), lot_bits=lots.astype(np.uint64))
    assert (ends[:, 0] - 1e-12 <= truly[:, 0]).all()
    assert (truly[:, 0] <= ends[:, 1] + 1e-12).all()
