"""What awaits people at meetings: answer an invitation, comment on minutes, write and approve them."""

from collections.abc import Iterator
from datetime import date, timedelta

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.translation import gettext as _

from cupel_web.groups.models import Access, AccessRole, Part, Tenure
from cupel_web.kernel.clock import begin_of, day_of
from cupel_web.kernel.duties import Duty
from cupel_web.kernel.models import User
from cupel_web.meetings.models import Answer, Appointment, Minutes, MinutesRemark, Reply
from cupel_web.meetings.queries.minutes import circulated, without_minutes
from cupel_web.meetings.queries.schedule import standing
from cupel_web.people.models import Role
from cupel_web.people.queries import holds

DAY = timedelta(days=1)


def duties(person: User, on: date) -> Iterator[Duty]:
    """All of them."""
    access = list(Access.objects.current().filter(person=person).values_list("group", "role"))
    takes_part = {group for group, role in access if role != AccessRole.OBSERVER}
    yield from _invitations(person, {group for group, _role in access}, on)
    yield from _comments(person, takes_part, on)
    kept = None if holds(person, Role.SECRETARIAT) else {group for group, role in access if role == AccessRole.CHAIR}
    if kept is None or kept:
        yield from _to_write(kept, on)
        yield from _to_approve(kept, on)


def _invitations(person: User, entered: set[int], on: date) -> Iterator[Duty]:
    """Of the seats that the person holds, and of those whose holder said that the alternate comes."""
    coming = standing().filter(meeting__group__in=entered, cancelled=False, starts_at__gte=begin_of(on))
    appointments = list(coming)
    seats = _seats(person, appointments)
    replies = _replies(appointments)
    for each in appointments:
        waiting = [t for t in seats if t.seat.group_id == each.meeting.group_id and _waits(t, each, replies)]
        if waiting:
            yield Duty(
                act=_("Say whether you come"),
                about=_about(each),
                path=_path("answer_invitation", each),
                since=day_of(each.set_at),
                due=each.day,
            )


def _seats(person: User, appointments: list[Appointment]) -> list[Tenure]:
    groups = {each.meeting.group_id for each in appointments}
    return list(Tenure.objects.filter(person=person, seat__group__in=groups).select_related("seat"))


def _replies(appointments: list[Appointment]) -> dict[tuple[int, int], list[Answer]]:
    """Answers to each appointment for each seat, oldest first."""
    found: dict[tuple[int, int], list[Answer]] = {}
    for row in Answer.objects.filter(appointment__in=appointments).order_by("pk"):
        found.setdefault((row.appointment_id, row.seat_id), []).append(row)
    return found


def _waits(tenure: Tenure, appointment: Appointment, replies: dict[tuple[int, int], list[Answer]]) -> bool:
    if not tenure.runs_on(appointment.day):
        return False
    given = replies.get((appointment.pk, tenure.seat_id), [])
    if any(row.person_id == tenure.person_id for row in given):
        return False
    return tenure.part == Part.HOLDER or (bool(given) and given[-1].reply == Reply.ALTERNATE)


def _comments(person: User, groups: set[int], on: date) -> Iterator[Duty]:
    said = MinutesRemark.objects.filter(person=person, minutes=OuterRef("minutes"))
    found = circulated().filter(~Exists(said), minutes__meeting__group__in=groups, comments_until__gte=on)
    for each in found:
        yield Duty(
            act=_("Comment on minutes"),
            about=str(each.minutes.meeting),
            path=_minutes_path(each.minutes),
            since=day_of(each.circulated_at),
            due=each.comments_until,
        )


def _to_write(groups: set[int] | None, on: date) -> Iterator[Duty]:
    """Meetings that are over and whose minutes, in their newest version, nobody has circulated."""
    found = without_minutes(on=on)
    for each in found if groups is None else found.filter(meeting__group__in=groups):
        yield Duty(
            act=_("Write and circulate the minutes"),
            about=_about(each),
            path=_path("meeting", each),
            since=each.day,
            due=each.day + each.meeting.minutes_days * DAY,
        )


def _to_approve(groups: set[int] | None, on: date) -> Iterator[Duty]:
    found = circulated().filter(comments_until__lt=on)
    for each in found if groups is None else found.filter(minutes__meeting__group__in=groups):
        yield Duty(
            act=_("Approve the minutes, or write the next version"),
            about=str(each.minutes.meeting),
            path=_minutes_path(each.minutes),
            since=each.comments_until + DAY,
            due=each.comments_until + each.minutes.meeting.minutes_days * DAY,
        )


def _about(appointment: Appointment) -> str:
    return f"{appointment.meeting.group.name}: {appointment.meeting.title}"


def _path(page: str, appointment: Appointment) -> str:
    meeting = appointment.meeting
    return reverse(page, kwargs={"slug": meeting.group.slug, "meeting": meeting.public_id})


def _minutes_path(minutes: Minutes) -> str:
    meeting = minutes.meeting
    address = {"slug": meeting.group.slug, "meeting": meeting.public_id, "minutes": minutes.public_id}
    return reverse("minutes", kwargs=address)
