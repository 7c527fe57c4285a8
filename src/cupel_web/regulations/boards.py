"""What rooms above add to this one: panels on pages of instruments, and which dates somebody took up."""

from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from datetime import date

from cupel_web.kernel.panels import Board

INSTRUMENTS = Board()
"""Pages of instruments."""

Dates = set[tuple[int, date]]
"""Events, by row number, and the days on which they happen."""


@dataclass(frozen=True)
class TakenUp:
    """Dates that somebody works on already, as rooms above know: nobody is reminded of them."""

    sources: list[Callable[[Collection[int]], Dates]] = field(default_factory=list)

    def add(self, source: Callable[[Collection[int]], Dates]) -> None:
        """Let ``source`` say which dates of events were taken up; called once when the workspace starts."""
        if source not in self.sources:
            self.sources.append(source)

    def among(self, events: Collection[int]) -> Dates:
        """Those dates of these events that were taken up."""
        return set().union(*(source(events) for source in self.sources)) if events else set()


TAKEN_UP = TakenUp()
