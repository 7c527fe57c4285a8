"""Meetings and deadlines as iCalendar (RFC 5545): plain events without a method, moments in UTC."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from django.conf import settings
from django.http import HttpResponse
from icalendar import Calendar, Event

PRODUCT = "-//Cupel//Cupel//EN"
MEDIA_TYPE = "text/calendar"


@dataclass(frozen=True, kw_only=True)
class Slot:
    """A meeting in a calendar: ``uid`` never changes, ``number`` grows with every move. ``place`` is empty for those
    who may not know it.
    """

    uid: str
    number: int
    told_at: datetime
    begins: datetime
    ends: datetime
    title: str
    path: str
    place: str = ""
    cancelled: bool = False


@dataclass(frozen=True, kw_only=True)
class Deadline:
    """The last day of an act, or of something that happens; ``yearly``: on this day of every year from then on."""

    uid: str
    since: date
    on: date
    title: str
    path: str
    yearly: bool = False


def calendar(name: str, slots: Iterable[Slot] = (), deadlines: Iterable[Deadline] = ()) -> bytes:
    """A calendar file."""
    found = Calendar()
    found.add("prodid", PRODUCT)
    found.add("version", "2.0")
    found.add("x-wr-calname", name)
    for slot in slots:
        found.add_component(_meeting(slot))
    for deadline in deadlines:
        found.add_component(_deadline(deadline))
    return bytes(found.to_ical())


def as_calendar(content: bytes) -> HttpResponse:
    """A calendar file as an answer."""
    headers = {"Content-Disposition": 'attachment; filename="cupel.ics"'}
    return HttpResponse(content, content_type=f"{MEDIA_TYPE}; charset=utf-8", headers=headers)


def _meeting(slot: Slot) -> Event:
    event = Event()
    event.add("uid", slot.uid)
    event.add("sequence", slot.number)
    event.add("dtstamp", slot.told_at.astimezone(UTC))
    event.add("dtstart", slot.begins.astimezone(UTC))
    event.add("dtend", slot.ends.astimezone(UTC))
    event.add("summary", slot.title)
    event.add("url", settings.SITE_URL + slot.path)
    event.add("status", "CANCELLED" if slot.cancelled else "CONFIRMED")
    if slot.place:
        event.add("location", slot.place)
    return event


def _deadline(deadline: Deadline) -> Event:
    event = Event()
    event.add("uid", deadline.uid)
    event.add("dtstamp", datetime.combine(deadline.since, time(), UTC))
    event.add("dtstart", deadline.on)
    event.add("dtend", deadline.on + timedelta(days=1))
    event.add("summary", deadline.title)
    event.add("url", settings.SITE_URL + deadline.path)
    event.add("transp", "TRANSPARENT")
    if deadline.yearly:
        event.add("rrule", {"freq": "yearly"})
    return event
