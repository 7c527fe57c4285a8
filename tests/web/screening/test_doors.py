"""Role by role through every page of lists and screenings: officer, reader, outsider, keepers, visitor."""

import pytest
from django.test import Client
from django.urls import get_resolver, reverse
from tests.web.addresses import patterns
from tests.web.people_at_work import NOON
from tests.web.screening_at_work import hit_of

from cupel_web.kernel.models import User
from cupel_web.people.models import Organisation
from cupel_web.screening.actions import Verdict, decide
from cupel_web.screening.models import ListVersion, Screening

pytestmark = pytest.mark.django_db

POST_ONLY = {"decide", "confirm_decision", "take_back", "review_rule", "list_rhythm"}
OFFICER_ONLY = {"import_list", "import_version", "new_screening", "screen_again", "bring_decisions", *POST_ONLY}


@pytest.fixture
def pages(screening: Screening, own_list: ListVersion, officer: User) -> dict[str, str]:
    """Every address of the room: found in the URL patterns, so no new page can be forgotten."""
    decision = decide(hit_of(screening, "P-1"), verdict=Verdict(verdict="no match"), by=officer, now=NOON)
    company = screening.company.public_id
    known = {
        "company": company,
        "organisation": company,
        "watch_list": own_list.watch_list.public_id,
        "version": own_list.public_id,
        "screening": screening.public_id,
        "hit": hit_of(screening, "P-2").public_id,
        "decision": decision.public_id,
    }
    found = {}
    for pattern in patterns(get_resolver()):
        if pattern.callback.__module__.startswith("cupel_web.screening."):
            parts = pattern.pattern.converters
            found[str(pattern.name)] = reverse(str(pattern.name), kwargs={part: known[part] for part in parts})
    return found


def _status(client: Client, name: str, address: str) -> int:
    return int((client.post(address) if name in POST_ONLY else client.get(address)).status_code)


def test_there_are_pages_to_walk(pages: dict[str, str]) -> None:
    assert len(pages) == 30


def test_the_officer_opens_every_page(pages: dict[str, str], officer_client: Client) -> None:
    for name, address in pages.items():
        expected = {403} if name == "confirm_decision" else {200, 302, 422}
        assert _status(officer_client, name, address) in expected, name


def test_a_second_officer_confirms(pages: dict[str, str], colleague_client: Client) -> None:
    assert _status(colleague_client, "confirm_decision", pages["confirm_decision"]) == 302


def test_the_reader_reads_and_changes_nothing(pages: dict[str, str], reader_client: Client) -> None:
    for name, address in pages.items():
        expected = {403} if name in OFFICER_ONLY else {200, 302}
        assert _status(reader_client, name, address) in expected, name


@pytest.mark.parametrize("who", ["outsider_client", "secretary_client", "operator_client"])
def test_nobody_else_finds_anything(who: str, pages: dict[str, str], request: pytest.FixtureRequest) -> None:
    client: Client = request.getfixturevalue(who)
    for name, address in pages.items():
        assert client.get(address).status_code == client.post(address).status_code == 404, name


def test_a_visitor_is_asked_to_sign_in(pages: dict[str, str], visitor: Client) -> None:
    for name, address in pages.items():
        response = visitor.get(address)
        assert (response.status_code, response["Location"].split("?")[0]) == (302, "/sign-in/"), name


def test_records_are_not_found_under_another_company_s_address(
    pages: dict[str, str], company: Organisation, other_company: Organisation, outsider_client: Client
) -> None:
    for name in ("watch_list", "list_version", "screening", "hit", "hits", "decide", "take_back"):
        elsewhere = pages[name].replace(company.public_id, other_company.public_id)
        assert outsider_client.get(elsewhere).status_code == outsider_client.post(elsewhere).status_code == 404, name


def test_a_shared_list_is_read_by_all_and_kept_by_its_keeper(
    shared_list: ListVersion, company: Organisation, officer_client: Client, secretary_client: Client
) -> None:
    watch_list, owner = shared_list.watch_list, shared_list.watch_list.owner

    def address(page: str, organisation: Organisation) -> str:
        return reverse(page, kwargs={"organisation": organisation.public_id, "watch_list": watch_list.public_id})

    assert officer_client.get(address("watch_list", company)).status_code == 200
    assert officer_client.get(address("import_version", company)).status_code == 403
    assert officer_client.get(address("watch_list", owner)).status_code == 404
    assert secretary_client.get(address("import_version", owner)).status_code == 200
