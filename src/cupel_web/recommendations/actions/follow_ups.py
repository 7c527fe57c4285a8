"""Verbs about what follows an accepted recommendation."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from cupel.errors import ProcedureError
from cupel_web.groups.models import Group
from cupel_web.kernel.clock import day_of
from cupel_web.kernel.events import append_event
from cupel_web.kernel.models import User
from cupel_web.kernel.permissions import require
from cupel_web.recommendations.actions.drafts import locked, wrong_state
from cupel_web.recommendations.models import Conclusion, FollowUp, FollowUpDone, Recommendation
from cupel_web.recommendations.queries.records import state_on
from cupel_web.recommendations.states import RecommendationState


@dataclass(frozen=True, kw_only=True)
class Task:
    """What is to be done, by which group, in which role there, until when."""

    what: str
    group: Group
    due_on: date
    role: str = ""


def add_follow_up(recommendation: Recommendation, task: Task, *, by: User | None, now: datetime) -> FollowUp:
    """Add what is to follow; raises :class:`~cupel.errors.ProcedureError` unless it is accepted and not concluded."""
    require(by, "recommendations.follow_up", recommendation)
    with transaction.atomic():
        fresh = locked(recommendation)
        state = state_on(fresh, day_of(now))
        if state is not RecommendationState.FOLLOW_UP:
            raise wrong_state(state)
        follow_up: FollowUp = FollowUp.objects.create(recommendation=fresh, added_at=now, added_by=by, **vars(task))
        append_event(
            "recommendations.follow_up_added", by=by, about=follow_up, scope=task.group, now=now,
            recommendation=fresh.public_id, due=task.due_on.isoformat(),
        )  # fmt: skip
    return follow_up


def finish(follow_up: FollowUp, *, evidence: str, by: User | None, now: datetime) -> FollowUpDone:
    """It is done, and this shows it; raises :class:`~cupel.errors.ProcedureError` if it was, and without evidence."""
    require(by, "recommendations.finish", follow_up)
    with transaction.atomic():
        fresh = locked(follow_up.recommendation)
        if FollowUpDone.objects.filter(follow_up=follow_up).exists() or not evidence.strip():
            raise ProcedureError(
                _("It is done already, or nothing shows that it is."),
                code="follow-up",
                remedy=_("Say what shows that it is done: a document, an address, a date."),
            )
        done: FollowUpDone = FollowUpDone.objects.create(
            follow_up=follow_up, evidence=evidence, done_on=day_of(now), recorded_at=now, recorded_by=by
        )
        append_event(
            "recommendations.follow_up_done", by=by, about=follow_up, scope=follow_up.group, now=now,
            recommendation=fresh.public_id,
        )  # fmt: skip
    return done


def conclude(recommendation: Recommendation, *, note: str, by: User | None, now: datetime) -> Conclusion:
    """Settle it after the decision; raises :class:`~cupel.errors.ProcedureError` while a follow-up is open."""
    require(by, "recommendations.conclude", recommendation)
    with transaction.atomic():
        fresh = locked(recommendation)
        state = state_on(fresh, day_of(now))
        if state not in {RecommendationState.FOLLOW_UP, RecommendationState.DECLINED}:
            raise wrong_state(state)
        left = fresh.follow_ups.filter(done=None).count()
        if left:
            raise ProcedureError(
                _("Follow-ups that are not done: {number}.").format(number=left),
                code="follow-up-open",
                remedy=_("Finish them with evidence first."),
            )
        conclusion: Conclusion = Conclusion.objects.create(
            recommendation=fresh, note=note, concluded_at=now, concluded_by=by
        )
        append_event("recommendations.concluded", by=by, about=fresh, scope=fresh.group, now=now)
    return conclusion
