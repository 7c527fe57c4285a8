"""The number of database queries of a list does not grow with its rows."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.web.outputs_by_hand import a_finding, a_finished_run, an_origin
from tests.web.people_at_work import NOON

from cupel_web.diligence.models import Run, Version, VersionFile
from cupel_web.kernel.files import store_file
from cupel_web.kernel.jobs import queue_job
from cupel_web.kernel.models import User
from cupel_web.people.actions import NewMember, NewOrganisation, add_member, found_organisation
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


def test_the_versions_of_a_data_set_and_the_runs_over_one(
    company: Organisation, officer: User, officer_client: Client, more_runs: Callable[[], str]
) -> None:
    run = Run.objects.get(public_id=more_runs())
    version, data_set = run.version, run.version.data_set
    addresses = [
        f"/companies/{company.public_id}/data/{data_set.public_id}/",
        f"/companies/{company.public_id}/versions/{version.public_id}/",
    ]
    with_one = [_queries(officer_client, address) for address in addresses]
    for number in range(2, 6):
        _again(version, number, officer)
    assert [_queries(officer_client, address) for address in addresses] == with_one


def _again(version: Version, number: int, officer: User) -> None:
    """One more version that corrects the first, one more file in it, one more run over it."""
    later = Version.objects.create(
        data_set=version.data_set,
        number=number,
        corrects=version,
        uploaded_at=NOON,
        uploaded_by=officer,
        job=queue_job("test.job", now=NOON),
    )
    stored = store_file([str(number).encode()], now=NOON)
    VersionFile.objects.create(version=version, name=f"{number}.csv", stored=stored)
    for about in (version, later):
        job = queue_job("test.job", now=NOON)
        Run.objects.create(version=about, standard="mdd", edition="2023", started_at=NOON, started_by=officer, job=job)


@pytest.mark.parametrize("page", ["", "flags/", "flags/check-1:L-1/", "origins/", "unknowns/"])
def test_pages_of_a_run(page: str, company: Organisation, officer: User, officer_client: Client) -> None:
    numbers = []
    for findings in (3, 40):
        rows = [a_finding(number) for number in range(findings)]
        origins = [an_origin(f"M-{number}", 1 + number) for number in range(findings)]
        run = a_finished_run(company, officer, findings=rows, origins=origins)
        numbers.append(_queries(officer_client, f"/companies/{company.public_id}/runs/{run.public_id}/{page}"))
        run.delete()
    assert numbers[0] == numbers[1]


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
        found_organisation(
            NewOrganisation(name=f"Company {number}", kind=OrganisationKind.PRODUCER), by=secretary, now=NOON
        )
    assert _queries(secretary_client, "/organisations/") == with_one
