"""Recycled-content claims against what was traced or put in, and claim accounts."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.engine.diligence.books import Row, Tables, dossier, said

CU = 1_000_000
MELTED = "2024-04-10T00:00"


def furnace(*, scrap: int, primary: int) -> Tables:
    """One campaign: scrap and concentrate in, two equal shipments out; grams of copper."""
    half = (scrap + primary) // 2
    lots: list[Row] = [
        {"lot_id": "scrap", "form": "scrap", "supplier_id": "dealer", "cu_g": scrap, "created_at": "2024-04-02T08:00"},
        {"lot_id": "ore", "supplier_id": "seller", "cu_g": primary, "created_at": "2024-04-02T08:00"},
        {"lot_id": "melt", "form": "campaign", "site_id": "plant", "cu_g": scrap + primary, "created_at": MELTED},
        {"lot_id": "one", "form": "shipment", "cu_g": half, "created_at": MELTED},
        {"lot_id": "two", "form": "shipment", "cu_g": half, "created_at": MELTED},
    ]
    flows = [
        flow("f1", "scrap", "melt", scrap),
        flow("f2", "ore", "melt", primary),
        flow("f3", "melt", "one", half),
        flow("f4", "melt", "two", half),
    ]
    sold: list[Row] = [{"lot_id": name, "dispatched_on": "2024-05-01"} for name in ("one", "two")]
    return {"lot": lots, "flow": flows, "shipment": sold}


def flow(name: str, src: str, dst: str, grams: int) -> Row:
    """Copper that moves."""
    kind = "charge" if dst == "melt" else "produce"
    return {"flow_id": name, "kind": kind, "src_lot": src, "dst_lot": dst, "cu_g": grams, "at": MELTED}


def claim(lot: str, share: float | None, *, model: str | None) -> Row:
    """A statement of recycled content."""
    return {
        "document_id": f"claim {lot}",
        "document_type": "recycled_claim",
        "lot_id": lot,
        "value": share,
        "remark": model,
    }


def excess(tables: Tables, *claims: Row) -> dict[str, float | None]:
    """By how much each claim exceeds what backs it."""
    return said(dossier(tables, document=list(claims)), "lot", "recycled_claim_excess")


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 50), st.integers(1, 50), st.floats(0, 1))
def test_a_proportional_claim_is_backed_by_the_traced_share(scrap: int, primary: int, share: float) -> None:
    tables = furnace(scrap=2 * scrap * CU, primary=2 * primary * CU)
    found = excess(tables, claim("one", share, model="proportional"))
    assert found == {"one": pytest.approx(share - scrap / (scrap + primary), abs=1e-12)}


def test_claims_on_mass_balance_may_concentrate_the_input() -> None:
    found = excess(furnace(scrap=50 * CU, primary=50 * CU), claim("one", 1.0, model="mass_balance"))
    assert found == {"one": 0.0}


def test_claims_on_mass_balance_together_may_not_exceed_the_input() -> None:
    claims = (claim("one", 1.0, model="mass_balance"), claim("two", 1.0, model="mass_balance"))
    found = excess(furnace(scrap=25 * CU, primary=75 * CU), *claims)
    assert found == pytest.approx({"one": 0.75, "two": 0.75})


def test_input_of_another_quarter_does_not_back_a_claim() -> None:
    tables = furnace(scrap=50 * CU, primary=50 * CU)
    tables["lot"][0]["created_at"] = "2024-03-31T08:00"
    assert excess(tables, claim("one", 1.0, model="mass_balance")) == {"one": 1.0}


@pytest.mark.parametrize(
    "paper", [claim("one", None, model="proportional"), claim("one", 0.5, model=None), claim("one", 0.5, model="other")]
)
def test_a_claim_without_share_or_model_is_open(paper: Row) -> None:
    assert excess(furnace(scrap=50 * CU, primary=50 * CU), paper) == {"one": None}


def test_a_claim_on_a_lot_that_was_not_shipped_is_open() -> None:
    assert excess(furnace(scrap=50 * CU, primary=50 * CU), claim("melt", 0.1, model="proportional")) == {"melt": None}


def test_a_claim_is_a_paper() -> None:
    books = dossier(furnace(scrap=50 * CU, primary=50 * CU), document=[claim("one", 0.5, model=None)])
    found = said(books, "lot", "has_recycled_claim")
    assert {name for name, has in found.items() if has} == {"one"}


def entry(name: str, grams: int, *, at: str, **more: object) -> Row:
    """A credit or use."""
    return {"entry_id": name, "site_id": "plant", "metal": "cu", "delta_g": grams, "at": f"{at}T00:00", **more}


def lowest(*entries: Row) -> dict[str, Any]:
    """The lowest balance per quarter."""
    return said(dossier(ledger_entry=list(entries)), "site-metal-period", "ledger_lowest_g")


def test_an_account_that_is_overdrawn_in_between_is_negative() -> None:
    found = lowest(entry("a", 10, at="2024-01-02"), entry("b", -15, at="2024-01-03"), entry("c", 20, at="2024-01-04"))
    assert found == {"plant|cu|2024-Q1": -5}


def test_the_balance_of_earlier_quarters_is_carried_over() -> None:
    found = lowest(entry("a", 10, at="2024-01-02"), entry("b", -4, at="2024-04-02"))
    assert found == {"plant|cu|2024-Q1": 10, "plant|cu|2024-Q2": 6}


def test_the_order_within_an_instant_is_that_of_the_numbers() -> None:
    found = lowest(entry("a", -5, at="2024-01-02", seq=2), entry("b", 5, at="2024-01-02", seq=1))
    assert found == {"plant|cu|2024-Q1": 0}


@pytest.mark.parametrize("other", [{"claim": "low-carbon"}, {"metal": "ni"}, {"site_id": "other plant"}])
def test_accounts_do_not_lend_to_each_other(other: Row) -> None:
    found = lowest(entry("a", 10, at="2024-01-02"), entry("b", -4, at="2024-01-03", **other))
    assert min(found.values()) == -4


entries = st.lists(
    st.tuples(st.integers(0, 11), st.integers(-20, 20), st.sampled_from(["cu", "ni"])), min_size=1, max_size=10
)


@settings(max_examples=40, deadline=None)
@given(entries)
def test_the_lowest_balance_is_that_of_a_running_sum(rows: list[tuple[int, int, str]]) -> None:
    made = [
        entry(str(n), delta, at=f"2024-{month + 1:02}-05", metal=metal, seq=n)
        for n, (month, delta, metal) in enumerate(rows)
    ]
    balances, expected = dict[str, int](), dict[str, int]()
    for month, delta, metal in sorted(rows, key=lambda row: row[0]):
        balances[metal] = balances.get(metal, 0) + delta
        key = f"plant|{metal}|2024-Q{month // 3 + 1}"
        expected[key] = min(expected.get(key, balances[metal]), balances[metal])
    assert lowest(*made) == expected
