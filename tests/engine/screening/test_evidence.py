"""What speaks for and against a pair beside its names."""

from dataclasses import replace
from datetime import date
from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.engine.screening.parties import COUNTRIES, DAYS, hit, one, records, score

from cupel.screening import Subjects, build_index, screen
from cupel.screening.evidence import CONTRIBUTIONS

OURS = {"name": "Orvandel Belmaru", "kind": "person"}
THEIRS = {"name": "Orvandel Belmari", "kind": "person"}
LONG, SHORT = "Quay 14, 30112 Port Mirelle", "Port Mirelle, Quay 14, 30112"

CASES: list[tuple[str, dict[str, Any], dict[str, Any], str | None]] = [
    ("identifier", {"registration_no": "HRB 1001"}, {"registration_no": "hrb-1001"}, "agrees"),
    ("identifier", {"registration_no": "HRB 1001"}, {"registration_no": "HRB 1002"}, "conflicts"),
    ("identifier", {"registration_no": "123"}, {"registration_no": "123"}, None),
    ("identifier", {"registration_no": "HRB 1001"}, {"lei": "HRB1001"}, None),
    ("birth", {"birth_date": DAYS[0]}, {"birth_date": DAYS[0]}, "agrees"),
    ("birth", {"birth_date": DAYS[0]}, {"birth_date": DAYS[1]}, "conflicts"),
    ("birth", {"birth_date": DAYS[0]}, {}, None),
    ("country", {"country": "DE"}, {"country": "DE"}, "agrees"),
    ("country", {"country": "DE"}, {"nationality": "DE"}, "agrees"),
    ("country", {"country": "DE", "nationality": "CL"}, {"country": "CL"}, "agrees"),
    ("country", {"country": "DE"}, {"country": "CL"}, "conflicts"),
    ("country", {}, {"country": "CL"}, None),
    ("kind", {"kind": "person"}, {"kind": "person"}, "agrees"),
    ("kind", {"kind": "person"}, {"kind": "organisation"}, "conflicts"),
    ("kind", {"kind": "unknown"}, {"kind": "organisation"}, None),
    ("address", {"address": LONG}, {"address": SHORT}, "agrees"),
    ("address", {"address": LONG}, {"address": "Hill Road 9, Ulvane"}, None),
    ("address", {"address": LONG}, {}, None),
]  # fmt: skip


@pytest.mark.parametrize(("feature", "ours", "theirs", "told"), CASES)
def test_an_attribute_agrees_conflicts_or_says_nothing(
    feature: str, ours: dict[str, Any], theirs: dict[str, Any], told: str | None
) -> None:
    found = hit(OURS | ours, THEIRS | theirs)
    assert found is not None
    assert found[feature] == told


@pytest.mark.parametrize("number", ["HRB 1001", "HRB 1002"])
def test_numbers_of_two_countries_say_nothing(number: str) -> None:
    ours, theirs = records(OURS | {"registration_no": "HRB 1001"}), records(THEIRS | {"registration_no": number})
    told = [
        replace(each, identifier=each.identifier.with_columns(country=pl.lit(country)))
        for each, country in ((ours, "DE"), (theirs, "CL"))
    ]
    assert screen(told[0], build_index(told[1]))["identifier"].to_list() == [None]


@pytest.mark.parametrize("feature", ["birth", "country", "kind"])
def test_a_conflict_takes_its_points_and_leaves_the_hit(feature: str) -> None:
    values = {"birth": ("birth_date", DAYS), "country": ("country", COUNTRIES), "kind": ("kind", ("person", "vessel"))}
    column, (first, second, *_more) = values[feature]
    apart, silent = score(OURS | {column: first}, THEIRS | {column: second}), score(OURS, THEIRS | {column: None})
    assert apart == pytest.approx(silent + CONTRIBUTIONS[feature]["conflicts"], abs=1e-5)


