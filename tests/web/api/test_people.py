"""Organisations through the interface: found one, let people act for it, end that."""

import re

import pytest
from django.core import mail
from django.test import Client
from tests.web.api.callers import Caller, queries_of
from tests.web.people_at_work import NOON, PASSWORD
from tests.web.scheme_at_work import founded

from cupel_web.kernel import clock
from cupel_web.kernel.models import User
from cupel_web.people.actions import NewMember, add_member
from cupel_web.people.models import Membership, Organisation, OrganisationKind, Role

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def at_noon() -> object:
    with clock.clock_set_to(lambda: NOON):
        yield


def test_the_secretariat_adds_an_organisation_and_its_first_officer(secretary: User, secretary_client: Client) -> None:
    call = Caller(secretary)
    body = {"name": "New Smelter", "kind": "producer", "country": "cl", "metals": ["pb", "cu"]}
    told = call.done("POST", "/organisations", body)
    assert (told["country"], told["metals"]) == ("CL", ["cu", "pb"])
    place = f"/organisations/{told['public_id']}"
    assert call.get(place) == told
    first = {"email": "first@example.org", "name": "First", "role": "officer"}
    member = call.done("POST", f"{place}/people", first)
    assert call.get(f"{place}/people")["items"] == [member]
    assert "first@example.org" in secretary_client.get(f"{place}/people/").content.decode()
    assert [each["people"] for each in call.get("/organisations?q=smelter")["items"]] == [1]


def test_somebody_new_sets_their_password_by_the_mail_they_get(company: Organisation, officer: User) -> None:
    place = f"/organisations/{company.public_id}/people"
    Caller(officer).done("POST", place, {"email": "Third@example.org", "name": "Third", "role": "reader"})
    link = re.search(r"http://testserver(\S+)", str(mail.outbox[0].body))
    assert link
    visitor = Client()
    page = visitor.get(link[1], follow=True)
    visitor.post(page.request["PATH_INFO"], {"password1": PASSWORD, "password2": PASSWORD})
    assert User.objects.get(email="third@example.org").check_password(PASSWORD)


def test_who_has_a_password_gets_no_mail(company: Organisation, officer: User, outsider: User) -> None:
    body = {"email": outsider.email, "name": "", "role": "reader"}
    told = Caller(officer).done("POST", f"/organisations/{company.public_id}/people", body)
    assert (told["person"], mail.outbox) == (outsider.public_id, [])


def test_an_officer_ends_another_s_membership_and_not_their_own(
    company: Organisation, officer: User, reader: User
) -> None:
    call, place = Caller(officer), f"/organisations/{company.public_id}/people"
    known = {each["person"]: each["public_id"] for each in call.get(place)["items"]}
    assert call("DELETE", f"{place}/{known[officer.public_id]}").status_code == 403
    assert call.done("DELETE", f"{place}/{known[reader.public_id]}")["ended_at"] == "2025-06-02T12:00:00Z"
    assert Caller(reader)("GET", f"/organisations/{company.public_id}").status_code == 404
    assert [each["person"] for each in call.get(place)["items"]] == [officer.public_id]


def test_a_role_of_another_kind_of_organisation_is_refused(company: Organisation, officer: User) -> None:
    body = {"email": "x@example.org", "name": "", "role": "secretariat"}
    response = Caller(officer)("POST", f"/organisations/{company.public_id}/people", body)
    assert response.status_code == 422
    assert [each["field"] for each in response.json()["errors"]] == ["role"]
    assert not Membership.objects.filter(role=Role.SECRETARIAT).exists()


def test_who_acts_for_a_company_stays_within_it(company: Organisation, outsider: User, officer: User) -> None:
    call = Caller(outsider)
    for path in ("", "/people"):
        assert call("GET", f"/organisations/{company.public_id}{path}").status_code == 404
    assert call("GET", "/organisations").status_code == 403
    assert set(call.get("/organisations/names")["items"][0]) == {"public_id", "name"}


def test_queries_do_not_grow_with_rows(company: Organisation, secretary: User) -> None:
    call = Caller(secretary)
    paths = ("/organisations", "/organisations/names", f"/organisations/{company.public_id}/people")

    def more(number: int) -> list[int]:
        for row in range(number):
            founded(f"Example {number} {row}", OrganisationKind.TRADER)
            person = NewMember(email=f"m{number}-{row}@example.org", name="M", role=Role.READER)
            add_member(company, person=person, by=None, now=NOON)
        return [queries_of(call, path) for path in paths]

    assert more(3) == more(27)
