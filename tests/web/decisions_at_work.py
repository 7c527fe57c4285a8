"""Ballots and approvals that tests name: a group of four seats that may vote, one of them with an alternate."""

from dataclasses import dataclass, field
from datetime import date, timedelta

import pytest
from django.test import Client
from tests.web.people_at_work import NOON
from tests.web.scheme_at_work import FOUNDED, RULES, TODAY, Scheme, accepts_all, founded, person, signed_in, sits

from cupel.governance import Position
from cupel_web.decisions.actions import (
    Motion,
    NewMatrix,
    Reasoned,
    Stand,
    Window,
    begin_matrix,
    open_ballot,
    take_position,
)
from cupel_web.decisions.models import Ballot, Elector, Matrix, Objection
from cupel_web.groups.actions import adopt_procedure, grant_access
from cupel_web.groups.models import AccessRole, Part
from cupel_web.kernel.models import User
from cupel_web.people.actions import NewMember, add_member
from cupel_web.people.models import Organisation, Role

LAST_DAY = TODAY + timedelta(days=14)
AFTER = NOON + timedelta(days=15)
MOTION = Motion(title="Adopt the draft", text="The group adopts the draft of today.")
WINDOW = Window(closes_on=LAST_DAY, zone="UTC", reply_days=7, appeal_days=10)
COMPLAINT = Reasoned(reason="It leaves out recycled feed.", wanted="Cover recycled feed in scope.")
OLD, NEW = "a" * 64, "b" * 64


def rules(version: str, *, in_force: date = FOUNDED, **changes: object) -> None:
    """Another version of the rules of the scheme's groups."""
    adopt_procedure({**RULES, "version": version, "in_force": in_force.isoformat(), **changes}, by=None, now=NOON)


def with_overruling(scheme: Scheme) -> None:
    """The rules let the chair overrule objections."""
    rules("2", in_force=FOUNDED + timedelta(days=1), objections={"overruled": True})


@dataclass(frozen=True)
class Voters:
    """Who sits on each of the four seats, by the seat's name, and the alternate of the village's seat."""

    scheme: Scheme
    people: dict[str, User] = field(default_factory=dict)

    def votes(self, ballot: Ballot, seat: str, position: Position, *, complaint: Reasoned | None = None) -> None:
        """The seat takes a position, by its holder, or ``alternate`` for the village's seat."""
        stand = Stand(position=position, has_interest=False, objection=complaint)
        take_position(self.elector(ballot, seat), stand, by=self.people[seat], now=NOON)

    def elector(self, ballot: Ballot, seat: str) -> Elector:
        """The row of a seat in the ballot's electorate."""
        name = "village" if seat == "alternate" else seat
        return Elector.objects.get(ballot=ballot, seat=self.scheme.seats[name])


@pytest.fixture
def voters(scheme: Scheme, chair: User, member: User) -> Voters:
    """All four seats are active; the village has an alternate."""
    people = {"chair": chair, "village": member}
    for name in ("expert", "labour"):
        people[name] = person(f"{name}@example.org")
        sits(people[name], scheme.seats[name])
    people["alternate"] = person("alternate@example.org")
    sits(people["alternate"], scheme.seats["village"], part=Part.ALTERNATE)
    for user in people.values():
        accepts_all(user)
    return Voters(scheme, people)


@pytest.fixture
def ballot(voters: Voters) -> Ballot:
    """A motion that four seats vote on."""
    return open_ballot(voters.scheme.group, MOTION, WINDOW, by=voters.people["chair"], now=NOON)


@pytest.fixture
def objection(voters: Voters, ballot: Ballot) -> Objection:
    """The village objects; the others support."""
    for seat in ("chair", "expert", "labour"):
        voters.votes(ballot, seat, Position.SUPPORT)
    voters.votes(ballot, "village", Position.OBJECT, complaint=COMPLAINT)
    return Objection.objects.get()


@pytest.fixture
def council_chair(scheme: Scheme) -> User:
    user = person("council-chair@example.org")
    grant_access(scheme.council, person=user, role=AccessRole.CHAIR, by=None, now=NOON)
    return user


@pytest.fixture
def council_chair_client(council_chair: User) -> Client:
    return signed_in(council_chair)


@dataclass(frozen=True)
class Owning:
    """An approval asked of two owners, each with a delegate."""

    matrix: Matrix
    owners: tuple[Organisation, ...]
    delegates: tuple[User, ...]


def delegate_of(organisation: Organisation, email: str) -> User:
    """Somebody who acts for the organisation towards the scheme."""
    new = NewMember(email=email, name="", role=Role.DELEGATE)
    return add_member(organisation, person=new, by=None, now=NOON).person


@pytest.fixture
def owning(db: None) -> Owning:
    owners = (founded("First Owner"), founded("Second Owner"))
    delegates = tuple(delegate_of(owner, f"delegate{n}@example.org") for n, owner in enumerate(owners))
    matrix = begin_matrix(NewMatrix(title="The edition", sha256=OLD, owners=owners), by=None, now=NOON)
    return Owning(matrix, owners, delegates)


@pytest.fixture
def delegate_client(owning: Owning) -> Client:
    return signed_in(owning.delegates[0])
