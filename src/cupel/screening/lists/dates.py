"""Days as lists write them: whole, in part, about, or between two."""

import calendar
import re
from datetime import date
from functools import lru_cache
from typing import NamedTuple

FIRST_YEAR, LAST_YEAR = 1800, 2200
MONTHS = {name.lower(): number for number, name in enumerate(calendar.month_abbr) if name}
"""English month names by their first three letters; lists are published in English."""

_ISO = re.compile(r"(?P<y>\d{4})(?:[-/](?P<m>\d{1,2})(?:[-/](?P<d>\d{1,2}))?)?(?:T[\d:.]+(?:Z|[+-]\d\d:?\d\d)?)?")
_PAIRED = re.compile(r"(?P<a>\d{1,2})[/.-](?P<b>\d{1,2})[/.-](?P<y>\d{4})")
_WORDS = re.compile(r"(?:(?P<d>\d{1,2})[ -])?(?P<month>[A-Za-z]{3,9})\.?,?[ -](?P<y>\d{4})")
_US_WORDS = re.compile(r"(?P<month>[A-Za-z]{3,9})\.? (?P<d>\d{1,2}), ?(?P<y>\d{4})")
_CIRCA = re.compile(r"^(?:circa|approximately|approx\.?|about|around|ca?\.)\s*", re.IGNORECASE)
_BETWEEN = re.compile(
    r"^(?:between\s+)?(.+?)\s*(?:\bto\b|\band\b|\s-\s|–|(?<=\d{4})-(?=\d{4}$))\s*(.+)$", re.IGNORECASE
)


class Span(NamedTuple):
    """The days a statement allows, and how exactly it was made (``tables.PRECISIONS``)."""

    first: date
    last: date
    precision: str


@lru_cache(maxsize=65_536)
def span_of(text: str, *, month_first: bool = False) -> Span | None:
    """``text`` as the days it allows; None where it names none that exist.

    Reads 1965, Jan 1965, 25 Jan 1965, January 25, 1965, 1965-01-25, 25/01/1965 (``month_first``: 01/25/1965), days and
    months of 00 as unknown, "circa 1962" and "1960 to 1964".
    """
    bare = " ".join(text.split()).rstrip(".")
    about = _CIRCA.match(bare)
    if about:
        inner = span_of(bare[about.end() :], month_first=month_first)
        return inner and Span(inner.first, inner.last, "range" if inner.precision == "range" else "circa")
    whole = _single(bare, month_first=month_first)
    if whole:
        return whole
    ends = _BETWEEN.match(bare)
    pair = ends and (_single(ends[1], month_first=month_first), _single(ends[2], month_first=month_first))
    if pair and pair[0] and pair[1] and pair[0].first <= pair[1].last:
        return Span(pair[0].first, pair[1].last, "range")
    return None


def day_of(text: str | None, *, month_first: bool = False) -> date | None:
    """``text`` as one day; None where it is empty or names no single day."""
    span = span_of(text, month_first=month_first) if text else None
    return span.first if span and span.precision == "day" else None


def span_between(first_year: str, last_year: str) -> Span | None:
    """All days of the years from ``first_year`` to ``last_year``."""
    return span_of(f"{first_year} to {last_year}")


def _single(text: str, *, month_first: bool) -> Span | None:
    found = _ISO.fullmatch(text)
    if found:
        return _span(found["y"], found["m"], found["d"])
    found = _PAIRED.fullmatch(text)
    if found:
        month, day = (found["a"], found["b"]) if month_first else (found["b"], found["a"])
        return _span(found["y"], month, day)
    found = _WORDS.fullmatch(text) or _US_WORDS.fullmatch(text)
    if found and found["month"][:3].lower() in MONTHS:
        return _span(found["y"], MONTHS[found["month"][:3].lower()], found["d"])
    return None


def _span(year: str, month: str | int | None, day: str | None) -> Span | None:
    y, m, d = int(year), int(month or 0), int(day or 0)
    if not FIRST_YEAR <= y <= LAST_YEAR or m > 12:
        return None
    if m == 0:
        return Span(date(y, 1, 1), date(y, 12, 31), "year")
    last = calendar.monthrange(y, m)[1]
    if d > last:
        return None
    if d == 0:
        return Span(date(y, m, 1), date(y, m, last), "month")
    return Span(date(y, m, d), date(y, m, d), "day")
