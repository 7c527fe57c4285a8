"""Pages that anybody may read as far as they may: meetings of a group, one meeting, minutes, calendars, the feed."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from cupel_web.groups.queries.records import group_named
from cupel_web.kernel import clock
from cupel_web.kernel.access import public
from cupel_web.kernel.lists import paged
from cupel_web.kernel.models import User
from cupel_web.meetings.boards import MEETINGS
from cupel_web.meetings.feeds import GroupFeed
from cupel_web.meetings.forms import CommentForm
from cupel_web.meetings.icalendars import slot_of
from cupel_web.meetings.models import Appointment, Meeting, Minutes
from cupel_web.meetings.queries.agenda import agenda_of, closed_to, entries, items_of, public_items
from cupel_web.meetings.queries.attending import declarations_at, room
from cupel_web.meetings.queries.finding import threads_on
from cupel_web.meetings.queries.minutes import Content, content_of, readable, remarks_on
from cupel_web.meetings.queries.records import competition_notices, meeting_read_by, minutes_read_by
from cupel_web.meetings.queries.schedule import answers_to, meetings_of, notice_on, reasons_of, seats_filled_by
from cupel_web.meetings.states import MeetingState
from cupel_web.notices.icalendars import as_calendar, calendar
from cupel_web.people.actions import profile_of
from cupel_web.work.queries.reading import reader_of

IN_CALENDAR = 200
"""Meetings, or deadlines, of each kind in a calendar: calendar programs read all of it again and again."""


@public
@require_GET
def meetings(request: HttpRequest, slug: str) -> HttpResponse:
    """Meetings of a group, those to come or those that are over."""
    group, now = group_named(slug), clock.now()
    inside = _may(request.user, "enter", group)
    show = request.GET.get("show", "coming")
    page = paged(request, meetings_of(group, inside=inside, show=show, now=now))
    context = {
        "group": group,
        "page": page,
        "rows": [(each, each.state(now=now)) for each in page],
        "show": show,
        "zone": zone_of(request.user),
        "may_convene": _may(request.user, "convene", group),
    }
    return render(request, "meetings/meetings.html", context)


@public
@require_GET
def meeting(request: HttpRequest, slug: str, meeting: str) -> HttpResponse:
    """One meeting: for those inside everything, for anybody else when it is and what about."""
    found = meeting_read_by(request.user, slug, meeting)
    now, appointment = clock.now(), found.appointment
    context = {
        "group": found.group,
        "meeting": found,
        "appointment": appointment,
        "state": appointment.state(now=now),
        "zone": zone_of(request.user),
        "notice": notice_on(appointment.day),
        "given": list(found.notices_given.select_related("notice", "seat")),
        "history": paged(request, reasons_of(appointment), "history"),
        "minutes": paged(request, _versions(request.user, found), "minutes"),
        "panels": MEETINGS.about(found, user=request.user),
    }
    if isinstance(request.user, User) and _may(request.user, "enter", found):
        context |= _inside(request, request.user, found)
        return render(request, "meetings/meeting.html", context)
    return render(request, "meetings/outside.html", {**context, "items": paged(request, public_items(found), "items")})


@public
@require_GET
def minutes(request: HttpRequest, slug: str, meeting: str, minutes: str) -> HttpResponse:
    """One version of the minutes."""
    found = minutes_read_by(request.user, slug, meeting, minutes)
    user = request.user if isinstance(request.user, User) else None
    state = found.state(on=clock.today())
    inside = user is not None and user.has_perm("meetings.enter", found.meeting)
    shown = _shown(user if inside else None, found)
    hides = any(item.get("closed") for item in shown["items"])
    commenting = inside and state == "circulated" and _may(user, "comment_minutes", found)
    context = {
        "group": found.meeting.group,
        "meeting": found.meeting,
        "minutes": found,
        "state": state,
        "content": shown,
        "items": paged(request, shown["items"], "items"),
        "attendance": paged(request, shown["attendance"], "attendance"),
        "remarks": paged(request, remarks_on(found, by=user if hides else None), "remarks") if inside else [],
        "hides": hides,
        "form": CommentForm() if commenting else None,
        "may_keep": inside and _may(user, "keep", found),
        "inside": inside,
    }
    return render(request, "meetings/minutes.html", context)


@public
@require_GET
def competition_notice(request: HttpRequest) -> HttpResponse:
    """Every version of the competition-law notice."""
    context = {"page": paged(request, competition_notices()), "may_publish": _may(request.user, "publish_notice", None)}
    return render(request, "meetings/competition_notice.html", context)


@public
@require_GET
def meeting_calendar(request: HttpRequest, slug: str, meeting: str) -> HttpResponse:
    """One meeting for a calendar."""
    found = meeting_read_by(request.user, slug, meeting)
    inside = _may(request.user, "enter", found)
    return as_calendar(calendar(found.title, [slot_of(found.appointment, path=_path(found), inside=inside)]))


@public
@require_GET
def group_calendar(_request: HttpRequest, slug: str) -> HttpResponse:
    """The public meetings of a group for a calendar."""
    group, now = group_named(slug), clock.now()
    shown: list[Appointment] = []
    for show in ("coming", "past"):
        shown += meetings_of(group, inside=False, show=show, now=now)[:IN_CALENDAR]
    slots = [slot_of(each, path=_path(each.meeting), inside=False) for each in shown]
    return as_calendar(calendar(group.name, slots))


@public
@require_GET
def group_feed(request: HttpRequest, slug: str) -> HttpResponseBase:
    """What is new in a group, as Atom."""
    return GroupFeed()(request, slug=slug)


def zone_of(user: object) -> str:
    """The person's own time zone; UTC for visitors."""
    return profile_of(user).zone if isinstance(user, User) else "UTC"


