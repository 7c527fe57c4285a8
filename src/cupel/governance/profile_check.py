"""A revision held against a profile: met, not met, not met but justified, or unknown, each with its sentence."""

from collections.abc import Iterator
from datetime import date

from cupel.governance.cycle import Cycle, Waiver
from cupel.governance.cycle_rules import Length
from cupel.governance.measures import read
from cupel.governance.profile import Finding, Measure, Profile, ProfileRule, Reading, Verdict
from cupel.governance.sentences import Sentence


def check(profile: Profile, cycle: Cycle, on: date) -> tuple[Finding, ...]:
    """Every rule of the profile that applies, as the record stands on a day.

    A rule does not apply to other kinds of change than its own, nor where there is nothing of what it asks about, such
    as a second round. A waiver of a later day does not count yet.
    """
    waivers = {waiver.rule: waiver for waiver in cycle.waivers if waiver.on <= on}
    found: list[Finding] = []
    for rule in profile.rules:
        reading = read(rule, cycle, on) if not rule.changes or cycle.change in rule.changes else None
        if reading is not None:
            found.append(_finding(f"{profile.key}/{rule.code}", rule, reading, waivers))
    lacking = sum(finding.verdict is Verdict.NOT_MET for finding in found)
    justified = Reading(met=lacking == 0, sentence=Sentence.WAIVERS, figures={"lacking": lacking})
    return tuple(
        _finding(each.reference, each.rule, justified, waivers) if each.rule.measure is Measure.WAIVERS else each
        for each in found
    )


def procedure_profile(key: str, cycle: Cycle, *, source: str) -> Profile:
    """The least that the procedure itself asks for, as a profile: a revision is held against it as against a code.
    ``source`` names the procedure's version.
    """
    return Profile(key=key, title={}, rules=tuple(_own_rules(cycle, source)))


def _own_rules(cycle: Cycle, source: str) -> Iterator[ProfileRule]:
    rules = cycle.rules
    asked = rules.rounds.get(cycle.change, 0)
    if asked:
        yield ProfileRule(code="rounds", measure=Measure.ROUNDS, rounds=asked, source=source, mark="S")
    for record in cycle.stages:
        least = record.rule.minimum(cycle.change)
        if least is not None:
            yield _own_length(record.rule.key, Measure.STAGE, least, source)
    if rules.review is not None:
        yield _own_length("review", Measure.REVIEW, rules.review, source)


def _own_length(code: str, measure: Measure, length: Length, source: str) -> ProfileRule:
    stage = code if measure is Measure.STAGE else ""
    return ProfileRule(code=code, measure=measure, length=length, stage=stage, source=source, mark="S")


def _finding(reference: str, rule: ProfileRule, reading: Reading, waivers: dict[str, Waiver]) -> Finding:
    if reading.met is None:
        return Finding(reference=reference, rule=rule, verdict=Verdict.UNKNOWN, reading=reading)
    if reading.met:
        return Finding(reference=reference, rule=rule, verdict=Verdict.MET, reading=reading)
    waiver = waivers.get(reference)
    verdict = Verdict.NOT_MET if waiver is None else Verdict.JUSTIFIED
    return Finding(reference=reference, rule=rule, verdict=verdict, reading=reading, waiver=waiver)
