"""Clocks: how long something may take, from which day, and when it is due. The day it is now is always an argument.

How days are counted differs between procedures: of a window from 1 to 30 September that day inclusive has 30 days,
exclusive 29. So the way of counting belongs to the term.
"""

from calendar import monthrange
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from cupel.errors import ProcedureError
from cupel.messages import _

DAY = timedelta(days=1)
WEEK = timedelta(weeks=1)
SATURDAY = 5


class Unit(StrEnum):
    """What a term is counted in."""

    DAYS = "days"
    WORKING_DAYS = "working days"
    WEEKS = "weeks"
    MONTHS = "months"
    YEARS = "years"


class ClockState(StrEnum):
    """What a clock does on a day."""

    RUNNING = "running"
    PAUSED = "paused"
    OVERDUE = "overdue"
    STOPPED = "stopped"


@dataclass(frozen=True, kw_only=True)
class Term:
    """How long: ``length`` in ``unit``; ``inclusive``: the day that starts it counts as the first."""

    length: int
    unit: Unit
    inclusive: bool = False

    def __post_init__(self) -> None:
        if self.length < 1:
            message = _("A term of {length} {unit} never runs.").format(length=self.length, unit=self.unit)
            raise ProcedureError(message, code="term", remedy=_("Give it a length of at least 1."))


@dataclass(frozen=True, kw_only=True)
class Pause:
    """Days that do not count, both ends among them; ``last`` is open while the pause lasts."""

    first: date
    last: date | None
    reason: str

    def __post_init__(self) -> None:
        if not self.reason.strip():
            raise ProcedureError(_("A pause without a reason."), code="pause", remedy=_("Say why the clock pauses."))
        if self.last is not None and self.last < self.first:
            message = _("A pause ends on {last}, before it begins on {first}.").format(last=self.last, first=self.first)
            raise ProcedureError(message, code="pause", remedy=_("Correct one of the two days."))

    def covers(self, day: date) -> bool:
        """Whether the clock pauses on ``day``."""
        return self.first <= day and (self.last is None or day <= self.last)


@dataclass(frozen=True, kw_only=True)
class Clock:
    """A term that ``started`` with an event of that day. ``holidays`` of the calendar that the procedure names;
    ``stopped``: the day on which what was due was done.
    """

    term: Term
    started: date
    pauses: tuple[Pause, ...] = ()
    holidays: frozenset[date] = frozenset()
    stopped: date | None = None


def due(clock: Clock) -> date | None:
    """The last day on which the act is in time; ``None`` while a pause without end keeps the clock from running out.

    Months and years end on the day of the same number, or the month's last (Regulation 1182/71, article 3); days of a
    pause are added.
    """
    left = _days(clock)
    for day in _counted(clock):
        left -= 1
        if left == 0:
            return day
    return None


def last_start(term: Term, *, over_on: date) -> date:
    """The latest day on which a clock without pauses may have started to have run out before ``over_on``: what started
    on it or earlier is over, what started later is not. Holds for every unit but working days.

    Raises :class:`~cupel.errors.ProcedureError` for working days, whose holidays a day alone does not tell.
    """
    if term.unit is Unit.WORKING_DAYS:
        message = _("A term in working days does not say which days count.")
        raise ProcedureError(message, code="term", remedy=_("Give it in days, weeks, months or years."))
    day = over_on - (_days(Clock(term=term, started=over_on)) + 1) * DAY
    while _end(term, day + DAY) < over_on:
        day += DAY
    while _end(term, day) >= over_on:
        day -= DAY
    return day


def state(clock: Clock, today: date) -> ClockState:
    """What the clock does on a day; one that stopped late is stopped."""
    if clock.stopped is not None and clock.stopped <= today:
        return ClockState.STOPPED
    last = due(clock)
    if last is not None and today > last:
        return ClockState.OVERDUE
    return ClockState.PAUSED if any(pause.covers(today) for pause in clock.pauses) else ClockState.RUNNING


def days_late(clock: Clock, today: date) -> int:
    """Calendar days by which the act is late on a day, or was; 0 if it is in time."""
    last, day = due(clock), min(today, clock.stopped or today)
    return max((day - last).days, 0) if last is not None else 0


def ends(day: date, zone: ZoneInfo) -> datetime:
    """The instant at which a day is over in a time zone: what comes at it or later is late."""
    return datetime.combine(day + DAY, time(), zone)


def reminder_day(*, since: date, last: date, before: Iterable[int], today: date) -> date | None:
    """The newest day up to ``today`` on which somebody is reminded of an act that waits ``since`` a day and whose last
    day is ``last``; ``None`` where no reminder has come up.

    There is one on each number of days ``before`` the last that comes after ``since``, one on the day after the last,
    and one every week from then on.
    """
    if today > last:
        first = last + DAY
        return first + (today - first) // WEEK * WEEK
    return max((day for number in before if since < (day := last - number * DAY) <= today), default=None)


def days_between(first: date, last: date, *, inclusive: bool) -> int:
    """Length of a window in days, its first day counted or not."""
    return (last - first).days + inclusive


def months_after(day: date, months: int) -> date:
    """The day of the same number that many months later (earlier, where negative), or that month's last."""
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _days(clock: Clock) -> int:
    """Days that must be counted until the term is over."""
    length, unit = clock.term.length, clock.term.unit
    if unit in {Unit.DAYS, Unit.WORKING_DAYS}:
        return length
    if unit is Unit.WEEKS:
        return 7 * length
    return (months_after(clock.started, 12 * length if unit is Unit.YEARS else length) - clock.started).days


def _end(term: Term, started: date) -> date:
    """When a clock without pauses runs out, in calendar days."""
    return started + (_days(Clock(term=term, started=started)) - term.inclusive) * DAY


def _counted(clock: Clock) -> Iterator[date]:
    """Days that count, in order; they end where an open pause begins."""
    day = clock.started if clock.term.inclusive else clock.started + DAY
    while not any(pause.last is None and pause.first <= day for pause in clock.pauses):
        working = day.weekday() < SATURDAY and day not in clock.holidays
        if (working or clock.term.unit is not Unit.WORKING_DAYS) and not any(p.covers(day) for p in clock.pauses):
            yield day
        day += DAY
