"""What forms about a cycle are for, by what their addresses name: a stage, a round, a rule that is not met."""

from dataclasses import dataclass

from django.http import Http404

from cupel.governance import Finding, StageRecord, Verdict
from cupel_web.kernel import clock
from cupel_web.kernel.models import User
from cupel_web.standards.cycles.findings import finding_of
from cupel_web.standards.cycles.queries import cycle_named
from cupel_web.standards.cycles.records import record_of
from cupel_web.standards.models import Cycle, FactKind, RoundFact


@dataclass(frozen=True, kw_only=True)
class StageOf:
    """A stage of a cycle as it stands, and the ``kind`` of fact that is recorded of it."""

    cycle: Cycle
    record: StageRecord
    kind: FactKind


@dataclass(frozen=True, kw_only=True)
class RoundOf:
    """A round of a cycle, in clocks of a ``zone``; ``fact``: what was said of it last, if anything."""

    cycle: Cycle
    number: int
    zone: str
    fact: RoundFact | None


@dataclass(frozen=True, kw_only=True)
class RuleOf:
    """A rule that a cycle does not meet."""

    cycle: Cycle
    profile: str
    finding: Finding


def stage_of(user: User, cycle: str, stage: str, kind: str) -> StageOf:  # noqa: ARG001
    """A stage of a cycle by its key; else 404."""
    found = cycle_named(cycle)
    for record in record_of(found, on=clock.today()).stages:
        if record.rule.key == stage and kind in FactKind.values:
            return StageOf(cycle=found, record=record, kind=FactKind(kind))
    raise Http404


def round_of(user: User, cycle: str, number: str) -> RoundOf:  # noqa: ARG001
    """A round of a cycle that is not left out; else 404."""
    found = cycle_named(cycle)
    record = record_of(found, on=clock.today())
    for each in record.all_rounds:
        if str(each.number) == str(number):
            facts = [fact for fact in found.round_facts.all() if fact.number == each.number]
            return RoundOf(cycle=found, number=each.number, zone=record.rules.zone, fact=facts[-1] if facts else None)
    raise Http404


def rule_of(user: User, cycle: str, profile: str, rule: str) -> RuleOf:  # noqa: ARG001
    """A rule of a profile that the cycle does not meet; else 404."""
    found, today = cycle_named(cycle), clock.today()
    finding = finding_of(found, record_of(found, on=today), profile, rule, on=today)
    if finding is None or finding.verdict not in {Verdict.NOT_MET, Verdict.JUSTIFIED}:
        raise Http404
    return RuleOf(cycle=found, profile=profile, finding=finding)
