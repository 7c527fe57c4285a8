"""The three axes of a disposition: which moves are allowed, what needs a reason, what an answer may follow."""

from collections.abc import Callable
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cupel.consultation.disposition import (
    Answer,
    Decision,
    Disposition,
    Workflow,
    agree,
    answer,
    assign,
    propose,
    publish,
    release,
)
from cupel.errors import ConsultationError

Act = Callable[[Disposition], Disposition]
ACTS: dict[str, Act] = {
    "assign": lambda it: assign(it, "drafting team"),
    "release": release,
    "accept": lambda it: propose(it, Decision.ACCEPTED),
    "refuse": lambda it: propose(it, Decision.NOT_ACCEPTED, reason="Outside of what the clause is for."),
    "agree": agree,
    "publish": publish,
    **{str(each): partial(answer, given=each) for each in Answer},
}


@pytest.mark.parametrize("decision", [each for each in Decision if each is not Decision.ACCEPTED])
def test_every_decision_but_acceptance_needs_a_reason(decision: Decision) -> None:
    with pytest.raises(ConsultationError, match="needs a reason"):
        propose(Disposition(comment="c"), decision, reason="  ")
    assert propose(Disposition(comment="c"), decision, reason="Why.").reason == "Why."


def test_acceptance_needs_none() -> None:
    assert propose(Disposition(comment="c"), Decision.ACCEPTED).decision is Decision.ACCEPTED


def test_nothing_is_agreed_or_published_before_it_is_proposed() -> None:
    for act in (agree, publish):
        with pytest.raises(ConsultationError, match="cannot become"):
            act(Disposition(comment="c"))


def test_an_answer_follows_a_decision_that_is_agreed() -> None:
    proposed = propose(Disposition(comment="c"), Decision.ACCEPTED)
    with pytest.raises(ConsultationError):
        answer(proposed, Answer.SATISFIED)
    assert answer(agree(proposed), Answer.SATISFIED).answer is Answer.SATISFIED


def test_time_that_is_over_does_not_undo_an_answer_but_a_late_answer_counts() -> None:
    agreed = agree(propose(Disposition(comment="c"), Decision.ACCEPTED))
    with pytest.raises(ConsultationError):
        answer(answer(agreed, Answer.NOT_SATISFIED), Answer.TIMED_OUT)
    assert answer(answer(agreed, Answer.TIMED_OUT), Answer.NOT_SATISFIED).answer is Answer.NOT_SATISFIED


def test_a_decision_taken_up_again_is_open_to_answers_again() -> None:
    refused = answer(publish(agree(propose(Disposition(comment="c"), Decision.ACCEPTED))), Answer.NOT_SATISFIED)
    assert assign(refused, "chair").answer is Answer.NONE


@given(st.lists(st.sampled_from(sorted(ACTS)), max_size=15))
def test_whatever_is_done_a_state_never_contradicts_itself(names: list[str]) -> None:
    held = Disposition(comment="c")
    for name in names:
        try:
            held = ACTS[name](held)
        except ConsultationError as refused:
            assert refused.remedy  # noqa: PT017 - what matters is that a refusal says what to do
        assert not held.decided or held.decision is not None
        assert held.decision in (None, Decision.ACCEPTED) or held.reason
        assert held.answer is Answer.NONE or held.decided
        assert held.workflow is not Workflow.NEW or not held.assignee
