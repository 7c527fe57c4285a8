"""What search and talk find of this room: meetings and decisions; agenda items that threads are about."""

from collections.abc import Iterable

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cupel_web.meetings.models import AgendaItem, DecisionTaken, Meeting
from cupel_web.meetings.queries.agenda import closed_to
from cupel_web.meetings.queries.attending import declarations_at
from cupel_web.work.boards import Asked, Found, Hit, SearchBoard, SearchKind, Subject, SubjectBoard
from cupel_web.work.models import Thread
from cupel_web.work.queries.finding import excerpt
from cupel_web.work.queries.reading import Reader, threads_read_by


def add_to_search(board: SearchBoard) -> None:
    """Let the search find this room's records."""
    board.add(SearchKind(code="meetings", name=_("Meetings"), find=meetings))
    board.add(SearchKind(code="decisions-taken", name=_("Decisions at meetings"), find=decisions))


def add_to_talk(board: SubjectBoard) -> None:
    """Let threads be about agenda items."""
    board.add(AgendaItem._meta.label_lower, look_for_item)


def meetings(asked: Asked) -> Found:
    """Meetings by title."""
    found = Meeting.objects.filter(_known(asked.reader, ""), title__icontains=asked.text)
    rows = found.select_related("group").order_by("-pk")
    hits = [
        Hit(title=row.title, path=_path(row), where=row.group.name)
        for row in rows[asked.first : asked.first + asked.most]
    ]
    return Found(hits=hits, number=rows.count())


def decisions(asked: Asked) -> Found:
    """What was decided, by its text: for anybody once the minutes are approved; nothing that was decided in camera."""
    rows = _decided(asked.reader).filter(text__icontains=asked.text).order_by("-taken_at", "-pk")
    hits = [
        Hit(title=row.item.title, path=_path(row.item.meeting), where=row.item.meeting.group.name,
            excerpt=excerpt(row.text, asked.text))
        for row in rows[asked.first : asked.first + asked.most]
    ]  # fmt: skip
    return Found(hits=hits, number=rows.count())


def look_for_item(reader: Reader, public_id: str) -> Subject | None:
    """An agenda item that the person may follow."""
    found = AgendaItem.objects.filter(public_id=public_id, removed_at=None).select_related("meeting__group")
    item = found.first()
    if item is None or not (reader.keeps or item.meeting.group_id in reader.entered):
        return None
    if item.in_camera and item.pk in closed_to(reader, item.meeting, declarations_at([item])):
        return None
    return Subject(title=item.title, path=f"{_path(item.meeting)}#item-{item.public_id}", record=item)


def threads_on(items: Iterable[AgendaItem], reader: Reader) -> dict[str, list[Thread]]:
    """Threads on items that the person may read, by the item's public id."""
    found: dict[str, list[Thread]] = {item.public_id: [] for item in items}
    for thread in threads_read_by(reader).filter(subject__in=found).order_by("-pk"):
        found[thread.subject].append(thread)
    return found


def _known(reader: Reader, prefix: str) -> Q:
    """Records of meetings that the person may know of; ``prefix`` leads to the meeting."""
    return Q() if reader.keeps else Q(**{f"{prefix}is_public": True}) | Q(**{f"{prefix}group__in": reader.entered})


def _decided(reader: Reader) -> QuerySet[DecisionTaken]:
    known = DecisionTaken.objects.filter(item__in_camera=False).select_related("item__meeting__group")
    if reader.keeps:
        return known
    public = Q(item__meeting__is_public=True, item__meeting__minutes__approval__isnull=False)
    return known.filter(public | Q(item__meeting__group__in=reader.entered)).distinct()


def _path(meeting: Meeting) -> str:
    return reverse("meeting", kwargs={"slug": meeting.group.slug, "meeting": meeting.public_id})
