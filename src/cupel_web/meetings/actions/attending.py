"""Verbs of a meeting under way: who is there, the competition-law notice, decisions."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from cupel.errors import ProcedureError
from cupel_web.groups.models import Part, SeatRecord, Tenure
from cupel_web.kernel.events import append_event
from cupel_web.kernel.models import PublicModel, User
from cupel_web.kernel.permissions import require
from cupel_web.meetings.actions.open_meetings import require_past, require_unsettled
from cupel_web.meetings.models import AgendaItem, Attendance, DecisionTaken, Meeting, NoticeGiven
from cupel_web.meetings.queries.attending import recused_seats, room
from cupel_web.meetings.queries.schedule import notice_on
from cupel_web.meetings.states import THERE, Presence


@dataclass(frozen=True, kw_only=True)
class Seen:
    """How a seat takes part, and since when."""

    seat: SeatRecord
    presence: Presence
    since: datetime


def record_attendance(meeting: Meeting, seen: Seen, *, by: User | None, now: datetime) -> Attendance:
    """Write down how a seat takes part from a moment on; raises :class:`~cupel.errors.ProcedureError` for a seat of
    another group, one that nobody fills, and an alternate that there is none of.
    """
    require(by, "meetings.keep", meeting)
    with transaction.atomic():
        require_unsettled(meeting)
        require_past(seen.since, now=now)
        row: Attendance = Attendance.objects.create(
            meeting=meeting, seat=seen.seat, person=_who(meeting, seen), presence=seen.presence.value,
            since=seen.since, recorded_at=now, recorded_by=by,
        )  # fmt: skip
        append_event("meetings.attendance", by=by, about=row, scope=meeting.group, now=now,
            seat=seen.seat.public_id, presence=seen.presence.value, since=seen.since.isoformat())  # fmt: skip
    return row


def give_notice(
    meeting: Meeting, *, seat: SeatRecord | None, at: datetime, by: User | None, now: datetime
) -> NoticeGiven:
    """The competition-law notice in force was read out, by a seat or by the secretariat; raises
    :class:`~cupel.errors.ProcedureError` where none is in force.
    """
    require(by, "meetings.keep", meeting)
    with transaction.atomic():
        require_unsettled(meeting)
        require_past(at, now=now)
        notice = notice_on(meeting.appointment.day)
        if notice is None:
            raise ProcedureError(
                _("There is no competition-law notice in force."),
                code="no-notice",
                remedy=_("Let the secretariat publish one."),
            )
        given: NoticeGiven = NoticeGiven.objects.create(
            meeting=meeting, notice=notice, seat=seat, given_at=at, recorded_at=now, recorded_by=by
        )
        append_event("meetings.notice_given", by=by, about=given, scope=meeting.group, now=now, version=notice.number,
            seat=seat.public_id if seat else "", at=at.isoformat())  # fmt: skip
    return given


@dataclass(frozen=True, kw_only=True)
class Wording:
    """What was decided and when; ``ballot``: the record of the ballot it was decided by, if there was one."""

    text: str
    at: datetime
    ballot: PublicModel | None = None


def record_decision(item: AgendaItem, wording: Wording, *, by: User | None, now: datetime) -> DecisionTaken:
    """Write down what the meeting decided on an item; raises :class:`~cupel.errors.ProcedureError` if too few were
    there at that moment, unless a ballot decided.
    """
    require(by, "meetings.keep", item)
    with transaction.atomic():
        require_unsettled(item.meeting)
        require_past(wording.at, now=now)
        ballot = wording.ballot
        if ballot is None:
            _require_quorum(item, wording.at)
        decision: DecisionTaken = DecisionTaken.objects.create(
            item=item, text=wording.text, taken_at=wording.at, recorded_at=now, recorded_by=by,
            ballot_type=ballot._meta.label_lower if ballot else "", ballot=ballot.public_id if ballot else "",
        )  # fmt: skip
        append_event("meetings.decided", by=by, about=decision, scope=item.meeting.group, now=now,
            item=item.public_id, ballot=decision.ballot)  # fmt: skip
    return decision


def _who(meeting: Meeting, seen: Seen) -> User | None:
    """Who sits there: the holder, or an alternate."""
    day = meeting.appointment.day
    part = Part.ALTERNATE if seen.presence is Presence.ALTERNATE else Part.HOLDER
    found = Tenure.objects.on(day).filter(seat=seen.seat, seat__group=meeting.group_id, part=part)
    tenure = found.select_related("person").order_by("pk").first()
    if tenure is None and seen.presence in THERE:
        raise ProcedureError(
            _("The seat {seat} has no {part} on {day}.").format(seat=seen.seat.label, part=part.label, day=day),
            code="nobody-there",
            remedy=_("Seat somebody first; who observes is not counted."),
        )
    return tenure.person if tenure else None


def _require_quorum(item: AgendaItem, at: datetime) -> None:
    reached = room(item.meeting).quorum(at, recused=recused_seats(item))
    if reached is not None and not reached.is_reached:
        raise ProcedureError(
            _("Too few were there to decide."),
            code="no-quorum",
            remedy=_("Complete the attendance, or let a ballot decide."),
        )
