"""Where the money goes: accounts abroad, letters that cover them, assigned claims and other payees."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.engine.diligence.books import Row, dossier, said, shown


def payment(
    name: str = "payment", *, country: str | None = "QY", on: str | None = "2024-04-01", payee: str | None = "seller"
) -> Row:
    """A payment for the seller's lot."""
    return {"payment_id": name, "lot_id": "lot", "payee_id": payee, "bank_country": country, "paid_on": on}


def letter(**more: object) -> Row:
    """A bank letter of the seller."""
    return {"document_id": "letter", "document_type": "bank_letter", "party_id": "seller", "country": "QY", **more}


def assignment(**more: object) -> Row:
    """An assignment of the claim for the lot."""
    return {"document_id": "assignment", "document_type": "assignment_of_claim", "lot_id": "lot", **more}


def abroad(
    *payments: Row, papers: list[Row] | None = None, home: str | None = "QX", grace_days: float = 0
) -> bool | None:
    """Did a payment go to a country that nothing explains?"""
    seller: Row = {"party_id": "seller", "country": home}
    lot: Row = {"lot_id": "lot", "supplier_id": "seller"}
    books = dossier(party=[seller], lot=[lot], payment=list(payments), document=papers or [])
    return said(books, "lot", "third_country_payment", grace_days=grace_days).get("lot")


def test_an_account_at_home_is_plain() -> None:
    assert abroad(payment(country="QX")) is False


def test_an_account_abroad_without_a_letter_is_not() -> None:
    assert abroad(payment()) is True


@pytest.mark.parametrize(
    ("paper", "open_"),
    [
        (letter(), False),
        (letter(country="QZ"), True),
        (letter(party_id="another seller"), True),
        (letter(valid_from="2024-04-02"), True),
        (letter(valid_from="2024-04-01", valid_to="2024-04-01"), False),
        (letter(valid_to="2024-03-31"), True),
    ],
)
def test_a_letter_covers_its_seller_country_and_days(paper: Row, open_: bool) -> None:
    assert abroad(payment(), papers=[paper]) is open_


@settings(max_examples=30, deadline=None)
@given(st.integers(-5, 100), st.integers(0, 90))
def test_a_lapsed_letter_covers_the_days_of_grace(days_since: int, grace: int) -> None:
    paid = date(2024, 4, 1) + timedelta(days_since)
    assert abroad(payment(on=str(paid)), papers=[letter(valid_to="2024-04-01")], grace_days=grace) is (
        days_since > grace
    )


def test_an_assigned_claim_may_be_paid_anywhere() -> None:
    assert abroad(payment(), papers=[assignment()]) is False
    assert abroad(payment(), papers=[assignment(lot_id="another lot")]) is True


def test_one_payment_abroad_is_enough() -> None:
    assert abroad(payment("first", country="QX"), payment("second")) is True


@pytest.mark.parametrize(("country", "home"), [(None, "QX"), ("QY", None)])
def test_an_unknown_country_leaves_it_open(country: str | None, home: str | None) -> None:
    assert abroad(payment(country=country), home=home) is None


def test_a_certain_payment_abroad_outweighs_an_open_one() -> None:
    assert abroad(payment("first", country=None), payment("second")) is True


def test_the_payments_in_question_are_shown() -> None:
    lot: Row = {"lot_id": "lot", "supplier_id": "seller"}
    payments = [payment("plain", country="QX"), payment("open", country=None), payment("abroad")]
    books = dossier(party=[{"party_id": "seller", "country": "QX"}], lot=[lot], payment=payments)
    assert shown(books, "lot", "third_country_payment", grace_days=0) == {"lot": ["payment:abroad", "payment:open"]}


def of_lot(fact: str, *payments: Row, papers: list[Row] | None = None) -> Any:
    """A fact without arguments about the lot."""
    lot: Row = {"lot_id": "lot", "supplier_id": "seller"}
    books = dossier(party=[{"party_id": "seller"}], lot=[lot], payment=list(payments), document=papers or [])
    return said(books, "lot", fact).get("lot")


def part(name: str, *, payee: str | None, cents: int | None) -> Row:
    """A part of what was paid."""
    return payment(name, payee=payee) | {"amount_cents": cents}


def test_the_share_paid_to_somebody_else_is_counted_in_money() -> None:
    payments = [part("one", payee="seller", cents=300), part("two", payee="somebody else", cents=100)]
    assert of_lot("paid_elsewhere_share", *payments) == 0.25


@pytest.mark.parametrize(("payee", "share"), [("seller", 0.0), ("somebody else", 1.0), (None, None)])
def test_a_single_payment_went_to_the_seller_or_elsewhere(payee: str | None, share: float | None) -> None:
    assert of_lot("paid_elsewhere_share", part("one", payee=payee, cents=5)) == share


@pytest.mark.parametrize("cents", [None, 0])
def test_without_amounts_the_share_is_open(cents: int | None) -> None:
    assert of_lot("paid_elsewhere_share", part("one", payee="somebody else", cents=cents)) is None


def test_a_claim_is_assigned_on_paper() -> None:
    assert of_lot("claim_assigned", papers=[assignment()]) is True
    assert of_lot("claim_assigned", papers=[letter()]) is False
    assert of_lot("claim_assigned") is None


def test_books_without_payments_do_not_say_that_nothing_was_paid() -> None:
    assert of_lot("has_payment", payment()) is True
    assert of_lot("has_payment", {"payment_id": "other", "lot_id": "other lot"}) is False
    assert of_lot("has_payment") is None
