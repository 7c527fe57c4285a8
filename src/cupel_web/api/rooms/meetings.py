"""Meetings of groups: when they are, who comes, who is there; the competition-law notice."""

from datetime import date, datetime
from typing import Any, Literal

from django.http import HttpRequest
from ninja import Query, Router, Schema

from cupel_web.api.access import ApiRequest, granted, open_to_all
from cupel_web.api.paging import Page, Paging, page_of
from cupel_web.api.rooms.agenda import (
    MEETING,
    Agenda,
    MeetingPerson,
    MeetingQuorum,
    inside_agenda,
    named,
    outside_agenda,
)
from cupel_web.groups.models import Group
from cupel_web.groups.queries.records import group_named
from cupel_web.kernel import clock
from cupel_web.kernel.models import User
from cupel_web.meetings import actions, forms, models
from cupel_web.meetings.queries.attending import room
from cupel_web.meetings.queries.reading import Inside, Place, inside_of, versions_read_by
from cupel_web.meetings.queries.records import (
    competition_notices,
    group_of_meetings,
    meeting_of,
    meeting_read_by,
)
from cupel_web.meetings.queries.schedule import meetings_of, notice_on, people_of, reasons_of
from cupel_web.people.queries import nothing

router = Router(tags=["meetings"])
MEETINGS = "/groups/{slug:slug}/meetings"


class MeetingBrief(Schema):
    """When a meeting begins and ends, in UTC, and the ``zone`` it was planned in; ``duration`` in minutes."""

    public_id: str
    title: str
    state: str
    is_public: bool
    starts_at: datetime
    ends_at: datetime
    zone: str
    duration: int


class PlannedTime(Schema):
    """When a meeting was planned for, told when and why."""

    number: int
    starts_at: datetime
    zone: str
    duration: int
    cancelled: bool
    reason: str
    set_at: datetime


class NoticeAtMeeting(Schema):
    """Which version of the competition-law notice was read out, when, and by which seat; none is the secretariat."""

    version: int
    seat: str | None
    given_at: datetime

    @staticmethod
    def resolve_version(given: models.NoticeGiven) -> int:
        return given.notice.number

    @staticmethod
    def resolve_seat(given: models.NoticeGiven) -> str | None:
        return given.seat.public_id if given.seat else None


class MinutesBrief(Schema):
    public_id: str
    number: int
    state: str


class InvitationAnswer(Schema):
    """What a person answers for a seat they fill."""

    seat: str
    person: str
    reply: str
    answered_at: datetime

    @staticmethod
    def resolve_seat(answer: models.Answer) -> str:
        return answer.seat.public_id

    @staticmethod
    def resolve_person(answer: models.Answer) -> str:
        return answer.person.public_id


class MeetingSeat(Schema):
    """A seat that exists on the meeting's day, and how it takes part now."""

    seat: str
    label: str
    category: str
    votes: bool
    holder: MeetingPerson | None
    alternates: list[MeetingPerson]
    answers: list[InvitationAnswer]
    presence: str | None
    since: datetime | None


class MeetingInside(Schema):
    """What only those read who may enter the group's rooms. ``quorum`` is that of now, once the meeting has begun."""

    place: str
    link: str
    days_of_notice: int
    notice_days: int
    minutes_days: int
    procedure: str | None
    seats: list[MeetingSeat]
    quorum: MeetingQuorum | None


class Meeting(MeetingBrief):
    """A meeting as the caller may see it: ``inside`` is empty for those who may not enter the group's rooms.
    ``competition_notice``: the version that stands over it.
    """

    group: str
    competition_notice: int | None
    notices_given: list[NoticeAtMeeting]
    agenda: Agenda
    minutes: list[MinutesBrief]
    history: list[PlannedTime]
    inside: MeetingInside | None


class AttendanceRecord(Schema):
    """From a moment on a seat takes part in this way."""

    seat: str
    label: str
    presence: str
    since: datetime
    recorded_at: datetime

    @staticmethod
    def resolve_seat(row: models.Attendance) -> str:
        return row.seat.public_id

    @staticmethod
    def resolve_label(row: models.Attendance) -> str:
        return row.seat.label


