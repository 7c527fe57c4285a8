"""The way of a recommendation: who receives it by date, two clocks, replies, and what follows."""

from dataclasses import replace
from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from hypothesis import given
from hypothesis import strategies as st
from tests.web.decisions_at_work import AFTER, COMPLAINT, MOTION, WINDOW, Voters
from tests.web.people_at_work import NOON
from tests.web.post import delivered
from tests.web.recommendations_at_work import DAY, Way, succeed_the_board, wording
from tests.web.scheme_at_work import TODAY, Scheme

from cupel.errors import ProcedureError
from cupel.governance import Position
from cupel_web.decisions.actions import close_ballot, open_ballot, propose_resolution
from cupel_web.decisions.models import Ballot, Objection
from cupel_web.groups.actions import Step, move_group
from cupel_web.groups.states import GroupState
from cupel_web.kernel.models import Event, User
from cupel_web.recommendations.actions import (
    Answer,
    NewReview,
    Task,
    add_follow_up,
    add_objective,
    change,
    conclude,
    draft,
    finish,
    forward,
    pause,
    record_review,
    reply,
    resume,
    revise,
    reword_objective,
    submit,
    withdraw,
)
from cupel_web.recommendations.models import Element, FollowUp, Objective, Recommendation, Review
from cupel_web.recommendations.queries.records import all_recommendations, in_state, objectives, state_on
from cupel_web.recommendations.states import (
    Facts,
    Purpose,
    RecommendationState,
    ReplyKind,
    recommendation_state,
)

pytestmark = pytest.mark.django_db
STATE = RecommendationState


def state_of(recommendation: Recommendation, *, on: date = TODAY) -> RecommendationState:
    """Where it stands, by the function and by the question to the database."""
    found = all_recommendations().get(pk=recommendation.pk)
    state = state_on(found, on)
    asked = [
        each for each in STATE if all_recommendations().filter(in_state(each, on=on), pk=recommendation.pk).exists()
    ]
    assert asked == [state]
    return state


def test_the_council_advises_and_the_board_decides(way: Way) -> None:
    assert (way.leg.body, way.leg.purpose) == (way.scheme.council, Purpose.ADVICE)
    way.advised()
    assert state_of(way.recommendation) is STATE.ADVISED
    forward(way.recommendation, by=way.council_chair, now=NOON)
    assert (way.leg.body, way.leg.purpose) == (way.scheme.board, Purpose.DECISION)
    reply(way.leg, Answer(answer=ReplyKind.IN_PART, reasons="Part."), by=way.board_chair, now=NOON)
    assert state_of(way.recommendation) is STATE.FOLLOW_UP


def test_two_clocks_run_by_terms_that_are_data(way: Way) -> None:
    assert way.leg.due_on == date(2025, 8, 1)
    way.advised()
    forward(way.recommendation, by=None, now=NOON)
    assert way.leg.due_on == date(2025, 9, 2)


def test_no_reply_in_time_is_overdue_from_the_day_after(way: Way) -> None:
    assert state_of(way.recommendation, on=date(2025, 8, 1)) is STATE.AWAITING
    assert state_of(way.recommendation, on=date(2025, 8, 2)) is STATE.OVERDUE


def test_a_pause_with_a_reason_moves_the_due_day(way: Way) -> None:
    with pytest.raises(ProcedureError):
        pause(way.leg, reason=" ", by=None, now=NOON)
    pause(way.leg, reason="The council is being re-seated.", by=None, now=NOON + DAY)
    assert way.leg.due_on is None
    assert state_of(way.recommendation, on=date(2026, 8, 2)) is STATE.AWAITING
    with pytest.raises(ProcedureError):
        pause(way.leg, reason="Again.", by=None, now=NOON + DAY)
    resume(way.leg, by=None, now=NOON + 11 * DAY)
    assert way.leg.due_on == date(2025, 8, 11)
    with pytest.raises(ProcedureError):
        resume(way.leg, by=None, now=NOON + 12 * DAY)


