"""Verbs about milestones."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from cupel.errors import ProcedureError
from cupel_web.kernel.events import append_event
from cupel_web.kernel.models import User
from cupel_web.kernel.permissions import require
from cupel_web.work.actions.deliverables import require_unpublished
from cupel_web.work.models import Deliverable, Milestone, Paper


@dataclass(frozen=True, kw_only=True)
class NewMilestone:
    """What is there by a day."""

    title: str
    due_on: date


def add_milestone(deliverable: Deliverable, new: NewMilestone, *, by: User | None, now: datetime) -> Milestone:
    """Plan a day by which something is there."""
    require(by, "work.keep_deliverable", deliverable)
    with transaction.atomic():
        require_unpublished(deliverable)
        milestone: Milestone = Milestone.objects.create(
            deliverable=deliverable, title=new.title, due_on=new.due_on, first_due_on=new.due_on, added_at=now,
            added_by=by,
        )  # fmt: skip
        append_event("work.milestone_added", by=by, about=milestone, scope=deliverable.group, now=now,
            due=new.due_on.isoformat())  # fmt: skip
    return milestone


def move_milestone(milestone: Milestone, *, due_on: date, by: User | None, now: datetime) -> None:
    """Another day; the first one stays in sight. Raises :class:`~cupel.errors.ProcedureError` if it is done."""
    require(by, "work.keep_deliverable", milestone)
    with transaction.atomic():
        _require_open(milestone)
        was, milestone.due_on = milestone.due_on, due_on
        milestone.save(update_fields=["due_on"])
        append_event("work.milestone_moved", by=by, about=milestone, scope=milestone.deliverable.group, now=now,
            due=due_on.isoformat(), was=was.isoformat())  # fmt: skip


def finish_milestone(milestone: Milestone, *, papers: Sequence[Paper] = (), by: User | None, now: datetime) -> None:
    """It is reached, as these papers show. Raises :class:`~cupel.errors.ProcedureError` if it is done already, and for
    a paper of another group.
    """
    require(by, "work.keep_deliverable", milestone)
    with transaction.atomic():
        _require_open(milestone)
        if any(paper.group_id != milestone.deliverable.group.pk for paper in papers):
            raise ProcedureError(
                _("A paper is in another group's library."), code="other-library", remedy=_("File it here first.")
            )
        milestone.done_at, milestone.done_by = now, by
        milestone.save(update_fields=["done_at", "done_by"])
        milestone.papers.add(*papers)
        append_event("work.milestone_done", by=by, about=milestone, scope=milestone.deliverable.group, now=now,
            papers=[paper.public_id for paper in papers])  # fmt: skip


def _require_open(milestone: Milestone) -> None:
    known = Milestone.objects.select_for_update().get(pk=milestone.pk)
    if known.done_at:
        raise ProcedureError(
            _("This milestone is done already."), code="item-over", remedy=_("Add another one if there is more.")
        )
