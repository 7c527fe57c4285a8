"""Revisions for tests: a procedure with two rounds, and a cycle of any rounds."""

from datetime import date
from types import MappingProxyType

from cupel.governance import (
    Change,
    Cycle,
    CycleRules,
    Length,
    Round,
    Stage,
    StageRecord,
    StageRule,
    Unit,
    Waiver,
    Window,
    schedule,
)

OPENED = date(2026, 1, 5)


def days(number: int) -> Length:
    return Length(number=number, unit=Unit.DAYS)


def months(number: int) -> Length:
    return Length(number=number, unit=Unit.MONTHS)


STAGES = (
    StageRule(stage=Stage.PROPOSAL, planned=months(1)),
    StageRule(stage=Stage.DRAFTING, planned=months(6)),
    StageRule(stage=Stage.CONSULTATION, number=1, planned=days(60), least=days(60), urgent=days(30)),
    StageRule(stage=Stage.CONSULTATION, number=2, planned=days(30), least=days(30), urgent=days(30)),
    StageRule(stage=Stage.DISPOSITION, planned=months(2)),
    StageRule(stage=Stage.APPROVAL, planned=months(1)),
    StageRule(stage=Stage.PUBLICATION, planned=Length(number=2, unit=Unit.WEEKS)),
    StageRule(stage=Stage.TRANSITION, planned=months(12), least=months(6)),
)
RULES = CycleRules(
    review=Length(number=5, unit=Unit.YEARS),
    stages=STAGES,
    rounds=MappingProxyType({Change.NEW: 2, Change.REVISION: 1, Change.URGENT: 1, Change.EDITORIAL: 0}),
    zone="Europe/London",
    answers=months(3),
)


def rules(*, inclusive: bool) -> CycleRules:
    """The procedure, counting in one way or the other."""
    return CycleRules(
        review=RULES.review, stages=STAGES, rounds=RULES.rounds, inclusive=inclusive, zone=RULES.zone,
        answers=RULES.answers,
    )  # fmt: skip


def cycle(
    *windows: Window, inclusive: bool = False, change: Change = Change.REVISION, waivers: tuple[Waiver, ...] = (),
    adopted: date | None = date(2021, 2, 9), stages: tuple[StageRecord, ...] | None = None, opened: date = OPENED,
) -> Cycle:  # fmt: skip
    """A revision whose rounds were as given; those that it does not have are skipped."""
    found = rules(inclusive=inclusive)
    planned = stages or tuple(
        StageRecord(
            rule=each.rule, planned=each.planned,
            skipped=each.rule.stage is Stage.CONSULTATION and each.rule.number > len(windows) > 0,
        )
        for each in schedule(found, start=opened, change=change)
    )  # fmt: skip
    return Cycle(
        rules=found, rules_in_force=date(2020, 1, 1), change=change, opened=opened, stages=planned,
        rounds=tuple(Round(number=number, window=window) for number, window in enumerate(windows, 1)),
        waivers=waivers, adopted=adopted,
    )  # fmt: skip
