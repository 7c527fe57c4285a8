"""Origins of groups of lots: the backward pass, and the same totals computed downstream."""

import numpy as np
import polars as pl
import pytest
from polars.testing import assert_frame_equal
from tests.engine.chain.lotgraphs import books, chain_of, random_books, random_seeds

from cupel.chain.arrays import Targets
from cupel.chain.graph import Chain
from cupel.chain.origins import backward, origin_totals
from cupel.chain.propagate import forward

LARGE = random_books(size=1500, seed=31)


def some_targets(chain: Chain, *, groups: int, seed: int = 3) -> Targets:
    rng = np.random.default_rng(seed)
    lots = rng.choice(np.flatnonzero(chain.holds("cu")), 300).astype(np.int32)
    return Targets(lots, rng.integers(0, groups, 300).astype(np.int32), rng.integers(1, 10**9, 300).astype(float))


def test_origins_of_a_lot_are_listed_with_grams_and_share() -> None:
    chain = chain_of(books({"a": 30, "b": 10, "c": 40}, [("a", "c", 30), ("b", "c", 10)]))
    found = backward(
        chain, metal="cu", targets=Targets(np.array([2], np.int32), np.zeros(1, np.int32), np.array([40.0]))
    )
    assert found.rows() == [(0, 0, 30.0, 0.75), (0, 1, 10.0, 0.25)]


def test_a_source_is_its_own_origin() -> None:
    chain = chain_of(books({"a": 30}, []))
    found = backward(chain, metal="cu", targets=Targets(np.zeros(1, np.int32), np.zeros(1, np.int32), np.array([5.0])))
    assert found.rows() == [(0, 0, 5.0, 1.0)]


def test_no_targets_have_no_origins() -> None:
    chain = chain_of(books({"a": 30}, []))
    nothing = Targets(np.zeros(0, np.int32), np.zeros(0, np.int32), np.zeros(0))
    assert backward(chain, metal="cu", targets=nothing).height == 0


@pytest.mark.parametrize("groups", [1, 5, 64, 150])
def test_shares_of_every_group_add_up_to_one(groups: int) -> None:
    chain = chain_of(LARGE)
    found = backward(chain, metal="cu", targets=some_targets(chain, groups=groups))
    totals = found.group_by("group").agg(pl.col("share").sum())["share"].to_numpy()
    np.testing.assert_allclose(totals, 1.0, rtol=0, atol=1e-12)


def test_backward_and_forward_are_dual() -> None:
    chain = chain_of(LARGE)
    targets, seeds = some_targets(chain, groups=6), random_seeds(chain, 1)[:, 0]
    shares = forward(chain, metal="cu", seeds=seeds)[:, 0]
    expected = np.bincount(targets.groups, shares[targets.lots] * targets.mass)
    found = backward(chain, metal="cu", targets=targets)
    got = np.bincount(found["group"], seeds[found["origin"]] * found["mass_g"])
    np.testing.assert_allclose(got, expected, rtol=1e-12)


def test_sources_of_one_origin_are_added_up() -> None:
    chain = chain_of(LARGE)
    targets, origin = some_targets(chain, groups=4), (np.arange(len(chain.sources)) % 5).astype(np.int32)
    each = backward(chain, metal="cu", targets=targets)
    each = each.with_columns(origin=pl.Series(origin[each["origin"]]))
    expected = each.group_by("group", "origin").agg(pl.col("mass_g", "share").sum()).sort("group", "origin")
    assert_frame_equal(
        backward(chain, metal="cu", targets=targets, origin=origin), expected, abs_tol=1e-6, rel_tol=1e-12
    )


@pytest.mark.parametrize("origins", [3, 70])
def test_totals_downstream_are_those_of_the_backward_pass(origins: int) -> None:
    chain = chain_of(LARGE)
    targets, origin = some_targets(chain, groups=9), (np.arange(len(chain.sources)) % origins).astype(np.int32)
    assert_frame_equal(
        origin_totals(chain, metal="cu", targets=targets, origin=origin),
        backward(chain, metal="cu", targets=targets, origin=origin),
        rel_tol=1e-12,
    )
