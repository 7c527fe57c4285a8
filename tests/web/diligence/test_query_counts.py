"""The number of database queries of a list does not grow with its rows."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.web.outputs_by_hand import a_finding, a_finished_run, an_origin
from tests.web.people_at_work import NOON

from cupel_web.kernel.models import User
from cupel_web.people.actions import NewMember, add_member, found_organisation
from cupel_web.people.models import Organisation, OrganisationKind, Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def more_runs(company: Organisation, officer: User) -> Callable[[], str]:
    def add() -> str:
        rows = [a_finding(number) for number in range(5)]
        return a_finished_run(company, officer, findings=rows, origins=[an_origin("M-1", 1)]).public_id

    return add


def _queries(client: Client, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return len(queries)


@pytest.mark.parametrize(
    "page", ["/", "/companies/{company}/data/", "/companies/{company}/runs/", "/companies/{company}/compare/"]
)
def test_lists_of_a_company(
    page: str, company: Organisation, officer_client: Client, more_runs: Callable[[], str]
) -> None:
    address = page.format(company=company.public_id)
    more_runs()
    with_one = _queries(officer_client, address)
    for _more in range(4):
        more_runs()
    assert _queries(officer_client, address) == with_one


def test_a_clause_with_its_flags(company: Organisation, officer_client: Client, more_runs: Callable[[], str]) -> None:
    address = "/standards/mdd/2023/clauses/01M87SJYR1RVCGQQGH01TR8X0V/"
    more_runs()
    with_one = _queries(officer_client, address)
    for _more in range(4):
        more_runs()
    assert _queries(officer_client, address) == with_one


def test_members_of_an_organisation(company: Organisation, officer: User, officer_client: Client) -> None:
    address = f"/organisations/{company.public_id}/people/"
    with_one = _queries(officer_client, address)
    for number in range(5):
        member = NewMember(email=f"r{number}@example.org", name="", role=Role.READER)
        add_member(company, person=member, by=officer, now=NOON)
    assert _queries(officer_client, address) == with_one


def test_organisations(secretary: User, secretary_client: Client) -> None:
    with_one = _queries(secretary_client, "/organisations/")
    for number in range(5):
        found_organisation(name=f"Company {number}", kind=OrganisationKind.COMPANY, by=secretary, now=NOON)
    assert _queries(secretary_client, "/organisations/") == with_one
