"""What rules of a profile look at in the record of a revision. Three-valued: a day that is missing makes unknown."""

from collections.abc import Callable, Iterable
from datetime import date

from cupel.governance.clocks import Unit
from cupel.governance.cycle import TERMS, Cycle, Round, StageRecord, Window
from cupel.governance.cycle_rules import Change, Length, Stage, days_after
from cupel.governance.profile import Amount, Figure, Measure, ProfileRule, Reading
from cupel.governance.sentences import Sentence


def read(rule: ProfileRule, cycle: Cycle, on: date) -> Reading | None:
    """What the rule's measure finds on a day; ``None`` where there is nothing of what it asks about."""
    return _MEASURES[rule.measure](rule, cycle, on)


def _rules_in_force(_rule: ProfileRule, cycle: Cycle, _on: date) -> Reading:
    first = min(_actual_days(cycle), default=cycle.opened)
    figures = {"since": cycle.rules_in_force, "first": first}
    return Reading(met=cycle.rules_in_force <= first, sentence=Sentence.RULES_IN_FORCE, figures=figures)


def _terms(_rule: ProfileRule, cycle: Cycle, _on: date) -> Reading:
    stated = len(cycle.terms.intersection(TERMS))
    return Reading(met=stated == len(TERMS), sentence=Sentence.TERMS, figures={"stated": stated, "asked": len(TERMS)})


def _announced(_rule: ProfileRule, cycle: Cycle, _on: date) -> Reading:
    began = min((record.started for record in cycle.stages if record.started is not None), default=None)
    if cycle.announced is None:
        if began is None:
            return Reading(met=None, sentence=Sentence.NEITHER)
        return Reading(met=None, sentence=Sentence.NOT_ANNOUNCED, figures={"began": began})
    if began is None:
        return Reading(met=True, sentence=Sentence.ANNOUNCED_EARLY, figures={"announced": cycle.announced})
    figures = {"announced": cycle.announced, "began": began}
    return Reading(met=cycle.announced <= began, sentence=Sentence.ANNOUNCED, figures=figures)


def _rounds(rule: ProfileRule, cycle: Cycle, _on: date) -> Reading:
    number = len(cycle.all_rounds)
    figures = {"rounds": number, "least": rule.rounds}
    return Reading(met=number >= rule.rounds, sentence=Sentence.ROUNDS, figures=figures)


def _first_round(rule: ProfileRule, cycle: Cycle, _on: date) -> Reading | None:
    return _shortest(cycle.all_rounds[:1], _length(rule), cycle)


def _later_rounds(rule: ProfileRule, cycle: Cycle, _on: date) -> Reading | None:
    return _shortest(cycle.all_rounds[1:], _length(rule), cycle)


def _stage(rule: ProfileRule, cycle: Cycle, _on: date) -> Reading | None:
    record = next((each for each in cycle.stages if each.rule.key == rule.stage), None)
    if record is None:
        return None
    if record.rule.stage is Stage.CONSULTATION:
        found = (each for each in cycle.all_rounds if each.number == record.rule.number)
        return _shortest(found, _length(rule), cycle)
    return _stage_length(record, _length(rule), cycle)


def _stage_length(record: StageRecord, least: Length, cycle: Cycle) -> Reading:
    asked: dict[str, Figure] = {"least": _amount(least)}
    if record.skipped:
        return Reading(met=False, sentence=Sentence.STAGE_SKIPPED, figures=asked)
    window = record.window
    met = _lasts(window, least, cycle)
    if met is None or window.first is None or window.last is None:
        return Reading(met=None, sentence=Sentence.STAGE_UNKNOWN, figures=asked)
    figures = {**_both_ways(window), "first": window.first, "last": window.last, **asked}
    return Reading(met=met, sentence=Sentence.STAGE, figures=figures)


def _answered(_rule: ProfileRule, cycle: Cycle, on: date) -> Reading:
    over = [each for each in cycle.rounds if each.window.last is not None and each.window.last < on]
    if not over:
        return Reading(met=None, sentence=Sentence.NO_ROUND_OVER)
    answered = sum(each.answered is not None and each.answered <= on for each in over)
    approval = cycle.stage(Stage.APPROVAL)
    too_late = approval is not None and approval.started is not None
    met = True if answered == len(over) else False if too_late else None
    return Reading(met=met, sentence=Sentence.ANSWERED, figures={"over": len(over), "answered": answered})


def _before_approval(_rule: ProfileRule, cycle: Cycle, _on: date) -> Reading:
    approval = cycle.stage(Stage.APPROVAL)
    began = approval.started if approval is not None else None
    if began is None:
        return Reading(met=None, sentence=Sentence.NO_APPROVAL, figures={"since": cycle.rules_in_force})
    figures = {"since": cycle.rules_in_force, "began": began}
    return Reading(met=cycle.rules_in_force <= began, sentence=Sentence.BEFORE_APPROVAL, figures=figures)