def test_the_recipient_is_who_stands_in_the_place_on_the_day(scheme: Scheme, drafted: Recommendation) -> None:
    joint, _chair = succeed_the_board(scheme)
    leg = submit(drafted, by=None, now=NOON)
    assert (leg.body, leg.purpose) == (joint, Purpose.DECISION)
    assert leg.due_on == date(2025, 9, 2)


def test_a_successor_replies_to_what_its_predecessor_received(way: Way) -> None:
    way.advised()
    forward(way.recommendation, by=None, now=NOON)
    joint, joint_chair = succeed_the_board(way.scheme)
    answer = Answer(answer=ReplyKind.ACCEPT, reasons="In its place.")
    with pytest.raises(PermissionDenied):
        reply(way.leg, answer, by=way.board_chair, now=NOON)
    assert reply(way.leg, answer, by=joint_chair, now=NOON).body == joint


def test_what_lies_with_a_body_that_is_no_more_is_sent_on(way: Way) -> None:
    with pytest.raises(ProcedureError):
        forward(way.recommendation, by=None, now=NOON)
    joint, _chair = succeed_the_board(way.scheme)
    assert forward(way.recommendation, by=None, now=NOON).body == joint


def test_a_group_with_nobody_above_submits_nothing(scheme: Scheme, objective: Objective) -> None:
    alone = draft(scheme.board, wording(objective), by=None, now=NOON)
    with pytest.raises(ProcedureError) as refused:
        submit(alone, by=None, now=NOON)
    assert refused.value.code == "no-recipient"
    assert state_of(alone) is STATE.DRAFT


def test_a_dormant_council_is_passed_over(scheme: Scheme, drafted: Recommendation) -> None:
    move_group(scheme.council, Step(to=GroupState.DORMANT, on=TODAY, reason="Rests."), by=None, now=NOON)
    assert submit(drafted, by=None, now=NOON).body == scheme.board


def test_the_words_do_not_change_once_submitted(way: Way, objective: Objective) -> None:
    assert len(way.recommendation.sha256) == 64
    with pytest.raises(ProcedureError) as refused:
        change(way.recommendation, wording(objective), revision=1, by=None, now=NOON)
    assert refused.value.code == "submitted"
    with pytest.raises(ProcedureError):
        submit(way.recommendation, by=None, now=NOON)


def test_the_second_editor_is_told(drafted: Recommendation, objective: Objective) -> None:
    change(drafted, replace(wording(objective), title="First"), revision=1, by=None, now=NOON)
    with pytest.raises(ProcedureError) as refused:
        change(drafted, replace(wording(objective), title="Second"), revision=1, by=None, now=NOON)
    assert refused.value.code == "stale"
    assert Recommendation.objects.get().title == "First"


def test_only_the_chair_of_the_body_asked_replies(way: Way, chair: User, secretary: User) -> None:
    answer = Answer(answer=ReplyKind.ACCEPT, reasons="Because.")
    for person in (chair, secretary, way.board_chair):
        with pytest.raises(PermissionDenied):
            reply(way.leg, answer, by=person, now=NOON)


def test_a_reply_gives_reasons_and_is_given_once(way: Way) -> None:
    with pytest.raises(ProcedureError):
        reply(way.leg, Answer(answer=ReplyKind.ACCEPT, reasons=" "), by=way.council_chair, now=NOON)
    way.advised()
    with pytest.raises(ProcedureError):
        way.advised()


def test_what_is_referred_back_is_revised_once_or_withdrawn(way: Way) -> None:
    way.advised(ReplyKind.REFER_BACK)
    assert state_of(way.recommendation) is STATE.REFERRED_BACK
    with pytest.raises(ProcedureError):
        forward(way.recommendation, by=None, now=NOON)
    again = revise(way.recommendation, by=None, now=NOON)
    assert (again.revises, state_of(again)) == (way.recommendation, STATE.DRAFT)
    with pytest.raises(ProcedureError):
        revise(way.recommendation, by=None, now=NOON)
    withdraw(way.recommendation, reason="See the revised one.", by=None, now=NOON)
    assert state_of(way.recommendation) is STATE.WITHDRAWN


