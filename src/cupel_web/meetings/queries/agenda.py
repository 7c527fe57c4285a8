"""The agenda as each reader may see it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Prefetch, QuerySet

from cupel_web.groups.models import SeatRecord, Tenure
from cupel_web.meetings.models import AgendaItem, Declaration, Meeting, Opening
from cupel_web.meetings.queries.attending import Quorum, Room, declarations_at, seats_of
from cupel_web.meetings.queries.minutes import action_items_of
from cupel_web.meetings.queries.schedule import standing as appointments
from cupel_web.meetings.queries.subjects import Subject, subjects_of
from cupel_web.work.models import ActionItem, Paper
from cupel_web.work.queries.reading import Reader, papers_read_by


@dataclass(frozen=True, kw_only=True)
class Entry:
    """An item with what hangs on it. ``is_open``: the reader may follow it; of one that is closed to them only the
    place in the order shows. ``quorum`` at the moment it was taken up.
    """

    item: AgendaItem
    is_open: bool
    is_named: bool
    subject: Subject | None
    papers: list[Paper]
    declarations: list[Declaration]
    recused: list[SeatRecord]
    opening: Opening | None
    quorum: Quorum | None
    action_items: list[ActionItem]


def items_of(meeting: Meeting) -> list[AgendaItem]:
    """Everything on the agenda, in order."""
    return list(meeting.items.filter(removed_at=None).select_related("presenter").order_by("position", "pk"))


def public_items(meeting: Meeting) -> list[AgendaItem]:
    """What anybody may know of an agenda."""
    return [item for item in items_of(meeting) if not item.in_camera]


def papers_for(meeting: Meeting, reader: Reader) -> QuerySet[Paper]:
    """Papers of the group that the person may put with an item: those they read."""
    found = papers_read_by(reader).filter(group=meeting.group_id)
    return Paper.objects.filter(pk__in=found.values("pk")).order_by("title", "pk")


def agenda_of(meeting: Meeting, reader: Reader) -> QuerySet[AgendaItem]:
    """Everything on the agenda, in order, with papers that the person may read and what happened to each."""
    papers = Prefetch("papers", queryset=papers_read_by(reader).order_by("title", "pk"))
    found = meeting.items.filter(removed_at=None).select_related("presenter", "meeting__group")
    return found.prefetch_related(papers, "openings", "decisions").order_by("position", "pk")


def entries(meeting: Meeting, items: Sequence[AgendaItem], *, reader: Reader, there: Room) -> list[Entry]:
    """Items from :func:`agenda_of` for somebody inside, in a constant number of queries."""
    standing, actions, subjects = declarations_at(items), action_items_of(items), subjects_of(items)
    shut = closed_to(reader, meeting, standing)
    named = reader.keeps or meeting.group_id in reader.in_camera
    return [
        _entry(
            item, standing[item.pk], there, is_open=not item.in_camera or item.pk not in shut,
            is_named=named or not item.in_camera, subject=subjects.get(item.pk), action_items=actions[item.public_id],
        )
        for item in items
    ]  # fmt: skip


def closed_to(reader: Reader, meeting: Meeting, standing: dict[int, list[Declaration]]) -> set[int]:
    """Row numbers of the items that the reader may not follow where these are in camera: all of them for who does not
    sit in the group, else those from which they stand back.
    """
    if not (reader.keeps or meeting.group_id in reader.in_camera):
        return set(standing)
    seats = _seats(_tenures(reader), on=meeting.appointment.day)
    return {item for item, rows in standing.items() if _stands_back(reader, rows, seats)}


def closed_items(reader: Reader, public_ids: Collection[str]) -> set[str]:
    """Of agenda items by public id those in camera that the reader may not follow, in a constant number of queries."""
    found = AgendaItem.objects.filter(public_id__in=public_ids, in_camera=True)
    items = list(found.select_related("meeting"))
    held = appointments().filter(meeting__in={item.meeting_id for item in items})
    days = {each.meeting_id: each.day for each in held}
    standing, tenures = declarations_at(items), _tenures(reader)
    return {
        item.public_id
        for item in items
        if not (reader.keeps or item.meeting.group_id in reader.in_camera)
        or _stands_back(reader, standing[item.pk], _seats(tenures, on=days[item.meeting_id]))
    }


def _stands_back(reader: Reader, declarations: list[Declaration], seats: set[int]) -> bool:
    person = reader.person.pk if reader.person else None
    return any(row.recuses and (row.person_id == person or row.seat_id in seats) for row in declarations)


def _tenures(reader: Reader) -> list[Tenure]:
    return list(Tenure.objects.filter(person=reader.person))


def _seats(tenures: list[Tenure], *, on: date) -> set[int]:
    return {tenure.seat_id for tenure in tenures if tenure.runs_on(on)}


def _entry(item: AgendaItem, declarations: list[Declaration], there: Room, **known: Any) -> Entry:
    recused = seats_of(declarations)
    openings: list[Opening] = list(item.openings.all())
    opening = openings[-1] if openings else None
    quorum = there.quorum(opening.began_at, recused=[seat.public_id for seat in recused]) if opening else None
    return Entry(
        item=item, papers=list(item.papers.all()), declarations=declarations, recused=recused, opening=opening,
        quorum=quorum, **known,
    )  # fmt: skip
