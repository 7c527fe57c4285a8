"""Mass that leaves a lot against mass that entered it, gram by gram."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.engine.diligence.books import Row, Tables, dossier, said, shown


def lot(name: str, **grams: Any) -> Row:
    """A lot with its contents."""
    return {"lot_id": name, "gross_g": 100, **grams}


def flow(name: str, src: str, dst: str, *, kind: str = "charge", **grams: Any) -> Row:
    """A movement."""
    return {"flow_id": name, "src_lot": src, "dst_lot": dst, "kind": kind, **grams}


def balance(fact: str, lots: list[Row], flows: list[Row], **more: list[Row]) -> dict[str, Any]:
    """A fact about the mass of lots."""
    return said(dossier(lot=lots, flow=flows, **more), "lot", fact)


def test_what_leaves_without_having_entered_is_overdrawn() -> None:
    lots, flows = [lot("a", cu_g=100), lot("b", cu_g=120)], [flow("f", "a", "b", cu_g=120)]
    assert balance("overdraw_g", lots, flows) == {"a": 20, "b": 0}
    assert balance("overdraw_share", lots, flows) == {"a": 0.2, "b": 0.0}


def test_one_gram_is_seen() -> None:
    whole = 10**15 - 1
    assert balance("overdraw_g", [lot("a", cu_g=whole)], [flow("f", "a", "b", cu_g=whole + 1)])["a"] == 1


def test_an_empty_lot_that_gives_is_overdrawn_as_a_whole() -> None:
    assert balance("overdraw_share", [lot("a", cu_g=0), lot("b", cu_g=1)], [flow("f", "a", "b", cu_g=5)])["a"] == 1.0


def test_the_worst_metal_counts() -> None:
    lots = [lot("a", cu_g=100, ni_g=10)]
    flows = [flow("f", "a", "b", cu_g=110, ni_g=5), flow("g", "a", "b", cu_g=0, ni_g=10)]
    assert balance("overdraw_g", lots, flows)["a"] == 10
    assert balance("overdraw_share", lots, flows)["a"] == 0.5


def test_a_stock_gain_enters_the_lot_and_does_not_leave_another() -> None:
    lots = [lot("a", cu_g=100), lot("found", cu_g=20)]
    flows = [flow("gain", "found", "a", kind="gain", cu_g=20), flow("f", "a", "b", cu_g=120)]
    assert balance("overdraw_g", lots, flows) == {"a": 0, "found": 0}


def test_an_unknown_content_leaves_the_balance_open() -> None:
    lots = [lot("a", cu_g=100, ni_g=None), lot("b", cu_g=1, ni_g=1)]
    assert balance("overdraw_g", lots, [flow("f", "a", "b", cu_g=50, ni_g=5)])["a"] is None


def test_a_certain_overdraw_of_one_metal_outweighs_an_unknown_content_of_another() -> None:
    lots = [lot("a", cu_g=100, ni_g=None), lot("b", cu_g=1, ni_g=1)]
    flows = [flow("f", "a", "b", cu_g=120, ni_g=1)]
    assert balance("overdraw_g", lots, flows)["a"] == 20
    assert balance("overdraw_share", lots, flows)["a"] == 0.2


def test_the_flows_of_an_overdrawn_lot_are_shown() -> None:
    books = dossier(lot=[lot("a", cu_g=1)], flow=[flow("g", "a", "b", cu_g=1), flow("f", "a", "b", cu_g=1)])
    assert shown(books, "lot", "overdraw_g") == {"a": ["flow:f", "flow:g"]}


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10**9), st.lists(st.integers(0, 10**9), max_size=5), st.lists(st.integers(0, 10**9), max_size=3))
def test_the_overdraw_is_what_left_less_what_entered(own: int, uses: list[int], gains: list[int]) -> None:
    flows = [flow(f"use {n}", "a", "b", cu_g=grams) for n, grams in enumerate(uses)]
    flows += [flow(f"gain {n}", "found", "a", kind="gain", cu_g=grams) for n, grams in enumerate(gains)]
    found = balance("overdraw_g", [lot("a", cu_g=own), lot("b", cu_g=1)], flows)["a"]
    assert found == max(sum(uses) - own - sum(gains), 0)


def gain(**count: Any) -> tuple[list[Row], list[Row], Tables]:
    """A stock gain of 20 g and perhaps a stock count."""
    papers: list[Row] = [{"document_id": "count", "document_type": "stock_count", **count}] if count else []
    flows = [flow("gain", "found", "a", kind="gain", cu_g=20, gross_g=30)]
    return [lot("a", cu_g=100), lot("found", cu_g=20)], flows, {"document": papers}


def uncounted(**count: Any) -> int | None:
    """Stock gained by the lot without a count."""
    lots, flows, more = gain(**count)
    found: int | None = balance("gain_uncounted_g", lots, flows, **more)["a"]
    return found


def test_a_gain_without_a_count_is_open_by_its_largest_mass() -> None:
    assert uncounted() == 30


@pytest.mark.parametrize("counted", ["a", "found"])
def test_a_count_of_either_lot_documents_the_gain(counted: str) -> None:
    assert uncounted(lot_id=counted) == 0


def test_a_count_of_another_lot_documents_nothing() -> None:
    assert uncounted(lot_id="elsewhere") == 30


def gaps(lots: list[Row], flows: list[Row], **more: list[Row]) -> dict[str, int | None]:
    """Differences between lots and what made them."""
    return balance("mass_gap_g", lots, flows, **more)


def test_a_bought_lot_is_what_its_receipts_add_up_to() -> None:
    receipts: list[Row] = [
        {"receipt_id": "one", "lot_id": "a", "gross_g": 60, "cu_g": 6},
        {"receipt_id": "two", "lot_id": "a", "gross_g": 45, "cu_g": 4},
        {"receipt_id": "back", "lot_id": "a", "gross_g": -5, "cu_g": 0},
    ]
    assert gaps([lot("a", cu_g=10)], [], receipt=receipts) == {"a": 0}
    assert gaps([lot("a", cu_g=13)], [], receipt=receipts) == {"a": 3}


def test_a_made_lot_is_what_flowed_into_it() -> None:
    lots = [lot("a", cu_g=10), lot("b", cu_g=10)]
    assert gaps(lots, [flow("f", "a", "b", kind="blend", gross_g=97, cu_g=10)])["b"] == 3


def test_wet_mass_is_not_kept_in_a_campaign() -> None:
    lots = [lot("a", cu_g=10), lot("b", cu_g=10)]
    assert gaps(lots, [flow("f", "a", "b", gross_g=60, cu_g=10)])["b"] == 0


def test_a_lot_that_nothing_explains_is_open() -> None:
    assert gaps([lot("a", cu_g=10)], []) == {"a": None}
