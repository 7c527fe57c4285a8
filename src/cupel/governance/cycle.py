"""A revision of a standard as facts: its stages with planned and actual days, its rounds, what was waived.

The day it is now is an argument; days are those of the procedure's time zone.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from types import MappingProxyType
from zoneinfo import ZoneInfo

from cupel.errors import ProcedureError
from cupel.governance.clocks import days_between
from cupel.governance.cycle_rules import Change, CycleRules, Stage, StageRule, days_after
from cupel.messages import _

DAY = timedelta(days=1)
INSTANT = timedelta(microseconds=1)
TERMS = ("need", "objectives", "risks", "overlap")
"""What terms of reference state before work begins: the last is overlap with other standards."""


@dataclass(frozen=True, kw_only=True)
class Window:
    """From one day to another, both among them; either may be unknown."""

    first: date | None
    last: date | None

    def __post_init__(self) -> None:
        if self.first is not None and self.last is not None and self.last < self.first:
            message = _("It ends on {last}, before it begins on {first}.").format(last=self.last, first=self.first)
            raise ProcedureError(message, code="window", remedy=_("Correct one of the two days."))

    def days(self, *, inclusive: bool) -> int | None:
        """Its length, the first day counted or not; ``None`` where a day is unknown."""
        if self.first is None or self.last is None:
            return None
        return days_between(self.first, self.last, inclusive=inclusive)

    def counted_as(self, number: int) -> tuple[bool, ...]:
        """The ways of counting, inclusive or not, in which it has that many days: one of them, or none."""
        return tuple(inclusive for inclusive in (True, False) if self.days(inclusive=inclusive) == number)


@dataclass(frozen=True, kw_only=True)
class Round:
    """A round of public consultation. ``announced``: the number of days it was announced with, where it was;
    ``answered``: the day on which the answers to its comments were public.
    """

    number: int
    window: Window
    announced: int | None = None
    answered: date | None = None


@dataclass(frozen=True, kw_only=True)
class StageRecord:
    """A stage as planned and as it went; ``skipped``: it was left out, with a reason given elsewhere."""

    rule: StageRule
    planned: Window
    started: date | None = None
    ended: date | None = None
    skipped: bool = False

    def __post_init__(self) -> None:
        if self.ended is not None and self.started is None:
            message = _("The stage {stage} ends, but never started.").format(stage=self.rule.key)
            raise ProcedureError(message, code="stage", remedy=_("Say when it started."))
        Window(first=self.started, last=self.ended)

    @property
    def window(self) -> Window:
        """Its days as far as they are known: actual ones, else as planned."""
        first = self.started or self.planned.first
        last = self.ended or self.planned.last
        return Window(first=first, last=last if first is None or last is None else max(first, last))

    @property
    def is_over(self) -> bool:
        """Nothing more is awaited of it."""
        return self.skipped or self.ended is not None


@dataclass(frozen=True, kw_only=True)
class Waiver:
    """The rule of this code need not be met, for a reason, by a decision of somebody (``by``: a role) of a day."""

    rule: str
    justification: str
    by: str
    on: date

    def __post_init__(self) -> None:
        if not self.justification.strip() or not self.by.strip():
            message = _("The rule {rule} is waived without a reason, or by nobody.").format(rule=self.rule)
            raise ProcedureError(message, code="waiver", remedy=_("Say why, and who decided it."))


@dataclass(frozen=True, kw_only=True)
class Cycle:
    """All that is known of a revision. ``rules_in_force``: since when the procedure holds. ``stages`` in their order.
    ``terms``: which of :data:`TERMS` were stated when it was opened; ``announced``: when a summary was public.
    ``adopted``: the edition that is revised; ``reviewed``: when a review last found no need for change.
    """

    rules: CycleRules
    rules_in_force: date
    change: Change
    opened: date
    stages: tuple[StageRecord, ...]
    rounds: tuple[Round, ...] = ()
    waivers: tuple[Waiver, ...] = ()
    terms: frozenset[str] = frozenset()
    announced: date | None = None
    adopted: date | None = None
    reviewed: date | None = None
    holidays: frozenset[date] = frozenset()

    def stage(self, stage: Stage) -> StageRecord | None:
        """The last stage of that kind."""
        return next((record for record in reversed(self.stages) if record.rule.stage is stage), None)

    @property
    def all_rounds(self) -> tuple[Round, ...]:
        """Every round in order, as recorded, else as its stage is planned; none that was skipped."""
        known = {each.number: each for each in self.rounds}
        return tuple(
            known.get(record.rule.number) or Round(number=record.rule.number, window=record.window)
            for record in self.stages
            if record.rule.stage is Stage.CONSULTATION and not record.skipped
        )


class Awaited(StrEnum):
    """What is to be done about a cycle."""

    START = "start"
    END = "end"
    ANSWERS = "answers"


@dataclass(frozen=True, kw_only=True)
class Deadline:
    """A stage, by its key, is to start or end, or a round's comments to be answered, by a day."""

    awaited: Awaited
    stage: str
    since: date
    due: date

    def days_late(self, on: date) -> int:
        """By how many days it is late on a day; 0 if it is in time."""
        return max((on - self.due).days, 0)


