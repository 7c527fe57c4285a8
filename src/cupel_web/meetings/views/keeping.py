"""Pages of those who keep meetings: convene, move, cancel; the competition-law notice."""

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from cupel.errors import CupelError
from cupel_web.groups.models import Group
from cupel_web.kernel import clock
from cupel_web.kernel.access import SignedInRequest, permitted
from cupel_web.meetings import actions
from cupel_web.meetings.forms import CompetitionForm, MeetingForm, MoveForm, ReasonForm, timing_of
from cupel_web.meetings.models import Appointment, Meeting
from cupel_web.meetings.queries.records import group_of_meetings, meeting_of
from cupel_web.meetings.views.asking import ask, back, refused
from cupel_web.meetings.views.reading import zone_of
from cupel_web.people.queries import nothing


@permitted("meetings.convene", group_of_meetings)
def convene_meeting(request: SignedInRequest, group: Group) -> HttpResponseBase:
    """Call a meeting and invite everybody."""
    form = MeetingForm(request.POST or None, initial={"zone": zone_of(request.user)})
    page = {"group": group, "title": _("Convene a meeting"), "act": _("Convene and invite")}
    if request.method == "POST" and form.is_valid():
        try:
            meeting = actions.convene(group, form.wanted(), form.timing(), by=request.user, now=clock.now())
        except CupelError as error:
            return refused(request, form, error, **page)
        messages.success(request, _("Convened; everybody who sits in the group and may enter is invited."))
        _warn(request, meeting.appointment, meeting)
        return back(meeting)
    return ask(request, form, **page)


@permitted("meetings.keep", meeting_of)
def move_meeting(request: SignedInRequest, meeting: Meeting) -> HttpResponseBase:
    """Another time or place."""
    form = MoveForm(request.POST or None, initial=timing_of(meeting.appointment))
    page = {"meeting": meeting, "title": _("Move the meeting"), "act": _("Move and tell everybody")}
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        try:
            moved = actions.move_meeting(meeting, form.timing(), reason=reason, by=request.user, now=clock.now())
        except CupelError as error:
            return refused(request, form, error, **page)
        messages.success(request, _("Moved; everybody invited is told."))
        _warn(request, moved, meeting)
        return back(meeting)
    return ask(request, form, **page)


@permitted("meetings.keep", meeting_of)
def cancel_meeting(request: SignedInRequest, meeting: Meeting) -> HttpResponseBase:
    """It does not take place."""
    form = ReasonForm(request.POST or None)
    page = {"meeting": meeting, "title": _("Cancel the meeting"), "act": _("Cancel and tell everybody")}
    if request.method == "POST" and form.is_valid():
        try:
            actions.cancel_meeting(meeting, reason=form.cleaned_data["reason"], by=request.user, now=clock.now())
        except CupelError as error:
            return refused(request, form, error, **page)
        messages.success(request, _("Cancelled; everybody invited is told."))
        return back(meeting)
    return ask(request, form, **page)


@permitted("meetings.publish_notice", nothing)
def publish_competition_notice(request: SignedInRequest, _about: None) -> HttpResponseBase:
    """The next version of the notice that every meeting begins with."""
    form = CompetitionForm(request.POST or None, initial={"in_force": clock.today()})
    if request.method == "POST" and form.is_valid():
        actions.publish_notice(**form.cleaned_data, by=request.user, now=clock.now())
        messages.success(request, _("Published."))
        return redirect("competition_notice")
    return ask(request, form, title=_("Publish a competition-law notice"), act=_("Publish"))


def _warn(request: SignedInRequest, appointment: Appointment, meeting: Meeting) -> None:
    days = appointment.days_of_notice
    if days < meeting.notice_days:
        text = _("That is {days} days of notice; {asked} are asked for.").format(days=days, asked=meeting.notice_days)
        messages.warning(request, text)
