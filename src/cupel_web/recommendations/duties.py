"""What awaits people in recommendations: replies, sending on, revising, follow-ups, concluding; and for everybody who
works with one, that its reply is overdue.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from cupel_web.groups.models import Access, AccessRole
from cupel_web.kernel.clock import day_of
from cupel_web.kernel.duties import Duty
from cupel_web.kernel.models import User
from cupel_web.people.models import Role
from cupel_web.people.queries import holds
from cupel_web.recommendations.models import FollowUp, Leg, Recommendation
from cupel_web.recommendations.queries.chain import Chain
from cupel_web.recommendations.queries.records import all_recommendations, in_state, replied_on
from cupel_web.recommendations.states import RecommendationState


@dataclass(frozen=True, kw_only=True)
class _Person:
    """Groups that a person chairs and enters, by row number; ``keeps``: acts for the secretariat."""

    chairs: set[int]
    enters: set[int]
    keeps: bool


def duties(person: User, on: date) -> Iterator[Duty]:
    """All of them."""
    access = list(Access.objects.current().filter(person=person).values_list("group", "role"))
    who = _Person(
        chairs={group for group, role in access if role == AccessRole.CHAIR},
        enters={group for group, _role in access},
        keeps=holds(person, Role.SECRETARIAT),
    )
    if not (who.enters or who.keeps):
        return
    yield from _replies(who, on)
    yield from _sending_on(who, on)
    yield from _led(who, on)
    yield from _follow_ups(who)


def _replies(who: _Person, on: date) -> Iterator[Duty]:
    waiting = Leg.objects.filter(
        reply=None, recommendation__withdrawal=None, recommendation__conclusion=None
    ).select_related("recommendation__group", "body")
    legs = list(waiting)
    chain = Chain(on=on) if legs else None
    for leg in legs:
        body = chain.in_place_of(leg.body) if chain else leg.body
        late = leg.due_on is not None and leg.due_on < on
        if body.pk in who.chairs:
            yield _reply(leg, _("Reply to a recommendation"))
        elif late and who.keeps:
            yield _about(leg.recommendation, _("See to an overdue reply"), since=leg.started_on, due=leg.due_on)
        elif late and {body.pk, leg.recommendation.group_id} & who.enters:
            act = _("Reply of {body} is overdue").format(body=body.name)
            yield _about(leg.recommendation, act, since=leg.started_on, due=leg.due_on)


def _reply(leg: Leg, act: str) -> Duty:
    address = {"recommendation": leg.recommendation.public_id, "leg": leg.public_id}
    return Duty(
        act=act, about=leg.recommendation.title, path=reverse("reply_recommendation", kwargs=address),
        since=leg.started_on, due=leg.due_on,
    )  # fmt: skip


def _sending_on(who: _Person, on: date) -> Iterator[Duty]:
    advised = _in(RecommendationState.ADVISED, on=on).prefetch_related("legs__reply")
    for recommendation in advised:
        last = list(recommendation.legs.all())[-1]
        if who.keeps or last.body_id in who.chairs or last.reply.body_id in who.chairs:
            yield _about(recommendation, _("Send a recommendation on"), since=last.reply.replied_on)


def _led(who: _Person, on: date) -> Iterator[Duty]:
    """What the chair of the group that recommends does next."""
    back = _in(RecommendationState.REFERRED_BACK, on=on).filter(group__in=who.chairs, revised_by=None)
    for recommendation in back:
        yield _about(recommendation, _("Revise a recommendation, or withdraw it"), since=replied_on(recommendation))
    settled = _in(RecommendationState.FOLLOW_UP, on=on) | _in(RecommendationState.DECLINED, on=on)
    undone = FollowUp.objects.filter(done=None).values("recommendation")
    for recommendation in settled.filter(group__in=who.chairs).exclude(pk__in=undone):
        yield _about(
            recommendation, _("Conclude a recommendation, or add what follows"), since=replied_on(recommendation)
        )


def _follow_ups(who: _Person) -> Iterator[Duty]:
    found = FollowUp.objects.filter(done=None, group__in=who.chairs, recommendation__conclusion=None)
    for follow_up in found.select_related("recommendation"):
        address = {"recommendation": follow_up.recommendation.public_id, "follow_up": follow_up.public_id}
        yield Duty(
            act=_("Follow up a recommendation"),
            about=follow_up.recommendation.title,
            path=reverse("finish_follow_up", kwargs=address),
            since=day_of(follow_up.added_at),
            due=follow_up.due_on,
        )


def _in(state: RecommendationState, *, on: date) -> QuerySet[Recommendation]:
    return all_recommendations().filter(in_state(state, on=on))


def _about(recommendation: Recommendation, act: str, *, since: date, due: date | None = None) -> Duty:
    path = reverse("recommendation", kwargs={"recommendation": recommendation.public_id})
    return Duty(act=act, about=recommendation.title, path=path, since=since, due=due)
