"""Which meetings there are, who is invited, and which notice stands over them."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from cupel_web.groups.models import Access, Group, Tenure
from cupel_web.groups.queries.life import version_on
from cupel_web.kernel.models import User
from cupel_web.meetings.models import Answer, Appointment, CompetitionNotice
from cupel_web.people.models import Role
from cupel_web.work.queries.reading import Reader

LONGEST = timedelta(days=2)
"""No meeting lasts longer."""


def standing() -> QuerySet[Appointment]:
    """The appointment that holds of every meeting, by its begin."""
    found = Appointment.objects.filter(successor=None).select_related("meeting__group")
    return found.order_by("starts_at", "pk")


def meetings_of(group: Group, *, inside: bool, show: str, now: datetime) -> QuerySet[Appointment]:
    """Meetings of a group: ``show`` ``past`` for those that are over, newest first, else those to come; public ones
    alone unless ``inside``.
    """
    found = standing().filter(meeting__group=group)
    if not inside:
        found = found.filter(meeting__is_public=True)
    over = [each.pk for each in found.filter(starts_at__lte=now, starts_at__gt=now - LONGEST) if each.ends_at <= now]
    if show == "past":
        return found.filter(starts_at__lte=now).exclude(pk__in=_lasting(found, over, now)).order_by("-starts_at", "-pk")
    return found.filter(starts_at__gt=now - LONGEST).exclude(pk__in=over)


def _lasting(found: QuerySet[Appointment], over: Iterable[int], now: datetime) -> list[int]:
    """Those that have begun and are not over."""
    recent = found.filter(starts_at__lte=now, starts_at__gt=now - LONGEST)
    return list(recent.exclude(pk__in=over).values_list("pk", flat=True))


def next_meeting(group: Group, *, inside: bool, now: datetime) -> Appointment | None:
    """The first to come that takes place."""
    return meetings_of(group, inside=inside, show="coming", now=now).filter(cancelled=False).first()


def invited_to(appointment: Appointment) -> list[Tenure]:
    """Who fills a seat on the day and may enter the group's rooms: holders and alternates, with their seats."""
    group = appointment.meeting.group
    access = Access.objects.current().filter(group=group, person=OuterRef("person"))
    found = Tenure.objects.on(appointment.day).filter(Exists(access), seat__group=group, person__is_active=True)
    return list(found.select_related("person__profile", "seat").order_by("seat__label", "pk"))


def people_of(group: Group) -> QuerySet[User]:
    """Who may present or take something on: everybody with access to the group, and the secretariat."""
    inside = Q(group_access__group=group, group_access__ended_at=None)
    secretariat = Q(memberships__role=Role.SECRETARIAT, memberships__ended_at=None)
    return User.objects.filter(inside | secretariat, is_active=True).distinct().order_by("name", "email")


def seats_filled_by(person: User, appointment: Appointment) -> list[Tenure]:
    """The seats of the group that the person fills on the day."""
    found = Tenure.objects.on(appointment.day).filter(person=person, seat__group=appointment.meeting.group)
    return list(found.select_related("seat").order_by("pk"))


def answers_to(appointment: Appointment) -> dict[tuple[int, int], Answer]:
    """The newest answer of each person for each seat, by the row numbers of both."""
    rows = appointment.answers.select_related("person", "seat").order_by("pk")
    return {(row.seat_id, row.person_id): row for row in rows}


def appointments_of(reader: Reader, *, after: datetime) -> QuerySet[Appointment]:
    """Meetings of the groups that the person enters, from a moment on."""
    return standing().filter(meeting__group__in=reader.entered, starts_at__gt=after)


def notice_on(day: date) -> CompetitionNotice | None:
    """The competition-law notice in force on a day."""
    return CompetitionNotice.objects.filter(in_force__lte=day).order_by("-in_force", "-number").first()


def rules_on(group: Group, day: date) -> int | None:
    """Row number of the version of the group's rules in force on a day."""
    version = version_on(group.procedure_uid, day)
    return version.pk if version else None


def reasons_of(appointment: Appointment) -> list[Appointment]:
    """How the meeting came to be when it is: every appointment before, oldest first."""
    earlier = Appointment.objects.filter(meeting=appointment.meeting_id, number__lte=appointment.number)
    return list(earlier.annotate(was=F("replaces__starts_at")).order_by("number"))