def window_of(opens: datetime, closes: datetime, zone: ZoneInfo) -> Window:
    """The days of a time zone on which something is open; what closes at midnight closes with the day before it."""
    last_instant = closes.astimezone(UTC) - INSTANT
    return Window(first=opens.astimezone(zone).date(), last=last_instant.astimezone(zone).date())


def schedule(
    rules: CycleRules,
    *,
    start: date,
    change: Change,
    holidays: frozenset[date] = frozenset(),
    fixed: Mapping[str, Window | None] = MappingProxyType({}),
) -> tuple[StageRecord, ...]:
    """The stages of a cycle as planned from its first day on, each from the day after the one before it. ``fixed``: the
    days of stages that were set by hand, by key, which those after them follow; ``None`` of one that is left out and
    takes no time.
    """
    planned: list[StageRecord] = []
    first = start
    for rule in rules.stages_of(change):
        usual = Window(first=first, last=rules.last_day(rule.plan(change), first, holidays=holidays))
        days = fixed.get(rule.key, usual)
        planned.append(StageRecord(rule=rule, planned=days or usual, skipped=days is None))
        if days is not None and days.last is not None:
            first = days.last + DAY
    return tuple(planned)


def deadlines(cycle: Cycle) -> Iterator[Deadline]:
    """What is awaited: the first stage that is not over starts or ends, and the answers to rounds that have closed."""
    current = next((record for record in cycle.stages if not record.is_over), None)
    if current is not None:
        awaited, day = (Awaited.START, current.planned.first) if current.started is None else (
            Awaited.END, current.planned.last
        )  # fmt: skip
        if day is not None:
            since = current.started or min(_free_since(cycle, current), day)
            yield Deadline(awaited=awaited, stage=current.rule.key, since=since, due=day)
    yield from _answers(cycle)


def overdue(cycle: Cycle, on: date) -> tuple[Deadline, ...]:
    """What should have been done before a day, oldest first."""
    late = [deadline for deadline in deadlines(cycle) if deadline.due < on]
    return tuple(sorted(late, key=lambda deadline: deadline.due))


def next_review(rules: CycleRules, *, adopted: date | None, reviewed: date | None = None) -> date | None:
    """The last day for the next review; ``None`` where no rule asks for one, or no day of adoption or of a review is
    known.
    """
    known = [day for day in (adopted, reviewed) if day is not None]
    if rules.review is None or not known:
        return None
    return days_after(rules.review, max(known))


def _free_since(cycle: Cycle, record: StageRecord) -> date:
    """Since when a stage that has not started could have."""
    ended = [each.ended for each in cycle.stages[: cycle.stages.index(record)] if each.ended is not None]
    return max(ended, default=cycle.opened)


def _answers(cycle: Cycle) -> Iterator[Deadline]:
    if cycle.rules.answers is None:
        return
    for each in cycle.rounds:
        if each.answered is None and each.window.last is not None:
            last = days_after(cycle.rules.answers, each.window.last, holidays=cycle.holidays)
            key = f"{Stage.CONSULTATION}-{each.number}"
            yield Deadline(awaited=Awaited.ANSWERS, stage=key, since=each.window.last, due=last)
