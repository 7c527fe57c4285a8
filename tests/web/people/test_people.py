"""Organisations, memberships, sign-in."""

import re

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.test import Client
from tests.web.people_at_work import NOON, PASSWORD

from cupel_web.kernel.models import Event, User
from cupel_web.people.actions import NewMember, NewOrganisation, add_member, end_membership, found_organisation
from cupel_web.people.models import Membership, Organisation, OrganisationKind, Role

pytestmark = pytest.mark.django_db


def test_a_person_signs_in_with_e_mail_and_password(officer: User, visitor: Client) -> None:
    response = visitor.post("/sign-in/", {"login": "Officer@example.org", "password": PASSWORD})
    assert response["Location"] == "/"


def test_a_wrong_password_does_not_sign_in(officer: User, visitor: Client) -> None:
    response = visitor.post("/sign-in/", {"login": officer.email, "password": "wrong"})
    assert response.status_code == 200
    assert not response.wsgi_request.user.is_authenticated


def test_guessing_is_stopped(officer: User, visitor: Client, settings: object) -> None:
    settings.AXES_ENABLED = True  # type: ignore[attr-defined]
    for _attempt in range(10):
        response = visitor.post("/sign-in/", {"login": officer.email, "password": "wrong"})
    assert response.status_code == 429
    assert visitor.post("/sign-in/", {"login": officer.email, "password": PASSWORD}).status_code == 429


def test_nobody_signs_up_unless_the_operator_opens_it(visitor: Client, settings: object) -> None:
    form = {"email": "new@example.org", "password1": PASSWORD}
    visitor.post("/sign-up/", form)
    assert not User.objects.exists()
    settings.OPEN_SIGN_UP = True  # type: ignore[attr-defined]
    visitor.post("/sign-up/", form)
    assert User.objects.get().email == "new@example.org"


def test_a_person_added_by_an_officer_sets_the_password_by_mail(company: Organisation, officer_client: Client) -> None:
    form = {"email": "Third@example.org", "name": "Third", "role": "reader"}
    officer_client.post(f"/organisations/{company.public_id}/people/add/", form)
    assert Membership.objects.get(person__email="third@example.org").role == Role.READER
    link = re.search(r"http://testserver(\S+)", str(mail.outbox[0].body))
    assert link
    visitor = Client()
    page = visitor.get(link[1], follow=True)
    visitor.post(page.request["PATH_INFO"], {"password1": PASSWORD, "password2": PASSWORD})
    assert User.objects.get(email="third@example.org").check_password(PASSWORD)


def test_a_reader_adds_nobody(company: Organisation, reader: User) -> None:
    member = NewMember(email="x@example.org", name="", role=Role.OFFICER)
    with pytest.raises(PermissionDenied):
        add_member(company, person=member, by=reader, now=NOON)


def test_adding_a_person_twice_changes_nothing(company: Organisation, reader: User) -> None:
    add_member(company, person=NewMember(email=reader.email, name="", role=Role.READER), by=None, now=NOON)
    assert Membership.objects.filter(person=reader).count() == 1


def test_an_ended_membership_opens_no_door(company: Organisation, officer: User, reader: User) -> None:
    end_membership(Membership.objects.get(person=reader), by=officer, now=NOON)
    assert not reader.has_perm("diligence.read_data", company)


def test_nobody_ends_their_own_membership(company: Organisation, officer: User) -> None:
    with pytest.raises(PermissionDenied):
        end_membership(Membership.objects.get(person=officer), by=officer, now=NOON)


def test_an_inactive_person_may_nothing(company: Organisation, officer: User) -> None:
    officer.is_active = False
    assert not officer.has_perm("diligence.read_data", company)


def test_only_the_secretariat_founds_organisations(officer: User, secretary: User) -> None:
    with pytest.raises(PermissionDenied):
        found_organisation(NewOrganisation(name="X", kind=OrganisationKind.PRODUCER), by=officer, now=NOON)
    assert found_organisation(NewOrganisation(name="X", kind=OrganisationKind.PRODUCER), by=secretary, now=NOON).pk


def test_events_about_people_hold_no_names(company: Organisation, reader: User) -> None:
    texts = [f"{event.facts} {event.action}" for event in Event.objects.all()]
    assert texts
    assert not any("reader@" in text or "Reader" in text or "Example" in text for text in texts)


def test_an_address_belongs_to_one_person_whatever_its_case(reader: User) -> None:
    assert User.objects.create_user("Other@Example.org").email == "other@example.org"


def test_the_secretariat_adds_a_company_and_its_first_officer(secretary_client: Client) -> None:
    page = secretary_client.post("/organisations/new/", {"name": "New Smelter", "kind": "producer"}, follow=True)
    form = {"email": "first@example.org", "name": "First", "role": "officer"}
    secretary_client.post(f"{page.request['PATH_INFO']}add/", form)
    assert Membership.objects.get(person__email="first@example.org").organisation.name == "New Smelter"


def test_a_role_of_another_kind_of_organisation_is_refused(company: Organisation, officer_client: Client) -> None:
    form = {"email": "x@example.org", "name": "", "role": "secretariat"}
    assert officer_client.post(f"/organisations/{company.public_id}/people/add/", form).status_code == 422
