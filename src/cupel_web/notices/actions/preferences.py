"""Verb of choosing how one is told."""

from dataclasses import asdict, dataclass
from datetime import datetime

from django.db import transaction

from cupel_web.kernel.events import append_event
from cupel_web.kernel.models import User
from cupel_web.notices.models import MailPreference, Pace


@dataclass(frozen=True, kw_only=True)
class Wishes:
    """What a person chooses; the fields are those of :class:`~cupel_web.notices.models.MailPreference`."""

    pace: Pace
    weekday: int
    is_reminded: bool
    days_before: list[int]
    language: str


def choose_mail(person: User, wishes: Wishes, *, now: datetime) -> MailPreference:
    """From now on the person is told like this."""
    with transaction.atomic():
        chosen, _new = MailPreference.objects.update_or_create(person=person, defaults=asdict(wishes))
        append_event("notices.mail_chosen", by=person, about=chosen, now=now, pace=wishes.pace.value,
            reminded=wishes.is_reminded)  # fmt: skip
    return chosen
