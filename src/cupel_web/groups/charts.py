"""Balance of interests and running clocks as bars; the tables beside them hold the same numbers and days."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from cupel.governance import ClockState, Requirement
from cupel_web.groups.clocks import RunningClock

FULL = 1000
"""Length of a bar that is everything, in units of the drawing."""


@dataclass(frozen=True, kw_only=True)
class BalanceBar:
    """A category's share of the votes beside the most it may have; lengths in units of the drawing."""

    category: str
    share: float
    most: float
    met: bool

    @property
    def length(self) -> float:
        return round(FULL * self.share, 1)

    @property
    def limit(self) -> float:
        return round(FULL * self.most, 1)

    @property
    def is_limited(self) -> bool:
        return self.most < 1


def balance_bars(rules: Iterable[Requirement]) -> list[BalanceBar]:
    """A bar per category, in the order of the procedure."""
    return [
        BalanceBar(category=rule.category or "", share=float(rule.reached), most=float(rule.needed), met=rule.met)
        for rule in rules
        if rule.rule == "balance"
    ]


DAY = timedelta(days=1)
BACK, AHEAD = timedelta(days=183), timedelta(days=366)
"""How far a picture of clocks reaches from today at the most: a term of office would leave no room for days."""


@dataclass(frozen=True, kw_only=True)
class Stretch:
    """A piece of a bar, in units of the drawing."""

    at: float
    length: float


@dataclass(frozen=True, kw_only=True)
class ClockLine:
    """A clock as a bar: what is ``gone``, what is ``left``, what is ``late``, where it ``rests``, and its ``due`` day.
    ``days``: left until it is due, negative once it is late; none where nothing is due.
    """

    clock: RunningClock
    state: ClockState
    gone: Stretch
    left: Stretch | None
    late: Stretch | None
    rests: list[Stretch]
    due: float | None
    days: int | None

    @property
    def days_late(self) -> int:
        return -(self.days or 0)


@dataclass(frozen=True, kw_only=True)
class Timeline:
    """Clocks on one axis of days from ``first`` to ``last``; ``months``: where each month begins."""

    first: date
    last: date
    today: float
    months: list[float] = field(default_factory=list)
    lines: list[ClockLine] = field(default_factory=list)


def timeline(clocks: Sequence[RunningClock], *, on: date) -> Timeline:
    """The bars of these clocks on a day; what lies outside the axis is cut off."""
    first = max(min([clock.started for clock in clocks], default=on), on - BACK)
    last = min(max([on, *(clock.due for clock in clocks if clock.due)]), on + AHEAD)
    axis = _Axis(first=min(first, on - DAY), last=max(last, on + DAY))
    return Timeline(
        first=axis.first, last=axis.last, today=axis.at(on), months=axis.months(),
        lines=[_line(clock, axis, on) for clock in clocks],
    )  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class _Axis:
    first: date
    last: date

    def at(self, day: date) -> float:
        shown = min(max(day, self.first), self.last)
        return round(FULL * (shown - self.first).days / (self.last - self.first).days, 1)

    def between(self, start: date, end: date) -> Stretch | None:
        """From a day to another, none where nothing of it is on the axis."""
        begin, length = self.at(start), round(self.at(end) - self.at(start), 1)
        return Stretch(at=begin, length=length) if length > 0 else None

    def months(self) -> list[float]:
        days = (self.first + number * DAY for number in range((self.last - self.first).days + 1))
        return [self.at(day) for day in days if day.day == 1]


def _line(clock: RunningClock, axis: _Axis, on: date) -> ClockLine:
    ended = min(on, clock.due) if clock.due else on
    rests = [axis.between(pause.first, min(pause.last or on, on) + DAY) for pause in clock.pauses if pause.first <= on]
    return ClockLine(
        clock=clock,
        state=clock.state(on=on),
        gone=axis.between(clock.started, ended) or Stretch(at=axis.at(clock.started), length=4),
        left=axis.between(max(on, clock.started), clock.due) if clock.due else None,
        late=axis.between(clock.due, on) if clock.due else None,
        rests=[rest for rest in rests if rest],
        due=axis.at(clock.due) if clock.due and axis.first <= clock.due <= axis.last else None,
        days=(clock.due - on).days if clock.due else None,
    )
