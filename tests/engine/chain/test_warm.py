"""Kernels are compiled ahead of the first request."""

import numpy as np
import pytest
from tests.engine.chain.lotgraphs import books, chain_of, without_numba

from cupel.chain.propagate import forward
from cupel.chain.warm import warm_up


def test_after_warm_up_no_kernel_compiles_in_a_request() -> None:
    kernels = pytest.importorskip("cupel.chain.kernels")
    warm_up()
    before = len(kernels.forward.signatures)
    forward(chain_of(books({"a": 1, "b": 1}, [("a", "b", 1)])), metal="cu", seeds=np.ones((1, 1)))
    assert len(kernels.forward.signatures) == before


def test_warm_up_has_nothing_to_do_without_numba() -> None:
    with without_numba():
        warm_up()