class CompetitionNotice(Schema):
    public_id: str
    number: int
    text: str
    sha256: str
    in_force: date
    published_at: datetime


@router.get(MEETINGS, response=Page[MeetingBrief], auth=None)
@open_to_all
def list_meetings(
    request: HttpRequest, slug: str, paging: Query[Paging], show: Literal["coming", "past"] = "coming"
) -> Any:
    """Meetings of a group: those to come, the next first, or with ``show=past`` those that are over, the last first."""
    group, now = group_named(slug), clock.now()
    inside = isinstance(request.user, User) and request.user.has_perm("meetings.enter", group)
    page = page_of(meetings_of(group, inside=inside, show=show, now=now), paging)
    return {**page, "items": [_brief(each.meeting, each, now) for each in page["items"]]}


@router.post(MEETINGS, response={201: Meeting})
@granted("meetings.convene", group_of_meetings, form=forms.MeetingForm)
def convene_meeting(request: ApiRequest, group: Group, form: forms.MeetingForm) -> Any:
    """Call a meeting and invite everybody who sits in the group; ``starts`` is a moment with its offset from UTC, or
    without one what clocks in ``zone`` show.
    """
    meeting = actions.convene(group, form.wanted(), form.timing(), by=request.user, now=clock.now())
    return _meeting(meeting, request.user)


@router.get(MEETING, response=Meeting, auth=None)
@open_to_all
def read_meeting(request: HttpRequest, slug: str, meeting: str) -> Any:
    """One meeting: for those inside everything, for anybody else when it is and what about."""
    return _meeting(meeting_read_by(request.user, slug, meeting), request.user)


@router.post(f"{MEETING}/appointments", response={201: Meeting})
@granted("meetings.keep", meeting_of, form=forms.MoveForm)
def move_meeting(request: ApiRequest, meeting: models.Meeting, form: forms.MoveForm) -> Any:
    """Another time or place; everybody invited is told and answers anew."""
    reason = form.cleaned_data["reason"]
    actions.move_meeting(meeting, form.timing(), reason=reason, by=request.user, now=clock.now())
    return _meeting(meeting, request.user)


@router.post(f"{MEETING}/cancellation", response={201: Meeting})
@granted("meetings.keep", meeting_of, form=forms.ReasonForm)
def cancel_meeting(request: ApiRequest, meeting: models.Meeting, form: forms.ReasonForm) -> Any:
    """It does not take place; everybody invited is told."""
    actions.cancel_meeting(meeting, reason=form.cleaned_data["reason"], by=request.user, now=clock.now())
    return _meeting(meeting, request.user)


@router.post(f"{MEETING}/answers", response={201: list[InvitationAnswer]})
@granted("meetings.answer", meeting_of, form=forms.ReplyForm)
def answer_invitation(request: ApiRequest, meeting: models.Meeting, form: forms.ReplyForm) -> Any:
    """Say whether one comes, for every seat one fills on the day."""
    return actions.answer(meeting, models.Reply(form.cleaned_data["reply"]), by=request.user, now=clock.now())


def _seats(meeting: models.Meeting, _user: User) -> dict[str, Any]:
    seats = [sitting.seat for sitting in room(meeting).sittings]
    return {"seats": seats, "zone": meeting.appointment.zone, "now": clock.now()}


@router.get(f"{MEETING}/attendance", response=Page[AttendanceRecord])
@granted("meetings.keep", meeting_of)
def list_attendance(request: ApiRequest, meeting: models.Meeting, paging: Query[Paging]) -> Any:
    """What was written down of who is there, newest first."""
    return page_of(meeting.attendance.select_related("seat").order_by("-since", "-pk"), paging)


@router.post(f"{MEETING}/attendance", response={201: AttendanceRecord})
@granted("meetings.keep", meeting_of, form=forms.SeenForm, using=_seats)
def record_attendance(request: ApiRequest, meeting: models.Meeting, form: forms.SeenForm) -> Any:
    """Write down how a seat takes part from a moment on; without one, from now on."""
    return actions.record_attendance(meeting, form.wanted(), by=request.user, now=clock.now())


