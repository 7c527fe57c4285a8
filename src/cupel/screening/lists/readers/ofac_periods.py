"""Dates and periods in OFAC's advanced XML."""

import calendar
from datetime import date
from xml.etree.ElementTree import Element

from cupel.screening.lists import xml
from cupel.screening.lists.dates import Span, span_of

FIRST = ("Start/From", "Start/To", "End/From")
LAST = ("End/To", "End/From", "Start/To", "Start/From")


def day_in(element: Element | None) -> date | None:
    """The day in an element with Year, Month and Day; None where it is not whole."""
    span = _part(element)
    return span.first if span and span.precision == "day" else None


def span_in(period: Element) -> Span | None:
    """A DatePeriod as the days it allows: the first of its start to the last of its end."""
    first = next((span for path in FIRST if (span := _part(period.find(path)))), None)
    last = next((span for path in LAST if (span := _part(period.find(path)))), None)
    if not first or not last or first.first > last.last:
        return None
    about = any(end.get("Approximate") == "true" for end in period)
    precision = _precision(first.first, last.last)
    return Span(first.first, last.last, "circa" if about and precision != "range" else precision)


def _part(element: Element | None) -> Span | None:
    if element is None:
        return None
    year, month, day = (xml.text(element, part) for part in ("Year", "Month", "Day"))
    return span_of("-".join([year or "", *(part for part in (month, day if month else None) if part)]))


def _precision(first: date, last: date) -> str:
    if first == last:
        return "day"
    whole_months = first.day == 1 and last.day == calendar.monthrange(last.year, last.month)[1]
    if whole_months and (first.year, first.month) == (last.year, last.month):
        return "month"
    whole_year = whole_months and first.year == last.year and (first.month, last.month) == (1, 12)
    return "year" if whole_year else "range"
