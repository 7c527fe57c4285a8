"""What awaits people in work: issues to decide on, formats to agree, reviews, signatures, marks, days that come."""

from collections.abc import Iterator
from datetime import date

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.translation import gettext as _

from cupel_web.groups.models import Access
from cupel_web.kernel.clock import day_of
from cupel_web.kernel.duties import Duty
from cupel_web.kernel.models import User
from cupel_web.work.models import ActionItem, Deliverable, Mark, Milestone, PartRecord, Review
from cupel_web.work.queries.issues import waiting_for
from cupel_web.work.queries.reading import Reader, reader_of


def duties(person: User, on: date) -> Iterator[Duty]:
    """All of them."""
    reader = reader_of(person, on=on)
    yield from _triage(reader)
    yield from _as_chair(reader)
    yield from _signatures(person)
    yield from _days(person)
    yield from _action_items(person)


def _triage(reader: Reader) -> Iterator[Duty]:
    for issue in waiting_for(reader).select_related("group"):
        yield Duty(
            act=_("Decide on an emerging issue"),
            about=f"{issue.title}, {issue.group.name}",
            path=reverse("issue", kwargs={"issue": issue.public_id}),
            since=day_of(issue.confirmed_at or issue.raised_at),
        )


def _as_chair(reader: Reader) -> Iterator[Duty]:
    without = Deliverable.objects.filter(workstream__group__in=reader.led, agreements=None, release=None)
    over = {"workstream__done_on": None, "workstream__stopped_on": None}
    for deliverable in without.filter(**over).select_related("workstream__group"):
        yield _on_page(_("Agree a format"), deliverable, since=day_of(deliverable.added_at))
    asked = Review.objects.filter(group__in=reader.led, answered_at=None, deliverable__release=None)
    for review in asked.select_related("deliverable__workstream__group"):
        yield _on_page(_("Answer a review"), review.deliverable, since=day_of(review.asked_at))
    for mark in Mark.objects.filter(group__in=reader.led, lifting=None).select_related(
        "deliverable__workstream__group"
    ):
        yield _on_page(_("Lift your mark once it is resolved"), mark.deliverable, since=day_of(mark.marked_at))


def _signatures(person: User) -> Iterator[Duty]:
    later = PartRecord.objects.filter(deliverable=OuterRef("deliverable"), part=OuterRef("part"), pk__gt=OuterRef("pk"))
    named = PartRecord.objects.filter(~Exists(later), reviewer=person, signatures=None, deliverable__release=None)
    for record in named.select_related("deliverable__workstream__group"):
        yield _on_page(_("Sign as reviewer"), record.deliverable, since=day_of(record.added_at))


def _days(person: User) -> Iterator[Duty]:
    mine = Deliverable.objects.filter(owner=person, release=None, workstream__stopped_on=None)
    for deliverable in mine.exclude(due_on=None).select_related("workstream__group"):
        yield _on_page(
            _("Finish a deliverable"), deliverable, since=day_of(deliverable.added_at), due=deliverable.due_on
        )
    for milestone in Milestone.objects.filter(deliverable__in=mine, done_at=None).select_related(
        "deliverable__workstream__group"
    ):
        act = _("Reach the milestone {title}").format(title=milestone.title)
        yield _on_page(act, milestone.deliverable, since=day_of(milestone.added_at), due=milestone.due_on)


def _action_items(person: User) -> Iterator[Duty]:
    groups = Access.objects.current().filter(person=person).values("group")
    mine = ActionItem.objects.filter(owner=person, group__in=groups, done_at=None, dropped_at=None)
    for item in mine.select_related("group"):
        yield Duty(
            act=item.title,
            about=item.group.name,
            path=reverse("finish_action_item", kwargs={"slug": item.group.slug, "item": item.public_id}),
            since=day_of(item.added_at),
            due=item.due_on,
        )


def _on_page(act: str, deliverable: Deliverable, *, since: date, due: date | None = None) -> Duty:
    address = {"slug": deliverable.group.slug, "deliverable": deliverable.public_id}
    about = f"{deliverable.title}, {deliverable.group.name}"
    return Duty(act=act, about=about, path=reverse("deliverable", kwargs=address), since=since, due=due)
