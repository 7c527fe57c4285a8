"""Parties of the books against the list entries of the books."""

from itertools import permutations
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.engine.diligence.books import Row, make_books

from cupel.screening import listed_parties

NAME = "Farwick Ores"


def hits(party: Row, *entries: Row, least: float = 0.88) -> list[dict[str, Any]]:
    """The entries that one party may be."""
    books = make_books(party=[{"party_id": "party", "name": NAME, **party}], list_entry=list(entries))
    return listed_parties(books["party"], books["list_entry"], least=least).to_dicts()


def entry(number: int = 1, **more: Any) -> Row:
    """An entry of the list."""
    return {"entry_id": f"entry {number}", "name": NAME, **more}


@pytest.mark.parametrize(
    "name",
    [
        "FARWICK ORES", "farwick-ores.", "  Fárwick   Öres ", "Ores Farwick", "Farwick Ores Ltd.", "Farwik Ores",
        "Фарвик Орес",
    ],
)  # fmt: skip
def test_another_spelling_is_still_the_name(name: str) -> None:
    assert [hit["entry_id"] for hit in hits({"name": name}, entry())] == ["entry 1"]


@pytest.mark.parametrize("name", ["Belmoor Ores", "Farwick Belmoor Trading", "Ores", "Ltd.", ""])
def test_a_word_in_common_is_not_a_name(name: str) -> None:
    assert hits({"name": name}, entry()) == []


def test_an_alias_is_a_name() -> None:
    (hit,) = hits({"name": "Oldbrook Ores"}, entry(aliases="Formerly Else; Oldbrook Ores"))
    assert hit["name_score"] == 1.0


def test_a_number_agrees_under_any_name() -> None:
    renamed = {"name": "Newbrook Ores", "registration_no": "hrb 12/7"}
    (hit,) = hits(renamed, entry(registration_no="HRB-12-7"))
    assert hit["name_score"] is None
    assert hit["agreement"] == 1


def test_two_missing_numbers_do_not_agree() -> None:
    assert hits({"name": "Other", "registration_no": None}, entry(registration_no=None)) == []
    assert hits({"name": "Other", "registration_no": " - "}, entry(registration_no="/")) == []


def test_every_entry_is_a_hit_of_its_own() -> None:
    assert [hit["entry_id"] for hit in hits({}, entry(2), entry(1))] == ["entry 1", "entry 2"]


def test_other_dates_of_birth_refute_a_name() -> None:
    person = {"kind": "person", "birth_date": "1970-01-01"}
    assert hits(person, entry(kind="person", birth_date="1970-01-01"))
    assert not hits(person, entry(kind="person", birth_date="1971-01-01"))
    assert hits(person, entry(kind="person"))


def test_a_company_is_no_person_of_the_same_name() -> None:
    assert not hits({"kind": "trader"}, entry(kind="person"))
    assert not hits({"kind": "person"}, entry(kind="entity"))
    assert hits({"kind": "trader"}, entry(kind="entity"))
    assert hits({"kind": None}, entry(kind="person"))


@pytest.mark.parametrize(
    ("home", "listed", "differs"), [("QX", "QX", False), ("QX", "QY", True), (None, "QY", False), ("QX", None, False)]
)
def test_countries_differ_only_if_both_are_known(home: str | None, listed: str | None, differs: bool) -> None:
    assert hits({"country": home}, entry(country=listed))[0]["country_differs"] is differs


PARTY = {"registration_no": "HRB 7-A", "address": "1 Example Road", "birth_date": "1970-01-01"}


@settings(max_examples=20, deadline=None)
@given(st.sets(st.sampled_from(sorted(PARTY))))
def test_agreement_counts_number_address_and_date_of_birth(kept: set[str]) -> None:
    found = hits(PARTY, {**entry(), **{name: value for name, value in PARTY.items() if name in kept}})
    assert [hit["agreement"] for hit in found] == [len(kept)]


def test_the_days_of_listing_are_told() -> None:
    (found,) = hits({}, entry(listed_on="2024-01-02", delisted_on="2024-05-06"))
    assert (str(found["listed_on"]), str(found["delisted_on"])) == ("2024-01-02", "2024-05-06")


@pytest.mark.parametrize("words", list(permutations(["Alderstone", "Birchmoor", "Cedarwick"])))
def test_words_fit_in_any_order(words: tuple[str, ...]) -> None:
    (hit,) = hits({"name": " ".join(words)}, entry(name="Alderstone Birchmoor Cedarwick"))
    assert hit["name_score"] >= 0.99


def test_more_is_found_the_less_is_asked_for() -> None:
    near = {"name": "Farwick Belmoor Ores"}
    assert [len(hits(near, entry(), least=least)) for least in (0.5, 0.95)] == [1, 0]
