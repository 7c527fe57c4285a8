"""Parties of a company as records, and the hashes of what is known of them."""

from datetime import date
from typing import Any

import polars as pl
import pytest
from tests.engine.screening.parties import records

from cupel.screening import evidence_hashes, subjects_of, unscreenable
from cupel.screening.records import GROUPS, only
from cupel.screening.tables import polars_schema

WHOLE = {
    "party_id": "1", "name": "Orvandel Belmaru", "kind": "supplier", "country": "DE", "registration_no": "hrb 10-01",
    "lei": "5299", "birth_date": date(1961, 4, 5), "nationality": "CL", "address": "Quay 14",
    "aliases": "Orvandel; ;OB",
}  # fmt: skip


def test_every_attribute_has_its_table() -> None:
    party = records(WHOLE)
    assert party.entity.to_dicts() == [{"entity_id": "1", "kind": "organisation"}]
    assert party.name.select("name", "kind").rows() == [
        ("Orvandel Belmaru", "primary"), ("Orvandel", "alias"), ("OB", "alias"),
    ]  # fmt: skip
    assert sorted(party.identifier.select("scheme", "normalised", "country").rows()) == [
        ("LEI", "5299", None), ("registration", "HRB1001", None),
    ]  # fmt: skip
    assert party.birth.select("from_date", "to_date").rows() == [(date(1961, 4, 5), date(1961, 4, 5))]
    assert party.place.select("role", "country", "text").rows() == [
        ("address", "DE", "Quay 14"), ("nationality", "CL", None),
    ]  # fmt: skip


def test_the_tables_are_those_of_a_list() -> None:
    party = records(WHOLE)
    for table in ("name", "identifier", "birth", "place"):
        assert dict(getattr(party, table).schema) == polars_schema(table)


def test_only_number_and_name_are_needed() -> None:
    party = subjects_of(pl.DataFrame({"party_id": [7], "name": ["Orvandel"]}))
    assert party.entity.rows() == [("7", "unknown")]
    assert party.identifier.is_empty()
    assert party.birth.is_empty()
    assert party.place.is_empty()


@pytest.mark.parametrize(
    ("kind", "told"), [("person", "person"), ("vessel", "vessel"), ("smelter", "organisation"), (None, "unknown")]
)
def test_a_role_of_a_company_is_an_organisation(kind: str | None, told: str) -> None:
    assert records({"name": "Orvandel", "kind": kind}).entity["kind"].to_list() == [told]


@pytest.mark.parametrize("name", ["", "   ", "...", "- / -"])
def test_a_name_without_a_word_cannot_be_screened(name: str) -> None:
    parties = records({"party_id": "a", "name": name, "kind": "person"}, {"party_id": "b", "name": "Orvandel"})
    assert set(unscreenable(parties)["entity_id"]) <= {"a"}
    if name.strip():
        assert unscreenable(parties).rows() == [("a", name.strip())]


CHANGES: list[tuple[str, dict[str, Any]]] = [
    ("entity", {"kind": "person"}),
    ("name", {"name": "Orvandel Belmari"}),
    ("name", {"aliases": "Orvandel"}),
    ("identifier", {"registration_no": "HRB 1002"}),
    ("birth", {"birth_date": date(1961, 4, 6)}),
    ("place", {"address": "Quay 15"}),
    ("place", {"nationality": "AR"}),
]


@pytest.mark.parametrize(("group", "change"), CHANGES)
def test_a_change_shows_in_the_hash_of_its_group_alone(group: str, change: dict[str, Any]) -> None:
    before, after = (evidence_hashes(records(party)).to_dicts()[0] for party in (WHOLE, WHOLE | change))
    assert [each for each in GROUPS if before[each] != after[each]] == [group]
    assert before["whole"] != after["whole"]


def test_the_order_of_rows_does_not_show_in_hashes() -> None:
    turned = WHOLE | {"aliases": "OB;Orvandel"}
    assert evidence_hashes(records(WHOLE)).equals(evidence_hashes(records(turned)))
    several = [WHOLE | {"party_id": number} for number in ("1", "2", "3")]
    assert evidence_hashes(records(*several)).equals(evidence_hashes(records(*reversed(several))))


def test_only_some_parties_are_those_parties_whole() -> None:
    several = records(*(WHOLE | {"party_id": number} for number in ("1", "2", "3")))
    some = only(several, pl.Series(["2"]))
    assert evidence_hashes(some).equals(evidence_hashes(several).filter(pl.col("entity_id") == "2"))
