"""Full origin vectors of single lots, sparse and exact, or with small shares in RESIDUAL."""

import numpy as np
import polars as pl
from hypothesis import given, settings
from tests.engine.chain.lotgraphs import LotBooks, books, chain_of, lot_books, random_books

from cupel.chain.compositions import RESIDUAL, compositions
from cupel.chain.propagate import forward

LARGE = random_books(size=1000, seed=41)


@settings(deadline=None)
@given(lot_books())
def test_sparse_rows_are_the_dense_ones(made: LotBooks) -> None:
    chain = chain_of(made)
    dense = forward(chain, metal="cu", seeds=np.eye(len(chain.sources)))
    rows = compositions(chain, metal="cu", lots=np.arange(chain.size, dtype=np.int32))
    sparse = np.zeros_like(dense)
    sparse[rows["lot"], rows["origin"]] = rows["share"]
    np.testing.assert_array_equal(sparse, dense)


def test_only_the_lots_asked_for_are_returned() -> None:
    chain = chain_of(LARGE)
    rows = compositions(chain, metal="cu", lots=np.array([999, 500], np.int32))
    assert rows["lot"].unique().to_list() == [500, 999]


def test_origins_can_be_numbered_by_the_caller() -> None:
    chain = chain_of(books({"a": 30, "b": 10, "c": 40}, [("a", "c", 30), ("b", "c", 10)]))
    rows = compositions(chain, metal="cu", lots=np.array([2], np.int32), origin=np.zeros(2, np.int32))
    assert rows.rows() == [(2, 0, 1.0)]


def test_small_shares_are_booked_to_residual_and_nothing_is_lost() -> None:
    chain = chain_of(LARGE)
    rows = compositions(chain, metal="cu", lots=np.flatnonzero(chain.holds("cu")).astype(np.int32), floor=0.01)
    totals = rows.group_by("lot").agg(pl.col("share").sum())["share"].to_numpy()
    np.testing.assert_allclose(totals, 1.0, rtol=0, atol=1e-12)
    assert rows.filter((pl.col("origin") != RESIDUAL) & (pl.col("share") < 0.01)).height == 0
    assert rows.filter(pl.col("origin") == RESIDUAL).height > 0
