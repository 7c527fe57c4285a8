"""Pages before and during a meeting: answer, attendance, the notice, decisions, action items."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from cupel.errors import CupelError
from cupel_web.kernel import clock
from cupel_web.kernel.access import SignedInRequest, permitted
from cupel_web.kernel.lists import paged
from cupel_web.meetings import actions
from cupel_web.meetings.forms import DecisionForm, GivenForm, ReplyForm, SeenForm, TakeOnForm
from cupel_web.meetings.models import AgendaItem, Meeting, Reply
from cupel_web.meetings.queries.attending import Room, room
from cupel_web.meetings.queries.records import item_of, meeting_of
from cupel_web.meetings.queries.schedule import notice_on
from cupel_web.meetings.states import Presence
from cupel_web.meetings.views.asking import ask, back, refused
from cupel_web.meetings.views.reading import zone_of
from cupel_web.work.actions import NewActionItem, add_action_item


@permitted("meetings.answer", meeting_of)
def answer_invitation(request: SignedInRequest, meeting: Meeting) -> HttpResponseBase:
    """Say whether one comes."""
    form = ReplyForm(request.POST or None)
    page = {
        "meeting": meeting, "title": _("Do you come?"), "act": _("Answer"), "appointment": meeting.appointment,
        "zone": zone_of(request.user),
    }  # fmt: skip
    if request.method == "POST" and form.is_valid():
        try:
            actions.answer(meeting, Reply(form.cleaned_data["reply"]), by=request.user, now=clock.now())
        except CupelError as error:
            return refused(request, form, error, **page)
        messages.success(request, _("Your answer is noted. You may change it until the meeting begins."))
        return back(meeting)
    return ask(request, form, **page)


@permitted("meetings.keep", meeting_of)
def attendance(request: SignedInRequest, meeting: Meeting) -> HttpResponseBase:
    """Who is there: one press per seat, quorum beside it."""
    there, now = room(meeting), clock.now()
    seats = [sitting.seat for sitting in there.sittings]
    form = SeenForm(_pressed(request), seats=seats, zone=meeting.appointment.zone, now=now)
    if request.method == "POST" and form.is_valid():
        try:
            actions.record_attendance(meeting, form.wanted(), by=request.user, now=now)
        except CupelError as error:
            form.add_error(None, f"{error.message} {error.remedy}")
        else:
            return redirect(request.get_full_path())
    return _attendance(request, meeting, there, form)


@permitted("meetings.keep", meeting_of)
def give_notice(request: SignedInRequest, meeting: Meeting) -> HttpResponseBase:
    """The competition-law notice was read out."""
    zone, now = meeting.appointment.zone, clock.now()
    seats = [sitting.seat for sitting in room(meeting).sittings]
    form = GivenForm(request.POST or None, seats=seats, zone=zone, now=now)
    page = {
        "meeting": meeting, "title": _("The competition-law notice was given"), "act": _("Write down"),
        "notice": notice_on(meeting.appointment.day),
    }  # fmt: skip
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            actions.give_notice(meeting, seat=given["seat"], at=given["at"], by=request.user, now=now)
        except CupelError as error:
            return refused(request, form, error, **page)
        return back(meeting)
    return ask(request, form, **page)


@permitted("meetings.keep", item_of)
def decide_item(request: SignedInRequest, item: AgendaItem) -> HttpResponseBase:
    """Write down what was decided."""
    now = clock.now()
    form = DecisionForm(request.POST or None, zone=item.meeting.appointment.zone, now=now)
    page = {"meeting": item.meeting, "title": _("Write down a decision"), "act": _("Write down"), "about": item.title}
    if request.method == "POST" and form.is_valid():
        wording = actions.Wording(text=form.cleaned_data["text"], at=form.cleaned_data["at"])
        try:
            actions.record_decision(item, wording, by=request.user, now=now)
        except CupelError as error:
            return refused(request, form, error, **page)
        return back(item.meeting)
    return ask(request, form, **page)


@permitted("meetings.keep", item_of)
def take_on(request: SignedInRequest, item: AgendaItem) -> HttpResponseBase:
    """Somebody takes something on."""
    group = item.meeting.group
    form = TakeOnForm(request.POST or None, group=group)
    if request.method == "POST" and form.is_valid():
        new = NewActionItem(**form.cleaned_data, origin=item)
        add_action_item(group, new, by=request.user, now=clock.now())
        return back(item.meeting)
    return ask(request, form, meeting=item.meeting, title=_("Add an action item"), act=_("Add"), about=item.title)


def _pressed(request: SignedInRequest) -> dict[str, str] | None:
    """What the pressed button says, a seat and how it takes part as ``seat:presence``, with the time beside it."""
    if request.method != "POST":
        return None
    seat, _colon, presence = request.POST.get("seen", "").partition(":")
    return {"seat": seat, "presence": presence, "at": request.POST.get("at", "")}


def _attendance(request: SignedInRequest, meeting: Meeting, there: Room, form: SeenForm) -> HttpResponse:
    now = clock.now()
    presences, sittings = there.presences(now), paged(request, there.sittings, "seats")
    context: dict[str, Any] = {
        "group": meeting.group,
        "meeting": meeting,
        "appointment": meeting.appointment,
        "rows": [(sitting, presences.get(sitting.seat.public_id)) for sitting in sittings],
        "sittings": sittings,
        "log": paged(request, there.log[::-1], "log"),
        "quorum": there.quorum(now),
        "ways": list(Presence),
        "form": form,
        "now": now,
    }
    return render(request, "meetings/attendance.html", context, status=422 if form.is_bound else 200)
