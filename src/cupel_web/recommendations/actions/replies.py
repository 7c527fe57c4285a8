"""Verbs about the way of a recommendation: pause a clock, reply, send it on to the next body."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from cupel.errors import ProcedureError
from cupel.governance import due
from cupel_web.decisions.models import Ballot
from cupel_web.groups.policies import is_chair
from cupel_web.groups.queries.records import chairs_of
from cupel_web.kernel.clock import day_of
from cupel_web.kernel.events import append_event
from cupel_web.kernel.models import User
from cupel_web.kernel.permissions import require
from cupel_web.notices.actions import Letter, tell
from cupel_web.recommendations.actions.drafts import locked, send, wrong_state
from cupel_web.recommendations.models import Leg, LegPause, Recommendation, Reply
from cupel_web.recommendations.queries.chain import Chain
from cupel_web.recommendations.queries.records import legs_in_order, state_on
from cupel_web.recommendations.states import RecommendationState, ReplyKind

DAY = timedelta(days=1)
WAITING = frozenset({RecommendationState.AWAITING, RecommendationState.OVERDUE})


@dataclass(frozen=True, kw_only=True)
class Answer:
    """A body's reply; ``ballot``: how it decided, where it voted."""

    answer: ReplyKind
    reasons: str
    ballot: Ballot | None = None


def pause(leg: Leg, *, reason: str, by: User | None, now: datetime) -> LegPause:
    """The reply clock stands still from today on; raises :class:`~cupel.errors.ProcedureError` for one that does not
    run, or rests already, and without a reason.
    """
    require(by, "recommendations.pause", leg)
    with transaction.atomic():
        fresh = _waiting(leg, now=now)
        if not reason.strip() or any(each.last is None for each in fresh.pauses.all()):
            raise ProcedureError(
                _("The clock rests already, or no reason is given."),
                code="pause",
                remedy=_("Say why it pauses, or let it run again."),
            )
        rest: LegPause = LegPause.objects.create(
            leg=fresh, first=day_of(now), reason=reason, recorded_at=now, recorded_by=by
        )
        append_event("recommendations.clock_paused", by=by, about=fresh, scope=fresh.body, now=now)
        _reckon(fresh)
    return rest


def resume(leg: Leg, *, by: User | None, now: datetime) -> None:
    """The clock runs again, today counting; raises :class:`~cupel.errors.ProcedureError` if it does not rest."""
    require(by, "recommendations.pause", leg)
    with transaction.atomic():
        fresh = _waiting(leg, now=now)
        rest = next((each for each in fresh.pauses.all() if each.last is None), None)
        if rest is None:
            raise ProcedureError(_("The clock runs."), code="pause", remedy=_("Pause it first, with a reason."))
        rest.last = max(rest.first, day_of(now) - DAY)
        rest.save(update_fields=["last"])
        append_event("recommendations.clock_resumed", by=by, about=fresh, scope=fresh.body, now=now)
        _reckon(fresh)


def reply(leg: Leg, answer: Answer, *, by: User, now: datetime) -> Reply:
    """Reply for the body that was asked, or that stands in its place today; the group's chairs are told.

    Raises :class:`~cupel.errors.ProcedureError` without reasons, for another body's ballot, and if there is a reply.
    """
    require(by, "recommendations.reply", leg)
    with transaction.atomic():
        fresh = _waiting(leg, now=now)
        body = Chain(on=day_of(now)).in_place_of(fresh.body)
        if not is_chair(by, body):
            raise PermissionDenied
        if not answer.reasons.strip():
            raise ProcedureError(_("A reply gives reasons."), code="no-reason", remedy=_("Write them down."))
        if answer.ballot is not None and (answer.ballot.group_id != body.pk or not hasattr(answer.ballot, "closing")):
            raise ProcedureError(
                _("That is no closed ballot of {body}.").format(body=body.name),
                code="not-own",
                remedy=_("Choose one of its closed ballots, or none."),
            )
        given: Reply = Reply.objects.create(
            leg=fresh, body=body, answer=answer.answer.value, reasons=answer.reasons, ballot=answer.ballot,
            replied_on=day_of(now), recorded_at=now, recorded_by=by,
        )  # fmt: skip
        append_event(
            "recommendations.replied", by=by, about=given, scope=body, now=now, answer=answer.answer.value,
            recommendation=fresh.recommendation.public_id,
        )  # fmt: skip
        _tell_group(given, now=now)
    return given


def forward(recommendation: Recommendation, *, by: User | None, now: datetime) -> Leg:
    """Send it on to the next body, as the chain is today: after advice, or where the body that has it is at work no
    longer and nobody stands in its place. Raises :class:`~cupel.errors.ProcedureError` otherwise.
    """
    require(by, "recommendations.forward", recommendation)
    with transaction.atomic():
        fresh = locked(recommendation)
        state, chain = state_on(fresh, day_of(now)), Chain(on=day_of(now))
        last = fresh.legs.select_related("body").order_by("-number").first()
        deserted = last is not None and state in WAITING and not chain.works(chain.in_place_of(last.body))
        if last is None or not (state is RecommendationState.ADVISED or deserted):
            raise wrong_state(state)
        return send(fresh, last.body, by=by, now=now)


def _waiting(leg: Leg, *, now: datetime) -> Leg:
    """The leg for an act on it, while a reply is awaited."""
    recommendation = locked(leg.recommendation)
    state = state_on(recommendation, day_of(now))
    fresh = legs_in_order().select_related("recommendation__group").get(pk=leg.pk)
    if state not in WAITING or hasattr(fresh, "reply"):
        raise wrong_state(state)
    return fresh


def _reckon(leg: Leg) -> None:
    """Write down when the clock runs out now."""
    fresh = legs_in_order().get(pk=leg.pk)
    Leg.objects.filter(pk=leg.pk).update(due_on=due(fresh.clock))


def _tell_group(given: Reply, *, now: datetime) -> None:
    recommendation = given.leg.recommendation
    letter = Letter(
        template="recommendations/mail/replied.txt",
        path=reverse("recommendation", kwargs={"recommendation": recommendation.public_id}),
        values={"recommendation": recommendation, "reply": given},
    )
    for person in chairs_of(recommendation.group):
        tell(person.email, letter, about=given, now=now)
