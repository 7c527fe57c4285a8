"""Revision cycles whose rounds consultations are."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from django.db.models import QuerySet

from cupel.governance import Finding, Stage
from cupel_web.consultations.models import Consultation
from cupel_web.consultations.queries.finding import all_consultations
from cupel_web.standards.cycles.findings import held
from cupel_web.standards.cycles.queries import running_cycles
from cupel_web.standards.cycles.records import record_of
from cupel_web.standards.models import Cycle


def free_round(consultation: Consultation) -> tuple[Cycle, int] | None:
    """The cycle of the group that makes the consulted text, and its first round that is neither left out, nor another
    consultation's, nor over; none where there is no such.
    """
    text, group = consultation.text, consultation.group
    cycle = running_cycles().filter(group=group, standard=text.standard, new_edition=text.edition).first()
    if cycle is None:
        return None
    stages = record_of(cycle, on=consultation.opens_at.date()).stages
    taken = set(cycle.consultations.values_list("round", flat=True))
    over = {fact.number for fact in cycle.round_facts.all() if fact.closes_at <= consultation.opens_at}
    numbers = (each.rule.number for each in stages if each.rule.stage is Stage.CONSULTATION and not each.skipped)
    number = next((each for each in numbers if each not in taken | over), None)
    return None if number is None else (cycle, number)


def rounds_of(cycle: Cycle) -> QuerySet[Consultation]:
    """Consultations that are rounds of the cycle."""
    return all_consultations().filter(cycle=cycle).order_by("round")


def findings_on_round(consultation: Consultation, *, on: date) -> Iterator[Finding]:
    """What the procedure and the codes that it follows ask of the days of its round, and what came of it."""
    cycle, number = consultation.cycle, consultation.round
    if cycle is None:
        return
    record = record_of(cycle, on=on)
    # A code names the round that decides, so the others are left out; the first shows which one comes later.
    shown = {number, *(each.number for each in record.all_rounds[:1])}
    stages = (each for each in record.stages if each.rule.stage is not Stage.CONSULTATION or each.rule.number in shown)
    for one in held(cycle, replace(record, stages=tuple(stages)), on=on):
        if one.binding:
            yield from (each for each in one.findings if each.reading.figures.get("number") == number)
