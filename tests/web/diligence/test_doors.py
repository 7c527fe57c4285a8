"""Role by role through every page of a company: officer, reader, outsider, secretariat, operator, visitor."""

import pytest
from django.test import Client
from django.urls import NoReverseMatch, get_resolver, reverse
from tests.web.addresses import patterns
from tests.web.outputs_by_hand import a_finding, a_finished_run, an_origin

from cupel_web.diligence.models import Run, Version
from cupel_web.kernel.models import User
from cupel_web.people.models import Membership, Organisation

pytestmark = pytest.mark.django_db

POST_ONLY = {"start_run", "add_member", "end_membership"}
OFFICER_ONLY = {"upload", "replace", "correct", "start_run", "add_member", "end_membership"}
NO_QUARANTINE = {"quarantine"}


@pytest.fixture
def hand_run(company: Organisation, officer: User) -> Run:
    return a_finished_run(company, officer, findings=[a_finding(1)], origins=[an_origin("M-1", 5)])


def company_pages(run: Run, reader: User) -> dict[str, str]:
    """Every address that names a company's record: found in the URL patterns, so no new page can be forgotten.

    Pages of screening are walked in ``tests/web/screening/test_doors.py``.
    """
    version: Version = run.version
    membership = Membership.objects.get(person=reader)
    known = {
        "company": version.data_set.company.public_id,
        "organisation": version.data_set.company.public_id,
        "membership": membership.public_id,
        "data_set": version.data_set.public_id,
        "version": version.public_id,
        "run": run.public_id,
        "finding": "check-1:L-1",
        "output": "findings.json",
    }
    pages = {}
    for pattern in patterns(get_resolver()):
        parts = pattern.pattern.converters
        screening = pattern.callback.__module__.startswith("cupel_web.screening.")
        if pattern.name and not screening and {"company", "organisation"} & set(parts):
            pages[pattern.name] = reverse(pattern.name, kwargs={part: known[part] for part in parts})
    return pages


def _status(client: Client, name: str, address: str) -> int:
    response = client.post(address) if name in POST_ONLY else client.get(address)
    if response.streaming:
        response.getvalue()
    return int(response.status_code)


def test_there_are_pages_to_walk(hand_run: Run, reader: User) -> None:
    assert len(company_pages(hand_run, reader)) >= 22


def test_the_officer_opens_every_page(hand_run: Run, reader: User, officer_client: Client) -> None:
    for name, address in company_pages(hand_run, reader).items():
        expected = {404} if name in NO_QUARANTINE else {200, 302, 422}
        assert _status(officer_client, name, address) in expected, name


def test_the_reader_reads_and_changes_nothing(hand_run: Run, reader: User, reader_client: Client) -> None:
    for name, address in company_pages(hand_run, reader).items():
        expected = 403 if name in OFFICER_ONLY else 404 if name in NO_QUARANTINE else 200
        assert _status(reader_client, name, address) == expected, name


def test_another_company_s_officer_finds_nothing(hand_run: Run, reader: User, outsider_client: Client) -> None:
    for name, address in company_pages(hand_run, reader).items():
        assert _status(outsider_client, name, address) == 404, name
        assert outsider_client.post(address).status_code == 404, name


def test_the_operator_finds_nothing(hand_run: Run, reader: User, operator_client: Client) -> None:
    for name, address in company_pages(hand_run, reader).items():
        assert _status(operator_client, name, address) == 404, name


def test_the_secretariat_sees_people_and_no_data(hand_run: Run, reader: User, secretary_client: Client) -> None:
    for name, address in company_pages(hand_run, reader).items():
        expected = {200, 302, 422} if "/people/" in address else {404}
        assert _status(secretary_client, name, address) in expected, name


def test_a_visitor_is_asked_to_sign_in_whether_the_record_exists_or_not(
    hand_run: Run, reader: User, visitor: Client
) -> None:
    for name, address in company_pages(hand_run, reader).items():
        response = visitor.get(address)
        assert (response.status_code, response["Location"].split("?")[0]) == (302, "/sign-in/"), name


def test_a_record_of_one_s_own_company_is_not_found_under_another_company_s_address(
    hand_run: Run, other_company: Organisation, outsider_client: Client
) -> None:
    address = reverse("run", kwargs={"company": other_company.public_id, "run": hand_run.public_id})
    assert outsider_client.get(address).status_code == 404


def test_runs_of_another_company_cannot_be_compared(
    hand_run: Run, other_company: Organisation, outsider_client: Client
) -> None:
    address = reverse("compare", kwargs={"company": other_company.public_id})
    query = {"before": hand_run.public_id, "after": hand_run.public_id}
    assert outsider_client.get(address, query).status_code == 404


def test_outputs_are_named_and_nothing_else_is_served(hand_run: Run, officer_client: Client) -> None:
    address = reverse("run", kwargs={"company": hand_run.version.data_set.company.public_id, "run": hand_run.public_id})
    assert officer_client.get(f"{address}files/secret.txt").status_code == 404
    with pytest.raises(NoReverseMatch):
        reverse("download", kwargs={"company": "x", "run": "y", "output": "../secret"})
