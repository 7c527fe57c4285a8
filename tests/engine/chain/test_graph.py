"""Building the lot graph: weights, unknown feed, stock that was there before, and books that cannot be used."""

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from tests.engine.chain.lotgraphs import LotBooks, books, chain_of, day, flow_table, lot_books, random_books

from cupel.errors import BooksError


def weights_into(made: LotBooks, lot: str) -> dict[str, float]:
    chain = chain_of(made)
    place = int(chain.index(pl.Series([lot]))[0])
    edges = range(chain.ptr[place], chain.ptr[place + 1])
    return {chain.lot_ids[int(chain.src[e])]: float(chain.weight["cu"][e]) for e in edges}


def test_weights_are_the_parts_of_the_content() -> None:
    made = books({"a": 30, "b": 10, "c": 40}, [("a", "c", 30), ("b", "c", 10)])
    assert weights_into(made, "c") == {"a": 0.75, "b": 0.25}


def test_feed_that_no_flow_explains_comes_from_an_unknown_source_of_the_site() -> None:
    made = books({"a": 30, "c": 40}, [("a", "c", 30)])
    assert weights_into(made, "c") == {"a": 0.75, "UNKNOWN(S)": 0.25}


def test_an_empty_lot_that_gives_metal_is_of_unknown_origin() -> None:
    made = books({"a": 0, "b": 0, "c": 5}, [("a", "b", 0), ("b", "c", 5)])
    assert weights_into(made, "b")["UNKNOWN(S)"] == 1.0


def test_unknown_feed_of_lots_without_a_site_has_a_source_of_its_own() -> None:
    made = books({"a": 1, "b": 2, "c": 3}, [("a", "b", 1), ("b", "c", 2)], site_id=["S", None, "S"])
    assert set(chain_of(made).lot_ids) == {"a", "b", "c", "UNKNOWN(S)", "UNKNOWN(?)"}


def test_more_inputs_than_content_are_mixed_in_proportion() -> None:
    made = books({"a": 30, "b": 30, "c": 40}, [("a", "c", 30), ("b", "c", 30)])
    assert weights_into(made, "c") == {"a": 0.5, "b": 0.5}


def test_stock_gains_stay_out_of_mixing() -> None:
    made = books({"a": 30, "gain": 5, "c": 30}, [("a", "c", 30), ("gain", "c", 5)])
    flows = made.flows.with_columns(kind=pl.Series(["charge", "gain"]))
    assert weights_into(LotBooks(made.lots, flows), "c") == {"a": 1.0}


def test_parallel_flows_are_kept_apart() -> None:
    chain = chain_of(books({"a": 30, "c": 30}, [("a", "c", 10), ("a", "c", 20)]))
    np.testing.assert_array_equal(chain.weight["cu"], [1 / 3, 2 / 3])
    np.testing.assert_array_equal(chain.order, [0, 1])


def test_a_by_product_follows_its_own_content() -> None:
    made = books({"a": 30, "b": 10, "c": 40}, [("a", "c", 30), ("b", "c", 10)], au_g=[0, 4, 4])
    chain = chain_of(LotBooks(made.lots, made.flows.with_columns(au_g=pl.Series([0, 4]))), "cu", "au")
    np.testing.assert_array_equal(chain.weight["au"], [0.0, 1.0])


def test_a_lot_without_the_metal_holds_none() -> None:
    chain = chain_of(books({"a": 0, "b": 0, "c": 1}, [("a", "b", 0)]))
    assert chain.holds("cu").tolist() == [False, False, True]


def test_received_lots_older_stock_and_stock_gains_are_told_apart() -> None:
    made = books({"a": 1, "b": 1, "c": 1, "d": 2}, [("a", "d", 1), ("b", "d", 1)], supplier_id=["P", None, None, None])
    lots = made.lots.with_columns(form=pl.Series(["scrap", "scrap", "stock gain", "campaign"]))
    origins = chain_of(LotBooks(lots, made.flows)).origins
    assert origins.select("lot_id", "kind", "origin").rows() == [
        ("a", "inbound", "a"),
        ("b", "legacy", "LEGACY(S)"),
        ("c", "unknown", "UNKNOWN(S)"),
    ]


@settings(deadline=None)
@given(lot_books())
def test_weights_into_a_lot_that_holds_metal_add_up_to_one(made: LotBooks) -> None:
    chain = chain_of(made, "cu", "ni")
    for metal in ("cu", "ni"):
        total = np.bincount(chain.dst, chain.weight[metal], minlength=chain.size)
        np.testing.assert_allclose(total, chain.holds(metal) & ~chain.source, atol=1e-12)


@settings(deadline=None)
@given(lot_books())
def test_every_lot_comes_after_its_inputs(made: LotBooks) -> None:
    chain = chain_of(made)
    assert (chain.src < chain.dst).all()


def test_lots_are_found_by_their_ids_in_any_order() -> None:
    chain = chain_of(books({"a": 1, "b": 1, "c": 1}, []))
    assert chain.index(pl.Series(["c", "a", "c"])).tolist() == [2, 0, 2]


def test_an_id_that_is_not_in_the_books_is_named() -> None:
    with pytest.raises(BooksError, match="lot Z") as error:
        chain_of(books({"a": 1}, [])).index(pl.Series(["a", "Z"]))
    assert error.value.code == "unknown-lot"


def test_a_lot_listed_twice_is_named() -> None:
    made = books({"a": 1, "b": 1}, [])
    with pytest.raises(BooksError, match="lot b is listed more than once") as error:
        chain_of(LotBooks(pl.concat([made.lots, made.lots.tail(1)]), made.flows))
    assert error.value.code == "lot-twice"


def test_a_flow_of_a_lot_that_is_not_listed_is_named() -> None:
    with pytest.raises(BooksError, match="flow F0 names the lot x") as error:
        chain_of(LotBooks(books({"a": 1}, []).lots, flow_table([("F0", "x", "a", day(1), 1)])))
    assert error.value.code == "flow-without-lot"


def test_books_without_flows_are_all_sources() -> None:
    chain = chain_of(books({"a": 1, "b": 2}, []))
    assert chain.source.all()
    assert len(chain.src) == 0


def test_consumers_list_every_flow_once_by_giver_latest_receiver_first() -> None:
    chain = chain_of(random_books(size=300, seed=3))
    ptr, dst, edge = chain.consumers
    assert sorted(edge.tolist()) == list(range(len(chain.src)))
    np.testing.assert_array_equal(chain.src[edge], np.repeat(np.arange(chain.size), np.diff(ptr)))
    np.testing.assert_array_equal(chain.dst[edge], dst)
    for lot in range(chain.size):
        assert (np.diff(dst[ptr[lot] : ptr[lot + 1]].astype(int)) <= 0).all()
