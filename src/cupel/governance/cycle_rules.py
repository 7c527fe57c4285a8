"""How a body revises its standard, as data: when a review is due, through which stages a revision goes, how long each
takes at least, and how days are counted.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from cupel.errors import ProcedureError
from cupel.governance.clocks import Clock, Term, Unit, due
from cupel.messages import _


class Stage(StrEnum):
    """What is done in a stage of a revision."""

    PROPOSAL = "proposal"
    DRAFTING = "drafting"
    CONSULTATION = "consultation"
    DISPOSITION = "disposition"
    APPROVAL = "approval"
    PUBLICATION = "publication"
    TRANSITION = "transition"


class Change(StrEnum):
    """What a cycle changes, which decides how many rounds of consultation it needs."""

    NEW = "new standard"
    REVISION = "revision"
    URGENT = "urgent change"
    EDITORIAL = "change without substance"


@dataclass(frozen=True, kw_only=True)
class Length:
    """How long, in a unit; whether the first day counts is a rule of the whole procedure."""

    number: int
    unit: Unit

    def __post_init__(self) -> None:
        self.term(inclusive=False)

    def term(self, *, inclusive: bool) -> Term:
        """The term of a clock of this length; raises :class:`~cupel.errors.ProcedureError` for less than 1."""
        return Term(length=self.number, unit=self.unit, inclusive=inclusive)


@dataclass(frozen=True, kw_only=True)
class StageRule:
    """A stage in its order. ``number``: which round, or which of several of a kind; 0 where there is one alone.
    ``planned``: how long it is planned for; ``least``: how long it must last; ``urgent``: in place of both where the
    change is urgent.
    """

    stage: Stage
    number: int = 0
    planned: Length
    least: Length | None = None
    urgent: Length | None = None

    @property
    def key(self) -> str:
        """Its name in a cycle: ``consultation-2``, ``approval``."""
        return f"{self.stage}-{self.number}" if self.number else self.stage.value

    def plan(self, change: Change) -> Length:
        """How long it is planned for in a cycle of this kind."""
        return self.urgent if change is Change.URGENT and self.urgent is not None else self.planned

    def minimum(self, change: Change) -> Length | None:
        """How long it must last in a cycle of this kind."""
        return self.urgent if change is Change.URGENT and self.urgent is not None else self.least


@dataclass(frozen=True, kw_only=True)
class CycleRules:
    """Rules of a revision. ``review``: how long after adoption, or after the last review, the next is due at the
    latest. ``rounds``: the least number of rounds per kind of change; with 0 there is neither consultation nor
    disposition. ``inclusive``: the first day of a window counts, as the last does. ``zone``: where days begin and end.
    ``answers``: how long after the end of a round its comments are answered at the latest. ``follows``: keys of the
    codes for standard-setters that the procedure undertakes to follow.

    Raises :class:`~cupel.errors.ProcedureError` for stages that stand twice or out of order and for unknown zones.
    """

    review: Length | None = None
    stages: tuple[StageRule, ...]
    rounds: Mapping[Change, int] = field(default_factory=lambda: MappingProxyType({}))
    inclusive: bool = False
    zone: str = "UTC"
    answers: Length | None = None
    follows: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        keys = [rule.key for rule in self.stages]
        twice = next((key for number, key in enumerate(keys) if key in keys[:number]), None)
        if twice is not None:
            raise _wrong(_("The stage {stage} stands twice.").format(stage=twice), _("Number the stages of a kind."))
        numbers = [rule.number for rule in self.stages if rule.stage is Stage.CONSULTATION]
        if numbers != list(range(1, len(numbers) + 1)):
            message = _("Rounds of consultation are numbered {numbers}.").format(numbers=", ".join(map(str, numbers)))
            raise _wrong(message, _("Number them 1, 2, 3, in their order."))
        if any(number < 0 or number > len(numbers) for number in self.rounds.values()):
            message = _("More rounds are asked for than there are stages of consultation.")
            raise _wrong(message, _("Add the stages, or ask for fewer rounds."))
        try:
            ZoneInfo(self.zone)
        except (ZoneInfoNotFoundError, ValueError):
            message = _("There is no time zone {zone}.").format(zone=self.zone)
            raise _wrong(message, _("Name one as the IANA does, such as Europe/London.")) from None

    def stages_of(self, change: Change) -> tuple[StageRule, ...]:
        """The stages of a cycle of this kind, in order."""
        without = frozenset({Stage.CONSULTATION, Stage.DISPOSITION} if self.rounds.get(change) == 0 else ())
        return tuple(rule for rule in self.stages if rule.stage not in without)

    def last_day(self, length: Length, first: date, *, holidays: frozenset[date] = frozenset()) -> date:
        """The last day of a window that lasts so long from ``first`` on, under these rules' way of counting."""
        return _due(length.term(inclusive=self.inclusive), first, holidays)


def days_after(length: Length, event: date, *, holidays: frozenset[date] = frozenset()) -> date:
    """The last day of a term that an event starts: its own day never counts, whatever the way of counting windows."""
    return _due(length.term(inclusive=False), event, holidays)


def _due(term: Term, started: date, holidays: frozenset[date]) -> date:
    last = due(Clock(term=term, started=started, holidays=holidays))
    assert last is not None, "a clock without pauses runs out"
    return last


def _wrong(message: str, remedy: str) -> ProcedureError:
    return ProcedureError(message, code="cycle-rules", remedy=remedy)
