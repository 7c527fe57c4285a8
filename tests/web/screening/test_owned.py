"""Parties that listed parties own: by the books' holdings and the lists', and by what people decided so far."""

import io
import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import jsonschema
import openpyxl
import polars as pl
import pytest
from bs4 import BeautifulSoup, Tag
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.web.diligence_at_work import work
from tests.web.owned_at_work import (
    BETWEEN,
    HELD,
    NAMES,
    OTHER,
    OWNER,
    SUPPLIER,
    held_books,
    screened_books,
)
from tests.web.people_at_work import NOON
from tests.web.screening_at_work import hit_of, screened

from cupel.chain.tables import polars_schema
from cupel.screening.owned_columns import owned_json_schema
from cupel.screening.owners import OwnershipRule, held_by_listed
from cupel_web.diligence.uploads import Entry
from cupel_web.kernel import clock
from cupel_web.kernel.models import User
from cupel_web.people.models import Organisation
from cupel_web.screening.actions import AboutList, Verdict, decide, import_list
from cupel_web.screening.models import ListVersion, Screening
from cupel_web.screening.ownership import Kept, answer, below

MATCH, NO_MATCH = Verdict(verdict="match"), Verdict(verdict="no match")
STATES = ("confirmed", "open", "cleared")
PARTIES = "abcdef"


@pytest.fixture(autouse=True)
def noon() -> Iterator[None]:
    with clock.clock_set_to(lambda: NOON):
        yield


def _address(screening: Screening, name: str = "screening") -> str:
    return reverse(name, kwargs={"company": screening.company.public_id, "screening": screening.public_id})


def _page(client: Client, screening: Screening) -> BeautifulSoup:
    return BeautifulSoup(client.get(_address(screening)).content, "html.parser")


def _rows(client: Client, screening: Screening) -> dict[str, list[str]]:
    """The table of owned parties by party: answer, share, who owns what."""
    table = _page(client, screening).select_one("#owners ~ table")
    if not isinstance(table, Tag) or "Who owns what" not in table.get_text():
        return {}
    cells = [
        [" ".join(cell.get_text(" ").split()) for cell in row.select("th, td")] for row in table.select("tbody tr")
    ]
    return {row[0]: row[1:] for row in cells}


def _text(client: Client, screening: Screening) -> str:
    return " ".join(_page(client, screening).get_text(" ").split())


@pytest.mark.django_db
def test_what_an_open_hit_owns_is_possible_until_somebody_decides(
    owned: Screening, officer: User, officer_client: Client
) -> None:
    rows = _rows(officer_client, owned)
    assert list(rows) == ["Midvalor Invest M-1", "Brastelmorind Metals P-a", "Covandruleth Ores P-b"]
    assert rows["Midvalor Invest M-1"] == [
        "owned if hits are matches",
        "0.00 % to 60.00 %",
        "Hestramont Partners (hit not decided) owns 60.00 % of Midvalor Invest",
    ]
    decide(hit_of(owned, OWNER), verdict=MATCH, by=officer, now=NOON)
    assert _rows(officer_client, owned)["Midvalor Invest M-1"] == [
        "owned",
        "60.00 %",
        "Hestramont Partners (listed) owns 60.00 % of Midvalor Invest",
    ]


@pytest.mark.django_db
def test_shares_are_added_up_through_steps_and_the_path_is_told(
    owned: Screening, officer: User, officer_client: Client
) -> None:
    decide(hit_of(owned, OWNER), verdict=MATCH, by=officer, now=NOON)
    state, share, path = _rows(officer_client, owned)["Brastelmorind Metals P-a"]
    assert (state, share) == ("owned", "55.00 %")
    assert path.split(" Metals ")[0].startswith("Midvalor Invest owns 30.00 % of Brastelmorind")
    assert "Hestramont Partners (listed) owns 25.00 % of Brastelmorind Metals" in path
    assert "Hestramont Partners (listed) owns 60.00 % of Midvalor Invest" in path


@pytest.mark.django_db
def test_a_share_that_nobody_knows_leaves_the_answer_unknown_between_two_bounds(
    owned: Screening, officer: User, officer_client: Client
) -> None:
    decide(hit_of(owned, OWNER), verdict=MATCH, by=officer, now=NOON)
    state, share, path = _rows(officer_client, owned)["Covandruleth Ores P-b"]
    assert (state, share) == ("unknown", "0.00 % to 100.00 %")
    assert "owns an unknown share of Covandruleth Ores" in path


@pytest.mark.django_db
def test_the_path_leads_to_the_hit(owned: Screening, officer_client: Client) -> None:
    paths = _page(officer_client, owned).select("#owners ~ table .history a")
    links = {str(link["href"]) for link in paths}
    hit = hit_of(owned, OWNER)
    assert links == {reverse("hit", kwargs={"company": owned.company.public_id, "hit": hit.public_id})}


