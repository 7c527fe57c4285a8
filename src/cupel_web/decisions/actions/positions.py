"""Verbs of voting: a seat takes a position, the chair recuses a seat."""

from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cupel.errors import ProcedureError
from cupel.governance import UNANSWERED, Position, Step
from cupel_web.decisions.actions.ballots import locked_ballot
from cupel_web.decisions.models import Ballot, Elector, Objection, ObjectionStep, PositionRecord, Recusal
from cupel_web.decisions.queries.counting import objections_in, part_on, taken_by
from cupel_web.decisions.states import BallotState, day_in
from cupel_web.groups.models import Group
from cupel_web.groups.queries.records import chairs_of
from cupel_web.kernel.events import append_event
from cupel_web.kernel.models import User
from cupel_web.kernel.permissions import require
from cupel_web.notices.actions import Letter, tell_duty


@dataclass(frozen=True, kw_only=True)
class Reasoned:
    """An objection: why, what would have to change, and the ``clause`` it is about, by uid."""

    reason: str
    wanted: str
    clause: str = ""


@dataclass(frozen=True, kw_only=True)
class Stand:
    """The position of a seat; ``has_interest``: what the person answered when asked for an interest in the matter."""

    position: Position
    has_interest: bool
    reason: str = ""
    objection: Reasoned | None = None


def take_position(elector: Elector, stand: Stand, *, by: User, now: datetime) -> PositionRecord:
    """Take a position for a seat, as its holder or alternate; the latest counts. Who objects says why and what should
    change; who no longer objects withdraws what is unanswered of the seat's objections.

    Raises :class:`~cupel.errors.ProcedureError` after voting is over, for a seat that the chair recused, and for an
    objection that lacks what the rules ask for.
    """
    require(by, "decisions.take_position", elector)
    with transaction.atomic():
        ballot = locked_ballot(elector.ballot)
        _require_voting(ballot, now=now)
        if taken_by(elector).recusal is not None:
            raise ProcedureError(
                _("The chair decided that this seat takes no part."),
                code="recused",
                remedy=_("The reason stands on the ballot's page; the chair can lift it."),
            )
        mine = _unanswered(elector, ballot, now=now)
        if stand.position is Position.OBJECT:
            _object(elector, stand.objection, has_one=bool(mine), by=by, now=now)
        else:
            for objection in mine:
                ObjectionStep.objects.create(objection=objection, step=Step.WITHDRAWN.value, at=now, by=by)
                facts = {"step": Step.WITHDRAWN.value}
                append_event("decisions.objection_step", by=by, about=objection, scope=ballot.group, now=now, **facts)
        return record_position(elector, stand, by=by, now=now)


def record_position(elector: Elector, stand: Stand, *, by: User, now: datetime) -> PositionRecord:
    """Add the row, inside the act's own transaction; raises PermissionDenied for who does not fill the seat today."""
    part = part_on(elector, by, day=day_in(elector.ballot.zone, now))
    if part is None:
        raise PermissionDenied
    record: PositionRecord = PositionRecord.objects.create(
        elector=elector, position=stand.position.value, reason=stand.reason, has_interest=stand.has_interest, part=part,
        person=by, taken_at=now,
    )  # fmt: skip
    append_event(
        "decisions.position_taken", by=by, about=record, scope=elector.ballot.group, now=now,
        ballot=elector.ballot.public_id, elector=elector.public_id, position=stand.position.value, part=part.value,
        has_interest=stand.has_interest,
    )  # fmt: skip
    return record


def ask_chairs(group: Group, objection: Objection, act: Promise, *, by: User, now: datetime) -> None:
    """Tell the chairs of a group what they do about an objection; call it inside the act's own transaction."""
    ballot = objection.elector.ballot
    address = {"slug": ballot.group.slug, "objection": objection.public_id}
    letter = Letter(
        template="notices/mail/duty.txt",
        path=reverse("objection", kwargs=address),
        values={"act": act, "about": f"{ballot.title}, {ballot.group.name}"},
    )
    for person in chairs_of(group):
        if person != by:
            tell_duty(person, letter, about=objection, now=now)


def recuse_seat(elector: Elector, *, recused: bool, reason: str, by: User | None, now: datetime) -> Recusal:
    """The chair decides that a seat takes no part in the ballot, or again takes part; raises
    :class:`~cupel.errors.ProcedureError` after voting is over, without a reason, and where nothing would change.
    """
    require(by, "decisions.recuse_seat", elector)
    with transaction.atomic():
        ballot = locked_ballot(elector.ballot)
        _require_voting(ballot, now=now)
        if not reason.strip() or recused == (taken_by(elector).recusal is not None):
            raise ProcedureError(
                _("This decision has no reason, or changes nothing."),
                code="recusal",
                remedy=_("Say why, and look at the ballot's page for how the seat stands."),
            )
        recusal: Recusal = Recusal.objects.create(
            elector=elector, recused=recused, reason=reason, decided_at=now, decided_by=by
        )
        append_event(
            "decisions.seat_recused", by=by, about=ballot, scope=ballot.group, now=now, elector=elector.public_id,
            recused=recused,
        )  # fmt: skip
    return recusal


def _require_voting(ballot: Ballot, *, now: datetime) -> None:
    if ballot.state_at(now) is not BallotState.VOTING:
        raise ProcedureError(
            _("Voting is over since {day} ended in {zone}.").format(day=ballot.closes_on, zone=ballot.zone),
            code="voting-over",
            remedy=_("What counts is the last position taken in time."),
        )


def _unanswered(elector: Elector, ballot: Ballot, *, now: datetime) -> list[Objection]:
    day = day_in(ballot.zone, now)
    mine = [each for each in objections_in(ballot) if each.elector_id == elector.pk]
    return [each for each in mine if each.answer_on(day) in UNANSWERED]


def _object(elector: Elector, given: Reasoned | None, *, has_one: bool, by: User, now: datetime) -> None:
    if given is None and has_one:
        return
    ballot = elector.ballot
    if given is None or not given.reason.strip() or not given.wanted.strip():
        raise ProcedureError(
            _("An objection says why, and what would have to change."),
            code="objection-reason",
            remedy=_("Write both, or take another position."),
        )
    if ballot.procedure.procedure.objections.clause and not given.clause:
        raise ProcedureError(
            _("The rules of this group ask an objection to name the clause it is about."),
            code="objection-clause",
            remedy=_("Copy the clause's id from its page."),
        )
    number = Objection.objects.filter(elector__ballot=ballot).count() + 1
    objection: Objection = Objection.objects.create(
        elector=elector, number=number, clause=given.clause, reason=given.reason, wanted=given.wanted, raised_at=now,
        raised_by=by,
    )  # fmt: skip
    append_event(
        "decisions.objection_raised", by=by, about=objection, scope=ballot.group, now=now, ballot=ballot.public_id,
        elector=elector.public_id, number=number,
    )  # fmt: skip
    ask_chairs(ballot.group, objection, gettext_lazy("Answer an objection"), by=by, now=now)