def _inside(request: HttpRequest, user: User, meeting: Meeting) -> dict[str, Any]:
    now, appointment, there = clock.now(), meeting.appointment, room(meeting)
    reader = reader_of(user, on=clock.today())
    agenda = paged(request, agenda_of(meeting, reader), "items")
    items = entries(meeting, list(agenda), reader=reader, there=there)
    threads = threads_on([entry.item for entry in items], reader)
    sittings = paged(request, there.sittings, "seats")
    presences, answers = there.presences(now), answers_to(appointment)
    begun = appointment.state(now=now) in {MeetingState.GOING_ON, MeetingState.HELD}
    permissions = ("keep", "answer", "declare")
    return {
        "entries": [(entry, threads[entry.item.public_id]) for entry in items],
        "items": agenda,
        "sittings": sittings,
        "seats": [
            {
                "sitting": sitting,
                "presence": presences.get(sitting.seat.public_id),
                "answers": [row for (seat, _person), row in answers.items() if seat == sitting.seat.pk],
            }
            for sitting in sittings
        ],
        "quorum": there.quorum(now) if begun else None,
        "is_short": appointment.days_of_notice < meeting.notice_days,
        "mine": seats_filled_by(user, appointment),
        "my_answers": [row for (_seat, person), row in answers.items() if person == user.pk],
        "begun": begun,
        "now": now,
        **{f"may_{name}": user.has_perm(f"meetings.{name}", meeting) for name in permissions},
        "may_talk": user.has_perm("work.start_thread", meeting.group),
        "may_take_on": user.has_perm("work.add_action_item", meeting.group),
    }


def _versions(user: object, meeting: Meeting) -> list[tuple[Minutes, str]]:
    """The versions that the person may read, newest first, with how far each is."""
    rows = list(meeting.minutes.select_related("meeting__group", "circulation", "approval").order_by("-number"))
    states = [row.state_if(superseded=row is not rows[0], on=clock.today()) for row in rows]
    return [(row, state) for row, state in zip(rows, states, strict=True) if _reads(user, meeting, row)]


def _reads(user: object, meeting: Meeting, minutes: Minutes) -> bool:
    return (meeting.is_public and hasattr(minutes, "approval")) or _may(user, "read_minutes", minutes)


def _shown(user: User | None, minutes: Minutes) -> Content:
    """What the person may read of a version; outside nothing in camera."""
    content = minutes.circulation.content if hasattr(minutes, "circulation") else content_of(minutes)
    if user is None:
        return readable(content, closed=None)
    items = items_of(minutes.meeting)
    shut = closed_to(reader_of(user, on=clock.today()), minutes.meeting, declarations_at(items))
    known = {item.public_id: item for item in items}
    closed = [
        item["id"]
        for item in content["items"]
        if item["in_camera"] and (item["id"] not in known or known[item["id"]].pk in shut)
    ]
    return readable(content, closed=closed)


def _path(meeting: Meeting) -> str:
    return reverse("meeting", kwargs={"slug": meeting.group.slug, "meeting": meeting.public_id})


def _may(user: object, act: str, record: object) -> bool:
    return isinstance(user, User) and user.has_perm(f"meetings.{act}", record)
