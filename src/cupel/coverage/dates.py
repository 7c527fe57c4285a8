"""Days on which something happens, once or every year, and when somebody should be reminded of them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from cupel.governance import months_after

DAY = timedelta(days=1)
COMMON_YEAR = 2001
"""Any year without 29 February: what falls on one of its days falls on a day of every year."""


@dataclass(frozen=True, kw_only=True)
class DateRule:
    """A day (``on``), or a day of every year (``yearly``, such as ``05-31``): exactly one of the two.

    Raises ValueError for both, neither, or a day that not every year has.
    """

    on: date | None = None
    yearly: str = ""

    def __post_init__(self) -> None:
        if (self.on is None) == (not self.yearly):
            raise ValueError("a day or a day of every year")
        if self.yearly:
            self._in(COMMON_YEAR)

    def first_from(self, day: date) -> date | None:
        """The first time on ``day`` or later; None where there is none."""
        if self.on is not None:
            return self.on if self.on >= day else None
        this_year = self._in(day.year)
        return this_year if this_year >= day else self._in(day.year + 1)

    def last_before(self, day: date) -> date | None:
        """The last time before ``day``; None where there is none."""
        if self.on is not None:
            return self.on if self.on < day else None
        this_year = self._in(day.year)
        return this_year if this_year < day else self._in(day.year - 1)

    def _in(self, year: int) -> date:
        return date.fromisoformat(f"{year:04}-{self.yearly}")


def days_between(rule: DateRule, first: date, last: date) -> Iterator[date]:
    """The times from ``first`` to ``last``, both among them, in order."""
    day = rule.first_from(first)
    while day is not None and day <= last:
        yield day
        day = rule.first_from(day + DAY)


def remind_from(day: date, *, months: int) -> date:
    """The first day of the reminder of something on ``day``: so many months before, or that month's last day."""
    return months_after(day, -months)


def awaiting(rule: DateRule, *, on: date, months: int, since: date) -> list[date]:
    """The times of which somebody is to be reminded on a day: the last one that is over, where it came on ``since``
    or later, and those that come within ``months``.
    """
    passed = over(rule, on=on, since=since)
    coming = days_between(rule, on, months_after(on, months + 1))
    near = [day for day in coming if remind_from(day, months=months) <= on]
    return [passed, *near] if passed is not None else near


def over(rule: DateRule, *, on: date, since: date) -> date | None:
    """The last time before a day, where it came on ``since`` or later."""
    last = rule.last_before(on)
    return last if last is not None and last >= since else None