@router.post(f"{MEETING}/notices", response={201: NoticeAtMeeting})
@granted("meetings.keep", meeting_of, form=forms.GivenForm, using=_seats)
def give_notice(request: ApiRequest, meeting: models.Meeting, form: forms.GivenForm) -> Any:
    """Write down that the competition-law notice was read out, by a seat or by the secretariat."""
    return actions.give_notice(meeting, **form.cleaned_data, by=request.user, now=clock.now())


@router.get(f"{MEETING}/people", response=Page[MeetingPerson])
@granted("meetings.keep", meeting_of)
def list_people(request: ApiRequest, meeting: models.Meeting, paging: Query[Paging]) -> Any:
    """Who may present an item or take something on."""
    page = page_of(people_of(meeting.group), paging)
    return {**page, "items": [named(each) for each in page["items"]]}


@router.get("/competition-notices", response=Page[CompetitionNotice], auth=None)
@open_to_all
def list_notices(request: HttpRequest, paging: Query[Paging]) -> Any:
    """Every version of the competition-law notice, newest first."""
    return page_of(competition_notices(), paging)


@router.post("/competition-notices", response={201: CompetitionNotice})
@granted("meetings.publish_notice", nothing, form=forms.CompetitionForm)
def publish_notice(request: ApiRequest, _nothing: None, form: forms.CompetitionForm) -> Any:
    """Publish the next version of the notice that every meeting begins with."""
    return actions.publish_notice(**form.cleaned_data, by=request.user, now=clock.now())


def _brief(meeting: models.Meeting, appointment: models.Appointment, now: datetime) -> dict[str, Any]:
    known = {name: getattr(meeting, name) for name in ("public_id", "title", "is_public")}
    times = {name: getattr(appointment, name) for name in ("starts_at", "ends_at", "zone", "duration")}
    return {**known, **times, "state": appointment.state(now=now)}


def _meeting(meeting: models.Meeting, user: object) -> dict[str, Any]:
    now, appointment = clock.now(), meeting.appointment
    notice = notice_on(appointment.day)
    told = {
        **_brief(meeting, appointment, now),
        "group": meeting.group.slug,
        "competition_notice": notice.number if notice else None,
        "notices_given": list(meeting.notices_given.select_related("notice", "seat")),
        "minutes": [_version(each, state) for each, state in versions_read_by(user, meeting, on=clock.today())],
        "history": reasons_of(appointment),
    }
    if not (isinstance(user, User) and user.has_perm("meetings.enter", meeting)):
        return {**told, "agenda": outside_agenda(meeting), "inside": None}
    inside = inside_of(meeting, user=user, now=now)
    return {**told, "agenda": inside_agenda(meeting, inside), "inside": _inside(meeting, inside)}


def _inside(meeting: models.Meeting, inside: Inside) -> dict[str, Any]:
    appointment = meeting.appointment
    terms = {name: getattr(meeting, name) for name in ("notice_days", "minutes_days")}
    where = {name: getattr(appointment, name) for name in ("place", "link", "days_of_notice")}
    return {
        **terms,
        **where,
        "procedure": str(appointment.procedure) if appointment.procedure else None,
        "seats": [_seat(place) for place in inside.places],
        "quorum": inside.quorum,
    }


def _seat(place: Place) -> dict[str, Any]:
    seat, holder, presence = place.sitting.seat, place.sitting.holder, place.presence
    return {
        "seat": seat.public_id,
        **{name: getattr(seat, name) for name in ("label", "category", "votes")},
        "holder": named(holder.person) if holder else None,
        "alternates": [named(each.person) for each in place.sitting.alternates],
        "answers": place.answers,
        "presence": presence.presence if presence else None,
        "since": presence.since if presence else None,
    }


def _version(minutes: models.Minutes, state: str) -> dict[str, Any]:
    return {"public_id": minutes.public_id, "number": minutes.number, "state": state}
