"""Dates of an edition: separate facts, each with its source and how sure it is."""

from calendar import monthrange
from dataclasses import dataclass, fields
from datetime import date

MARKS = ("S", "C", "M-high", "M-med", "M-low", "P")
"""How sure a recorded fact is: sourced, computed, from memory with high, medium or low confidence, proposed."""


@dataclass(frozen=True, kw_only=True)
class DatedFact:
    """A day, a month (``2021-12``) or a year (``2021``), as exact as the source is."""

    on: str
    source: str | None = None
    mark: str | None = None

    @property
    def first(self) -> date:
        """The first day it may mean."""
        year, month, day = self._parts()
        return date(year, month or 1, day or 1)

    @property
    def last(self) -> date:
        """The last day it may mean."""
        year, month, day = self._parts()
        month = month or 12
        return date(year, month, day or monthrange(year, month)[1])

    @property
    def exact(self) -> bool:
        """Whether the day is known."""
        return self.first == self.last

    def _parts(self) -> tuple[int, int | None, int | None]:
        parts = [int(part) for part in self.on.split("-")]
        return parts[0], parts[1] if len(parts) > 1 else None, parts[2] if len(parts) > 2 else None


@dataclass(frozen=True, kw_only=True)
class EditionDates:
    """Each date is a fact of its own; none is inferred from another, and only dates order editions."""

    adopted: DatedFact | None = None
    published: DatedFact | None = None
    launched: DatedFact | None = None
    effective: DatedFact | None = None
    transition_until: DatedFact | None = None
    withdrawn: DatedFact | None = None

    def known(self) -> dict[str, DatedFact]:
        """The recorded dates by name."""
        found = {item.name: getattr(self, item.name) for item in fields(self)}
        return {name: fact for name, fact in found.items() if fact is not None}

    @property
    def earliest(self) -> date | None:
        """The first day any of the beginnings may mean; None where none is recorded."""
        begun = [self.adopted, self.published, self.launched, self.effective]
        return min((fact.first for fact in begun if fact is not None), default=None)
