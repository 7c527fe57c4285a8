"""A scheme that tests name: a board, a council below it, a working group below that, and who sits in them."""

from dataclasses import dataclass
from datetime import date

import pytest
from django.test import Client
from tests.web.people_at_work import NOON, PASSWORD

from cupel_web.groups.actions import (
    Description,
    Filling,
    Mandate,
    NewSeat,
    Step,
    adopt_procedure,
    approve_terms,
    grant_access,
    move_group,
    open_seat,
    propose_group,
    propose_terms,
    seat_person,
)
from cupel_web.groups.models import AccessRole, Capacity, Group, GroupKind, Office, Part, SeatRecord
from cupel_web.groups.states import GroupState
from cupel_web.kernel.models import User
from cupel_web.people.actions import NewOrganisation, accept_undertaking, found_organisation, publish_undertaking
from cupel_web.people.actions import registered as person_named
from cupel_web.people.models import Organisation, OrganisationKind, UndertakingKind

TODAY = NOON.date()
FOUNDED, TERM_ENDS = date(2025, 1, 1), date(2027, 12, 31)
INDUSTRY, CIVIL = "industry", "civil society"
RULES = {
    "uid": "two-sides",
    "version": "1",
    "in_force": "2025-01-01",
    "categories": [INDUSTRY, CIVIL],
    "quorum": {"share": "1/2", "of_each": 1},
    "majority": {"share": "2/3"},
    "balance": {"ceiling": "1/2", "of_each": 1, "refuses": True},
}


@dataclass(frozen=True)
class Scheme:
    """Three bodies in a chain, with rules of two sides; ``seats`` of the working group by label."""

    board: Group
    council: Group
    group: Group
    seats: dict[str, SeatRecord]


def person(email: str) -> User:
    """Somebody who can sign in."""
    user = person_named(email, name=email.split("@", maxsplit=1)[0].capitalize())
    user.set_password(PASSWORD)
    user.save()
    return user


def signed_in(user: User) -> Client:
    """The person's browser."""
    client = Client()
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def body(slug: str, *, kind: GroupKind, parent: Group | None) -> Group:
    """A group at work since :data:`FOUNDED`."""
    new = Description(
        slug=slug, name=slug.replace("-", " ").capitalize(), kind=kind, purpose="What it is for.", parent=parent,
        procedure_uid="two-sides", invites=("participants", "partners", "experts"),
    )  # fmt: skip
    group = propose_group(new, on=FOUNDED, reason="Founded.", by=None, now=NOON)
    move_group(group, Step(to=GroupState.ACTIVE, on=FOUNDED, reason="Begins."), by=None, now=NOON)
    terms = propose_terms(group, Mandate(mandate="To draft.", in_force=FOUNDED), by=None, now=NOON)
    approve_terms(terms, on=FOUNDED, by=None, now=NOON)
    return group


def seat(
    group: Group, label: str, *, category: str, organisation: Organisation | None = None, office: Office = Office.NONE
) -> SeatRecord:
    """An open seat with a vote."""
    capacity = Capacity.ORGANISATION if organisation else Capacity.PERSONAL
    new = NewSeat(
        label=label, category=category, capacity=capacity, organisation=organisation, office=office, opened_on=FOUNDED
    )
    return open_seat(group, new, by=None, now=NOON)


def sits(user: User, on: SeatRecord, *, part: Part = Part.HOLDER, role: AccessRole = AccessRole.MEMBER) -> None:
    """The person fills the seat, has accepted what there is to accept, and may enter the group's rooms."""
    filling = Filling(person=user, part=part, first=FOUNDED, last=TERM_ENDS)
    seat_person(on, filling, by=None, now=NOON)
    grant_access(on.group, person=user, role=role, by=None, now=NOON)


def accepts_all(user: User) -> None:
    """The person accepts every undertaking."""
    from cupel_web.people.queries import unaccepted

    for undertaking in unaccepted(user, on=TODAY):
        accept_undertaking(undertaking, person=user, now=NOON)


def founded(name: str, kind: OrganisationKind = OrganisationKind.CIVIL_SOCIETY) -> Organisation:
    """An organisation."""
    return found_organisation(NewOrganisation(name=name, kind=kind), by=None, now=NOON)


@pytest.fixture
def scheme(db: None) -> Scheme:
    """Four seats, two on each side, all open; a confidentiality undertaking and a contribution licence in force."""
    adopt_procedure(RULES, by=None, now=NOON)
    for kind in UndertakingKind:
        publish_undertaking(kind, text=f"The {kind.label}.", in_force=FOUNDED, by=None, now=NOON)
    board = body("board", kind=GroupKind.BOARD, parent=None)
    council = body("council", kind=GroupKind.COUNCIL, parent=board)
    group = body("working-group", kind=GroupKind.WORKING_GROUP, parent=council)
    producer, village = founded("Example Producer", OrganisationKind.PRODUCER), founded("Example Village Council")
    seats = {
        "chair": seat(group, "Chair", category=INDUSTRY, organisation=producer, office=Office.CHAIR),
        "expert": seat(group, "Expert", category=INDUSTRY),
        "village": seat(group, "Village", category=CIVIL, organisation=village),
        "labour": seat(group, "Labour", category=CIVIL),
    }
    return Scheme(board, council, group, seats)


@pytest.fixture
def chair(scheme: Scheme) -> User:
    user = person("chair@example.org")
    sits(user, scheme.seats["chair"], role=AccessRole.CHAIR)
    accepts_all(user)
    return user


@pytest.fixture
def member(scheme: Scheme) -> User:
    user = person("member@example.org")
    sits(user, scheme.seats["village"])
    accepts_all(user)
    return user


@pytest.fixture
def observer(scheme: Scheme) -> User:
    user = person("observer@example.org")
    grant_access(scheme.group, person=user, role=AccessRole.OBSERVER, by=None, now=NOON)
    return user


@pytest.fixture
def chair_client(chair: User) -> Client:
    return signed_in(chair)


@pytest.fixture
def member_client(member: User) -> Client:
    return signed_in(member)


@pytest.fixture
def observer_client(observer: User) -> Client:
    return signed_in(observer)
