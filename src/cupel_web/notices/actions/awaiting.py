"""Verb of the daily round: everybody learns what awaits them, as a digest or as reminders of deadlines."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import translation

from cupel.governance import reminder_day
from cupel_web.kernel.clock import day_of
from cupel_web.kernel.duties import Duty, duties_of, identified
from cupel_web.kernel.models import User
from cupel_web.notices.actions.mail import Letter, tell
from cupel_web.notices.models import MailPreference, Telling


@dataclass(frozen=True, kw_only=True)
class _Line:
    """One act of a mail: what it is in one line, its last day, and the link that does it."""

    text: str
    due: date | None
    link: str


def tell_awaiting(*, now: datetime) -> int:
    """Mail everybody who wants a digest today all that awaits them, and everybody else who wants reminders those of
    their acts of whose deadline a reminder has come up; nobody twice a day. Gives the number of mails.
    """
    chosen = {each.person_id: each for each in MailPreference.objects.all()}
    people = User.objects.filter(is_active=True).order_by("pk")
    return sum(_tell(person, chosen.get(person.pk) or MailPreference(person=person), now=now) for person in people)


def _tell(person: User, preference: MailPreference, *, now: datetime) -> bool:
    today = day_of(now)
    is_digest = preference.has_digest(today)
    if not (is_digest or preference.is_reminded):
        return False
    with translation.override(preference.language):
        waiting = dict(identified(person, duties_of(person, on=today)))
    with transaction.atomic():
        User.objects.select_for_update().get(pk=person.pk)
        told = dict(Telling.objects.filter(person=person).values_list("duty", "on"))
        if today in told.values():
            return False
        shown = waiting if is_digest else _reminded(waiting, told, preference.days_before, today)
        Telling.objects.filter(person=person).exclude(duty__in=waiting).delete()
        if shown:
            _remember(person, shown, today)
            tell(person.email, _letter(shown.values(), today, is_digest=is_digest), about=person, now=now)
    return bool(shown)


def _reminded(waiting: dict[str, Duty], told: dict[str, date], before: list[int], today: date) -> dict[str, Duty]:
    """Those of whose deadline a reminder came up after they were told last; one that was missed is made up for."""

    def is_reminded(uid: str, duty: Duty) -> bool:
        if duty.due is None:
            return False
        day = reminder_day(since=duty.since, last=duty.due, before=before, today=today)
        return day is not None and (uid not in told or told[uid] < day)

    return {uid: duty for uid, duty in waiting.items() if is_reminded(uid, duty)}


def _remember(person: User, uids: Iterable[str], today: date) -> None:
    rows = [Telling(person=person, duty=uid, on=today) for uid in uids]
    Telling.objects.bulk_create(rows, update_conflicts=True, unique_fields=["person", "duty"], update_fields=["on"])


def _letter(duties: Iterable[Duty], today: date, *, is_digest: bool) -> Letter:
    """Overdue first, as :func:`~cupel_web.kernel.duties.duties_of` orders them."""
    lines: dict[bool, list[_Line]] = {True: [], False: []}
    for duty in duties:
        text = " ".join(f"{duty.act}: {duty.about}".split())
        lines[duty.is_overdue(today)].append(_Line(text=text, due=duty.due, link=settings.SITE_URL + duty.path))
    number = sum(len(part) for part in lines.values())
    values = {"late": lines[True], "coming": lines[False], "number": number, "is_digest": is_digest}
    return Letter(template="notices/mail/awaiting.txt", path=reverse("home"), values=values)
