"""Verbs about invitations: answer them."""

from datetime import datetime

from django.db import transaction

from cupel_web.kernel.events import append_event
from cupel_web.kernel.models import User
from cupel_web.kernel.permissions import require
from cupel_web.meetings.actions.open_meetings import locked, require_to_come
from cupel_web.meetings.models import Answer, Meeting, Reply
from cupel_web.meetings.queries.schedule import seats_filled_by


def answer(meeting: Meeting, reply: Reply, *, by: User, now: datetime) -> list[Answer]:
    """Say whether one comes, for every seat one fills on the day; the newest answer holds."""
    require(by, "meetings.answer", meeting)
    with transaction.atomic():
        fresh = locked(meeting)
        require_to_come(fresh, now=now)
        answers = [
            Answer.objects.create(
                appointment=fresh.appointment, seat=tenure.seat, person=by, reply=reply, answered_at=now
            )
            for tenure in seats_filled_by(by, fresh.appointment)
        ]
        for each in answers:
            append_event("meetings.answered", by=by, about=each, scope=fresh.group, now=now,
                seat=each.seat.public_id, reply=reply.value)  # fmt: skip
    return answers
