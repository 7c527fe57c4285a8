"""Parties against list entries by number and by name, exactly."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.engine.diligence.books import Row, make_books

from cupel.screening import exact_hits


def hits(party: Row, *entries: Row) -> list[dict[str, Any]]:
    """The entries that one party agrees with."""
    books = make_books(party=[{"party_id": "party", "name": "Example Ores", **party}], list_entry=list(entries))
    return exact_hits(books["party"], books["list_entry"]).to_dicts()


def entry(number: int = 1, **more: Any) -> Row:
    """An entry of the list."""
    return {"entry_id": f"entry {number}", "name": "Example Ores", **more}


def by(party: Row, **more: Any) -> str | None:
    """Number, name, or no agreement."""
    found = hits(party, entry(**more))
    return found[0]["by"] if found else None


@pytest.mark.parametrize("name", ["Example Ores", "EXAMPLE ORES", "example-ores.", "  Exámple   Öres "])
def test_case_accents_and_punctuation_do_not_make_another_name(name: str) -> None:
    assert by({"name": name}) == "name"


@pytest.mark.parametrize("name", ["Example Ore", "Ores Example", "Example Ores Ltd", ""])
def test_another_spelling_is_not_judged_here(name: str) -> None:
    assert by({"name": name}) is None


def test_an_alias_is_a_name() -> None:
    assert by({"name": "Old Ores"}, aliases="Former Ores; Old Ores") == "name"


def test_a_number_agrees_under_any_name() -> None:
    assert by({"name": "Renamed Ores", "registration_no": "hrb 12/7"}, registration_no="HRB-12-7") == "number"


def test_two_missing_numbers_do_not_agree() -> None:
    assert by({"name": "Other Ores", "registration_no": None}, registration_no=None) is None
    assert by({"name": "Other Ores", "registration_no": " - "}, registration_no="/") is None


def test_a_party_that_agrees_twice_with_an_entry_is_one_hit() -> None:
    found = hits({"registration_no": "7"}, entry(registration_no="7", aliases="Example Ores"))
    assert [(hit["entry_id"], hit["by"]) for hit in found] == [("entry 1", "number")]


def test_every_entry_is_a_hit_of_its_own() -> None:
    assert [hit["entry_id"] for hit in hits({}, entry(2), entry(1))] == ["entry 1", "entry 2"]


def test_other_dates_of_birth_refute_a_name() -> None:
    person = {"kind": "person", "birth_date": "1970-01-01"}
    assert by(person, kind="person", birth_date="1970-01-01") == "name"
    assert by(person, kind="person", birth_date="1971-01-01") is None
    assert by(person, kind="person") == "name"


def test_a_company_is_no_person_of_the_same_name() -> None:
    assert by({"kind": "trader"}, kind="person") is None
    assert by({"kind": "person"}, kind="entity") is None
    assert by({"kind": "trader"}, kind="entity") == "name"
    assert by({"kind": None}, kind="person") == "name"


@pytest.mark.parametrize(
    ("home", "listed", "differs"), [("QX", "QX", False), ("QX", "QY", True), (None, "QY", False), ("QX", None, False)]
)
def test_countries_differ_only_if_both_are_known(home: str | None, listed: str | None, differs: bool) -> None:
    assert hits({"country": home}, entry(country=listed))[0]["country_differs"] is differs


PARTY = {"registration_no": "7-A", "address": "1 Example Road", "birth_date": "1970-01-01"}


@settings(max_examples=30, deadline=None)
@given(st.sets(st.sampled_from(sorted(PARTY))))
def test_agreement_counts_number_address_and_date_of_birth(kept: set[str]) -> None:
    found = hits(PARTY, {**entry(), **{name: value for name, value in PARTY.items() if name in kept}})
    assert [hit["agreement"] for hit in found] == [len(kept)]


def test_the_days_of_listing_are_told() -> None:
    (found,) = hits({}, entry(listed_on="2024-01-02", delisted_on="2024-05-06"))
    assert (str(found["listed_on"]), str(found["delisted_on"])) == ("2024-01-02", "2024-05-06")


words = st.lists(st.sampled_from(["alder", "birch", "cedar"]), min_size=1, max_size=3)


@settings(max_examples=40, deadline=None)
@given(words, words, st.sampled_from(["{}", "{}.", "«{}»", " {} "]))
def test_names_agree_if_and_only_if_their_words_do(one: list[str], other: list[str], style: str) -> None:
    found = hits({"name": style.format("-".join(one).upper())}, entry(name=" ".join(other)))
    assert bool(found) is (one == other)
