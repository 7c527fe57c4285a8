"""Dates of instruments as a calendar."""

from collections.abc import Iterable, Iterator

from django.urls import reverse

from cupel_web.kernel.clock import day_of
from cupel_web.notices.icalendars import Deadline
from cupel_web.regulations.models import Instrument
from cupel_web.regulations.words import what_happens


def dates_of(instruments: Iterable[Instrument]) -> Iterator[Deadline]:
    """Every dated event; what is from memory says so in its title."""
    for instrument in instruments:
        path = reverse("instrument", kwargs={"code": instrument.code})
        for event in instrument.events.all():
            known = day_of(event.dated_at)
            on = event.on or event.rule.first_from(known)
            if on is not None:
                yield Deadline(
                    uid=event.public_id, since=known, on=on, title=what_happens(event), path=path,
                    yearly=bool(event.yearly),
                )  # fmt: skip