def test_advice_to_decline_still_goes_to_those_who_decide(way: Way) -> None:
    way.advised(ReplyKind.DECLINE)
    assert state_of(way.recommendation) is STATE.ADVISED
    assert forward(way.recommendation, by=None, now=NOON).body == way.scheme.board


def test_what_is_decided_is_not_withdrawn(way: Way) -> None:
    way.decided(ReplyKind.DECLINE)
    assert state_of(way.recommendation) is STATE.DECLINED
    with pytest.raises(ProcedureError):
        withdraw(way.recommendation, reason="Too late.", by=None, now=NOON)
    conclude(way.recommendation, note="Nothing follows.", by=None, now=NOON)
    assert state_of(way.recommendation) is STATE.CONCLUDED


def test_nobody_replies_to_what_is_withdrawn(way: Way) -> None:
    withdraw(way.recommendation, reason="Overtaken.", by=None, now=NOON)
    with pytest.raises(ProcedureError):
        way.advised()


def test_it_is_concluded_once_what_follows_is_done_with_evidence(way: Way, chair: User) -> None:
    way.decided()
    task = Task(what="Write the module.", group=way.scheme.group, due_on=TODAY + 30 * DAY, role="chair")
    follow_up = add_follow_up(way.recommendation, task, by=chair, now=NOON)
    with pytest.raises(ProcedureError) as left:
        conclude(way.recommendation, note="Done.", by=chair, now=NOON)
    assert left.value.code == "follow-up-open"
    with pytest.raises(ProcedureError):
        finish(follow_up, evidence=" ", by=chair, now=NOON)
    finish(follow_up, evidence="Module 7, published.", by=chair, now=NOON)
    with pytest.raises(ProcedureError):
        finish(follow_up, evidence="Again.", by=chair, now=NOON)
    conclude(way.recommendation, note="Assessors are trained.", by=chair, now=NOON)
    assert state_of(way.recommendation) is STATE.CONCLUDED
    with pytest.raises(ProcedureError):
        add_follow_up(way.recommendation, task, by=chair, now=NOON)


def test_nothing_follows_what_nobody_accepted(way: Way) -> None:
    task = Task(what="Write it.", group=way.scheme.group, due_on=TODAY)
    with pytest.raises(ProcedureError):
        add_follow_up(way.recommendation, task, by=None, now=NOON)
    assert not FollowUp.objects.exists()


def _adopted(voters: Voters) -> Ballot:
    ballot = open_ballot(voters.scheme.group, MOTION, WINDOW, by=None, now=NOON)
    for seat in ("chair", "labour"):
        voters.votes(ballot, seat, Position.SUPPORT)
    voters.votes(ballot, "expert", Position.ABSTAIN)
    voters.votes(ballot, "village", Position.OBJECT, complaint=COMPLAINT)
    propose_resolution(Objection.objects.get(), text="Later.", by=None, now=NOON)
    close_ballot(ballot, by=None, now=AFTER)
    return Ballot.objects.get()


def test_dissent_of_the_ballot_goes_with_it_by_seat(voters: Voters, objective: Objective) -> None:
    ballot = _adopted(voters)
    words = replace(wording(objective), ballot=ballot)
    recommendation = draft(voters.scheme.group, words, by=None, now=AFTER)
    submit(recommendation, by=None, now=AFTER)
    told = Recommendation.objects.get().ballot_dissent
    assert {(each["seat"], each["position"]) for each in told} == {("Expert", "abstain"), ("Village", "object")}
    assert COMPLAINT.reason in str(told)


