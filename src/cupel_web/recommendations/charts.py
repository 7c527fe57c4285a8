"""The way of a recommendation as a line per body; the table beside it holds the same dates."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from cupel_web.recommendations.models import Leg

FULL = 1000
"""Length of the whole way, in units of the drawing."""


@dataclass(frozen=True, kw_only=True)
class LegLine:
    """When a body had the recommendation: from ``start`` for ``length``, of which ``late`` at the end was after its
    ``due`` day; all in units of the drawing. ``days``: how long it had it.
    """

    body: str
    start: float
    length: float
    late: float
    due: float | None
    days: int

    @property
    def late_from(self) -> float:
        return round(self.start + self.length - self.late, 1)


def way(legs: Sequence[Leg], *, today: date) -> list[LegLine]:
    """A line per leg on one axis, from the first day to today, the last due day or the last reply."""
    if not legs:
        return []
    first = legs[0].started_on
    last = max([_ended(leg, today) for leg in legs] + [leg.due_on for leg in legs if leg.due_on])
    whole = max((last - first).days, 1)

    def at(day: date) -> float:
        return round(FULL * (day - first).days / whole, 1)

    return [_line(leg, at, today) for leg in legs]


def _line(leg: Leg, at: Callable[[date], float], today: date) -> LegLine:
    start, end = at(leg.started_on), at(_ended(leg, today))
    due = at(leg.due_on) if leg.due_on else None
    late = max(end - due, 0.0) if due is not None else 0.0
    return LegLine(
        body=leg.body.name, start=start, length=round(max(end - start, 4.0), 1), late=round(late, 1), due=due,
        days=max((_ended(leg, today) - leg.started_on).days, 0),
    )  # fmt: skip


def _ended(leg: Leg, today: date) -> date:
    return leg.reply.replied_on if hasattr(leg, "reply") else today
