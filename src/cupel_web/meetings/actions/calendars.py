"""Verbs about a person's calendar: make its secret address, or another in its place."""

import secrets
from datetime import datetime

from django.db import transaction

from cupel_web.kernel.events import append_event
from cupel_web.kernel.models import User
from cupel_web.meetings.models import CalendarKey


def renew_calendar(person: User, *, now: datetime) -> str:
    """The secret of a new address; the one before leads nowhere from now on. It is told once and not kept."""
    secret = secrets.token_urlsafe(32)
    with transaction.atomic():
        User.objects.select_for_update().get(pk=person.pk)
        CalendarKey.objects.filter(person=person, ended_at=None).update(ended_at=now)
        key = CalendarKey.objects.create(person=person, key=CalendarKey.key_of(secret), made_at=now)
        append_event("meetings.calendar_renewed", by=person, about=key, now=now)
    return secret
