"""Time order of lots: what the flows may decide, and what is a contradiction."""

from collections.abc import Sequence

import polars as pl
import pytest
from tests.engine.chain.lotgraphs import LotBooks, day, flow_table

from cupel.chain.graph import build_chain
from cupel.errors import BooksError


def made(lots: dict[str, float], flows: Sequence[tuple[str, str, str, float]]) -> LotBooks:
    table = pl.DataFrame(
        {"lot_id": list(lots), "created_at": [day(at) for at in lots.values()], "cu_g": [1] * len(lots)}
    )
    return LotBooks(table, flow_table([(name, src, dst, day(at), 1) for name, src, dst, at in flows]))


def order(given: LotBooks) -> list[str]:
    return build_chain(given.lots, given.flows, metals=["cu"]).lot_ids.to_list()


def test_lots_stand_in_order_of_time_and_id() -> None:
    assert order(made({"c": 1, "b": 2, "a": 2}, [])) == ["c", "a", "b"]


def test_flows_order_lots_of_the_same_instant() -> None:
    assert order(made({"a": 1, "b": 1, "c": 1}, [("F", "c", "b", 1), ("G", "b", "a", 1)])) == ["c", "b", "a"]


def test_a_campaign_dated_from_its_start_follows_what_was_charged_later() -> None:
    given = made({"campaign": 1, "ore": 3, "metal": 4}, [("F", "ore", "campaign", 3), ("G", "campaign", "metal", 4)])
    assert order(given) == ["ore", "campaign", "metal"]


def test_products_follow_a_campaign_that_was_charged_after_they_left() -> None:
    given = made({"campaign": 1, "metal": 2, "ore": 3}, [("F", "ore", "campaign", 3), ("G", "campaign", "metal", 2)])
    assert order(given) == ["ore", "campaign", "metal"]


def test_a_flow_out_of_a_lot_that_did_not_exist_yet_is_named_with_both_lots() -> None:
    given = made({"old": 1, "new": 9}, [("F7", "new", "old", 2)])
    with pytest.raises(BooksError, match=r"F7 .* lot new, .*2024-01-10.* lot old of 2024-01-02") as error:
        order(given)
    assert error.value.code == "flow-against-time"
    assert error.value.place.row == 1


def test_further_flows_against_time_are_counted() -> None:
    given = made({"old": 1, "new": 9}, [("F", "new", "old", 2), ("G", "new", "old", 3), ("H", "new", "old", 4)])
    with pytest.raises(BooksError, match="2 more flows run against time"):
        order(given)


def test_a_cycle_is_named_by_its_shortest_way_round() -> None:
    long_way = [("F1", "a", "b", 1), ("F2", "b", "c", 1), ("F3", "c", "d", 1), ("F4", "d", "a", 1)]
    given = made(dict.fromkeys("abcd", 1), [*long_way, ("F5", "c", "b", 1)])
    with pytest.raises(BooksError, match=r"b → c → b|c → b → c") as error:
        order(given)
    assert error.value.code == "lot-cycle"
    assert "F2" in error.value.message
    assert "F5" in error.value.message


def test_a_lot_made_of_itself_is_a_cycle() -> None:
    with pytest.raises(BooksError, match="a → a; flows F1"):
        order(made({"a": 1, "b": 2}, [("F1", "a", "a", 1)]))


def test_lots_downstream_of_a_cycle_are_not_blamed() -> None:
    flows = [("F1", "a", "b", 1), ("F2", "b", "a", 1), ("F3", "b", "z", 1)]
    with pytest.raises(BooksError) as error:
        order(made({"a": 1, "b": 1, "z": 1}, flows))
    assert "z" not in error.value.message.split(";")[0]
