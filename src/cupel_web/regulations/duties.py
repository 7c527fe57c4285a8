"""What awaits the chairs of groups that watch instruments: dates that come near, or are over."""

from collections.abc import Iterator
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from cupel_web.groups.models import Access, AccessRole
from cupel_web.kernel.duties import Duty
from cupel_web.kernel.models import User
from cupel_web.regulations.queries.dates import Occurrence, reminded_since, reminders, watched_by
from cupel_web.regulations.queries.records import instruments
from cupel_web.regulations.words import what_happens


def duties(person: User, on: date) -> Iterator[Duty]:
    """A duty per date: look at it, then deal with it or raise an issue about it."""
    led = set(Access.objects.current().filter(person=person, role=AccessRole.CHAIR).values_list("group", flat=True))
    watched = watched_by(instruments(), led) if led else []
    for each in reminders(watched, on=on):
        yield Duty(
            act=_("Look at a date of a regulation"),
            about=what_happens(each.event),
            path=path_of(each),
            since=reminded_since(each),
            due=each.on,
        )


def path_of(occurrence: Occurrence) -> str:
    """The page where a date is dealt with."""
    event = occurrence.event
    address = {"code": event.instrument.code, "event": event.public_id, "day": occurrence.on.isoformat()}
    return reverse("deal_with_date", kwargs=address)