def test_a_ballot_that_is_open_or_another_group_s_adopts_nothing(
    voters: Voters, ballot: Ballot, objective: Objective
) -> None:
    for group in (voters.scheme.group, voters.scheme.council):
        with pytest.raises(ProcedureError) as refused:
            draft(group, replace(wording(objective), ballot=ballot), by=None, now=NOON)
        assert refused.value.code == "not-own"


def test_a_body_names_its_own_ballot_alone(voters: Voters, way: Way) -> None:
    answer = Answer(answer=ReplyKind.ACCEPT, reasons="Because.", ballot=_adopted(voters))
    with pytest.raises(ProcedureError) as refused:
        reply(way.leg, answer, by=way.council_chair, now=NOON)
    assert refused.value.code == "not-own"


def test_an_objective_says_from_each_day_what_it_says(objective: Objective) -> None:
    reword_objective(objective, text="Responsible and circular.", on=TODAY, by=None, now=NOON)
    fresh = objectives().get()
    assert (fresh.text_on(TODAY - DAY), fresh.text_on(TODAY)) == (
        "Responsible value chains.",
        "Responsible and circular.",
    )
    with pytest.raises(ProcedureError):
        reword_objective(objective, text="Earlier.", on=TODAY, by=None, now=NOON)
    with pytest.raises(ProcedureError):
        add_objective("M1", text="x", on=TODAY, by=None, now=NOON)


def test_a_review_belongs_to_its_group(scheme: Scheme, objective: Objective, chair: User) -> None:
    new = NewReview(
        cycle="2025", element=Element.TRAINING, objective=objective, title="Training", findings="Gaps.",
        concluded_on=TODAY,
    )  # fmt: skip
    review = record_review(scheme.group, new, by=chair, now=NOON)
    assert Review.objects.get() == review
    with pytest.raises(ProcedureError):
        draft(scheme.council, replace(wording(objective), review=review), by=None, now=NOON)


def test_the_chair_of_the_recipient_and_later_of_the_group_are_told(way: Way, chair: User) -> None:
    first = delivered()
    assert len(first) == 1
    assert f"/recommendations/{way.recommendation.public_id}/way/{way.leg.public_id}/reply/" in first[0]
    assert "due on 2025-08-01" in first[0]
    way.advised()
    assert "replied to" in delivered()[1]


def test_observers_and_outsiders_change_nothing(way: Way, observer: User) -> None:
    acts = (
        lambda: draft(way.scheme.group, wording(way.recommendation.objective), by=observer, now=NOON),
        lambda: withdraw(way.recommendation, reason="x", by=observer, now=NOON),
        lambda: pause(way.leg, reason="x", by=observer, now=NOON),
        lambda: conclude(way.recommendation, note="x", by=observer, now=NOON),
        lambda: add_objective("M2", text="x", on=TODAY, by=observer, now=NOON),
    )
    for act in acts:
        with pytest.raises(PermissionDenied):
            act()


def test_events_hold_ids_and_codes_alone(way: Way) -> None:
    way.decided()
    told = " ".join(str(event.facts) for event in Event.objects.filter(action__startswith="recommendations."))
    assert "recycled" not in told
    assert "Because" not in told


@given(
    facts=st.builds(
        Facts,
        submitted=st.booleans(),
        withdrawn=st.booleans(),
        concluded=st.booleans(),
        purpose=st.sampled_from(Purpose),
        due=st.none() | st.dates(),
        reply=st.none() | st.sampled_from(ReplyKind),
    ),
    day=st.dates(),
)
def test_only_what_is_due_and_not_replied_is_ever_overdue(facts: Facts, day: date) -> None:
    overdue = recommendation_state(facts, on=day) is STATE.OVERDUE
    settled = not facts.submitted or facts.withdrawn or facts.concluded
    assert overdue == (not settled and facts.reply is None and facts.due is not None and facts.due < day)
