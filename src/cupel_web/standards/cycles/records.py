"""A cycle's facts as the engine knows them: what holds, what is planned, what was waived."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from zoneinfo import ZoneInfo

from cupel import governance
from cupel.governance import Change, Procedure, Round, Stage, StageRecord, Waiver, Window, schedule, window_of
from cupel_web.standards.models import Cycle, FactKind, RoundFact, StageFact
from cupel_web.standards.queries import standards


def record_of(cycle: Cycle, *, on: date) -> governance.Cycle:
    """The cycle as it stands on a day; reads ``stage_facts``, ``round_facts``, ``waivers`` and ``procedure``, so
    prefetch them for lists. A consultation starts and ends with the days of its round.
    """
    procedure = cycle.procedure.procedure
    rules = procedure.cycle
    assert rules is not None, "a cycle is opened under a procedure that has rules for it"
    rounds = {fact.number: _round(fact) for fact in cycle.round_facts.all()}
    facts = list(cycle.stage_facts.all())
    planned = schedule(
        rules, start=cycle.opened_on, change=Change(cycle.change), holidays=procedure.holidays,
        fixed=_fixed(facts, rounds),
    )  # fmt: skip
    stages = (_held(_went(stage, facts), rounds, on) for stage in planned)
    return governance.Cycle(
        rules=rules, rules_in_force=procedure.in_force, change=Change(cycle.change), opened=cycle.opened_on,
        stages=tuple(stages), rounds=tuple(rounds[number] for number in sorted(rounds)),
        waivers=_waivers(cycle), terms=_terms(cycle), announced=cycle.announced_on, adopted=adopted_on(cycle),
        holidays=procedure.holidays,
    )  # fmt: skip


def rules_of(procedure: Procedure) -> str:
    """How the procedure's own profile is called as a source."""
    return f"{procedure.uid} {procedure.version}"


def adopted_on(cycle: Cycle) -> date | None:
    """The earliest day on which the edition that is revised may have been adopted; ``None`` where none is recorded."""
    known = standards().get(cycle.standard)
    edition = known.editions.get(cycle.base_edition) if known is not None else None
    adopted = edition.dates.adopted if edition is not None else None
    return adopted.first if adopted is not None else None


def is_over(record: governance.Cycle) -> bool:
    """Whether nothing is awaited of any stage."""
    return all(stage.is_over for stage in record.stages)


def _fixed(facts: Iterable[StageFact], rounds: dict[int, Round]) -> dict[str, Window | None]:
    """Days that were set by hand, the newest of each stage; None of those left out."""
    fixed: dict[str, Window | None] = {}
    skipped: set[str] = set()
    for fact in facts:
        if fact.kind == FactKind.PLANNED:
            fixed[fact.stage] = Window(first=fact.first, last=fact.last)
        elif fact.kind == FactKind.SKIPPED:
            skipped.add(fact.stage)
        elif fact.kind == FactKind.CLEARED:
            skipped.discard(fact.stage)
    windows = {f"{Stage.CONSULTATION}-{number}": each.window for number, each in rounds.items()}
    return {**fixed, **windows, **dict.fromkeys(skipped)}


def _went(stage: StageRecord, facts: Iterable[StageFact]) -> StageRecord:
    """The stage with the days on which it started and ended, in the order of the facts."""
    for fact in facts:
        if fact.stage == stage.rule.key:
            match FactKind(fact.kind):
                case FactKind.STARTED:
                    stage = replace(stage, started=fact.first)
                case FactKind.ENDED:
                    stage = replace(stage, ended=fact.last)
                case FactKind.CLEARED:
                    stage = replace(stage, started=None, ended=None)
                case FactKind.PLANNED | FactKind.SKIPPED:
                    pass
    return stage


def _held(stage: StageRecord, rounds: dict[int, Round], on: date) -> StageRecord:
    """A consultation with the days of its round, as far as they have come."""
    held = rounds.get(stage.rule.number) if stage.rule.stage is Stage.CONSULTATION and not stage.skipped else None
    if held is None or held.window.first is None or held.window.last is None:
        return stage
    started = held.window.first if held.window.first <= on else None
    return replace(stage, started=started, ended=held.window.last if held.window.last < on else None)


def _round(fact: RoundFact) -> Round:
    window = window_of(fact.opens_at, fact.closes_at, ZoneInfo(fact.zone))
    return Round(number=fact.number, window=window, announced=fact.announced, answered=fact.answered_on)


def _waivers(cycle: Cycle) -> tuple[Waiver, ...]:
    newest = {(each.profile, each.rule): each for each in cycle.waivers.all()}
    return tuple(
        Waiver(
            rule=f"{each.profile}/{each.rule}", justification=each.justification, by=each.decided_by,
            on=each.decided_on,
        )
        for each in newest.values()
    )  # fmt: skip


def _terms(cycle: Cycle) -> frozenset[str]:
    return frozenset(term for term in governance.TERMS if getattr(cycle, term).strip())
