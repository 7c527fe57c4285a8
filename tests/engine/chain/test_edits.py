"""An edit of few flows is recomputed downstream only, with the bits of a full run."""

import numpy as np
import polars as pl
import pytest
from tests.engine.chain.lotgraphs import LotBooks, books, chain_of, random_books, random_seeds

from cupel.chain.edits import downstream, new_inputs, recompute
from cupel.chain.graph import Chain
from cupel.chain.propagate import forward
from cupel.errors import BooksError

LARGE = random_books(size=1500, seed=51)


def edited(made: LotBooks, lot: str, *, grams: int) -> LotBooks:
    """``lot`` gets ``grams`` from its first input, and holds what enters it."""
    first = made.flows.filter(pl.col("dst_lot") == lot)["flow_id"][0]
    flows = made.flows.with_columns(cu_g=pl.when(pl.col("flow_id") == first).then(grams).otherwise("cu_g"))
    entered = flows.filter(pl.col("dst_lot") == lot)["cu_g"].sum()
    return LotBooks(
        made.lots.with_columns(cu_g=pl.when(pl.col("lot_id") == lot).then(entered).otherwise("cu_g")), flows
    )


def fully_fed(chain: Chain) -> list[str]:
    """Derived lots without unknown feed, by id."""
    known = np.bincount(chain.dst, chain.order == -1, minlength=chain.size) == 0
    return chain.lot_ids.filter(pl.Series(known & ~chain.source & chain.holds("cu"))).to_list()


@pytest.mark.parametrize("limit", [1.0, 0.0])
def test_recomputed_shares_are_those_of_a_full_run_bit_for_bit(limit: float) -> None:
    chain = chain_of(LARGE)
    seeds = random_seeds(chain, 16)
    for lot in fully_fed(chain)[::120]:
        after = edited(LARGE, lot, grams=123_456_789)
        shares = forward(chain, metal="cu", seeds=seeds)
        flows = after.flows.filter(pl.col("dst_lot") == lot)
        inputs = new_inputs(chain, metal="cu", flows=flows)
        recompute(chain, metal="cu", inputs=inputs, shares=shares, cone_limit=limit)
        np.testing.assert_array_equal(shares, forward(chain_of(after), metal="cu", seeds=seeds))


@pytest.mark.parametrize(("limit", "visited"), [(1.0, ["b", "d"]), (0.0, ["b", "c", "d", "e"])])
def test_lots_downstream_are_visited_or_all_that_follow(limit: float, visited: list[str]) -> None:
    flows = [("z", "y", 1), ("a", "b", 1), ("a", "c", 1), ("b", "d", 1), ("c", "e", 1)]
    made = books(dict.fromkeys("zyabcde", 1), flows)
    chain = chain_of(made)
    inputs = new_inputs(chain, metal="cu", flows=made.flows.filter(pl.col("dst_lot") == "b"))
    shares = forward(chain, metal="cu", seeds=np.ones((2, 1)))
    lots = recompute(chain, metal="cu", inputs=inputs, shares=shares, cone_limit=limit)
    assert chain.lot_ids.gather(lots).to_list() == visited


def test_more_lots_downstream_than_the_limit_are_not_listed() -> None:
    chain = chain_of(books({"a": 1, "b": 1, "c": 1}, [("a", "b", 1), ("b", "c", 1)]))
    first = np.zeros(1, np.int32)
    assert downstream(chain, lots=first, limit=3).tolist() == [0, 1, 2]
    assert downstream(chain, lots=first, limit=2).tolist() == []


def test_an_edit_that_turns_time_round_is_refused() -> None:
    made = books({"a": 1, "b": 1, "c": 1}, [("a", "b", 1), ("b", "c", 1)])
    backwards = made.flows.head(1).with_columns(src_lot=pl.lit("c"))
    with pytest.raises(BooksError, match="lot c cannot become an input of the lot b") as error:
        new_inputs(chain_of(made), metal="cu", flows=backwards)
    assert error.value.code == "edit-changes-order"
