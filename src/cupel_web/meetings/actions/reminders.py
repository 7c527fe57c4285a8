"""Reminders of meetings, the day before."""

from datetime import datetime, timedelta

from django.db import transaction

from cupel_web.kernel.models import User
from cupel_web.kernel.zones import in_zone
from cupel_web.meetings.actions.inviting import Change, persons, tell_person
from cupel_web.meetings.models import Appointment, Reminder
from cupel_web.meetings.queries.schedule import invited_to, standing

DAY = timedelta(days=1)


def remind(*, now: datetime) -> int:
    """Remind everybody invited of the meetings that begin tomorrow, or later today, as their zones count days; each
    person once per appointment. Gives the number of mails.
    """
    near = standing().filter(cancelled=False, starts_at__gt=now, starts_at__lte=now + 3 * DAY)
    due = [each for each in near if in_zone(now, each.zone).date() >= each.day - DAY]
    return sum(
        _remind(person, appointment, now=now) for appointment in due for person in persons(invited_to(appointment))
    )


def _remind(person: User, appointment: Appointment, *, now: datetime) -> bool:
    with transaction.atomic():
        _row, is_new = Reminder.objects.get_or_create(
            appointment=appointment, person=person, defaults={"reminded_at": now}
        )
        if is_new:
            tell_person(person, appointment, Change.REMINDED, now=now)
    return is_new
