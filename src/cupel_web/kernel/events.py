"""The event log: append an act, check the chain."""

import hashlib
import hmac
import json
from collections.abc import Sequence
from datetime import UTC, datetime

from django.conf import settings
from django.db import transaction
from django.db.models import Q, QuerySet

from cupel_web.kernel.models import ChainHead, Event, PublicModel, User

Fact = str | int | bool | None | Sequence[str]


def salted_hash(text: str, *, salt: str = "") -> str:
    """A digest that shows whether two texts are equal without telling the text; with a ``salt`` of its own it is noise
    to everybody once that salt is gone.
    """
    return hmac.new((settings.EVENT_SALT + salt).encode(), text.encode(), hashlib.sha256).hexdigest()


def append_event(
    action: str,
    *,
    by: User | None,
    about: PublicModel,
    now: datetime,
    scope: PublicModel | None = None,
    **facts: Fact,
) -> Event:
    """Add an act to the log; ``scope`` is the organisation it belongs to. Call it inside the act's own transaction."""
    with transaction.atomic():
        head, _ = ChainHead.objects.select_for_update().get_or_create(pk=1)
        event = Event(
            number=head.number + 1,
            at=now,
            actor=by.public_id if by else "",
            action=action,
            subject_type=about._meta.label_lower,
            subject=about.public_id,
            scope=scope.public_id if scope else "",
            facts=facts,
            previous=head.digest,
        )
        event.digest = digest(event)
        event.save()
        head.number, head.digest = event.number, event.digest
        head.save()
    return event


def digest(event: Event) -> str:
    """SHA-256 of the event's content and of the digest before it, in hexadecimal."""
    content = [
        event.number, event.at.astimezone(UTC).isoformat(timespec="microseconds"), event.actor, event.action,
        event.subject_type, event.subject, event.scope, event.facts, event.public_id, event.previous,
    ]  # fmt: skip
    text = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def first_broken_event() -> int | None:
    """Number of the first event that is missing or does not follow from the one before; None if the chain holds."""
    previous, expected = "0" * 64, 1
    for event in Event.objects.order_by("number").iterator():
        if event.number != expected or event.previous != previous or event.digest != digest(event):
            return expected
        previous, expected = event.digest, expected + 1
    head = ChainHead.objects.filter(pk=1).first()
    return expected if head and head.number != expected - 1 else None


def found(*, action: str = "", subject: str = "") -> QuerySet[Event]:
    """Events, newest first: those whose action begins with ``action``, about or within the record ``subject``."""
    events = Event.objects.order_by("-number")
    if action:
        events = events.filter(action__startswith=action)
    if subject:
        events = events.filter(Q(subject=subject) | Q(scope=subject) | Q(actor=subject))
    return events
