"""Clocks of work: deliverables, milestones and action items. Their days are set by hand and moved, never paused."""

from collections.abc import Iterator, Sequence
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from cupel_web.groups.clocks import RunningClock
from cupel_web.groups.models import Group
from cupel_web.kernel.clock import day_of
from cupel_web.work.models import ActionItem, Deliverable, Milestone


def clocks(groups: Sequence[Group], _on: date) -> Iterator[RunningClock]:
    """All of them."""
    open_ones = Deliverable.objects.filter(
        workstream__group__in=groups, release=None, workstream__stopped_on=None, workstream__done_on=None
    )
    for deliverable in open_ones.exclude(due_on=None).select_related("workstream__group"):
        yield _of_deliverable(deliverable, _("Finish a deliverable"), since=day_of(deliverable.added_at),
                              due=deliverable.due_on)  # fmt: skip
    milestones = Milestone.objects.filter(deliverable__in=open_ones, done_at=None)
    for milestone in milestones.select_related("deliverable__workstream__group"):
        yield _of_deliverable(milestone.deliverable, milestone.title, since=day_of(milestone.added_at),
                              due=milestone.due_on)  # fmt: skip
    items = ActionItem.objects.filter(group__in=groups, done_at=None, dropped_at=None)
    for item in items.select_related("group"):
        yield RunningClock(
            group=item.group, act=_("Do an action item"), about=item.title,
            path=reverse("action_items", kwargs={"slug": item.group.slug}), waiting=item.group.name,
            awaited=_("who took it on"), started=day_of(item.added_at), due=item.due_on,
            term=_("a day that was set"),
            then=_("It stays on the list of whoever took it on; the chair may drop it with a reason."),
        )  # fmt: skip


def _of_deliverable(deliverable: Deliverable, act: str, *, since: date, due: date | None) -> RunningClock:
    group = deliverable.group
    return RunningClock(
        group=group, act=act, about=deliverable.title,
        path=reverse("deliverable", kwargs={"slug": group.slug, "deliverable": deliverable.public_id}),
        waiting=group.name,
        awaited=_("the owner of the deliverable"), started=since, due=due, term=_("a day that was set"),
        then=_("It stays on the owner's list and stands as late in the work programme; the day may be moved."),
    )  # fmt: skip
