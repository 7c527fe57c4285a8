"""Verbs of a group about its recommendation: draft, change, submit to the body above, withdraw, revise."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from cupel.errors import ProcedureError
from cupel.governance import Outcome, Position, Term, Unit, due
from cupel_web.decisions.models import Ballot, Objection
from cupel_web.decisions.queries.counting import Taken, taken_in
from cupel_web.decisions.results import digest
from cupel_web.groups.models import Group
from cupel_web.groups.queries.life import procedure_of
from cupel_web.groups.queries.records import chairs_of
from cupel_web.kernel.clock import day_of
from cupel_web.kernel.events import append_event
from cupel_web.kernel.models import User
from cupel_web.kernel.permissions import require
from cupel_web.kernel.revisions import claim
from cupel_web.notices.actions import Letter, tell_duty
from cupel_web.recommendations.models import Element, Leg, Objective, Recommendation, Review, Withdrawal
from cupel_web.recommendations.queries.chain import Chain
from cupel_web.recommendations.queries.records import all_recommendations, state_on
from cupel_web.recommendations.states import OPEN, Purpose, RecommendationState

ADOPTED = (Outcome.BY_CONSENSUS, Outcome.BY_MAJORITY)
DISSENT = (Position.OBJECT, Position.ABSTAIN)


@dataclass(frozen=True, kw_only=True)
class Wording:
    """What a recommendation says: about which ``element``, serving which ``objective``; ``advice`` and ``decision``:
    how long the bodies may take.
    """

    title: str
    text: str
    reasons: str
    element: Element
    objective: Objective
    cycle: str
    advice: Term
    decision: Term
    dissent: str = ""
    review: Review | None = None
    ballot: Ballot | None = None

    @property
    def columns(self) -> dict[str, Any]:
        """As the record keeps it."""
        names = ("title", "text", "reasons", "element", "objective", "cycle", "dissent", "review", "ballot")
        return {
            **{name: getattr(self, name) for name in names},
            "advice_length": self.advice.length,
            "advice_unit": self.advice.unit.value,
            "decision_length": self.decision.length,
            "decision_unit": self.decision.unit.value,
        }


def draft(group: Group, wording: Wording, *, by: User | None, now: datetime) -> Recommendation:
    """Begin a recommendation; raises :class:`~cupel.errors.ProcedureError` for a ballot that did not adopt it."""
    require(by, "recommendations.draft", group)
    _require_own(group, wording)
    with transaction.atomic():
        recommendation: Recommendation = Recommendation.objects.create(
            group=group, drafted_at=now, drafted_by=by, **wording.columns
        )
        append_event("recommendations.drafted", by=by, about=recommendation, scope=group, now=now)
    return recommendation


def change(recommendation: Recommendation, wording: Wording, *, revision: int, by: User | None, now: datetime) -> None:
    """Edit a draft; raises :class:`~cupel.errors.ProcedureError` once it is submitted, or if somebody else edited it
    since ``revision``.
    """
    require(by, "recommendations.draft", recommendation)
    _require_own(recommendation.group, wording)
    with transaction.atomic():
        fresh = locked(recommendation)
        _require_draft(fresh)
        claim(fresh, revision=revision)
        Recommendation.objects.filter(pk=fresh.pk).update(**wording.columns)
        append_event("recommendations.changed", by=by, about=fresh, scope=fresh.group, now=now, revision=fresh.revision)


def submit(recommendation: Recommendation, *, by: User | None, now: datetime) -> Leg:
    """Send it to the body above the group, as the chain is today; its words do not change any more and are public.

    Raises :class:`~cupel.errors.ProcedureError` if it is submitted already or nobody above is at work.
    """
    require(by, "recommendations.submit", recommendation)
    with transaction.atomic():
        fresh = locked(recommendation)
        _require_draft(fresh)
        fresh.ballot_dissent = _dissent(fresh.ballot) if fresh.ballot else []
        fresh.sha256, fresh.submitted_at, fresh.submitted_by = digest(_content(fresh)), now, by
        fresh.save()
        append_event(
            "recommendations.submitted", by=by, about=fresh, scope=fresh.group, now=now, sha256=fresh.sha256,
            element=fresh.element, objective=fresh.objective.public_id,
        )  # fmt: skip
        return send(fresh, fresh.group, by=by, now=now)


def withdraw(recommendation: Recommendation, *, reason: str, by: User | None, now: datetime) -> Withdrawal:
    """The group takes it back while it is on its way; raises :class:`~cupel.errors.ProcedureError` after that."""
    require(by, "recommendations.withdraw", recommendation)
    with transaction.atomic():
        fresh = locked(recommendation)
        state = state_on(fresh, day_of(now))
        if state not in OPEN | {RecommendationState.REFERRED_BACK}:
            raise wrong_state(state)
        withdrawal: Withdrawal = Withdrawal.objects.create(
            recommendation=fresh, reason=reason, withdrawn_at=now, withdrawn_by=by
        )
        append_event("recommendations.withdrawn", by=by, about=fresh, scope=fresh.group, now=now)
    return withdrawal


def revise(recommendation: Recommendation, *, by: User | None, now: datetime) -> Recommendation:
    """Begin the next draft of what was referred back; raises :class:`~cupel.errors.ProcedureError` for anything else,
    and if it has begun.
    """
    require(by, "recommendations.draft", recommendation)
    with transaction.atomic():
        fresh = locked(recommendation)
        state = state_on(fresh, day_of(now))
        if state is not RecommendationState.REFERRED_BACK or hasattr(fresh, "revised_by"):
            raise wrong_state(state)
        names = ("group", "title", "text", "reasons", "element", "objective", "cycle", "dissent", "review",
                 "advice_length", "advice_unit", "decision_length", "decision_unit")  # fmt: skip
        again: Recommendation = Recommendation.objects.create(
            revises=fresh, drafted_at=now, drafted_by=by, **{name: getattr(fresh, name) for name in names}
        )
        append_event("recommendations.drafted", by=by, about=again, scope=fresh.group, now=now, revises=fresh.public_id)
    return again


def locked(recommendation: Recommendation) -> Recommendation:
    """The recommendation for an act on it: one act at a time."""
    Recommendation.objects.select_for_update().get(pk=recommendation.pk)
    found: Recommendation = all_recommendations().select_related("ballot", "revised_by").get(pk=recommendation.pk)
    return found


def send(recommendation: Recommendation, sender: Group, *, by: User | None, now: datetime) -> Leg:
    """Lay it before the body above ``sender``, whose clock starts today; its chairs get the one link."""
    today = day_of(now)
    above = Chain(on=today).above(sender)
    if not above:
        raise ProcedureError(
            _("No body above {group} is at work.").format(group=sender.name),
            code="no-recipient",
            remedy=_("Say which group oversees it, or make that one active."),
        )
    purpose = Purpose.DECISION if len(above) == 1 else Purpose.ADVICE
    term = recommendation.term(purpose)
    leg: Leg = Leg.objects.create(
        recommendation=recommendation, number=recommendation.legs.count() + 1, body=above[0], purpose=purpose.value,
        started_on=today, length=term.length, unit=term.unit.value, holidays=_holidays(above[0], term, on=today),
        sent_at=now, sent_by=by,
    )  # fmt: skip
    leg.due_on = due(leg.clock)
    leg.save(update_fields=["due_on"])
    append_event(
        "recommendations.sent", by=by, about=leg, scope=above[0], now=now, recommendation=recommendation.public_id,
        purpose=purpose.value, due=leg.due_on.isoformat() if leg.due_on else None,
    )  # fmt: skip
    address = {"recommendation": recommendation.public_id, "leg": leg.public_id}
    letter = Letter(
        template="recommendations/mail/received.txt",
        path=reverse("reply_recommendation", kwargs=address),
        values={"recommendation": recommendation, "leg": leg},
    )
    for person in chairs_of(above[0]):
        tell_duty(person, letter, about=leg, now=now)
    return leg


def _holidays(body: Group, term: Term, *, on: date) -> list[str]:
    """Days that a term in working days does not count, by the rules of the body that is asked."""
    procedure = procedure_of(body, on=on) if term.unit is Unit.WORKING_DAYS else None
    return sorted(day.isoformat() for day in procedure.holidays) if procedure else []


def wrong_state(state: RecommendationState) -> ProcedureError:
    """That an act does not fit where the recommendation stands."""
    return ProcedureError(
        _("That cannot be done: the recommendation is in the state {state}.").format(state=state.value),
        code="recommendation-state",
        remedy=_("Look at its page for what may come next."),
    )


def _require_draft(recommendation: Recommendation) -> None:
    if recommendation.submitted_at is not None:
        raise ProcedureError(
            _("It is submitted, and its words do not change any more."),
            code="submitted",
            remedy=_("Withdraw it, or wait for the reply."),
        )


def _require_own(group: Group, wording: Wording) -> None:
    ballot = wording.ballot
    adopted = ballot is None or (hasattr(ballot, "closing") and ballot.closing.outcome in ADOPTED)
    own = (ballot is None or ballot.group_id == group.pk) and (
        wording.review is None or wording.review.group_id == group.pk
    )
    if not own or not adopted or (ballot is not None and hasattr(ballot, "annulment")):
        raise ProcedureError(
            _("That ballot or review is of another group, or the ballot did not adopt anything that stands."),
            code="not-own",
            remedy=_("Choose a closed ballot of this group that adopted the recommendation, or none."),
        )


def _content(recommendation: Recommendation) -> dict[str, Any]:
    names = ("title", "text", "reasons", "dissent", "ballot_dissent", "element", "cycle")
    return {**{name: getattr(recommendation, name) for name in names}, "objective": recommendation.objective.code}


def _dissent(ballot: Ballot) -> list[dict[str, str]]:
    """Seats that objected or abstained, with the reasons they gave; no person is named."""
    given: dict[int, list[str]] = {}
    for objection in Objection.objects.filter(elector__ballot=ballot).order_by("number"):
        given.setdefault(objection.elector_id, []).append(f"{objection.reason} ({objection.wanted})")
    return [_dissenting(taken, given) for taken in taken_in(ballot) if taken.position in DISSENT]


def _dissenting(taken: Taken, given: dict[int, list[str]]) -> dict[str, str]:
    reasons = [taken.record.reason] if taken.record and taken.record.reason else []
    if taken.position is Position.OBJECT:
        reasons += given.get(taken.elector.pk, [])
    position = taken.position.value if taken.position else ""
    return {
        "seat": taken.elector.label, "category": taken.elector.category, "position": position,
        "reason": "\n".join(reasons),
    }  # fmt: skip