def test_a_birth_of_a_year_agrees_with_a_day_in_it() -> None:
    listed = records(THEIRS | {"birth_date": DAYS[0]})
    year = listed.birth.with_columns(from_date=date(1961, 1, 1), to_date=date(1961, 12, 31))
    index = build_index(replace(listed, birth=year))
    assert screen(records(OURS | {"birth_date": DAYS[1]}), index)["birth"].to_list() == ["agrees"]
    assert screen(records(OURS | {"birth_date": DAYS[2]}), index)["birth"].to_list() == ["conflicts"]


def test_a_country_of_birth_does_not_count() -> None:
    listed = records(THEIRS | {"country": "CL"})
    index = build_index(replace(listed, place=listed.place.with_columns(role=pl.lit("birth"))))
    assert screen(records(OURS | {"country": "DE"}), index)["country"].to_list() == [None]


def test_a_number_in_common_is_a_hit_under_any_name_and_comes_first() -> None:
    ours = records(OURS | {"registration_no": "HRB 1001"})
    listed = records(OURS, {"name": "Ulvane Sondrak", "kind": "person", "registration_no": "HRB 1001"})
    hits = screen(ours, build_index(listed))
    assert hits["entity_id"].to_list() == ["P01", "P00"]
    assert hits["score"][0] == 1.0
    assert hits["score"][1] < 1.0
    assert hits["name_score"][0] is None
    assert hits["listed_name"][0] == "Ulvane Sondrak"


parties = st.tuples(one("P"), one("L"))


@given(pair=parties)
@settings(deadline=None, max_examples=12)
def test_an_agreeing_number_never_lowers_and_a_contradicting_one_never_raises(
    pair: tuple[dict[str, Any], dict[str, Any]],
) -> None:
    ours, theirs = ({**party, "registration_no": None} for party in pair)
    without = score(ours, theirs)
    same = {"registration_no": "HRB 7001"}
    border = {"country": "ZM"}
    assert score(ours | same | border, theirs | same | border) >= score(ours | border, theirs | border)
    assert score(ours | same, theirs | {"registration_no": "HRB 7002"}) <= without + 1e-9


@given(pair=parties, column=st.sampled_from(["country", "registration_no", "birth_date", "nationality", "address"]))
@settings(deadline=None, max_examples=12)
def test_what_only_one_side_tells_changes_nothing(pair: tuple[dict[str, Any], dict[str, Any]], column: str) -> None:
    ours, theirs = ({**party, "country": None, "registration_no": None, column: None} for party in pair)
    told = {"birth_date": DAYS[0], "country": "DE", "nationality": "CL"}.get(column, "Quay 14 1001")
    assert score(ours | {column: told}, theirs) == score(ours, theirs)


def test_a_weak_alias_weighs_less_than_an_alias() -> None:
    listed = records({"name": "Ulvane Sondrak", "kind": "person", "aliases": "Orvandel Belmaru"})
    weak = listed.name.with_columns(
        kind=pl.when(pl.col("kind") == "alias").then(pl.lit("weak alias")).otherwise("kind")
    )
    marked = replace(listed, name=weak.cast({"kind": listed.name.schema["kind"]}))
    first, second = (screen(records(OURS), build_index(each))["score"][0] for each in (listed, marked))
    assert second < first


def test_equal_scores_are_ordered_by_what_agrees_then_by_id() -> None:
    listed = records(*(OURS | {"party_id": each} for each in ("c", "a")), OURS | {"party_id": "b", "country": "DE"})
    hits = screen(records(OURS | {"country": "DE"}), build_index(listed))
    assert hits["entity_id"].to_list() == ["b", "a", "c"]
    assert hits["place"].to_list() == [1, 2, 3]


def test_nothing_against_nothing_is_nothing() -> None:
    nobody: Subjects = records()
    assert screen(nobody, build_index(records(OURS))).is_empty()
    assert screen(records(OURS), build_index(nobody)).is_empty()
