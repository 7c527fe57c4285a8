"""Shares carried downstream agree with slower ways to the same numbers."""

from fractions import Fraction

import numpy as np
import polars as pl
import pytest
import scipy.sparse as sp
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.sparse.linalg import splu, spsolve_triangular
from tests.engine.chain.lotgraphs import LotBooks, books, chain_of, lot_books, random_books, random_seeds
from tests.engine.chain.oracles import exact_shares, planted, shares_by_paths, weight_matrix

from cupel.chain.propagate import forward

LARGE = random_books(size=2000, seed=11)


def test_a_mixture_has_the_weighted_mean_of_its_inputs() -> None:
    chain = chain_of(books({"a": 30, "b": 10, "c": 40, "d": 40}, [("a", "c", 30), ("b", "c", 10), ("c", "d", 40)]))
    np.testing.assert_array_equal(forward(chain, metal="cu", seeds=np.array([1.0, 0.0]))[:, 0], [1.0, 0.0, 0.75, 0.75])


def test_numbers_come_out_as_means_weighted_by_mass() -> None:
    chain = chain_of(books({"a": 30, "b": 10, "c": 40}, [("a", "c", 30), ("b", "c", 10)]))
    assert forward(chain, metal="cu", seeds=np.array([[100.0], [20.0]]))[2, 0] == 80.0


def test_two_thousand_lots_agree_with_exact_fractions() -> None:
    chain = chain_of(LARGE, "cu", "ni")
    seeds = (random_seeds(chain, 3) * 8).round() / 8
    for metal in ("cu", "ni"):
        exact = exact_shares(chain, metal=metal, seeds=seeds)
        got = forward(chain, metal=metal, seeds=seeds)
        worst = max(
            abs(Fraction(value) - truth)
            for row, truths in zip(got.tolist(), exact, strict=True)
            for value, truth in zip(row, truths, strict=True)
        )
        assert worst < Fraction(1, 10**14)


@settings(deadline=None, max_examples=50)
@given(lot_books(most=30))
def test_shares_are_the_sum_over_all_paths(made: LotBooks) -> None:
    chain = chain_of(made)
    shares = forward(chain, metal="cu", seeds=np.eye(len(chain.sources)))
    found = shares_by_paths(chain, metal="cu", lot=chain.size - 1)
    expected = [found.get(int(source), 0.0) for source in chain.sources]
    np.testing.assert_allclose(shares[-1], expected, rtol=0, atol=1e-12)


def test_shares_solve_the_linear_system_by_sparse_lu() -> None:
    chain = chain_of(LARGE)
    seeds = random_seeds(chain, 5)
    system = sp.eye_array(chain.size) - weight_matrix(chain, metal="cu")
    expected = splu(system.tocsc()).solve(planted(chain, seeds))
    np.testing.assert_allclose(forward(chain, metal="cu", seeds=seeds), expected, rtol=0, atol=1e-12)


def test_shares_solve_the_linear_system_by_triangular_substitution() -> None:
    chain = chain_of(LARGE)
    seeds = random_seeds(chain, 5)
    system = sp.eye_array(chain.size) - weight_matrix(chain, metal="cu")
    expected = spsolve_triangular(system.tocsr(), planted(chain, seeds))
    np.testing.assert_allclose(forward(chain, metal="cu", seeds=seeds), expected, rtol=0, atol=1e-12)


def test_shares_are_the_neumann_series() -> None:
    chain = chain_of(random_books(size=300, seed=5))
    term = planted(chain, random_seeds(chain, 2))
    total, weights = np.zeros_like(term), weight_matrix(chain, metal="cu")
    while term.any():
        total, term = total + term, weights @ term
    np.testing.assert_allclose(forward(chain, metal="cu", seeds=random_seeds(chain, 2)), total, rtol=0, atol=1e-12)


@settings(deadline=None)
@given(lot_books())
def test_shares_of_all_origins_add_up_to_one_in_every_lot_that_holds_the_metal(made: LotBooks) -> None:
    chain = chain_of(made, "cu", "ni")
    for metal in ("cu", "ni"):
        total = forward(chain, metal=metal, seeds=np.eye(len(chain.sources))).sum(axis=1)
        np.testing.assert_allclose(total[chain.holds(metal)], 1.0, rtol=0, atol=1e-12)


@settings(deadline=None, max_examples=30)
@given(st.integers(0, 2**32 - 1), st.floats(-3, 3), st.floats(-3, 3))
def test_passes_are_linear_in_the_seeds(seed: int, a: float, b: float) -> None:
    chain = chain_of(random_books(size=60, seed=seed))
    x, y = random_seeds(chain, 2, seed=1), random_seeds(chain, 2, seed=2)
    both = forward(chain, metal="cu", seeds=a * x + b * y)
    apart = a * forward(chain, metal="cu", seeds=x) + b * forward(chain, metal="cu", seeds=y)
    np.testing.assert_allclose(both, apart, rtol=0, atol=1e-12)


@pytest.mark.parametrize("columns", [1, 7, 16, 64, 65, 130])
def test_each_column_is_what_it_is_alone(columns: int) -> None:
    chain = chain_of(LARGE)
    seeds = random_seeds(chain, columns)
    together = forward(chain, metal="cu", seeds=seeds)
    for column in {0, columns // 2, columns - 1}:
        np.testing.assert_array_equal(together[:, column], forward(chain, metal="cu", seeds=seeds[:, column])[:, 0])


def test_sources_can_share_the_row_of_their_origin() -> None:
    chain = chain_of(LARGE)
    origin = (np.arange(len(chain.sources)) % 9).astype(np.int32)
    table = random_seeds(chain, 4)[:9]
    np.testing.assert_array_equal(
        forward(chain, metal="cu", seeds=table, origin=origin), forward(chain, metal="cu", seeds=table[origin])
    )


def test_read_only_and_integer_seeds_are_taken_as_they_are() -> None:
    chain = chain_of(books({"a": 1, "b": 1}, [("a", "b", 1)]))
    seeds = pl.Series([1], dtype=pl.Int8).to_numpy()
    assert forward(chain, metal="cu", seeds=seeds.astype(float))[1, 0] == 1.0
    assert forward(chain, metal="cu", seeds=seeds)[1, 0] == 1.0
