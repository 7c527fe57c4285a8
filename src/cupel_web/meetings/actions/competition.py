"""Verbs about the competition-law notice: publish a version."""

import hashlib
from datetime import date, datetime

from django.db import transaction

from cupel_web.kernel.events import append_event
from cupel_web.kernel.models import User
from cupel_web.kernel.permissions import require
from cupel_web.meetings.models import CompetitionNotice


def publish_notice(text: str, *, in_force: date, by: User | None, now: datetime) -> CompetitionNotice:
    """Add the next version: it stands over every meeting from the day it is in force."""
    require(by, "meetings.publish_notice")
    with transaction.atomic():
        digest = hashlib.sha256(text.encode()).hexdigest()
        last = CompetitionNotice.objects.select_for_update().order_by("-number").first()
        notice: CompetitionNotice = CompetitionNotice.objects.create(
            number=last.number + 1 if last else 1, text=text, sha256=digest, in_force=in_force, published_at=now
        )
        append_event("meetings.notice_published", by=by, about=notice, now=now, number=notice.number, sha256=digest)
    return notice
