"""Listed areas by place and day: certain only if every region the place may lie in agrees."""

from datetime import date, timedelta

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.engine.diligence.books import Row, make_books

from cupel.diligence.determinations import BASES, Determinations
from cupel.diligence.places import subdivisions

STATES = {True: "listed", False: "not listed", None: "unknown"}


def determinations(*rows: Row) -> Determinations:
    """Editions of a list from their rows."""
    return Determinations(make_books(region_determination=list(rows))["region_determination"])


def listed(
    code: str, *, edition: str = "E1", since: str = "2020-01-01", until: str | None = None, **more: object
) -> Row:
    """One row of an edition."""
    return {"edition": edition, "code": code, "valid_from": since, "valid_to": until, **more}


def state(rows: list[Row], place: str, *, on: str | None = "2024-01-01", basis: str = "either") -> str:
    """Is the place (a region's or a country's code) listed on the day?"""
    country = place[:2]
    subdivision = place if len(place) > 2 else None
    where = pl.DataFrame(
        {"place": ["here"], "country": [country], "subdivision": [subdivision], "text": [None]},
        schema=dict.fromkeys(("place", "country", "subdivision", "text"), pl.String),
    )
    day = None if on is None else date.fromisoformat(on)
    marks = pl.DataFrame({"place": ["here"], "day": [day]}, schema={"place": pl.String, "day": pl.Date})
    return STATES[determinations(*rows).on_day(marks, where, day="day", basis=basis)["listed"].item()]


def test_a_region_on_the_list_is_listed() -> None:
    assert state([listed("QX-AB")], "QX-AB") == "listed"


def test_a_region_that_the_edition_does_not_name_is_not_listed() -> None:
    assert state([listed("QX-AB")], "QX-CD") == "not listed"


def test_a_listed_country_lists_each_of_its_regions() -> None:
    assert state([listed("QX")], "QX-CD") == "listed"


def test_a_region_has_its_own_determination_before_that_of_its_country() -> None:
    assert state([listed("QX"), listed("QX-AB", verdict="not listed")], "QX-AB") == "not listed"


def test_a_country_with_some_listed_regions_is_unknown() -> None:
    assert state([listed("QX-AB")], "QX") == "unknown"


def test_a_country_without_listed_regions_is_not_listed() -> None:
    assert state([listed("QY-AB")], "QX") == "not listed"


def test_a_country_that_is_listed_as_a_whole_is_listed() -> None:
    assert state([listed("QX"), listed("QX-AB")], "QX") == "listed"


def test_a_country_is_listed_if_all_of_its_subdivisions_are() -> None:
    codes = subdivisions().filter(pl.col("country") == "CH")["code"].unique().to_list()
    assert state([listed(code) for code in codes], "CH") == "listed"
    assert state([listed(code) for code in codes[1:]], "CH") == "unknown"


HEIRS = ("CD-HK", "CD-HL", "CD-LU", "CD-TA")
"""The provinces that took the place of CD-KA."""


def test_a_place_with_a_withdrawn_code_is_judged_by_the_successors() -> None:
    assert state([listed(code) for code in HEIRS], "CD-KA") == "listed"
    assert state([listed("CD-HK")], "CD-KA") == "unknown"
    assert state([listed("CD-NK")], "CD-KA") == "not listed"


@pytest.mark.parametrize("heir", [*HEIRS, "CD-KA"])
def test_a_withdrawn_code_on_the_list_lists_its_successors(heir: str) -> None:
    assert state([listed("CD-KA")], heir) == "listed"


def test_an_undetermined_region_is_unknown() -> None:
    assert state([listed("QX-AB", verdict="undetermined")], "QX-AB") == "unknown"


def test_a_region_determined_not_listed_is_not_listed() -> None:
    assert state([listed("QX-AB", verdict="not listed", high_risk=True)], "QX-AB") == "not listed"


FLAGS = {
    (True, False): {"either": "listed", "conflict-affected": "listed", "high-risk": "not listed", "both": "not listed"},
    (False, True): {"either": "listed", "conflict-affected": "not listed", "high-risk": "listed", "both": "not listed"},
    (True, True): dict.fromkeys(BASES, "listed"),
    (None, None): {"either": "listed", "conflict-affected": "unknown", "high-risk": "unknown", "both": "unknown"},
    (False, False): {"either": "listed", "conflict-affected": "unknown", "high-risk": "unknown", "both": "unknown"},
    (True, None): {"either": "listed", "conflict-affected": "listed", "high-risk": "unknown", "both": "unknown"},
}


