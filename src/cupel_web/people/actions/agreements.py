"""Verbs about what people agree to before they sit in a group."""

import hashlib
from datetime import date, datetime

from django.db import transaction

from cupel_web.kernel.events import append_event
from cupel_web.kernel.models import User
from cupel_web.kernel.permissions import require
from cupel_web.people.models import Acceptance, Undertaking, UndertakingKind


def publish_undertaking(
    kind: UndertakingKind, *, text: str, in_force: date, by: User | None, now: datetime
) -> Undertaking:
    """Add the next version; from the day it is in force, whoever sits accepts it anew."""
    require(by, "people.publish_undertaking")
    with transaction.atomic():
        number = Undertaking.objects.filter(kind=kind).count() + 1
        digest = hashlib.sha256(text.encode()).hexdigest()
        undertaking: Undertaking = Undertaking.objects.create(
            kind=kind, number=number, text=text, sha256=digest, in_force=in_force
        )
        append_event(
            "people.undertaking_published", by=by, about=undertaking, now=now, kind=kind.value, number=number,
            sha256=digest,
        )  # fmt: skip
    return undertaking


def accept_undertaking(undertaking: Undertaking, *, person: User, now: datetime) -> Acceptance:
    """The person accepts this version; accepting it again changes nothing."""
    with transaction.atomic():
        acceptance, created = Acceptance.objects.get_or_create(
            person=person, undertaking=undertaking, defaults={"accepted_at": now}
        )
        if created:
            append_event(
                "people.undertaking_accepted", by=person, about=acceptance, now=now, undertaking=undertaking.public_id
            )
    return acceptance
