"""Dates of instruments: what comes, what is over, and of what a group is to be reminded."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from cupel.coverage import awaiting, over, remind_from
from cupel_web.kernel.clock import day_of
from cupel_web.regulations.boards import TAKEN_UP
from cupel_web.regulations.models import DatedEvent, Instrument, InstrumentVersion


@dataclass(frozen=True, kw_only=True)
class Occurrence:
    """One date of an event."""

    event: DatedEvent
    on: date

    @property
    def instrument(self) -> Instrument:
        """Whose event it is."""
        return self.event.instrument


def next_of(instrument: Instrument, *, on: date) -> Occurrence | None:
    """The date that comes next, or is today."""
    coming = [
        Occurrence(event=event, on=day)
        for event in instrument.events.all()
        if (day := event.rule.first_from(on)) is not None
    ]
    return min(coming, key=lambda each: each.on, default=None)


def reminders(instruments: Iterable[Instrument], *, on: date) -> list[Occurrence]:
    """The dates of which the groups that watch these are to be reminded on a day: near or over, and nobody has dealt
    with them or taken them up.
    """
    found = [each for instrument in instruments for each in _open(instrument, on)]
    taken = TAKEN_UP.among({each.event.pk for each in found})
    return [each for each in found if (each.event.pk, each.on) not in taken]


def reminded_since(occurrence: Occurrence) -> date:
    """The first day of its reminder, not before the date was known."""
    watch = occurrence.instrument.watch
    first = remind_from(occurrence.on, months=watch.months) if watch else occurrence.on
    return max(first, day_of(occurrence.event.dated_at))


def passed(instruments: Iterable[Instrument], *, on: date) -> list[Occurrence]:
    """The latest date of each event that is over on a day, came after it was known, and was not dealt with."""
    return [
        Occurrence(event=event, on=day)
        for instrument in instruments
        for event in instrument.events.all()
        if (day := over(event.rule, on=on, since=day_of(event.dated_at))) and day not in event.dealt_on
    ]


def new_versions(instruments: Iterable[Instrument]) -> list[InstrumentVersion]:
    """Versions that came after their instrument was known."""
    return [
        version
        for instrument in instruments
        for version in instrument.versions.all()
        if version.recorded_at > instrument.recorded_at
    ]


def watched_by(instruments: Iterable[Instrument], groups: Collection[int]) -> list[Instrument]:
    """Those that one of the groups, by row number, watches."""
    return [each for each in instruments if each.watch is not None and each.watch.group_id in groups]


def _open(instrument: Instrument, on: date) -> Iterator[Occurrence]:
    if instrument.watch is None:
        return
    months = instrument.watch.months
    for event in instrument.events.all():
        for day in awaiting(event.rule, on=on, months=months, since=day_of(event.dated_at)):
            if day not in event.dealt_on:
                yield Occurrence(event=event, on=day)
