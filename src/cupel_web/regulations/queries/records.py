"""Instruments and what hangs on them, by what their addresses name."""

from datetime import date

from django.db.models import Prefetch, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from cupel_web.kernel.models import User
from cupel_web.regulations.models import DatedEvent, Instrument, InstrumentVersion, Watch
from cupel_web.regulations.queries.dates import Occurrence


def instruments() -> QuerySet[Instrument]:
    """Instruments that stand, with their versions, events and who watches them, in five queries."""
    return Instrument.objects.filter(removed_at=None).prefetch_related(
        Prefetch("watches", queryset=Watch.objects.select_related("group").order_by("-pk")),
        Prefetch("versions", queryset=InstrumentVersion.objects.filter(withdrawn_at=None)),
        Prefetch(
            "events",
            queryset=DatedEvent.objects.filter(withdrawn_at=None).prefetch_related("dealings"),
        ),
    )  # fmt: skip


def instrument_named(code: str) -> Instrument:
    """The instrument; else 404."""
    return get_object_or_404(instruments(), code=code)


def instrument_kept_by(user: User, code: str) -> Instrument:  # noqa: ARG001
    """Instruments are public; what may be done with one is the permission's matter."""
    return instrument_named(code)


def version_by_hand(user: User, code: str, version: str) -> InstrumentVersion:  # noqa: ARG001
    """A version that was added by hand and stands; else 404."""
    found = InstrumentVersion.objects.filter(instrument__code=code, by_hand=True, withdrawn_at=None)
    return get_object_or_404(found.select_related("instrument"), public_id=version)


def event_by_hand(user: User, code: str, event: str) -> DatedEvent:  # noqa: ARG001
    """An event that was added by hand and stands; else 404."""
    found = DatedEvent.objects.filter(instrument__code=code, by_hand=True, withdrawn_at=None)
    return get_object_or_404(found.select_related("instrument"), public_id=event)


def occurrence_of(user: User, code: str, event: str, day: str) -> Occurrence:  # noqa: ARG001
    """One date of an event; 404 where there is none on this day."""
    found = next((each for each in instrument_named(code).events.all() if each.public_id == event), None)
    try:
        on = date.fromisoformat(day)
    except ValueError as error:
        raise Http404 from error
    if found is None or found.rule.first_from(on) != on:
        raise Http404
    return Occurrence(event=found, on=on)
