"""Public pages of instruments: all of them, one, what changed, the calendar."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from cupel.coverage import METALS
from cupel_web.kernel import clock
from cupel_web.kernel.access import public
from cupel_web.kernel.models import User
from cupel_web.notices.icalendars import as_calendar, calendar
from cupel_web.regulations.boards import INSTRUMENTS
from cupel_web.regulations.charts import timeline
from cupel_web.regulations.feeds import dates_of
from cupel_web.regulations.models import DatedEvent, Import, Instrument
from cupel_web.regulations.queries import records
from cupel_web.regulations.queries.dates import Occurrence, next_of, reminders
from cupel_web.regulations.words import METAL_NAMES
from cupel_web.standards.queries import words


@dataclass(frozen=True, kw_only=True)
class Row:
    """An instrument in the list, with its next date."""

    instrument: Instrument
    next: Occurrence | None


@dataclass(frozen=True, kw_only=True)
class EventRow:
    """A dated event of one instrument: its number in the drawing, its next time, the times to look at now."""

    event: DatedEvent
    number: int
    next: date | None
    open: list[date]


@public
@require_GET
def instruments(request: HttpRequest) -> HttpResponse:
    """Every instrument with its next date, soonest first, and which metals it reaches."""
    text, metal = request.GET.get("q", "").strip(), request.GET.get("metal", "")
    metal = metal if metal in METALS else ""
    on = clock.today()
    found = [each for each in records.instruments() if _fits(each, text.lower(), metal)]
    rows = [Row(instrument=each, next=next_of(each, on=on)) for each in found]
    context = {
        "rows": sorted(rows, key=lambda row: (row.next.on if row.next else date.max, row.instrument.code)),
        "text": text, "metal": metal, "metals": METAL_NAMES, "last": Import.objects.defer("content").first(),
    }  # fmt: skip
    return render(request, "regulations/instruments.html", context)


@public
@require_GET
def instrument(request: HttpRequest, code: str) -> HttpResponse:
    """An instrument: what it is, its versions, its dates, and what rooms above know about it."""
    found = records.instrument_named(code)
    return render(request, "regulations/instrument.html", _context(request, found))


@public
@require_GET
def changes(request: HttpRequest) -> HttpResponse:
    """What each imported file changed against the one before, newest first."""
    return render(request, "regulations/changes.html", {"imports": Import.objects.defer("content")})


@public
@require_GET
def instruments_calendar(_request: HttpRequest) -> HttpResponse:
    """The dates of all instruments, for a calendar to follow."""
    return as_calendar(calendar(_("Dates of regulations"), deadlines=dates_of(records.instruments())))


def _context(request: HttpRequest, found: Instrument) -> dict[str, Any]:
    on = clock.today()
    user = request.user if isinstance(request.user, User) else None
    keeps = user is not None and user.has_perm("regulations.keep_instruments")
    open_dates: dict[int, list[date]] = {}
    for each in reminders([found], on=on):
        open_dates.setdefault(each.event.pk, []).append(each.on)
    first = len(found.versions.all()) + 1
    return {
        "instrument": found,
        "watch": found.watch,
        "events": [
            EventRow(event=event, number=number, next=event.rule.first_from(on), open=open_dates.get(event.pk, []))
            for number, event in enumerate(found.events.all(), first)
        ],
        "timeline": timeline(found, on=on),
        "metals": METAL_NAMES,
        "keeps": keeps,
        "deals": user is not None and user.has_perm("regulations.deal_with_date", found),
        "panels": INSTRUMENTS.about(found, user=request.user),
    }


def _fits(instrument: Instrument, text: str, metal: str) -> bool:
    reached = instrument.reach.get(metal, {}).get("reach") in {"reached", "priority", "strategic"}
    shown = f"{instrument.code} {words(instrument.title)} {words(instrument.addressees)}".lower()
    return text in shown and (not metal or reached)
