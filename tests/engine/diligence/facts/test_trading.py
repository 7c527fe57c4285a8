"""Title chains against a plain search over all pairs of transfers."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.engine.diligence.books import Row, Tables, dossier, said, shown

YEAR = 365.0
HALF = 0.5


def sale(seq: int, seller: str | None, buyer: str | None, *, on: str | None = "2024-03-01", lot: str = "lot") -> Row:
    """One transfer of title."""
    return {"lot_id": lot, "seq": seq, "seller_id": seller, "buyer_id": buyer, "transferred_on": on}


def parent(owner: str, owned: str, *, share: float = 1.0, since: str = "2000-01-01", until: str | None = None) -> Row:
    """A holding."""
    return {"owner_id": owner, "owned_id": owned, "share": share, "valid_from": since, "valid_to": until}


def chain(*sales: Row, owned: list[Row] | None = None) -> Tables:
    """One lot with its transfers; companies a to e."""
    parties: list[Row] = [{"party_id": name} for name in "abcde"]
    return {"lot": [{"lot_id": "lot"}], "party": parties, "title_transfer": list(sales), "ownership": owned or []}


def returns(tables: Tables, *, max_days: float = YEAR, sister_share: float = HALF) -> bool | None:
    """Does the title return?"""
    return said(dossier(tables), "lot", "title_returns", max_days=max_days, sister_share=sister_share).get("lot")


def test_a_title_that_comes_back_to_a_seller_returns() -> None:
    tables = chain(sale(1, "a", "b"), sale(2, "b", "c"), sale(3, "c", "a"))
    assert returns(tables) is True


def test_a_title_that_moves_on_does_not_return() -> None:
    assert returns(chain(sale(1, "a", "b"), sale(2, "b", "c"))) is False


def test_a_sale_to_oneself_is_no_return() -> None:
    assert returns(chain(sale(1, "a", "a"))) is False


def test_a_lot_without_transfers_is_not_judged() -> None:
    assert returns(chain()) is None


@pytest.mark.parametrize(("day", "found"), [("2025-03-01", True), ("2025-03-02", False)])
def test_a_return_counts_up_to_the_last_day_allowed(day: str, found: bool) -> None:
    assert returns(chain(sale(1, "a", "b"), sale(2, "b", "a", on=day))) is found


SISTERS = [parent("e", "a"), parent("e", "c")]


def test_a_sister_company_is_the_seller_itself() -> None:
    assert returns(chain(sale(1, "a", "b"), sale(2, "b", "c"), owned=SISTERS)) is True


def test_companies_with_different_owners_are_no_sisters() -> None:
    assert returns(chain(sale(1, "a", "b"), sale(2, "b", "c"), owned=[parent("e", "a"), parent("d", "c")])) is False


def test_a_minority_does_not_make_sisters() -> None:
    owned = [parent("e", "a"), parent("e", "c", share=0.499)]
    assert returns(chain(sale(1, "a", "b"), sale(2, "b", "c"), owned=owned)) is False


def test_a_parent_that_buys_back_is_a_return() -> None:
    assert returns(chain(sale(1, "a", "b"), sale(2, "b", "e"), owned=SISTERS)) is True


@pytest.mark.parametrize(
    ("holding", "found"),
    [
        (parent("e", "c", since="2024-03-01", until="2024-03-01"), True),
        (parent("e", "c", until="2024-02-29"), False),
        (parent("e", "c", since="2024-03-02"), False),
    ],
)
def test_a_sister_counts_on_the_day_of_the_transfer(holding: Row, found: bool) -> None:
    assert returns(chain(sale(1, "a", "b"), sale(2, "b", "c"), owned=[parent("e", "a"), holding])) is found


@pytest.mark.parametrize(
    "gap", [sale(2, None, "c"), sale(2, "b", None), sale(2, "b", "c", on=None)], ids=["seller", "buyer", "day"]
)
def test_a_gap_in_the_chain_leaves_a_return_open(gap: Row) -> None:
    assert returns(chain(sale(1, "a", "b"), gap)) is None


def test_a_certain_return_outweighs_a_gap() -> None:
    assert returns(chain(sale(1, "a", "b"), sale(2, "b", "a"), sale(3, None, "c"))) is True


def test_the_transfers_of_a_return_are_shown() -> None:
    books = dossier(chain(sale(1, "a", "b"), sale(2, "b", "c"), sale(3, "c", "a")))
    rows = shown(books, "lot", "title_returns", max_days=YEAR, sister_share=HALF)
    assert rows == {"lot": ["title_transfer:lot/1", "title_transfer:lot/3"]}


transfers = st.lists(
    st.tuples(st.sampled_from("abcd"), st.sampled_from("abcd"), st.integers(0, 500)), min_size=1, max_size=5
)
owners = st.lists(
    st.tuples(st.sampled_from("cde"), st.sampled_from("abcd"), st.sampled_from([0.3, 0.5, 1.0])),
    max_size=4,
    unique_by=lambda s: s[:2],
)


def returns_by_search(
    sales: list[tuple[str, str, int]], stakes: list[tuple[str, str, float]], *, max_days: int
) -> bool:
    """Every pair of a sale and a later purchase, one by one."""

    def group(name: str) -> set[str]:
        return {name} | {owner for owner, owned, share in stakes if owned == name and share >= HALF}

    return any(
        group(seller) & group(buyer) and back - day <= max_days
        for place, (seller, _, day) in enumerate(sales)
        for _, buyer, back in sales[place + 1 :]
    )


@settings(max_examples=60, deadline=None)
@given(transfers, owners, st.sampled_from([0, 100, 365]))
def test_a_return_is_any_sale_with_a_later_purchase_in_the_group(
    sales: list[tuple[str, str, int]], stakes: list[tuple[str, str, float]], max_days: int
) -> None:
    start = date(2023, 1, 1)
    rows = [sale(n, a, b, on=str(start + timedelta(day))) for n, (a, b, day) in enumerate(sales)]
    tables = chain(*rows, owned=[parent(owner, owned, share=share) for owner, owned, share in stakes])
    assert returns(tables, max_days=max_days) is returns_by_search(sales, stakes, max_days=max_days)


def gaps(*sales: Row) -> int | None:
    """Breaks in the chain."""
    return said(dossier(chain(*sales)), "lot", "title_gaps").get("lot")


def test_a_sale_by_somebody_who_had_not_bought_is_a_gap() -> None:
    assert gaps(sale(1, "a", "b"), sale(2, "b", "c"), sale(3, "d", "e")) == 1


def test_a_chain_that_joins_up_has_no_gap() -> None:
    assert gaps(sale(2, "b", "c"), sale(1, "a", "b")) == 0


def test_a_missing_party_leaves_the_gaps_open() -> None:
    assert gaps(sale(1, "a", None), sale(2, "b", "c")) is None


def documented(*papers: Row) -> bool | None:
    """Is the repurchase documented?"""
    tables = chain(sale(1, "a", "b"), sale(2, "b", "a", on="2024-04-01"))
    return said(dossier(tables, document=list(papers)), "lot", "repurchase_documented").get("lot")


def agreement(*, issued: str | None, lot: str | None = "lot") -> Row:
    """A repurchase agreement."""
    return {"document_id": "paper", "document_type": "repurchase_agreement", "lot_id": lot, "issued_on": issued}


@pytest.mark.parametrize(
    ("issued", "found"), [("2024-03-01", True), ("2024-04-01", True), ("2024-04-02", False), (None, False)]
)
def test_an_agreement_counts_if_it_was_made_before_the_title_came_back(issued: str | None, found: bool) -> None:
    assert documented(agreement(issued=issued)) is found


def test_an_agreement_on_another_lot_does_not_count() -> None:
    assert documented(agreement(issued="2024-03-01", lot="another lot")) is False


def test_books_without_papers_leave_a_repurchase_open() -> None:
    assert documented() is None


def test_a_title_chain_is_one_transfer_or_more() -> None:
    tables = chain(sale(1, "a", "b"))
    tables["lot"] = [{"lot_id": "lot"}, {"lot_id": "silent lot"}]
    assert said(dossier(tables), "lot", "has_title_chain") == {"lot": True, "silent lot": False}
    assert said(dossier(chain()), "lot", "has_title_chain") == {"lot": None}
