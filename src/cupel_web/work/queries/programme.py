"""A group's work programme."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, QuerySet

from cupel_web.groups.models import Group
from cupel_web.work.models import Deliverable, Milestone, Workstream
from cupel_web.work.queries.progress import Progress, progress_of
from cupel_web.work.states import ItemState, StreamState


@dataclass(frozen=True, kw_only=True)
class PlannedDeliverable:
    """A deliverable with how far it is and the milestones that are not reached, the oldest day first."""

    deliverable: Deliverable
    progress: Progress
    milestones: list[tuple[Milestone, ItemState]]
    state: str

    @property
    def due(self) -> date:
        """The next day by which something is to be there."""
        days = [milestone.due_on for milestone, _state in self.milestones]
        own = self.deliverable.due_on if self.progress.release is None else None
        return min([*days, own] if own else days, default=date.max)


@dataclass(frozen=True, kw_only=True)
class PlannedStream:
    """A workstream on a day with its deliverables, those overdue first."""

    workstream: Workstream
    state: StreamState
    deliverables: list[PlannedDeliverable]

    @property
    def is_overdue(self) -> bool:
        return any(each.state == ItemState.OVERDUE for each in self.deliverables)


def programme_of(group: Group, *, on: date) -> list[PlannedStream]:
    """The group's workstreams on a day: those with something overdue first, then running, planned, over."""
    streams = list(group.workstreams.select_related("lead__profile"))
    found = planned(Deliverable.objects.filter(workstream__group=group), on=on)
    rows = [
        PlannedStream(
            workstream=stream,
            state=stream.state(on=on),
            deliverables=[each for each in found if each.deliverable.workstream_id == stream.pk],
        )
        for stream in streams
    ]
    order = [StreamState.RUNNING, StreamState.PLANNED, StreamState.DONE, StreamState.STOPPED]
    return sorted(rows, key=lambda row: (not (row.is_overdue and row.state in order[:2]), order.index(row.state)))


def planned(deliverables: QuerySet[Deliverable], *, on: date) -> list[PlannedDeliverable]:
    """Deliverables with progress and open milestones: overdue first, then by the next day due."""
    open_ones = Prefetch("milestones", queryset=Milestone.objects.filter(done_at=None))
    rows = list(deliverables.select_related("owner__profile", "workstream__group").prefetch_related(open_ones))
    progress = progress_of(rows)
    found = [_planned(row, progress[row.pk], on=on) for row in rows]
    return sorted(found, key=lambda row: (row.state != ItemState.OVERDUE, row.due, row.deliverable.pk))


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
