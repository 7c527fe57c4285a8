"""Trade in circles: solved exactly, whatever the size of the loop, and reported where nothing comes in."""

import numpy as np
import pytest
import scipy.sparse as sp
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.sparse.linalg import splu

from cupel.chain import circular
from cupel.chain.circular import Trade, eliminate, mix_circular


def trade(edges: list[tuple[int, int, int]], entered: list[int]) -> Trade:
    """Deliveries (from, to, grams); every site's own sources are an origin of its own."""
    table = np.array(edges, np.int64).reshape(-1, 3)
    return Trade(
        src=table[:, 0].astype(np.int32), dst=table[:, 1].astype(np.int32), grams=table[:, 2].copy(),
        entered=np.array(entered), seeds=np.eye(len(entered)),
    )  # fmt: skip


def random_trade(*, sites: int, deliveries: int, seed: int) -> Trade:
    rng = np.random.default_rng(seed)
    src, dst = rng.integers(0, sites, (2, deliveries)).astype(np.int32)
    entered = rng.integers(1, 10**9, sites) * (rng.random(sites) < 0.6)
    return Trade(
        src=src, dst=dst, grams=rng.integers(1, 10**9, deliveries), entered=entered, seeds=rng.random((sites, 3))
    )


def by_sparse_lu(given: Trade) -> np.ndarray[tuple[int, int], np.dtype[np.float64]]:
    size = len(given.entered)
    total = given.entered + np.bincount(given.dst, given.grams, minlength=size)
    weight = sp.csr_array((given.grams / total[given.dst], (given.dst, given.src)), shape=(size, size))
    entry = given.seeds * (given.entered / np.maximum(total, 1))[:, None]
    solved: np.ndarray[tuple[int, int], np.dtype[np.float64]] = splu((sp.eye_array(size) - weight).tocsc()).solve(entry)
    return solved


def test_two_sites_that_sell_to_each_other() -> None:
    mixed = mix_circular(trade([(0, 1, 50), (1, 0, 50)], [50, 50]))
    np.testing.assert_allclose(mixed.shares, [[2 / 3, 1 / 3], [1 / 3, 2 / 3]])
    assert mixed.closed == ()


def test_without_loops_it_is_plain_mixing() -> None:
    mixed = mix_circular(trade([(0, 2, 30), (1, 2, 10), (2, 3, 40)], [30, 10, 0, 0]))
    np.testing.assert_allclose(mixed.shares[3], [0.75, 0.25, 0, 0])


def test_a_site_that_sells_to_itself_keeps_its_composition() -> None:
    mixed = mix_circular(trade([(0, 1, 10), (1, 1, 90)], [10, 0]))
    np.testing.assert_allclose(mixed.shares[1], [1.0, 0.0])


@settings(deadline=None, max_examples=40)
@given(st.integers(0, 2**32 - 1))
def test_compositions_solve_the_linear_system(seed: int) -> None:
    given_trade = random_trade(sites=40, deliveries=70, seed=seed)
    mixed = mix_circular(given_trade)
    if not mixed.closed:
        np.testing.assert_allclose(mixed.shares, by_sparse_lu(given_trade), rtol=0, atol=1e-12)


@pytest.mark.parametrize("limit", [0, 10**6])
def test_elimination_and_rounds_agree_with_sparse_lu(limit: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(circular, "DENSE_LIMIT", limit)
    given_trade = random_trade(sites=300, deliveries=1200, seed=4)
    np.testing.assert_allclose(mix_circular(given_trade).shares, by_sparse_lu(given_trade), rtol=0, atol=1e-11)


def test_elimination_is_exact_to_rounding() -> None:
    rng = np.random.default_rng(3)
    weights = rng.random((60, 60))
    matrix = np.eye(60) - weights / weights.sum(axis=1, keepdims=True) * 0.99
    rhs = rng.random((60, 4))
    np.testing.assert_allclose(matrix @ eliminate(matrix, rhs), rhs, rtol=0, atol=1e-12)


def test_a_loop_that_nothing_enters_is_reported_with_members_and_volume() -> None:
    mixed = mix_circular(trade([(0, 1, 70), (1, 2, 60), (2, 0, 50), (2, 3, 9)], [0, 0, 0, 1]))
    (loop,) = mixed.closed
    assert (loop.sites.tolist(), loop.grams, loop.entered) == ([0, 1, 2], 180, 0)


def test_what_comes_from_a_closed_loop_has_no_known_composition() -> None:
    mixed = mix_circular(trade([(0, 1, 70), (1, 0, 50), (1, 2, 25)], [0, 0, 75]))
    assert mixed.shares[2].tolist() == [0.0, 0.0, 0.75]


def test_a_large_loop_that_does_not_settle_counts_as_closed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(circular, "DENSE_LIMIT", 0)
    monkeypatch.setattr(circular, "ROUND_LIMIT", 3)
    mixed = mix_circular(trade([(0, 1, 10**6), (1, 0, 10**6)], [100, 0]))
    assert len(mixed.closed) == 1
    assert not mixed.shares.any()
