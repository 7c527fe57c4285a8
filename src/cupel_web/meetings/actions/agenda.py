"""Verbs about the agenda: add, change, order and take off items, take one up."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from cupel.errors import ProcedureError
from cupel_web.kernel.events import Fact, append_event
from cupel_web.kernel.models import User
from cupel_web.kernel.permissions import require
from cupel_web.kernel.revisions import claim
from cupel_web.meetings.actions.declarations import close_papers
from cupel_web.meetings.actions.open_meetings import require_past, require_unsettled
from cupel_web.meetings.models import AgendaItem, ItemKind, Meeting, Opening, SubjectKind
from cupel_web.work.models import Paper


@dataclass(frozen=True, kw_only=True)
class ItemWording:
    """What an item says; ``duration`` in minutes, ``subject`` the permanent id of what it is about."""

    title: str
    kind: ItemKind
    duration: int
    text: str = ""
    presenter: User | None = None
    papers: tuple[Paper, ...] = ()
    subject_kind: SubjectKind = SubjectKind.NONE
    subject: str = ""
    in_camera: bool = False

    @property
    def columns(self) -> dict[str, object]:
        """Everything but the papers."""
        return {name: value for name, value in vars(self).items() if name != "papers"}


def add_item(meeting: Meeting, wording: ItemWording, *, by: User | None, now: datetime) -> AgendaItem:
    """Put an item at the end of the agenda; raises :class:`~cupel.errors.ProcedureError` for a paper of another
    group.
    """
    require(by, "meetings.keep", meeting)
    with transaction.atomic():
        fresh = require_unsettled(meeting)
        _require_own(fresh, wording)
        item: AgendaItem = AgendaItem.objects.create(
            meeting=fresh, position=fresh.items.count() + 1, added_at=now, **wording.columns
        )
        item.papers.set(wording.papers)
        _count_change(fresh)
        append_event("meetings.item_added", by=by, about=item, scope=fresh.group, now=now, **_facts(wording))
    return item


def change_item(item: AgendaItem, wording: ItemWording, *, revision: int, by: User | None, now: datetime) -> None:
    """Word an item anew; raises :class:`~cupel.errors.ProcedureError` if somebody else did since ``revision``."""
    require(by, "meetings.word", item)
    with transaction.atomic():
        require_unsettled(item.meeting)
        _require_own(item.meeting, wording)
        claim(item, revision=revision)
        for name, value in wording.columns.items():
            setattr(item, name, value)
        item.save(update_fields=list(wording.columns))
        item.papers.set(wording.papers)
        close_papers(item, now=now)
        append_event("meetings.item_changed", by=by, about=item, scope=item.meeting.group, now=now,
            revision=item.revision, **_facts(wording))  # fmt: skip


def remove_item(item: AgendaItem, *, by: User | None, now: datetime) -> None:
    """Take an item off the agenda; one that was taken up stays on it."""
    require(by, "meetings.keep", item)
    with transaction.atomic():
        fresh = require_unsettled(item.meeting)
        if item.openings.exists() or item.decisions.exists():
            raise ProcedureError(
                _("This item was taken up."), code="item-taken-up", remedy=_("Say in the minutes how it ended.")
            )
        item.removed_at = now
        item.save(update_fields=["removed_at"])
        _count_change(fresh)
        append_event("meetings.item_removed", by=by, about=item, scope=fresh.group, now=now)


def order_agenda(meeting: Meeting, order: Sequence[str], *, revision: int, by: User | None, now: datetime) -> None:
    """Put the items, named by their public ids, in another order; raises :class:`~cupel.errors.ProcedureError` if
    somebody else changed the agenda since ``revision``, or if an item is lacking.
    """
    require(by, "meetings.keep", meeting)
    with transaction.atomic():
        require_unsettled(meeting)
        claim(meeting, revision=revision)
        items = {item.public_id: item for item in meeting.items.filter(removed_at=None)}
        if sorted(items) != sorted(order):
            raise ProcedureError(
                _("The order names other items than the agenda."), code="agenda-order", remedy=_("Name each item once.")
            )
        for position, public_id in enumerate(order, start=1):
            items[public_id].position = position
        AgendaItem.objects.bulk_update(items.values(), ["position"])
        append_event("meetings.agenda_ordered", by=by, about=meeting, scope=meeting.group, now=now,
            order=list(order))  # fmt: skip


def take_up(item: AgendaItem, *, at: datetime, by: User | None, now: datetime) -> Opening:
    """The meeting comes to an item: from that moment on its quorum counts."""
    require(by, "meetings.keep", item)
    with transaction.atomic():
        require_unsettled(item.meeting)
        require_past(at, now=now)
        opening: Opening = Opening.objects.create(item=item, began_at=at, recorded_by=by)
        append_event("meetings.item_taken_up", by=by, about=item, scope=item.meeting.group, now=now, at=at.isoformat())
    return opening


def _count_change(meeting: Meeting) -> None:
    """Whoever is ordering the agenda meanwhile sees what changed."""
    Meeting.objects.filter(pk=meeting.pk).update(revision=F("revision") + 1)


def _require_own(meeting: Meeting, wording: ItemWording) -> None:
    if any(paper.group_id != meeting.group_id for paper in wording.papers):
        raise ProcedureError(
            _("A paper belongs to another group."), code="other-paper", remedy=_("File it in this group first.")
        )


def _facts(wording: ItemWording) -> dict[str, Fact]:
    return {
        "kind": wording.kind.value,
        "in_camera": wording.in_camera,
        "papers": [paper.public_id for paper in wording.papers],
        "subject": wording.subject,
    }
