"""What awaits people on their home page: hits to decide, decisions to confirm, decisions about to expire."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.web.people_at_work import NOON
from tests.web.screening_at_work import LATER, LISTED, hit_of, imported, screened, screened_again

from cupel_web.kernel import clock
from cupel_web.kernel.models import User
from cupel_web.people.actions import NewMember, NewOrganisation, add_member, found_organisation
from cupel_web.people.models import Organisation, OrganisationKind, Role
from cupel_web.screening.actions import Verdict, change_rule, confirm, decide, take_back
from cupel_web.screening.models import ListVersion, Screening
from cupel_web.screening.policies import worked_by
from cupel_web.screening.queries.awaiting import SHOWN, reviews_awaiting

pytestmark = pytest.mark.django_db
TODAY = NOON.date()
NO_MATCH = Verdict(verdict="no match")


@pytest.fixture(autouse=True)
def noon() -> Iterator[None]:
    with clock.clock_set_to(lambda: NOON):
        yield


def _home(client: Client) -> BeautifulSoup:
    return BeautifulSoup(client.get("/").content, "html.parser")


def _rows(client: Client) -> list[str]:
    """The rows that await the person, as they read."""
    return [" ".join(row.get_text(" ").split()) for row in _home(client).select("main tbody tr")]


def _lands_on(client: Client, link: str) -> BeautifulSoup:
    """The page that the row with this text leads to."""
    found = next(anchor for anchor in _home(client).select("main tbody a") if link in anchor.get_text())
    return BeautifulSoup(client.get(str(found["href"]), follow=True).content, "html.parser")


def test_hits_to_decide_lead_to_the_queue(screening: Screening, officer_client: Client) -> None:
    assert _rows(officer_client) == ["3 hits to decide Screening of parties.csv, 2025-06-02 2025-06-02 12:00"]
    assert "3 hits left to review" in _lands_on(officer_client, "parties.csv").get_text()


def test_what_is_decided_awaits_nobody(screening: Screening, officer: User, officer_client: Client) -> None:
    for party in ("P-1", "P-2", "P-3"):
        decide(hit_of(screening, party), verdict=NO_MATCH, by=officer, now=NOON)
    assert _rows(officer_client) == []


def test_a_screening_that_was_continued_counts_no_longer(
    screening: Screening, officer: User, officer_client: Client
) -> None:
    decide(hit_of(screening, "P-1"), verdict=NO_MATCH, by=officer, now=NOON)
    screened_again(screening, officer, [imported(screening.company, officer, rows=LISTED[1:], label="newer")])
    assert [row[:16] for row in _rows(officer_client)] == ["2 hits to decide"]


def test_a_continuation_that_failed_leaves_the_screening_before_in_its_place(
    screening: Screening, officer: User, own_list: ListVersion, officer_client: Client
) -> None:
    failed = screened_again(screening, officer, [own_list], rows=[{"colour": "red"}])
    assert not failed.is_done
    assert [row[:16] for row in _rows(officer_client)] == ["3 hits to decide"]


def test_hits_wait_for_the_second_person_and_for_nobody_else(
    screening: Screening, officer: User, officer_client: Client, colleague: User, colleague_client: Client
) -> None:
    change_rule(screening.company, four_eyes=True, by=officer, now=NOON)
    decision = decide(hit_of(screening, "P-1"), verdict=NO_MATCH, by=officer, now=NOON)
    assert any("1 decision to confirm" in row for row in _rows(colleague_client))
    assert not any("to confirm" in row for row in _rows(officer_client))
    page = _lands_on(colleague_client, "Decisions of colleagues")
    assert [button.get_text() for button in page.select("td button")][:1] == ["Confirm no match of P-1"]
    confirm(decision, by=colleague, now=NOON)
    assert not any("to confirm" in row for row in _rows(colleague_client))


def test_without_four_eyes_nothing_waits_for_a_second_person(
    screening: Screening, officer: User, colleague_client: Client
) -> None:
    decide(hit_of(screening, "P-1"), verdict=NO_MATCH, by=officer, now=NOON)
    assert not any("to confirm" in row for row in _rows(colleague_client))


def test_what_was_taken_back_or_decided_anew_waits_no_longer(
    screening: Screening, officer: User, colleague: User, colleague_client: Client
) -> None:
    change_rule(screening.company, four_eyes=True, by=officer, now=NOON)
    first = decide(hit_of(screening, "P-1"), verdict=NO_MATCH, by=officer, now=NOON)
    take_back(first, by=officer, now=NOON)
    assert not any("to confirm" in row for row in _rows(colleague_client))
    decide(hit_of(screening, "P-2"), verdict=NO_MATCH, by=officer, now=NOON)
    decide(hit_of(screening, "P-2"), verdict=NO_MATCH, by=colleague, now=NOON + timedelta(hours=1))
    assert not any("to confirm" in row for row in _rows(colleague_client))


@pytest.mark.parametrize(("days", "shown"), [(-1, False), (0, True), (30, True), (31, False)])
def test_decisions_that_end_soon_are_shown_with_the_first_day(
    days: int, shown: bool, screening: Screening, officer: User, officer_client: Client
) -> None:
    verdict = Verdict(verdict="match", expires_on=TODAY + timedelta(days=days))
    decide(hit_of(screening, "P-1"), verdict=verdict, by=officer, now=NOON)
    rows = [row for row in _rows(officer_client) if "expires within 30 days" in row]
    assert bool(rows) == shown
    assert all(verdict.expires_on and verdict.expires_on.isoformat() in row for row in rows)
    if shown:
        assert "P-1" in _lands_on(officer_client, "the first until").get_text()


def test_the_pages_behind_the_links_show_what_was_counted_and_no_more(
    screening: Screening, officer: User, officer_client: Client
) -> None:
    soon = Verdict(verdict="no match", expires_on=TODAY + timedelta(days=5))
    decide(hit_of(screening, "P-1"), verdict=soon, by=officer, now=NOON)
    decide(hit_of(screening, "P-2"), verdict=NO_MATCH, by=officer, now=NOON)
    text = _lands_on(officer_client, "the first until").select_one("main table")
    assert text is not None
    assert "P-1" in text.get_text()
    assert "P-2" not in text.get_text()


@pytest.mark.parametrize("who", ["reader", "outsider", "secretary", "operator"])
def test_nothing_is_shown_to_those_who_may_not_decide(
    who: str, screening: Screening, officer: User, request: pytest.FixtureRequest
) -> None:
    change_rule(screening.company, four_eyes=True, by=officer, now=NOON)
    decide(hit_of(screening, "P-1"), verdict=Verdict(verdict="match", expires_on=TODAY), by=officer, now=NOON)
    assert all(each.is_empty for each in reviews_awaiting(request.getfixturevalue(who), on=TODAY).values())
    assert _rows(request.getfixturevalue(f"{who}_client")) == []


def test_a_reader_asks_in_vain_for_decisions_to_confirm(screening: Screening, reader_client: Client) -> None:
    address = f"/companies/{screening.company.public_id}/decisions/?show=waiting"
    assert "Those I may confirm" not in reader_client.get(address).content.decode()


def test_companies_worked_by_are_those_in_which_the_person_may_decide(officer: User, company: Organisation) -> None:
    organisations = [company]
    for number, (kind, role) in enumerate(
        [(OrganisationKind.PRODUCER, Role.OFFICER), (OrganisationKind.PRODUCER, Role.READER),
         (OrganisationKind.SECRETARIAT, Role.SECRETARIAT), (OrganisationKind.PRODUCER, Role.OFFICER)]
    ):  # fmt: skip
        found = found_organisation(NewOrganisation(name=f"Organisation {number}", kind=kind), by=None, now=NOON)
        person = NewMember(email=officer.email, name="Officer", role=role)
        membership = add_member(found, person=person, by=None, now=NOON)
        if number == 3:
            membership.ended_at = NOON
            membership.save()
        organisations.append(found)
    allowed = {each.pk for each in organisations if officer.has_perm("screening.decide", each)}
    assert set(worked_by(officer).values_list("pk", flat=True)) == allowed
    assert len(allowed) == 2


def test_the_number_of_queries_does_not_grow(
    screening: Screening, company: Organisation, officer: User, own_list: ListVersion, officer_client: Client
) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            officer_client.get("/")
        return len(captured)

    verdict = Verdict(verdict="no match", expires_on=TODAY)
    decide(hit_of(screening, "P-1"), verdict=verdict, by=officer, now=NOON)
    queries()
    before = queries()
    for _more in range(3):
        screened(company, officer, [own_list])
    decide(hit_of(screening, "P-2"), verdict=verdict, by=officer, now=LATER)
    assert queries() == before


def test_no_more_screenings_are_listed_than_a_page_holds(
    screening: Screening, company: Organisation, officer: User, own_list: ListVersion
) -> None:
    rows = [{"party_id": "P-2", "name": "Velimir Dragonov"}]
    for _more in range(SHOWN):
        screened(company, officer, [own_list], rows)
    assert len(reviews_awaiting(officer, on=TODAY)[company.pk].screenings) == SHOWN
