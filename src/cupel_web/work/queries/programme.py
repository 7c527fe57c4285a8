"""A group's work programme."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import (
    Case,
    Count,
    DateField,
    Exists,
    F,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
    Window,
)
from django.db.models.functions import Coalesce, Least, RowNumber

from cupel_web.groups.models import Group
from cupel_web.work.models import Deliverable, Milestone, Workstream
from cupel_web.work.queries.progress import Progress, progress_of
from cupel_web.work.states import ItemState, StreamState

SHOWN = 10
"""Deliverables of each workstream in a programme; the workstream's page has them all."""


@dataclass(frozen=True, kw_only=True)
class PlannedDeliverable:
    """A deliverable with how far it is and the milestones that are not reached, the oldest day first."""

    deliverable: Deliverable
    progress: Progress
    milestones: list[tuple[Milestone, ItemState]]
    state: str


@dataclass(frozen=True, kw_only=True)
class PlannedStream:
    """A workstream on a day with the first of its deliverables, and the ``number`` that there are in all."""

    workstream: Workstream
    state: StreamState
    deliverables: list[PlannedDeliverable]
    number: int


def workstreams_of(group: Group, *, on: date, over: bool) -> QuerySet[Workstream]:
    """The group's workstreams on a day: those with something overdue first, then running, planned and, if wanted, those
    that are ``over``; ``number`` counts what each hands over.
    """
    inside = Deliverable.objects.order_by()
    late = Q(pk__in=inside.filter(_is_late(on), workstream__group=group).values("workstream"))
    order = Case(
        When(stopped_on__lte=on, then=Value(5)),
        When(done_on__lte=on, then=Value(4)),
        When(late, starts_on__lte=on, then=Value(0)),
        When(late, then=Value(1)),
        When(starts_on__lte=on, then=Value(2)),
        default=Value(3),
    )
    number = inside.filter(workstream=OuterRef("pk")).values("workstream").annotate(number=Count("pk")).values("number")
    streams = group.workstreams.all() if over else standing(group, on=on)
    return streams.annotate(number=Coalesce(Subquery(number), 0)).order_by(order, "starts_on", "pk")


def standing(group: Group, *, on: date) -> QuerySet[Workstream]:
    """The group's workstreams that are not over on a day."""
    return group.workstreams.exclude(stopped_on__lte=on).exclude(done_on__lte=on)


def programme_of(streams: Sequence[Workstream], *, on: date) -> list[PlannedStream]:
    """Some of :func:`workstreams_of` with the first of what each hands over, in a constant number of queries."""
    inside = deliverables_in_order(Deliverable.objects.filter(workstream__in=streams), on=on)
    place = Window(RowNumber(), partition_by="workstream", order_by=["late", "next_due", "pk"])
    first: dict[int, list[PlannedDeliverable]] = {stream.pk: [] for stream in streams}
    for each in planned(list(inside.annotate(place=place).filter(place__lte=SHOWN)), on=on):
        first[each.deliverable.workstream_id].append(each)
    return [
        PlannedStream(
            workstream=stream, state=stream.state(on=on), deliverables=first[stream.pk], number=vars(stream)["number"]
        )
        for stream in streams
    ]


def deliverables_in_order(deliverables: QuerySet[Deliverable], *, on: date) -> QuerySet[Deliverable]:
    """Those with something overdue first, then by the next day by which something is to be there."""
    open_ones = Milestone.objects.filter(done_at=None)
    next_one = Subquery(open_ones.filter(deliverable=OuterRef("pk")).order_by("due_on").values("due_on")[:1])
    own = Case(When(release=None, then=F("due_on")), output_field=DateField())
    never = Value(date.max, output_field=DateField())
    return (
        deliverables.select_related("owner__profile", "workstream__group")
        .prefetch_related(Prefetch("milestones", queryset=open_ones))
        .annotate(
            late=Case(When(_is_late(on), then=Value(0)), default=Value(1)),
            next_due=Least(Coalesce(own, never), Coalesce(next_one, never)),
        )
        .order_by("late", "next_due", "pk")
    )


def planned(deliverables: Sequence[Deliverable], *, on: date) -> list[PlannedDeliverable]:
    """Some of :func:`deliverables_in_order` with how far each is."""
    progress = progress_of(deliverables)
    return [_planned(row, progress[row.pk], on=on) for row in deliverables]


def _is_late(on: date) -> Q:
    """Deliverables that are not published and of which something is overdue on a day."""
    missed = Milestone.objects.filter(deliverable=OuterRef("pk"), done_at=None, due_on__lt=on)
    return Q(release=None) & (Q(due_on__lt=on) | Q(Exists(missed)))


def deliverable_state(deliverable: Deliverable, progress: Progress, *, on: date) -> str:
    """Published, or as its day says; ``draft`` without one."""
    if progress.release is not None:
        return "published"
    due = deliverable.due_on
    return ItemState.OVERDUE if due is not None and due < on else "draft"


def _planned(row: Deliverable, progress: Progress, *, on: date) -> PlannedDeliverable:
    milestones = [(each, each.state(on=on)) for each in row.milestones.all()]
    state = deliverable_state(row, progress, on=on)
    late = progress.release is None and any(each is ItemState.OVERDUE for _milestone, each in milestones)
    shown = ItemState.OVERDUE if late else state
    return PlannedDeliverable(deliverable=row, progress=progress, milestones=milestones, state=shown)