@pytest.mark.django_db
def test_what_a_cleared_hit_owns_is_not_flagged(owned: Screening, officer: User, officer_client: Client) -> None:
    decide(hit_of(owned, OWNER), verdict=NO_MATCH, by=officer, now=NOON)
    assert _rows(officer_client, owned) == {}
    assert "listed parties own half or more of no party" in _text(officer_client, owned)


@pytest.mark.django_db
def test_past_the_last_day_of_a_decision_the_answer_is_possible_again(
    owned: Screening, officer: User, officer_client: Client
) -> None:
    verdict = Verdict(verdict="match", expires_on=NOON.date())
    decide(hit_of(owned, OWNER), verdict=verdict, by=officer, now=NOON)
    assert _rows(officer_client, owned)["Midvalor Invest M-1"][0] == "owned"
    with clock.clock_set_to(lambda: NOON + timedelta(days=1)):
        assert _rows(officer_client, owned)["Midvalor Invest M-1"][0] == "owned if hits are matches"


@pytest.mark.django_db
def test_less_than_half_is_counted_and_stands_in_the_files(
    company: Organisation, officer: User, owner_list: ListVersion, officer_client: Client, tmp_path: Path
) -> None:
    books = held_books(tmp_path / "books", ((OWNER, SUPPLIER, 0.49), (OWNER, OTHER, 0.5)))
    screening = screened_books(company, officer, books, [owner_list])
    assert set(_rows(officer_client, screening)) == {"Covandruleth Ores P-b"}
    assert "1 party more is owned to less than half" in _text(officer_client, screening)
    told = json.loads(officer_client.get(_address(screening, "owned_json")).content)
    assert {row["party_id"] for row in told} == {SUPPLIER, OTHER}


@pytest.mark.django_db
def test_the_files_hold_the_same_parties_in_the_shape_of_the_engine(
    owned: Screening, officer: User, officer_client: Client
) -> None:
    decide(hit_of(owned, OWNER), verdict=MATCH, by=officer, now=NOON)
    told = json.loads(officer_client.get(_address(owned, "owned_json")).content)
    jsonschema.validate(told, owned_json_schema())
    assert {row["party_id"]: (row["state"], row["known_share"], row["possible_share"]) for row in told} == {
        BETWEEN: ("listed", 0.6, 0.6), SUPPLIER: ("listed", 0.55, 0.55), OTHER: ("unknown", 0.0, 1.0),
        "P-c": ("not listed", 0.0, 0.1),
    }  # fmt: skip
    book = openpyxl.load_workbook(io.BytesIO(officer_client.get(_address(owned, "owned_workbook")).content))
    parties = [row[:2] for row in book["Owned"].iter_rows(min_row=2, values_only=True)]
    assert parties == [("owned", BETWEEN), ("owned", SUPPLIER), ("unknown", OTHER), ("less than half", "P-c")]
    assert book["Holdings"].max_row == 1 + sum(len(row["path"]) for row in told)


@pytest.mark.django_db
def test_readers_may_take_the_files_and_nobody_else(
    owned: Screening, reader_client: Client, outsider_client: Client
) -> None:
    for name in ("owned_json", "owned_workbook"):
        assert reader_client.get(_address(owned, name)).status_code == 200
        assert outsider_client.get(_address(owned, name)).status_code == 404


@pytest.mark.django_db
def test_books_without_holdings_leave_owners_unknown(
    company: Organisation, officer: User, owner_list: ListVersion, officer_client: Client, tmp_path: Path
) -> None:
    screening = screened_books(company, officer, held_books(tmp_path / "books", ()), [owner_list])
    assert "Neither your data nor the lists say who owns whom" in _text(officer_client, screening)


@pytest.mark.django_db
def test_a_table_of_parties_leaves_owners_unknown(screening: Screening, officer_client: Client) -> None:
    assert "Neither your data nor the lists say who owns whom" in _text(officer_client, screening)


@pytest.mark.django_db
def test_a_screening_from_before_says_that_owners_were_not_looked_at(
    screening: Screening, officer_client: Client
) -> None:
    assert screening.summary
    del screening.summary["ownership"]
    screening.save()
    assert "Owners were not looked at" in _text(officer_client, screening)


