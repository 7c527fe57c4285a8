"""What minutes say: as plain data that is hashed, and as each reader may see it."""

import hashlib
import json
from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from cupel.governance import Requirement
from cupel_web.kernel.clock import begin_of
from cupel_web.kernel.models import User
from cupel_web.meetings.models import AgendaItem, Appointment, Circulation, Meeting, Minutes, MinutesRemark, MinutesText
from cupel_web.meetings.queries.attending import Room, declarations_at, room, seats_of
from cupel_web.meetings.queries.schedule import standing
from cupel_web.work.models import ActionItem

Content = dict[str, Any]


def content_of(minutes: Minutes) -> Content:
    """Everything a version says, as plain data without anybody's name, in a constant number of queries."""
    meeting, there = minutes.meeting, room(minutes.meeting)
    appointment = meeting.appointment
    return {
        "meeting": meeting.public_id,
        "group": meeting.group.public_id,
        "title": meeting.title,
        "begins": appointment.starts_at.isoformat(),
        "zone": appointment.zone,
        "duration": appointment.duration,
        "procedure": str(appointment.procedure) if appointment.procedure else "",
        "version": minutes.number,
        "notice": _notices(meeting),
        "attendance": _attendance(there),
        "items": _items(minutes, there),
    }


def digest_of(content: Content) -> str:
    """SHA-256 of a content, in hexadecimal."""
    text = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def readable(content: Content, *, closed: Iterable[str] | None) -> Content:
    """What a reader sees of a content. ``closed``: public ids of items in camera that this reader may not follow, whose
    texts are left out; ``None`` for the public, for whom there are no items in camera at all.
    """
    if closed is None:
        return {**content, "items": [item for item in content["items"] if not item["in_camera"]]}
    shut = set(closed)
    items = [
        {"id": item["id"], "in_camera": True, "closed": True} if item["id"] in shut else item
        for item in content["items"]
    ]
    return {**content, "items": items}


def without_minutes(*, on: date) -> QuerySet[Appointment]:
    """Meetings that were over before a day and whose minutes, in their newest version, nobody has circulated."""
    done = _newest().filter(minutes__meeting=OuterRef("meeting"))
    return standing().filter(~Exists(done), cancelled=False, starts_at__lt=begin_of(on))


def circulated() -> QuerySet[Circulation]:
    """The newest versions that are circulated and not approved."""
    return _newest().filter(minutes__approval=None).select_related("minutes__meeting__group")


def _newest() -> QuerySet[Circulation]:
    later = Minutes.objects.filter(meeting=OuterRef("minutes__meeting"), number__gt=OuterRef("minutes__number"))
    return Circulation.objects.filter(~Exists(later))


def text_for(minutes: Minutes, item: AgendaItem) -> MinutesText:
    """What a version says on an item; empty and not stored yet for one that came onto the agenda after it was begun."""
    found = minutes.texts.filter(item=item).select_related("minutes__meeting__group", "item").first()
    return found or MinutesText(minutes=minutes, item=item)


def meetings_beside(minutes: Minutes) -> QuerySet[Meeting]:
    """Other meetings of the group, at which these minutes may be approved; newest first."""
    return Meeting.objects.filter(group=minutes.meeting.group_id).exclude(pk=minutes.meeting_id).order_by("-pk")


def remarks_on(minutes: Minutes, *, by: User | None = None) -> QuerySet[MinutesRemark]:
    """Comments on a version, of one person if given, oldest first."""
    found = minutes.remarks.select_related("person").order_by("pk")
    return found.filter(person=by) if by else found


def action_items_of(items: Iterable[AgendaItem]) -> dict[str, list[ActionItem]]:
    """What people took on at each item, by its public id."""
    found: dict[str, list[ActionItem]] = {item.public_id: [] for item in items}
    rows = ActionItem.objects.filter(origin_type=AgendaItem._meta.label_lower, origin__in=found)
    for row in rows.select_related("owner").order_by("due_on", "pk"):
        found[row.origin].append(row)
    return found


def _notices(meeting: Meeting) -> list[Content]:
    return [
        {
            "version": given.notice.number,
            "sha256": given.notice.sha256,
            "seat": given.seat.label if given.seat else "",
            "at": given.given_at.isoformat(),
        }
        for given in meeting.notices_given.select_related("notice", "seat")
    ]


def _attendance(there: Room) -> list[Content]:
    return [
        {
            "seat": row.seat.label,
            "category": row.seat.category,
            "votes": row.seat.votes,
            "how": row.presence,
            "since": row.since.isoformat(),
        }
        for row in there.log
    ]


def _items(minutes: Minutes, there: Room) -> list[Content]:
    found = minutes.meeting.items.filter(removed_at=None).prefetch_related("openings", "decisions")
    items = list(found.order_by("position", "pk"))
    texts = {row.item_id: row.text for row in minutes.texts.all()}
    standing, actions = declarations_at(items), action_items_of(items)
    return [
        {
            "id": item.public_id,
            "title": item.title,
            "kind": item.kind,
            "in_camera": item.in_camera,
            "text": texts.get(item.pk, ""),
            **_time(item, there, [seat.public_id for seat in seats_of(standing[item.pk])]),
            "recused": [seat.label for seat in seats_of(standing[item.pk])],
            "decisions": _decisions(item),
            "action_items": [
                {"id": row.public_id, "title": row.title, "due": row.due_on.isoformat()}
                for row in actions[item.public_id]
            ],
        }
        for item in items
    ]


def _time(item: AgendaItem, there: Room, recused: list[str]) -> Content:
    """When an item was taken up, and the quorum at that moment."""
    openings = list(item.openings.all())
    if not openings:
        return {"began": "", "quorum": []}
    reached = there.quorum(openings[-1].began_at, recused=recused)
    rules = [_rule(rule) for rule in reached.rules] if reached else []
    return {"began": openings[-1].began_at.isoformat(), "quorum": rules}


def _rule(rule: Requirement) -> Content:
    return {
        "rule": rule.rule,
        "category": rule.category or "",
        "reached": str(rule.reached),
        "needed": str(rule.needed),
        "met": rule.met,
    }


def _decisions(item: AgendaItem) -> list[Content]:
    return [
        {
            "id": each.public_id,
            "text": each.text,
            "at": each.taken_at.isoformat(),
            "ballot_type": each.ballot_type,
            "ballot": each.ballot,
        }
        for each in item.decisions.all()
    ]
