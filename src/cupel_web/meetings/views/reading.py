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
from cupel_web.meetings.models import Appointment, Meeting
from cupel_web.meetings.queries.agenda import public_items
from cupel_web.meetings.queries.reading import inside_of, reading_of, versions_read_by
from cupel_web.meetings.queries.records import competition_notices, meeting_read_by, minutes_read_by
from cupel_web.meetings.queries.schedule import meetings_of, notice_on, reasons_of, seats_filled_by
from cupel_web.notices.icalendars import as_calendar, calendar
from cupel_web.people.actions import profile_of

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
        "minutes": paged(request, versions_read_by(request.user, found, on=clock.today()), "minutes"),
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
    read = reading_of(found, user=request.user, on=clock.today())
    commenting = read.is_inside and read.state == "circulated" and _may(request.user, "comment_minutes", found)
    context = {
        "group": found.meeting.group,
        "meeting": found.meeting,
        "minutes": found,
        "state": read.state,
        "content": read.content,
        "items": paged(request, read.content["items"], "items"),
        "attendance": paged(request, read.content["attendance"], "attendance"),
        "remarks": paged(request, read.remarks, "remarks"),
        "hides": read.hides,
        "form": CommentForm() if commenting else None,
        "may_keep": read.is_inside and _may(request.user, "keep", found),
        "inside": read.is_inside,
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
    now = clock.now()
    inside = inside_of(meeting, user=user, now=now)
    permissions = ("keep", "answer", "declare")
    return {
        "entries": paged(request, inside.agenda, "items"),
        "seats": paged(request, inside.places, "seats"),
        "quorum": inside.quorum,
        "is_short": meeting.appointment.days_of_notice < meeting.notice_days,
        "mine": seats_filled_by(user, meeting.appointment),
        "my_answers": [row for place in inside.places for row in place.answers if row.person_id == user.pk],
        "begun": inside.begun,
        "now": now,
        **{f"may_{name}": user.has_perm(f"meetings.{name}", meeting) for name in permissions},
        "may_talk": user.has_perm("work.start_thread", meeting.group),
        "may_take_on": user.has_perm("work.add_action_item", meeting.group),
    }


def _path(meeting: Meeting) -> str:
    return reverse("meeting", kwargs={"slug": meeting.group.slug, "meeting": meeting.public_id})


def _may(user: object, act: str, record: object) -> bool:
    return isinstance(user, User) and user.has_perm(f"meetings.{act}", record)