def _published(_rule: ProfileRule, cycle: Cycle, _on: date) -> Reading:
    approval, publication, transition = (
        cycle.stage(stage) for stage in (Stage.APPROVAL, Stage.PUBLICATION, Stage.TRANSITION)
    )
    approved = approval.ended if approval is not None else None
    published = publication.ended if publication is not None else None
    until = transition.window.last if transition is not None and not transition.skipped else None
    if approved is None:
        return Reading(met=None, sentence=Sentence.NOT_APPROVED)
    if published is None:
        return Reading(met=None, sentence=Sentence.NOT_PUBLISHED, figures={"approved": approved})
    if until is None:
        figures = {"approved": approved, "published": published}
        return Reading(met=False, sentence=Sentence.PUBLISHED_ONLY, figures=figures)
    figures = {"approved": approved, "published": published, "until": until}
    return Reading(met=approved <= published, sentence=Sentence.PUBLISHED, figures=figures)


def _review(rule: ProfileRule, cycle: Cycle, _on: date) -> Reading | None:
    if cycle.change is Change.NEW:
        return None
    known = [day for day in (cycle.adopted, cycle.reviewed) if day is not None]
    length = _length(rule)
    if not known:
        return Reading(met=None, sentence=Sentence.REVIEW_UNKNOWN, figures={"least": _amount(length)})
    since = max(known)
    due = days_after(length, since)
    figures = {"since": since, "due": due, "opened": cycle.opened}
    return Reading(met=cycle.opened <= due, sentence=Sentence.REVIEW, figures=figures)


def _classified(_rule: ProfileRule, _cycle: Cycle, _on: date) -> Reading:
    return Reading(met=True, sentence=Sentence.CLASSIFIED)


def _not_measured(_rule: ProfileRule, _cycle: Cycle, _on: date) -> Reading:
    return Reading(met=None, sentence=Sentence.NOT_MEASURED)


_MEASURES: dict[Measure, Callable[[ProfileRule, Cycle, date], Reading | None]] = {
    Measure.RULES_IN_FORCE: _rules_in_force,
    Measure.TERMS: _terms,
    Measure.ANNOUNCED: _announced,
    Measure.ROUNDS: _rounds,
    Measure.FIRST_ROUND: _first_round,
    Measure.LATER_ROUNDS: _later_rounds,
    Measure.STAGE: _stage,
    Measure.ANSWERED: _answered,
    Measure.WAIVERS: _not_measured,
    Measure.RULES_BEFORE_APPROVAL: _before_approval,
    Measure.PUBLISHED: _published,
    Measure.REVIEW: _review,
    Measure.CLASSIFIED: _classified,
    Measure.NONE: _not_measured,
}


def _shortest(rounds: Iterable[Round], least: Length, cycle: Cycle) -> Reading | None:
    """The reading of the round that decides: one that is too short, else one of unknown length, else the first."""
    readings = [_round_length(each, least, cycle) for each in rounds]
    return min(readings, key=lambda reading: (reading.met is not False, reading.met is not None), default=None)


def _round_length(each: Round, least: Length, cycle: Cycle) -> Reading:
    asked: dict[str, Figure] = {"number": each.number, "least": _amount(least)}
    met = _lasts(each.window, least, cycle)
    if met is None:
        return Reading(met=None, sentence=Sentence.ROUND_UNKNOWN, figures=asked)
    sentence = Sentence.ROUND if cycle.rules.inclusive else Sentence.ROUND_WITHOUT
    return Reading(met=met, sentence=sentence, figures={**_both_ways(each.window), **asked})


def _lasts(window: Window, least: Length, cycle: Cycle) -> bool | None:
    """Whether a window is long enough, as the procedure counts."""
    if window.first is None or window.last is None:
        return None
    return window.last >= cycle.rules.last_day(least, window.first, holidays=cycle.holidays)


def _both_ways(window: Window) -> dict[str, Figure]:
    counts = {name: window.days(inclusive=name == "inclusive") for name in ("inclusive", "exclusive")}
    return {name: Amount(count, Unit.DAYS) for name, count in counts.items() if count is not None}


def _length(rule: ProfileRule) -> Length:
    assert rule.length is not None, f"{rule.code} asks how long"
    return rule.length


def _amount(length: Length) -> Amount:
    return Amount(length.number, length.unit)


def _actual_days(cycle: Cycle) -> list[date]:
    days = [day for record in cycle.stages for day in (record.started, record.ended) if day is not None]
    return [cycle.opened, *days]
