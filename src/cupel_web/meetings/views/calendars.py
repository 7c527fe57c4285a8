"""A person's own calendar: its secret address, and what lies there."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import islice

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from cupel_web.kernel import clock
from cupel_web.kernel.access import SignedInRequest, public, signed_in
from cupel_web.kernel.duties import duties_of, identified
from cupel_web.kernel.models import User
from cupel_web.meetings import actions
from cupel_web.meetings.icalendars import slot_of
from cupel_web.meetings.models import CalendarKey
from cupel_web.meetings.queries.records import calendar_with
from cupel_web.meetings.queries.schedule import appointments_of
from cupel_web.meetings.views.reading import IN_CALENDAR
from cupel_web.notices.icalendars import Deadline, as_calendar, calendar
from cupel_web.notices.queries import preference_of
from cupel_web.work.queries.reading import reader_of

BACK = timedelta(days=90)


@signed_in
def my_calendar(request: SignedInRequest) -> HttpResponse:
    """Get a secret address for one's calendar, or another; it is shown this once."""
    address = ""
    if request.method == "POST":
        secret = actions.renew_calendar(request.user, now=clock.now())
        address = settings.SITE_URL + reverse("personal_calendar", kwargs={"secret": secret})
    known = CalendarKey.objects.filter(person=request.user, ended_at=None).first()
    return render(request, "meetings/my_calendar.html", {"address": address, "known": known})


@public
@never_cache
@require_GET
def personal_calendar(_request: HttpRequest, secret: str) -> HttpResponse:
    """Meetings and deadlines of whoever made this address; titles of items are nowhere in it."""
    person = calendar_with(secret).person
    on, now = clock.today(), clock.now()
    found = appointments_of(reader_of(person, on=on), after=now - BACK)[:IN_CALENDAR]
    slots = [
        slot_of(each, path=reverse("meeting", kwargs={"slug": each.meeting.group.slug,
            "meeting": each.meeting.public_id}), inside=True)
        for each in found
    ]  # fmt: skip
    with translation.override(preference_of(person).language):
        deadlines = islice(_deadlines(person, on), IN_CALENDAR)
        content = calendar(_("My meetings and deadlines"), slots, deadlines)
    return as_calendar(content)


def _deadlines(person: User, on: date) -> Iterator[Deadline]:
    """What awaits the person until a day: the act, and not what it is about: calendars go to strangers' servers."""
    for uid, duty in identified(person, duties_of(person, on=on)):
        if duty.due is not None:
            yield Deadline(uid=uid, since=duty.since, on=duty.due, title=duty.act, path=duty.path)
