"""Recommendations by what their addresses name, and lists of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import OuterRef, Prefetch, Q, QuerySet, Subquery
from django.http import Http404
from django.shortcuts import get_object_or_404

from cupel_web.kernel.models import User
from cupel_web.recommendations.models import FollowUp, Leg, LegPause, Objective, Recommendation, Review
from cupel_web.recommendations.states import Facts, Purpose, RecommendationState, ReplyKind, recommendation_state

STATE = RecommendationState


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """What a list is filtered by; empty: everything."""

    text: str = ""
    group: str = ""
    element: str = ""
    objective: str = ""
    cycle: str = ""
    state: str = ""


def all_recommendations() -> QuerySet[Recommendation]:
    """Recommendations with what their state follows from: purpose, due day and reply of the body that has it last."""
    last = Leg.objects.filter(recommendation=OuterRef("pk")).order_by("-number")
    return (
        Recommendation.objects.select_related("group", "objective", "withdrawal", "conclusion")
        .annotate(
            last_purpose=Subquery(last.values("purpose")[:1]),
            last_due=Subquery(last.values("due_on")[:1]),
            last_reply=Subquery(last.values("reply__answer")[:1]),
            last_replied=Subquery(last.values("reply__replied_on")[:1]),
            last_body=Subquery(last.values("body__name")[:1]),
            last_body_slug=Subquery(last.values("body__slug")[:1]),
        )
        .order_by("-submitted_at", "-pk")
    )


def state_on(recommendation: Recommendation, day: date) -> RecommendationState:
    """Where one of :func:`all_recommendations` stands on a day."""
    row = vars(recommendation)
    facts = Facts(
        submitted=recommendation.submitted_at is not None,
        withdrawn=hasattr(recommendation, "withdrawal"),
        concluded=hasattr(recommendation, "conclusion"),
        purpose=Purpose(row["last_purpose"]) if row["last_purpose"] else None,
        due=row["last_due"],
        reply=ReplyKind(row["last_reply"]) if row["last_reply"] else None,
    )
    return recommendation_state(facts, on=day)


def replied_on(recommendation: Recommendation) -> date:
    """The day of the last reply to one of :func:`all_recommendations` that has one."""
    day: date = vars(recommendation)["last_replied"]
    return day


def lies_with(recommendation: Recommendation, state: RecommendationState) -> str | None:
    """The address of the body whose reply one of :func:`all_recommendations` awaits."""
    slug: str | None = vars(recommendation)["last_body_slug"]
    return slug if state in {STATE.AWAITING, STATE.OVERDUE} else None


def in_state(state: RecommendationState, *, on: date) -> Q:
    """What :func:`state_on` says, as a question to the database."""
    standing = Q(submitted_at__isnull=False, withdrawal=None, conclusion=None)
    answered = standing & Q(last_reply__isnull=False)
    decided = answered & Q(last_purpose=Purpose.DECISION)
    unanswered = standing & Q(last_reply=None)
    late = Q(last_due__lt=on)
    return {
        STATE.DRAFT: Q(submitted_at=None),
        STATE.WITHDRAWN: Q(submitted_at__isnull=False, withdrawal__isnull=False),
        STATE.CONCLUDED: Q(submitted_at__isnull=False, withdrawal=None, conclusion__isnull=False),
        STATE.OVERDUE: unanswered & late,
        STATE.AWAITING: unanswered & (Q(last_due=None) | Q(last_due__gte=on)),
        STATE.REFERRED_BACK: answered & Q(last_reply=ReplyKind.REFER_BACK),
        STATE.ADVISED: answered & Q(last_purpose=Purpose.ADVICE) & ~Q(last_reply=ReplyKind.REFER_BACK),
        STATE.DECLINED: decided & Q(last_reply=ReplyKind.DECLINE),
        STATE.FOLLOW_UP: decided & Q(last_reply__in=[ReplyKind.ACCEPT, ReplyKind.IN_PART]),
    }[state]


def listed(wanted: Wanted, *, on: date) -> QuerySet[Recommendation]:
    """Submitted recommendations, the newest first, as wanted; an unknown state finds nothing."""
    found = all_recommendations().filter(submitted_at__isnull=False, title__icontains=wanted.text)
    found = found.filter(_serving(wanted))
    if not wanted.state:
        return found
    return found.filter(in_state(STATE(wanted.state), on=on)) if wanted.state in set(STATE) else found.none()


def reviews_listed(wanted: Wanted) -> QuerySet[Review]:
    """Reviews as wanted, those concluded last first; they have no states."""
    found = Review.objects.select_related("group", "objective").filter(title__icontains=wanted.text)
    return found.filter(_serving(wanted)).order_by("-concluded_on", "-pk")


def _serving(wanted: Wanted) -> Q:
    exact = {
        "group__slug": wanted.group,
        "element": wanted.element,
        "objective__code": wanted.objective,
        "cycle": wanted.cycle,
    }
    return Q(**{name: value for name, value in exact.items() if value})


def drafts_seen_by(user: User) -> QuerySet[Recommendation]:
    """Drafts of groups that the person may enter."""
    from cupel_web.groups.queries.records import groups_entered_by

    return all_recommendations().filter(submitted_at=None, group__in=groups_entered_by(user)).order_by("-pk")


def legs_in_order() -> QuerySet[Leg]:
    """Legs with bodies, pauses and replies, in the order of the way."""
    pauses = Prefetch("pauses", queryset=LegPause.objects.order_by("first", "pk"))
    return Leg.objects.select_related("body", "reply__body", "reply__ballot__group").prefetch_related(pauses)


def recommendation_seen_by(user: User | None, recommendation: str) -> Recommendation:
    """A recommendation: submitted ones are public, drafts for those inside the group; else 404."""
    found = all_recommendations().filter(public_id=recommendation)
    seen = get_object_or_404(found.select_related("group__parent", "review", "ballot__group", "revises", "revised_by"))
    if seen.submitted_at is None and not (user and user.has_perm("recommendations.see_draft", seen)):
        raise Http404
    return seen


def leg_seen_by(user: User, recommendation: str, leg: str) -> Leg:
    """A part of the way of a recommendation that the person sees; else 404."""
    seen = recommendation_seen_by(user, recommendation)
    return get_object_or_404(
        legs_in_order().filter(recommendation=seen, public_id=leg).select_related("recommendation__group")
    )


def follow_up_seen_by(user: User, recommendation: str, follow_up: str) -> FollowUp:
    """A follow-up of a recommendation that the person sees; else 404."""
    seen = recommendation_seen_by(user, recommendation)
    found = FollowUp.objects.filter(recommendation=seen, public_id=follow_up)
    return get_object_or_404(found.select_related("recommendation__group", "group"))


def objectives() -> QuerySet[Objective]:
    """Objectives with their versions."""
    return Objective.objects.prefetch_related("versions").order_by("code")


def objective_named(user: User, objective: str) -> Objective:  # noqa: ARG001
    """An objective; else 404."""
    return get_object_or_404(objectives().filter(public_id=objective))


def cycles() -> list[str]:
    """Cycles in which something was reviewed or recommended, newest first."""
    reviewed = Review.objects.order_by().values_list("cycle", flat=True).distinct()
    recommended = Recommendation.objects.filter(submitted_at__isnull=False).order_by()
    return sorted({*reviewed, *recommended.values_list("cycle", flat=True).distinct()}, reverse=True)


@dataclass(frozen=True, kw_only=True)
class Served:
    """What a cycle did for an objective."""

    objective: Objective
    text: str
    reviews: list[Review]
    recommendations: list[tuple[Recommendation, RecommendationState]]


def reviews_in(cycle: str) -> QuerySet[Review]:
    """Reviews of a cycle in the order of the objectives they serve."""
    found = Review.objects.filter(cycle=cycle).select_related("group", "objective")
    return found.order_by("objective__code", "-concluded_on", "-pk")


def recommended_in(cycle: str, *, on: date) -> QuerySet[Recommendation]:
    """Submitted recommendations of a cycle in the order of the objectives they serve."""
    return listed(Wanted(cycle=cycle), on=on).order_by("objective__code", "-submitted_at", "-pk")


def idle_in(cycle: str, *, on: date) -> QuerySet[Objective]:
    """Objectives that nothing in a cycle serves."""
    reviewed = reviews_in(cycle).order_by().values("objective")
    recommended = recommended_in(cycle, on=on).order_by().values("objective")
    return objectives().exclude(pk__in=reviewed).exclude(pk__in=recommended)


def served_in(reviews: Sequence[Review], recommended: Sequence[Recommendation], *, on: date) -> list[Served]:
    """Some of the reviews and recommendations of a cycle, by the objectives that they serve."""
    named = {each.objective_id for each in reviews} | {each.objective_id for each in recommended}
    return [
        Served(
            objective=objective,
            text=objective.text_on(on),
            reviews=[each for each in reviews if each.objective_id == objective.pk],
            recommendations=[(each, state_on(each, on)) for each in recommended if each.objective_id == objective.pk],
        )
        for objective in objectives().filter(pk__in=named)
    ]


def nothing_served(idle: Sequence[Objective], *, on: date) -> list[Served]:
    """Some of :func:`idle_in`, as objectives for which nothing was done."""
    return [Served(objective=each, text=each.text_on(on), reviews=[], recommendations=[]) for each in idle]
