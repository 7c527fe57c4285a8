"""A meeting and its minutes as each reader may see them."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime

from cupel_web.groups.queries.composition import Sitting
from cupel_web.kernel.clock import day_of
from cupel_web.kernel.models import User
from cupel_web.meetings.models import Answer, Attendance, Meeting, Minutes, MinutesRemark
from cupel_web.meetings.queries.agenda import Entry, agenda_of, closed_to, entries, items_of
from cupel_web.meetings.queries.attending import Quorum, declarations_at, room
from cupel_web.meetings.queries.finding import threads_on
from cupel_web.meetings.queries.minutes import Content, content_of, readable, remarks_on
from cupel_web.meetings.queries.schedule import answers_to
from cupel_web.meetings.states import MeetingState, MinutesState
from cupel_web.work.models import Thread
from cupel_web.work.queries.reading import reader_of


@dataclass(frozen=True, kw_only=True)
class Place:
    """A seat at a meeting: who may come, what they answered, how the seat takes part at a moment."""

    sitting: Sitting
    presence: Attendance | None
    answers: list[Answer]


@dataclass(frozen=True, kw_only=True)
class Inside:
    """A meeting for somebody inside at a moment: the agenda, each item with the threads on it, the seats, and, once it
    has begun, whether enough are there.
    """

    agenda: list[tuple[Entry, list[Thread]]]
    places: list[Place]
    begun: bool
    quorum: Quorum | None


@dataclass(frozen=True, kw_only=True)
class Reading:
    """A version of minutes as a person may read it: ``hides`` says that items in camera are closed to them; then they
    read of the comments their own alone.
    """

    state: MinutesState
    is_inside: bool
    content: Content
    hides: bool
    remarks: list[MinutesRemark]


def inside_of(meeting: Meeting, *, user: User, now: datetime) -> Inside:
    """For somebody who may enter, in a constant number of queries."""
    appointment, there = meeting.appointment, room(meeting)
    reader = reader_of(user, on=day_of(now))
    items = entries(meeting, list(agenda_of(meeting, reader)), reader=reader, there=there)
    threads = threads_on([entry.item for entry in items], reader)
    presences, answers = there.presences(now), defaultdict(list)
    for (seat, _person), row in answers_to(appointment).items():
        answers[seat].append(row)
    begun = appointment.state(now=now) in {MeetingState.GOING_ON, MeetingState.HELD}
    return Inside(
        agenda=[(entry, threads[entry.item.public_id]) for entry in items],
        places=[
            Place(
                sitting=sitting,
                presence=presences.get(sitting.seat.public_id),
                answers=answers[sitting.seat.pk],
            )
            for sitting in there.sittings
        ],
        begun=begun,
        quorum=there.quorum(now) if begun else None,
    )


def versions_read_by(user: object, meeting: Meeting, *, on: date) -> list[tuple[Minutes, MinutesState]]:
    """The versions of the minutes that the person may read, newest first, with how far each is."""
    rows = list(meeting.minutes.select_related("meeting__group", "circulation", "approval").order_by("-number"))
    states = [row.state_if(superseded=row is not rows[0], on=on) for row in rows]
    return [(row, state) for row, state in zip(rows, states, strict=True) if _reads(user, meeting, row)]


def reading_of(minutes: Minutes, *, user: object, on: date) -> Reading:
    """What the person may read of a version that they may read; outside nothing in camera and no comments."""
    content = minutes.circulation.content if hasattr(minutes, "circulation") else content_of(minutes)
    state = minutes.state(on=on)
    if not (isinstance(user, User) and user.has_perm("meetings.enter", minutes.meeting)):
        shown = readable(content, closed=None)
        return Reading(state=state, is_inside=False, content=shown, hides=False, remarks=[])
    shown = readable(content, closed=_closed(user, minutes.meeting, content, on=on))
    hides = any(item.get("closed") for item in shown["items"])
    remarks = list(remarks_on(minutes, by=user if hides else None))
    return Reading(state=state, is_inside=True, content=shown, hides=hides, remarks=remarks)


def _closed(user: User, meeting: Meeting, content: Content, *, on: date) -> list[str]:
    """Ids of the items in camera that somebody inside may not follow."""
    items = items_of(meeting)
    shut = closed_to(reader_of(user, on=on), meeting, declarations_at(items))
    known = {item.public_id: item for item in items}
    return [
        item["id"]
        for item in content["items"]
        if item["in_camera"] and (item["id"] not in known or known[item["id"]].pk in shut)
    ]


def _reads(user: object, meeting: Meeting, minutes: Minutes) -> bool:
    if meeting.is_public and hasattr(minutes, "approval"):
        return True
    return isinstance(user, User) and user.has_perm("meetings.read_minutes", minutes)
