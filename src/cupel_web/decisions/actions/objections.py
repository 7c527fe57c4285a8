"""Verbs about objections: propose a resolution, accept it or not, withdraw, overrule, appeal, decide the appeal."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cupel.errors import ProcedureError
from cupel.governance import IN_FAVOUR, Answer, Position, Step
from cupel_web.decisions.actions.ballots import locked_ballot
from cupel_web.decisions.actions.positions import Stand, ask_chairs, record_position
from cupel_web.decisions.models import Ballot, Objection, ObjectionPause, ObjectionStep
from cupel_web.decisions.queries.counting import fillers_of, part_on
from cupel_web.decisions.queries.records import objections_with_steps
from cupel_web.decisions.states import day_in
from cupel_web.kernel.events import append_event
from cupel_web.kernel.models import User
from cupel_web.kernel.permissions import require
from cupel_web.notices.actions import Letter, tell

DAY = timedelta(days=1)
SETTLED = IN_FAVOUR | {Position.ABSTAIN}
"""Positions of a seat whose objection is settled."""


@dataclass(frozen=True, kw_only=True)
class _Taken:
    step: Step
    text: str = ""
    tells: bool = False


def propose_resolution(objection: Objection, *, text: str, by: User | None, now: datetime) -> ObjectionStep:
    """Offer the objector a way out, with a clock for the answer."""
    require(by, "decisions.propose_resolution", objection)
    return _take(objection, _Taken(step=Step.PROPOSED, text=_given(text), tells=True), by=by, now=now)


def answer_resolution(
    objection: Objection, *, position: Position | None, text: str = "", by: User, now: datetime
) -> ObjectionStep:
    """The objector accepts the proposed resolution and takes ``position`` instead, or (``None``) does not accept it."""
    if position is None:
        return _by_objector(objection, _Taken(step=Step.NOT_ACCEPTED, text=_given(text)), None, by=by, now=now)
    return _by_objector(objection, _Taken(step=Step.ACCEPTED, text=text), position, by=by, now=now)


def withdraw_objection(objection: Objection, *, position: Position, by: User, now: datetime) -> ObjectionStep:
    """The objector takes it back and takes ``position`` instead."""
    return _by_objector(objection, _Taken(step=Step.WITHDRAWN), position, by=by, now=now)


def overrule(objection: Objection, *, reason: str, by: User | None, now: datetime) -> ObjectionStep:
    """The chair overrules an objection, where the rules of the group let it."""
    require(by, "decisions.overrule_objection", objection)
    return _take(objection, _Taken(step=Step.OVERRULED, text=_given(reason), tells=True), by=by, now=now)


def appeal(objection: Objection, *, reason: str, by: User, now: datetime) -> ObjectionStep:
    """The objector takes an overruled objection to the chair of the group above, who is told."""
    above = objection.elector.ballot.group.parent
    with transaction.atomic():
        step = _by_objector(objection, _Taken(step=Step.APPEALED, text=_given(reason)), None, by=by, now=now)
        if above is not None:
            ask_chairs(above, objection, gettext_lazy("Decide on an appeal"), by=by, now=now)
    return step


def decide_appeal(objection: Objection, *, upheld: bool, reason: str, by: User | None, now: datetime) -> ObjectionStep:
    """The chair of the group above upholds the appeal, which opens the objection again, or dismisses it."""
    require(by, "decisions.decide_appeal", objection)
    step = Step.UPHELD if upheld else Step.DISMISSED
    return _take(objection, _Taken(step=step, text=_given(reason), tells=True), by=by, now=now)


def pause_objection(objection: Objection, *, reason: str, by: User | None, now: datetime) -> ObjectionPause:
    """The objector's term to answer stands still from today on, and the objector is told; raises
    :class:`~cupel.errors.ProcedureError` where no resolution waits, where it rests already, and without a reason.
    """
    require(by, "decisions.pause_objection", objection)
    with transaction.atomic():
        ballot, fresh = _waiting(objection, now=now)
        if any(each.last is None for each in fresh.pauses.all()):
            raise ProcedureError(
                _("The clock rests already."), code="pause", remedy=_("Let it run again before you pause it anew.")
            )
        rest: ObjectionPause = ObjectionPause.objects.create(
            objection=fresh, first=day_in(ballot.zone, now), reason=_given(reason), recorded_at=now, recorded_by=by
        )
        append_event("decisions.objection_paused", by=by, about=fresh, scope=ballot.group, now=now)
        _tell_of_clock(objections_with_steps().get(pk=fresh.pk), now=now)
    return rest


def resume_objection(objection: Objection, *, by: User | None, now: datetime) -> None:
    """The term runs again, today counting, and the objector is told; raises :class:`~cupel.errors.ProcedureError` if
    it does not rest.
    """
    require(by, "decisions.pause_objection", objection)
    with transaction.atomic():
        ballot, fresh = _waiting(objection, now=now)
        if not _end_pause(fresh, ballot, now=now):
            raise ProcedureError(_("The clock runs."), code="pause", remedy=_("Pause it first, with a reason."))
        append_event("decisions.objection_resumed", by=by, about=fresh, scope=ballot.group, now=now)
        _tell_of_clock(objections_with_steps().get(pk=fresh.pk), now=now)


def _waiting(objection: Objection, *, now: datetime) -> tuple[Ballot, Objection]:
    """The ballot, locked, and the objection, while a proposed resolution waits for the objector."""
    ballot = locked_ballot(objection.elector.ballot)
    fresh: Objection = objections_with_steps().get(pk=objection.pk)
    answer = fresh.answer_on(day_in(ballot.zone, now))
    if hasattr(ballot, "closing") or answer is not Answer.PROPOSED:
        raise ProcedureError(
            _("No proposed resolution waits for an answer: no clock runs."),
            code="objection-state",
            remedy=_("Look at its page for what may come next."),
        )
    return ballot, fresh


def _end_pause(objection: Objection, ballot: Ballot, *, now: datetime) -> bool:
    """End the pause that lasts, if one does: today counts again."""
    rest = next((each for each in objection.pauses.all() if each.last is None), None)
    if rest is not None:
        rest.last = max(rest.first, day_in(ballot.zone, now) - DAY)
        rest.save(update_fields=["last"])
    return rest is not None


def _by_objector(
    objection: Objection, taken: _Taken, position: Position | None, *, by: User, now: datetime
) -> ObjectionStep:
    require(by, "decisions.take_position", objection)
    elector = objection.elector
    if part_on(elector, by, day=day_in(elector.ballot.zone, now)) is None:
        raise PermissionDenied
    if position is not None and position not in SETTLED:
        raise ProcedureError(
            _("A seat whose objection is settled is in favour or abstains."),
            code="settled-position",
            remedy=_("Take one of these positions."),
        )
    with transaction.atomic():
        step = _take(objection, taken, by=by, now=now)
        if position is not None:
            record_position(elector, Stand(position=position, has_interest=False), by=by, now=now)
    return step


def _take(objection: Objection, taken: _Taken, *, by: User | None, now: datetime) -> ObjectionStep:
    """Add a step that the state of the objection allows; raises :class:`~cupel.errors.ProcedureError` for others."""
    with transaction.atomic():
        ballot = locked_ballot(objection.elector.ballot)
        fresh: Objection = objections_with_steps().get(pk=objection.pk)
        day = day_in(ballot.zone, now)
        if hasattr(ballot, "closing") or taken.step not in fresh.next_on(day):
            raise ProcedureError(
                _("That cannot be done about an objection that is {answer}.").format(answer=fresh.answer_on(day).value),
                code="objection-state",
                remedy=_("Look at its page for what may come next."),
            )
        step: ObjectionStep = ObjectionStep.objects.create(
            objection=fresh, step=taken.step.value, text=taken.text, at=now, by=by
        )
        _end_pause(fresh, ballot, now=now)
        facts = {"step": taken.step.value, "ballot": ballot.public_id}
        append_event("decisions.objection_step", by=by, about=fresh, scope=ballot.group, now=now, **facts)
        if taken.tells:
            _tell_objector(fresh, step, now=now)
    return step


def _tell_objector(objection: Objection, step: ObjectionStep, *, now: datetime) -> None:
    ballot = objection.elector.ballot
    address = {"slug": ballot.group.slug, "objection": objection.public_id}
    letter = Letter(
        template="decisions/mail/answered.txt",
        path=reverse("objection", kwargs=address),
        values={"ballot": ballot, "objection": objection, "step": step},
    )
    for _elector, person in fillers_of([objection.elector], day=day_in(ballot.zone, now)):
        tell(person.email, letter, about=objection, now=now)


def _tell_of_clock(objection: Objection, *, now: datetime) -> None:
    ballot = objection.elector.ballot
    rest = next((each for each in objection.pauses.all() if each.last is None), None)
    letter = Letter(
        template="decisions/mail/clock.txt",
        path=reverse("objection", kwargs={"slug": ballot.group.slug, "objection": objection.public_id}),
        values={"ballot": ballot, "objection": objection, "rest": rest, "due": objection.reply_due()},
    )
    for _elector, person in fillers_of([objection.elector], day=day_in(ballot.zone, now)):
        tell(person.email, letter, about=objection, now=now)


def _given(text: str) -> str:
    if not text.strip():
        raise ProcedureError(
            _("This needs words: what is proposed, or why."), code="no-reason", remedy=_("Write them down.")
        )
    return text
