"""The number of database queries of a page does not grow with its rows."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.web.people_at_work import NOON
from tests.web.screening_at_work import LISTED, hit_of, imported, screened

from cupel_web.kernel.models import User
from cupel_web.people.models import Organisation
from cupel_web.screening.actions import Verdict, decide
from cupel_web.screening.models import ListVersion, Screening

pytestmark = pytest.mark.django_db


def _queries(client: Client, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return len(queries)


def test_lists_and_their_versions(
    company: Organisation, officer: User, own_list: ListVersion, officer_client: Client
) -> None:
    lists = f"/organisations/{company.public_id}/lists/"
    addresses = (lists, f"{lists}{own_list.watch_list.public_id}/")
    imported(company, officer, label="second", rows=LISTED[:2])
    before = [_queries(officer_client, address) for address in addresses]
    for number in range(3):
        imported(company, officer, label=f"more-{number}", rows=LISTED[: number + 1])
        imported(company, officer, list_id=f"other-{number}")
    assert [_queries(officer_client, address) for address in addresses] == before


def test_screenings(
    company: Organisation, officer: User, own_list: ListVersion, screening: Screening, officer_client: Client
) -> None:
    address = f"/companies/{company.public_id}/screenings/"
    before = _queries(officer_client, address)
    for _more in range(2):
        screened(company, officer, [own_list])
    assert _queries(officer_client, address) == before


@pytest.mark.parametrize("page", ["", "hits/", "tuning/"])
def test_pages_of_a_screening(
    page: str, company: Organisation, officer: User, own_list: ListVersion, officer_client: Client
) -> None:
    numbers = []
    for parties in (1, 12):
        rows = [{"party_id": f"P-{number}", "name": "Velimir Dragonov"} for number in range(parties)]
        done = screened(company, officer, [own_list], rows)
        address = f"/companies/{company.public_id}/screenings/{done.public_id}/{page}"
        numbers.append(_queries(officer_client, address))
    assert numbers[0] == numbers[1]


def test_decisions_and_the_history_of_a_hit(screening: Screening, officer: User, officer_client: Client) -> None:
    hit, company = hit_of(screening, "P-2"), screening.company.public_id
    addresses = (f"/companies/{company}/decisions/", f"/companies/{company}/hits/{hit.public_id}/")
    decide(hit, verdict=Verdict(verdict="unsure"), by=officer, now=NOON)
    before = [_queries(officer_client, address) for address in addresses]
    for number in range(1, 6):
        decide(hit, verdict=Verdict(verdict="unsure"), by=officer, now=NOON + timedelta(minutes=number))
    assert [_queries(officer_client, address) for address in addresses] == before
