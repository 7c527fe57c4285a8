"""Pages that anybody may read: all recommendations, one with its whole way, a cycle by objectives."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from cupel.governance import state
from cupel_web.groups.models import Group
from cupel_web.kernel import clock
from cupel_web.kernel.access import public
from cupel_web.kernel.lists import asked, paged
from cupel_web.kernel.models import User
from cupel_web.recommendations.charts import way
from cupel_web.recommendations.models import Element, Leg, Objective, Recommendation
from cupel_web.recommendations.policies import finished_by
from cupel_web.recommendations.queries.chain import Chain
from cupel_web.recommendations.queries.records import (
    Wanted,
    drafts_seen_by,
    idle_in,
    legs_in_order,
    listed,
    nothing_served,
    recommendation_seen_by,
    recommended_in,
    reviews_in,
    served_in,
    state_on,
)
from cupel_web.recommendations.queries.records import (
    cycles as all_cycles,
)
from cupel_web.recommendations.states import OPEN, RecommendationState

STATE = RecommendationState
FILTERS = ("group", "element", "objective", "cycle", "state")


@public
@require_GET
def recommendations(request: HttpRequest) -> HttpResponse:
    """Every recommendation that was submitted, the newest first; drafts for those inside."""
    user, on = _person(request), clock.today()
    wanted = Wanted(text=asked(request, "q"), **{name: asked(request, name) for name in FILTERS})
    page = paged(request, listed(wanted, on=on))
    context = {
        "page": page,
        "rows": [(each, state_on(each, on)) for each in page],
        "drafts": paged(request, drafts_seen_by(user), "drafts") if user else [],
        "wanted": wanted,
        "groups": Group.objects.filter(recommendations__submitted_at__isnull=False).distinct().order_by("name"),
        "elements": Element.choices,
        "objectives": Objective.objects.order_by("code"),
        "states": [each.value for each in STATE if each is not STATE.DRAFT],
        "is_filtered": wanted != Wanted(),
    }
    return render(request, "recommendations/recommendations.html", context)


@public
@require_GET
def recommendation(request: HttpRequest, recommendation: str) -> HttpResponse:
    """One recommendation: what it says, its way with clocks as lines and a table, replies, what follows."""
    user, on = _person(request), clock.today()
    found = recommendation_seen_by(user, recommendation)
    legs = list(legs_in_order().filter(recommendation=found))
    where = state_on(found, on)
    shown = paged(request, legs, "way")
    follow_ups = paged(request, found.follow_ups.select_related("group", "done"), "follow-ups")
    context = {
        "recommendation": found,
        "group": found.group,
        "state": where,
        "objective_text": found.objective.text_on(on),
        "way": shown,
        "legs": [(leg, state(leg.clock, on)) for leg in shown],
        "lines": way(list(shown), today=on),
        "follow_ups": follow_ups,
        "may_finish": finished_by(user, follow_ups) if user else set(),
        "today": on,
        **_acts(user, found, where, legs),
    }
    return render(request, "recommendations/recommendation.html", context)


@public
@require_GET
def cycles(request: HttpRequest) -> HttpResponse:
    """Reviews and recommendations of a cycle, objective by objective."""
    known, on = all_cycles(), clock.today()
    cycle = asked(request, "cycle") or (known[0] if known else "")
    reviews, recommended = paged(request, reviews_in(cycle), "reviews"), paged(request, recommended_in(cycle, on=on))
    idle = paged(request, idle_in(cycle, on=on) if cycle else [], "objectives")
    context = {
        "cycles": known,
        "cycle": cycle,
        "page": recommended,
        "reviews": reviews,
        "idle": idle,
        "served": [*served_in(list(reviews), list(recommended), on=on), *nothing_served(list(idle), on=on)],
    }
    return render(request, "recommendations/cycles.html", context)


def _acts(
    user: User | None, recommendation: Recommendation, where: RecommendationState, legs: list[Leg]
) -> dict[str, Any]:
    """What the person may do here now."""
    if user is None:
        return {}

    def may(act: str, *states: RecommendationState) -> bool:
        return where in states and user.has_perm(f"recommendations.{act}", recommendation)

    waiting = where in {STATE.AWAITING, STATE.OVERDUE}
    open_leg = legs[-1] if legs and waiting else None
    return {
        "may_edit": may("draft", STATE.DRAFT),
        "may_submit": may("submit", STATE.DRAFT),
        "may_withdraw": may("withdraw", *OPEN, STATE.REFERRED_BACK),
        "may_revise": may("draft", STATE.REFERRED_BACK) and not hasattr(recommendation, "revised_by"),
        "may_forward": may("forward", STATE.ADVISED) or (_is_deserted(open_leg) and may("forward", *OPEN)),
        "may_follow_up": may("follow_up", STATE.FOLLOW_UP),
        "may_conclude": may("conclude", STATE.FOLLOW_UP, STATE.DECLINED),
        "open_leg": open_leg,
        "may_pause": open_leg is not None and user.has_perm("recommendations.pause", open_leg),
        "may_reply": open_leg is not None and user.has_perm("recommendations.reply", open_leg),
        "person": user,
    }


def _is_deserted(leg: Leg | None) -> bool:
    """Whether the body that has it is at work no longer, and nobody stands in its place."""
    if leg is None:
        return False
    chain = Chain(on=clock.today())
    return not chain.works(chain.in_place_of(leg.body))


def _person(request: HttpRequest) -> User | None:
    return request.user if isinstance(request.user, User) else None