@pytest.mark.django_db
def test_what_a_list_states_of_holdings_counts_too(
    company: Organisation, officer: User, officer_client: Client, tmp_path: Path
) -> None:
    def line(number: str, schema: str, **properties: str) -> dict[str, Any]:
        return {"id": number, "schema": schema, "properties": {key: [value] for key, value in properties.items()}}

    rows = [
        {**line("top", "Company", name="Ultraventis Listed", topics="sanction"), "target": True},
        {**line("sub", "Company", name=NAMES[SUPPLIER]), "target": False},
        line("o", "Ownership", owner="top", asset="sub", percentage="70"),
    ]
    content = "".join(json.dumps(row) + "\n" for row in rows).encode()
    file = Entry(name="list.json", size=len(content), chunks=lambda: [content])
    version = import_list(company, files=[file], about=AboutList(list_id="ftm"), by=officer, now=NOON)
    work()
    version.refresh_from_db()
    screening = screened_books(company, officer, held_books(tmp_path / "books", ()), [version])
    decide(hit_of(screening, SUPPLIER), verdict=MATCH, by=officer, now=NOON)
    state, share, path = _rows(officer_client, screening)["Brastelmorind Metals P-a"]
    assert (state, share) == ("owned", "70.00 %")
    assert path == "Ultraventis Listed (ftm, listed) owns 70.00 % of Brastelmorind Metals"
    assert "Your data holds no owners" in _text(officer_client, screening)


@pytest.mark.django_db
def test_the_manifest_says_what_was_looked_at(owned: Screening) -> None:
    told = (owned.manifest or {})["ownership"]
    assert told["intake"]["rows"] == len(HELD)
    assert (told["threshold"], told["rule"]) == (0.5, "fixed point")


@pytest.mark.django_db
def test_the_number_of_queries_does_not_grow_with_owned_parties(
    company: Organisation, officer: User, owner_list: ListVersion, officer_client: Client, tmp_path: Path
) -> None:
    numbers = []
    for number, held in enumerate((HELD[:1], HELD)):
        screening = screened_books(company, officer, held_books(tmp_path / f"books-{number}", held), [owner_list])
        officer_client.get(_address(screening))
        with CaptureQueriesContext(connection) as captured:
            officer_client.get(_address(screening))
        numbers.append(len(captured))
    assert numbers[0] == numbers[1]


edges = st.lists(
    st.tuples(st.sampled_from(PARTIES), st.sampled_from(PARTIES), st.sampled_from([0.2, 0.3, 0.5, 0.6, 1.0, None])),
    max_size=9,
)


def _edges(rows: list[tuple[str, str, float | None]]) -> pl.DataFrame:
    told = [{"owner_id": owner, "owned_id": owned, "share": share} for owner, owned, share in rows if owner != owned]
    return pl.DataFrame(told, schema=polars_schema("ownership"))


def _hits(states: dict[str, str]) -> pl.DataFrame:
    rows = [(party, "watch", f"E-{party}", state) for party, state in states.items()]
    return pl.DataFrame(rows, schema=["subject_id", "list_id", "entity_id", "state"], orient="row")


@given(rows=edges, listed=st.sets(st.sampled_from(PARTIES), min_size=1))
@settings(deadline=None, max_examples=30)
def test_what_is_kept_gives_the_same_shares_as_all_holdings(
    rows: list[tuple[str, str, float | None]], listed: set[str]
) -> None:
    held, top = _edges(rows), pl.DataFrame({"party_id": sorted(listed)})
    whole = held_by_listed(held, top, OwnershipRule()).parties
    assert held_by_listed(below(held, top["party_id"]), top, OwnershipRule()).parties.equals(whole)


@given(rows=edges, states=st.dictionaries(st.sampled_from(PARTIES), st.sampled_from(STATES), min_size=1))
@settings(deadline=None, max_examples=30)
def test_answers_follow_from_what_confirmed_and_all_standing_hits_hold(
    rows: list[tuple[str, str, float | None]], states: dict[str, str]
) -> None:
    held = _edges(rows)

    def of(*wanted: str) -> dict[str, tuple[str, float, float]]:
        top = pl.DataFrame({"party_id": [party for party, state in states.items() if state in wanted]},
                           schema={"party_id": pl.String})  # fmt: skip
        told = held_by_listed(held, top, OwnershipRule()).parties
        return {row[0]: row[1:] for row in told.select("party_id", "state", "known", "possible").iter_rows()}

    sure, most = of("confirmed"), of("confirmed", "open")
    told = answer(Kept(held, [], {}), _hits(states), on=NOON.date())
    for party, found in told.select("party_id", "answer").iter_rows():
        if sure.get(party, ("",))[0] == "listed":
            assert found == "owned"
        elif most[party][0] == "listed":
            assert found == "possible"
        else:
            assert found == ("unknown" if most[party][2] >= 0.5 else "less")
    assert {*told["party_id"]} == {*sure, *most}


@pytest.mark.django_db
def test_a_later_screening_looks_at_owners_anew(
    owned: Screening, officer: User, owner_list: ListVersion, officer_client: Client
) -> None:
    again = screened(owned.company, officer, [owner_list], [{"party_id": OWNER, "name": NAMES[OWNER]}])
    assert again.summary
    assert again.summary["ownership"] == {"holdings": 0, "left_out": 0, "listed": False}