@pytest.mark.parametrize("basis", BASES)
@pytest.mark.parametrize(("conflict", "risk"), FLAGS)
def test_the_basis_decides_which_flags_count(conflict: bool | None, risk: bool | None, basis: str) -> None:
    row = listed("QX-AB", conflict_affected=conflict, high_risk=risk)
    assert state([row], "QX-AB", basis=basis) == FLAGS[conflict, risk][basis]


FIRST = listed("QX-AB", edition="E1", since="2023-01-01", until="2023-06-30")
SECOND = listed("QX-CD", edition="E2", since="2023-07-01")


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2022-12-31", "unknown"),
        ("2023-01-01", "listed"),
        ("2023-06-30", "listed"),
        ("2023-07-01", "not listed"),
        ("2030-01-01", "not listed"),
    ],
)
def test_an_edition_holds_from_its_first_to_its_last_day(day: str, expected: str) -> None:
    assert state([FIRST, SECOND], "QX-AB", on=day) == expected


def test_a_day_between_two_editions_is_unknown() -> None:
    late = listed("QX-CD", edition="E2", since="2023-08-01")
    assert state([FIRST, late], "QX-AB", on="2023-07-15") == "unknown"


def test_an_unknown_day_is_unknown() -> None:
    assert state([FIRST, SECOND], "QX-AB", on=None) == "unknown"


def test_a_newer_edition_replaces_an_open_one() -> None:
    open_first = listed("QX-AB", edition="E1", since="2023-01-01")
    assert state([open_first, SECOND], "QX-AB", on="2023-06-30") == "listed"
    assert state([open_first, SECOND], "QX-AB", on="2023-07-01") == "not listed"


def test_without_any_edition_every_place_is_unknown() -> None:
    assert state([], "QX-AB") == "unknown"


def test_editions_know_their_neighbours() -> None:
    found = determinations(SECOND, FIRST).editions.select("edition", "previous", "next").rows()
    assert found == [("E1", None, "E2"), ("E2", "E1", None)]


def test_days_keep_their_order() -> None:
    days = [date(2023, 7, 1), date(2022, 1, 1), date(2023, 2, 1), None]
    marks = pl.DataFrame({"place": ["here"] * 4, "day": days})
    assert determinations(FIRST, SECOND).in_force(marks, day="day")["edition"].to_list() == ["E2", None, "E1", None]


CODES = ("QX", "QX-AB", "QX-CD", "QX-EF", "QY-AB")
VERDICTS = ("listed", "not listed", "undetermined", None)


def worded(verdict: str | None) -> str:
    """The state that a row's verdict gives."""
    return {"listed": "listed", None: "listed", "not listed": "not listed", "undetermined": "unknown"}[verdict]


def expected_state(verdicts: dict[str, str | None], place: str) -> str:
    """The same by the definition: the states of all regions the place may lie in, one by one."""

    def of_region(code: str) -> str:
        for key in (code, code[:2]):
            if key in verdicts:
                return worded(verdicts[key])
        return "not listed"

    country = place[:2]
    inside = (
        [place] if len(place) > 2 else [*(code for code in verdicts if code.startswith(country + "-")), f"{country}-*"]
    )
    found = {of_region(code) for code in inside}
    return found.pop() if len(found) == 1 else "unknown"


@settings(max_examples=80, deadline=None)
@given(
    st.dictionaries(st.sampled_from(CODES), st.sampled_from(VERDICTS), min_size=1),
    st.sampled_from(("QX", "QX-AB", "QX-ZZ")),
)
def test_a_place_is_as_its_regions_are_and_unknown_where_they_differ(
    verdicts: dict[str, str | None], place: str
) -> None:
    rows = [listed(code, verdict=verdict) for code, verdict in verdicts.items()]
    assert state(rows, place) == expected_state(verdicts, place)


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.tuples(st.integers(0, 400), st.integers(1, 200)), min_size=1, max_size=4, unique_by=lambda span: span[0]
    ),
    st.integers(-10, 700),
)
def test_the_edition_in_force_is_the_newest_that_has_begun_unless_it_has_ended(
    spans: list[tuple[int, int]], day: int
) -> None:
    start = date(2023, 1, 1)
    rows = [
        listed(
            "QX",
            edition=f"E{begin:03}",
            since=str(start + timedelta(begin)),
            until=str(start + timedelta(begin + length)),
        )
        for begin, length in spans
    ]
    marks = pl.DataFrame({"day": [start + timedelta(day)]})
    begun = [(begin, length) for begin, length in spans if begin <= day]
    newest = max(begun, default=None)
    expected = f"E{newest[0]:03}" if newest and day <= newest[0] + newest[1] else None
    assert determinations(*rows).in_force(marks, day="day")["edition"].to_list() == [expected]
