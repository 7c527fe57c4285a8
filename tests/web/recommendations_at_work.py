"""Recommendations that tests name: one submitted by the working group, with the council's and the board's chairs."""

from dataclasses import dataclass, replace
from datetime import timedelta

import pytest
from django.test import Client
from tests.web.people_at_work import NOON
from tests.web.scheme_at_work import FOUNDED, Scheme, person, signed_in

from cupel.governance import Term, Unit
from cupel_web.groups.actions import Step, grant_access, move_group
from cupel_web.groups.models import AccessRole, Group
from cupel_web.groups.states import GroupState
from cupel_web.kernel.models import User
from cupel_web.recommendations.actions import (
    Answer,
    NewReview,
    Wording,
    add_objective,
    draft,
    forward,
    record_review,
    reply,
    submit,
)
from cupel_web.recommendations.models import Element, Leg, Objective, Recommendation, Review
from cupel_web.recommendations.states import ReplyKind

DAY = timedelta(days=1)
ADVICE, DECISION = Term(length=60, unit=Unit.DAYS), Term(length=3, unit=Unit.MONTHS)


@dataclass(frozen=True)
class Way:
    """A recommendation on its way, and the chairs of the bodies above."""

    scheme: Scheme
    recommendation: Recommendation
    council_chair: User
    board_chair: User

    @property
    def leg(self) -> Leg:
        """The part of the way it is on."""
        found: Leg = self.recommendation.legs.order_by("number").last()  # type: ignore[assignment]
        return found

    def advised(self, answer: ReplyKind = ReplyKind.ACCEPT) -> None:
        """The council replies at noon."""
        reply(self.leg, Answer(answer=answer, reasons="Because."), by=self.council_chair, now=NOON)

    def decided(self, answer: ReplyKind = ReplyKind.ACCEPT) -> None:
        """The council advises, and the board replies, at noon."""
        self.advised()
        forward(self.recommendation, by=self.council_chair, now=NOON)
        reply(self.leg, Answer(answer=answer, reasons="So be it."), by=self.board_chair, now=NOON)


def wording(objective: Objective) -> Wording:
    """What the group recommends."""
    return Wording(
        title="Cover recycled feed", text="The standard covers recycled feed.", reasons="Half of it is recycled.",
        element=Element.STANDARD, objective=objective, cycle="2025", advice=ADVICE, decision=DECISION,
        dissent="The expert would wait.",
    )  # fmt: skip


def reviewed(objective: Objective) -> NewReview:
    """What the group found."""
    return NewReview(
        cycle="2025", element=Element.TRAINING, objective=objective, title="Review of training",
        findings="There are gaps.", concluded_on=NOON.date(),
    )  # fmt: skip


def chair_of(group: Group, email: str) -> User:
    """Somebody who leads a group."""
    user = person(email)
    grant_access(group, person=user, role=AccessRole.CHAIR, by=None, now=NOON)
    return user


def succeed_the_board(scheme: Scheme) -> tuple[Group, User]:
    """From now on a joint board stands in the board's place, and the council is no more; its chair."""
    from tests.web.scheme_at_work import body

    from cupel_web.groups.models import GroupKind

    joint = body("joint-board", kind=GroupKind.BOARD, parent=None)
    Group.objects.filter(pk=joint.pk).update(succeeds=scheme.board)
    for group in (scheme.board, scheme.council):
        step = Step(to=GroupState.CONCLUDED, on=NOON.date(), reason="The joint board begins.")
        move_group(group, step, by=None, now=NOON)
    return joint, chair_of(joint, "joint-chair@example.org")


@pytest.fixture
def objective(db: None) -> Objective:
    return add_objective("M1", text="Responsible value chains.", on=FOUNDED, by=None, now=NOON)


@pytest.fixture
def drafted(scheme: Scheme, objective: Objective) -> Recommendation:
    return draft(scheme.group, wording(objective), by=None, now=NOON)


@pytest.fixture
def review(scheme: Scheme, objective: Objective) -> Review:
    return record_review(scheme.group, reviewed(objective), by=None, now=NOON)


@pytest.fixture
def way(scheme: Scheme, objective: Objective, council_chair: User) -> Way:
    recommendation = draft(
        scheme.group, replace(wording(objective), title="Train assessors on recycled feed"), by=None, now=NOON
    )
    submit(recommendation, by=None, now=NOON)
    fresh = Recommendation.objects.get(pk=recommendation.pk)
    return Way(scheme, fresh, council_chair, chair_of(scheme.board, "board-chair@example.org"))


@pytest.fixture
def board_chair_client(way: Way) -> Client:
    return signed_in(way.board_chair)
