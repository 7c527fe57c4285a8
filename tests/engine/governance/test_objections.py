"""Objections: from the steps taken to what became of them, by properties and by example."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cupel.governance import Answer, DatedStep, Step, Term, Unit, answer_of, may_appeal, next_steps

REPLY, APPEAL = Term(length=14, unit=Unit.DAYS), Term(length=30, unit=Unit.DAYS)
DAY = date(2025, 6, 2)


def steps(*taken: Step, on: date = DAY) -> list[DatedStep]:
    return [DatedStep(step=step, on=on) for step in taken]


@pytest.mark.parametrize(
    ("taken", "answer"),
    [
        ((), Answer.OPEN),
        ((Step.PROPOSED,), Answer.PROPOSED),
        ((Step.PROPOSED, Step.NOT_ACCEPTED), Answer.OPEN),
        ((Step.PROPOSED, Step.NOT_ACCEPTED, Step.PROPOSED, Step.ACCEPTED), Answer.ACCEPTED),
        ((Step.WITHDRAWN,), Answer.WITHDRAWN),
        ((Step.OVERRULED,), Answer.OVERRULED),
        ((Step.OVERRULED, Step.APPEALED), Answer.APPEALED),
        ((Step.OVERRULED, Step.APPEALED, Step.UPHELD), Answer.OPEN),
        ((Step.OVERRULED, Step.APPEALED, Step.DISMISSED), Answer.OVERRULED),
    ],
)
def test_what_became_of_it_follows_from_the_steps(taken: tuple[Step, ...], answer: Answer) -> None:
    assert answer_of(steps(*taken), reply=REPLY, on=DAY) is answer


def test_a_proposal_times_out_the_day_after_its_last() -> None:
    proposed = steps(Step.PROPOSED)
    assert answer_of(proposed, reply=REPLY, on=DAY + timedelta(days=14)) is Answer.PROPOSED
    assert answer_of(proposed, reply=REPLY, on=DAY + timedelta(days=15)) is Answer.TIMED_OUT


def test_an_appeal_has_a_term_and_is_made_once() -> None:
    overruled = steps(Step.OVERRULED)
    assert may_appeal(overruled, appeal=APPEAL, on=DAY + timedelta(days=30))
    assert not may_appeal(overruled, appeal=APPEAL, on=DAY + timedelta(days=31))
    dismissed = steps(Step.OVERRULED, Step.APPEALED, Step.DISMISSED)
    assert next_steps(dismissed, reply=REPLY, appeal=APPEAL, on=DAY) == {Step.WITHDRAWN}


def test_no_appeal_against_what_was_not_overruled() -> None:
    assert not may_appeal([], appeal=APPEAL, on=DAY)
    assert not may_appeal(steps(Step.PROPOSED), appeal=APPEAL, on=DAY)


@given(choices=st.lists(st.integers(0, 5), max_size=12), late=st.integers(0, 40))
def test_every_step_that_may_follow_leads_on_and_agreement_is_final(choices: list[int], late: int) -> None:
    taken: list[DatedStep] = []
    for choice in choices:
        possible = sorted(next_steps(taken, reply=REPLY, appeal=APPEAL, on=DAY))
        if not possible:
            break
        taken.append(DatedStep(step=possible[choice % len(possible)], on=DAY))
    answer = answer_of(taken, reply=REPLY, on=DAY + timedelta(days=late))
    agreed = bool(taken) and taken[-1].step in {Step.ACCEPTED, Step.WITHDRAWN}
    assert agreed == (answer in {Answer.ACCEPTED, Answer.WITHDRAWN})
    assert agreed == (not next_steps(taken, reply=REPLY, appeal=APPEAL, on=DAY + timedelta(days=late)))
