"""Grams are neither made nor lost, except where the truth says so."""

from collections import defaultdict
from datetime import timedelta

import pytest
from tests.engine.examples.told import Told

METALS = tuple(f"{metal}_g" for metal in ("cu", "ni", "pb", "zn", "mo", "au", "ag"))
MASSES = ("gross_g", *METALS)


def sums(told: Told, column: str, *, kinds: tuple[str, ...]) -> dict[str, list[int]]:
    """Per lot in ``column``, grams of its flows of some kinds."""
    found: dict[str, list[int]] = defaultdict(lambda: [0] * len(MASSES))
    for flow in told.rows("flow"):
        if flow["kind"] in kinds:
            total = found[flow[column]]
            for place, mass in enumerate(MASSES):
                total[place] += flow[mass]
    return found


def test_an_inbound_lot_is_the_sum_of_its_receipts(told: Told) -> None:
    for lot_id, receipts in told.by("receipt", "lot_id").items():
        lot = told.lots[lot_id]
        assert [sum(receipt[mass] for receipt in receipts) for mass in MASSES] == [lot[mass] for mass in MASSES]


def test_an_inner_lot_is_the_sum_of_what_flows_in_other_than_gains(told: Told) -> None:
    for lot_id, total in sums(told, "dst_lot", kinds=("charge", "produce", "ship", "return")).items():
        assert total == [told.lots[lot_id][mass] for mass in MASSES]


def test_what_a_campaign_takes_in_leaves_it_for_every_metal(told: Told) -> None:
    charged, made = sums(told, "dst_lot", kinds=("charge",)), sums(told, "src_lot", kinds=("produce",))
    assert {lot: total[1:] for lot, total in charged.items()} == {lot: total[1:] for lot, total in made.items()}


def test_only_lots_noted_under_f22_give_more_than_entered(told: Told) -> None:
    out = sums(told, "src_lot", kinds=("charge", "ship", "return"))
    over = {lot for lot, total in out.items() if any(x > told.lots[lot][m] for x, m in zip(total, MASSES, strict=True))}
    gains = {flow["dst_lot"] for flow in told.rows("flow") if flow["kind"] == "gain"}
    assert over == told.noted("F22_MASS_IMBALANCE") | told.noted("F22_MASS_IMBALANCE", trap=1)
    assert gains <= over


def test_a_gain_is_a_finding_unless_it_was_counted(told: Told) -> None:
    gains = {flow["dst_lot"] for flow in told.rows("flow") if flow["kind"] == "gain"}
    counted = {row["lot_id"] for row in told.rows("document") if row["document_type"] == "stock_count"}
    assert told.noted("F22_MASS_IMBALANCE", trap=1) == counted
    assert gains - counted <= told.noted("F22_MASS_IMBALANCE")


def test_flows_go_forward_in_time(told: Told) -> None:
    for flow in told.rows("flow"):
        if flow["kind"] != "gain":
            made, taken = told.lots[flow["src_lot"]]["created_at"], told.lots[flow["dst_lot"]]["created_at"]
            assert made <= flow["at"] <= taken or flow["kind"] == "charge"
            assert made < taken


def test_a_lot_is_not_charged_before_its_last_ticket(told: Told) -> None:
    last = {lot: max(row["at_local"] for row in rows) for lot, rows in told.by("receipt", "lot_id").items()}
    for flow in told.rows("flow"):
        if flow["src_lot"] in last:
            offset = timedelta(minutes=told.sites[flow["site_id"]]["utc_offset_min"])
            assert last[flow["src_lot"]] - offset < flow["at"]


@pytest.mark.parametrize("table", ["lot", "flow"])
def test_metals_are_never_more_than_the_whole(told: Told, table: str) -> None:
    assert all(sum(row[metal] for metal in METALS) <= row["gross_g"] for row in told.rows(table))


def test_every_reference_points_to_a_row(told: Told) -> None:
    parties = {row["party_id"] for row in told.rows("party")}
    for table in ("lot", "receipt", "document", "payment", "title_transfer", "leg"):
        for row in told.rows(table):
            for column in ("supplier_id", "carrier_id", "payee_id", "seller_id", "buyer_id", "issuer_id", "party_id"):
                assert row.get(column) is None or row[column] in parties
            for column in ("site_id", "from_site_id", "to_site_id", "declared_site_id"):
                assert row.get(column) is None or row[column] in told.sites
