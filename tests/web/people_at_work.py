"""People and companies that tests name: an officer, a reader, an outsider of another company, the secretariat."""

from datetime import UTC, datetime

import pytest
from django.test import Client

from cupel_web.kernel.models import User
from cupel_web.people.actions import NewMember, NewOrganisation, add_member, found_organisation
from cupel_web.people.models import Organisation, OrganisationKind, Role

NOON = datetime(2025, 6, 2, 12, 0, tzinfo=UTC)
PASSWORD = "a password for tests only"


def _organisation(name: str, kind: OrganisationKind = OrganisationKind.PRODUCER) -> Organisation:
    return found_organisation(NewOrganisation(name=name, kind=kind), by=None, now=NOON)


def _person(organisation: Organisation, email: str, role: Role) -> User:
    member = NewMember(email=email, name=email.split("@", maxsplit=1)[0].capitalize(), role=role)
    user = add_member(organisation, person=member, by=None, now=NOON).person
    user.set_password(PASSWORD)
    user.save()
    return user


def _client(user: User) -> Client:
    client = Client()
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


@pytest.fixture
def company(db: None) -> Organisation:
    return _organisation("Example Smelter")


@pytest.fixture
def other_company(db: None) -> Organisation:
    return _organisation("Other Smelter")


@pytest.fixture
def officer(company: Organisation) -> User:
    return _person(company, "officer@example.org", Role.OFFICER)


@pytest.fixture
def reader(company: Organisation) -> User:
    return _person(company, "reader@example.org", Role.READER)


@pytest.fixture
def outsider(other_company: Organisation) -> User:
    return _person(other_company, "outsider@example.org", Role.OFFICER)


@pytest.fixture
def secretary(db: None) -> User:
    return _person(
        _organisation("Secretariat", OrganisationKind.SECRETARIAT), "secretariat@example.org", Role.SECRETARIAT
    )


@pytest.fixture
def operator(db: None) -> User:
    return _person(_organisation("Operator", OrganisationKind.OPERATOR), "operator@example.org", Role.OPERATOR)


@pytest.fixture
def officer_client(officer: User) -> Client:
    return _client(officer)


@pytest.fixture
def reader_client(reader: User) -> Client:
    return _client(reader)


@pytest.fixture
def outsider_client(outsider: User) -> Client:
    return _client(outsider)


@pytest.fixture
def secretary_client(secretary: User) -> Client:
    return _client(secretary)


@pytest.fixture
def operator_client(operator: User) -> Client:
    return _client(operator)
