"""Clocks of recommendations: replies, which the secretariat may pause with a reason, and what follows them."""

from collections.abc import Iterator, Sequence
from datetime import date

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from cupel_web.groups.clocks import RunningClock
from cupel_web.groups.models import Group
from cupel_web.kernel.clock import day_of
from cupel_web.recommendations.models import FollowUp
from cupel_web.recommendations.queries.records import legs_in_order


def clocks(groups: Sequence[Group], _on: date) -> Iterator[RunningClock]:
    """All of them; a reply runs in the group that waits for it and in the body that is asked."""
    chosen = {group.pk for group in groups}
    mine = Q(recommendation__group__in=groups) | Q(body__in=groups)
    open_ones = Q(reply=None, recommendation__withdrawal=None, recommendation__conclusion=None)
    for leg in legs_in_order().filter(mine, open_ones).select_related("body", "recommendation__group"):
        recommendation = leg.recommendation
        yield RunningClock(
            group=recommendation.group if recommendation.group_id in chosen else leg.body,
            act=_("Reply to a recommendation"), about=recommendation.title,
            path=reverse("recommendation", kwargs={"recommendation": recommendation.public_id}),
            waiting=recommendation.group.name, awaited=leg.body.name, started=leg.started_on, due=leg.due_on,
            term=f"{leg.length} {leg.get_unit_display()}", pauses=leg.clock.pauses,
            then=_("Both groups and the secretariat see it as overdue. A late reply counts; if nobody there is at work "
                   "any more, it may be sent on."),
        )  # fmt: skip
    tasks = FollowUp.objects.filter(group__in=groups, done=None, recommendation__conclusion=None)
    for task in tasks.select_related("group", "recommendation__group"):
        yield RunningClock(
            group=task.group, act=_("Follow up a recommendation"), about=task.recommendation.title,
            path=reverse("recommendation", kwargs={"recommendation": task.recommendation.public_id}),
            waiting=task.recommendation.group.name, awaited=task.group.name, started=day_of(task.added_at),
            due=task.due_on, term=_("a day that was set"),
            then=_("It stays on the chair's list, and the recommendation cannot be concluded."),
        )  # fmt: skip
