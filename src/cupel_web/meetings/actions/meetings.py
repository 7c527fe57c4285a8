"""Verbs about meetings: convene, move, cancel."""

from dataclasses import asdict, dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from cupel.errors import ProcedureError
from cupel_web.groups.actions.groups import require_at_work
from cupel_web.groups.models import Group
from cupel_web.kernel.events import append_event
from cupel_web.kernel.models import User
from cupel_web.kernel.permissions import require
from cupel_web.meetings.actions.inviting import Change, tell_invited
from cupel_web.meetings.actions.open_meetings import locked, require_to_come
from cupel_web.meetings.models import Appointment, Meeting
from cupel_web.meetings.queries.schedule import rules_on

YEARS = 5
FARTHEST = timedelta(days=365 * YEARS)
"""A meeting farther ahead than this is a slip of the hand."""


@dataclass(frozen=True, kw_only=True)
class Timing:
    """When, how many minutes, and where: the instant, the zone it was planned in; place and link for insiders."""

    starts_at: datetime
    zone: str
    duration: int
    place: str = ""
    link: str = ""


@dataclass(frozen=True, kw_only=True)
class NewMeeting:
    """What a meeting is called, who may know of it, and its terms: days of notice, days for its minutes."""

    title: str
    is_public: bool = True
    notice_days: int = 14
    minutes_days: int = 14


def convene(group: Group, new: NewMeeting, timing: Timing, *, by: User | None, now: datetime) -> Meeting:
    """Call a meeting and invite everybody who sits in the group and may enter; raises
    :class:`~cupel.errors.ProcedureError` for a time that is over, and for a group that is not at work.
    """
    require(by, "meetings.convene", group)
    with transaction.atomic():
        _require_ahead(timing, now=now)
        meeting: Meeting = Meeting.objects.create(group=group, convened_at=now, convened_by=by, **asdict(new))
        appointment = Appointment(meeting=meeting, set_at=now, set_by=by, **asdict(timing))
        require_at_work(group, on=appointment.day)
        _set(appointment)
        append_event(
            "meetings.convened", by=by, about=meeting, scope=group, now=now, public=new.is_public, **_facts(appointment)
        )
        tell_invited(appointment, Change.CONVENED, now=now)
    return meeting


def move_meeting(meeting: Meeting, timing: Timing, *, reason: str, by: User | None, now: datetime) -> Appointment:
    """Another time or place, with the reason; everybody invited is told and answers anew."""
    require(by, "meetings.keep", meeting)
    with transaction.atomic():
        _require_ahead(timing, now=now)
        appointment = _next(meeting, by=by, now=now, reason=reason, **asdict(timing))
        require_at_work(appointment.meeting.group, on=appointment.day)
        append_event("meetings.moved", by=by, about=meeting, scope=meeting.group, now=now, **_facts(appointment))
        tell_invited(appointment, Change.MOVED, now=now)
    return appointment


def cancel_meeting(meeting: Meeting, *, reason: str, by: User | None, now: datetime) -> Appointment:
    """It does not take place, for a reason; everybody invited is told."""
    require(by, "meetings.keep", meeting)
    with transaction.atomic():
        last = locked(meeting).appointment
        kept = {name: getattr(last, name) for name in ("starts_at", "zone", "duration", "place", "link")}
        appointment = _next(meeting, by=by, now=now, reason=reason, cancelled=True, **kept)
        append_event("meetings.cancelled", by=by, about=meeting, scope=meeting.group, now=now,
            number=appointment.number)  # fmt: skip
        tell_invited(appointment, Change.CANCELLED, now=now)
    return appointment


def _next(meeting: Meeting, *, by: User | None, now: datetime, **facts: object) -> Appointment:
    fresh = locked(meeting)
    require_to_come(fresh, now=now)
    last = fresh.appointment
    appointment = Appointment(meeting=fresh, number=last.number + 1, replaces=last, set_at=now, set_by=by, **facts)
    _set(appointment)
    meeting.__dict__.pop("appointment", None)
    return appointment


def _set(appointment: Appointment) -> None:
    appointment.procedure_id = rules_on(appointment.meeting.group, appointment.day)
    appointment.save()


def _facts(appointment: Appointment) -> dict[str, str | int]:
    return {
        "number": appointment.number,
        "starts": appointment.starts_at.isoformat(),
        "zone": appointment.zone,
        "duration": appointment.duration,
    }


def _require_ahead(timing: Timing, *, now: datetime) -> None:
    if timing.starts_at <= now:
        raise ProcedureError(_("This time is over."), code="meeting-past", remedy=_("Give one that is still to come."))
    if timing.starts_at > now + FARTHEST:
        raise ProcedureError(
            _("This is more than {years} years ahead.").format(years=YEARS),
            code="meeting-far",
            remedy=_("Give a nearer day."),
        )
