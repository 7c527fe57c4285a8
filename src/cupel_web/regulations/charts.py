"""Versions and dated events of an instrument on a line of time; the tables beside it hold the same numbers."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from cupel.standard import DatedFact
from cupel_web.regulations.models import DatedEvent, Instrument, InstrumentVersion

WIDTH, MARGIN = 420, 22
LANES, LANE = 4, 22
"""Marks that would cover each other lie in lanes one above the other; so many, each so high."""

NEAR = 20
"""Marks closer than this cover each other."""

YEAR = timedelta(days=365)
TICKS = 6
"""At most so many years are written below the line."""


@dataclass(frozen=True, kw_only=True)
class Mark:
    """A version (``is_version``) or an event: ``number`` as in its table, ``x`` in units of the drawing, ``lane`` from
    the line upwards.
    """

    number: int
    x: float
    lane: int
    is_version: bool = False
    is_over: bool = False

    @property
    def rise(self) -> int:
        """How far above the line."""
        return 14 + self.lane * LANE


@dataclass(frozen=True, kw_only=True)
class Tick:
    """The first day of a year."""

    year: int
    x: float


@dataclass(frozen=True, kw_only=True)
class Timeline:
    """The drawing: marks, years, and where today is."""

    marks: list[Mark]
    ticks: list[Tick]
    today: float
    base: int

    @property
    def height(self) -> int:
        return self.base + 26


def timeline(instrument: Instrument, *, on: date) -> Timeline | None:
    """The instrument's versions and events by time; None where it has none with a date."""
    days = _days(instrument, on)
    if not days:
        return None
    first = min(on, *(day for day, _number, _version in days)) - YEAR / 4
    last = max(on, *(day for day, _number, _version in days)) + YEAR / 4
    scale = (WIDTH - 2 * MARGIN) / (last - first).days

    def place(day: date) -> float:
        return round(MARGIN + (day - first).days * scale, 1)

    marks = _marks(sorted(days), place, on)
    base = max(mark.lane for mark in marks) * LANE + 34
    return Timeline(marks=marks, ticks=_ticks(first, last, place), today=place(on), base=base)


def _marks(days: list[tuple[date, int, bool]], place: Callable[[date], float], on: date) -> list[Mark]:
    """Marks in lanes: the lowest one where there is room, else the one that was free the longest."""
    ends = [float("-inf")] * LANES
    marks = []
    for day, number, is_version in days:
        x = place(day)
        lane = next((n for n, end in enumerate(ends) if x - end >= NEAR), ends.index(min(ends)))
        ends[lane] = x
        marks.append(Mark(number=number, x=x, lane=lane, is_version=is_version, is_over=day < on))
    return marks


def _days(instrument: Instrument, on: date) -> list[tuple[date, int, bool]]:
    versions = [
        (_first(version), number, True) for number, version in enumerate(instrument.versions.all(), 1) if version.on
    ]
    events = [
        (day, number, False)
        for number, event in enumerate(instrument.events.all(), len(instrument.versions.all()) + 1)
        if (day := _shown(event, on)) is not None
    ]
    return versions + events


def _first(version: InstrumentVersion) -> date:
    return DatedFact(on=version.on).first


def _shown(event: DatedEvent, on: date) -> date | None:
    """The time that comes next, else the last."""
    return event.rule.first_from(on) or event.rule.last_before(on)


def _ticks(first: date, last: date, place: Callable[[date], float]) -> list[Tick]:
    years = range(first.year + 1, last.year + 1)
    step = -(-len(years) // TICKS) or 1
    return [Tick(year=year, x=place(date(year, 1, 1))) for year in years if year % step == 0]
