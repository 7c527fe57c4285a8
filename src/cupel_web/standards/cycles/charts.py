"""The stages of a cycle as bars on one axis of days; the table beside them holds the same days."""

from dataclasses import dataclass
from datetime import date, timedelta

from cupel.governance import Cycle, StageRecord, Window

FULL = 1000
"""Length of the axis, in units of the drawing."""

DAY = timedelta(days=1)


@dataclass(frozen=True, kw_only=True)
class Bar:
    """A piece of the axis."""

    at: float
    length: float


@dataclass(frozen=True, kw_only=True)
class StageLine:
    """A stage: where it is ``planned``, where it ``went``, where it is ``late``."""

    record: StageRecord
    planned: Bar | None
    went: Bar | None
    late: Bar | None


@dataclass(frozen=True, kw_only=True)
class Picture:
    """Stages from ``first`` to ``last``; ``years``: where each begins, and where ``today`` is."""

    first: date
    last: date
    today: float
    years: list[float]
    lines: list[StageLine]


def picture(cycle: Cycle, *, on: date) -> Picture:
    """The stages as they stand on a day."""
    days = [day for record in cycle.stages for day in _days(record)]
    axis = _Axis(first=min([*days, cycle.opened, on]), last=max([*days, on + DAY]))
    years = [axis.at(date(year, 1, 1)) for year in range(axis.first.year + 1, axis.last.year + 1)]
    return Picture(
        first=axis.first, last=axis.last, today=axis.at(on), years=years,
        lines=[_line(record, axis, on) for record in cycle.stages],
    )  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class _Axis:
    first: date
    last: date

    def at(self, day: date) -> float:
        return round(FULL * (day - self.first).days / (self.last - self.first).days, 1)

    def over(self, window: Window) -> Bar | None:
        """A window with both its days."""
        if window.first is None or window.last is None or window.last < window.first:
            return None
        begin, end = self.at(window.first), self.at(min(window.last + DAY, self.last))
        return Bar(at=begin, length=max(round(end - begin, 1), 3))


def _days(record: StageRecord) -> list[date]:
    known = (record.planned.first, record.planned.last, record.started, record.ended)
    return [day for day in known if day is not None]


def _line(record: StageRecord, axis: _Axis, on: date) -> StageLine:
    if record.skipped:
        return StageLine(record=record, planned=None, went=None, late=None)
    until = record.ended or on
    went = axis.over(Window(first=record.started, last=max(until, record.started))) if record.started else None
    last = record.planned.last
    is_late = last is not None and last < until and (record.started is not None or not record.is_over)
    late = axis.over(Window(first=last + DAY, last=until)) if is_late and last is not None else None
    return StageLine(record=record, planned=axis.over(record.planned), went=went, late=late)
