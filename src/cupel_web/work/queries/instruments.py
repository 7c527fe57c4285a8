"""Reads about issues and the instruments they are about."""

from collections.abc import Collection
from datetime import date, timedelta

from cupel_web.regulations.boards import Dates
from cupel_web.regulations.queries.records import instruments
from cupel_web.standards.queries import words
from cupel_web.work.models import IssueInstrument, Proposal

YEAR = timedelta(days=366)


def taken_up(events: Collection[int]) -> Dates:
    """Dates of these events about which there is an issue: raised by people and linked, or proposed by the machine."""
    linked = IssueInstrument.objects.filter(event__in=events, removed_at=None, issue__withdrawn_at=None)
    proposed = Proposal.objects.filter(event__in=events)
    pairs = [*linked.values_list("event", "on"), *proposed.values_list("event", "on")]
    return {(event, on) for event, on in pairs if event is not None and on is not None}


def choices(*, on: date) -> list[tuple[str, list[tuple[str, str]]]]:
    """What an issue can be linked to: per instrument its code for the whole, and ``code id day`` for each date that is
    just over or comes next.
    """
    found = []
    for each in instruments():
        dates = [
            (f"{each.code} {event.public_id} {day}", f"{day}: {words(event.what)}")
            for event in each.events.all()
            for day in (event.rule.last_before(on), event.rule.first_from(on))
            if day is not None and day >= on - YEAR
        ]
        found.append((each.code, [(each.code, words(each.title)), *sorted(dates, key=lambda date: date[1])]))
    return found
