"""Answers of commenters have a term; what did not come in it is recorded once. Who has a comment is told so."""

from datetime import date, datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.test import Client
from tests.web.consultations_at_work import CLOSES, DAY, Round
from tests.web.pages import page

from cupel.consultation import Answer, Decision
from cupel.errors import ConsultationError
from cupel.governance import ClockState
from cupel_web.consultations.actions import (
    Verdict,
    agree_decisions,
    answer_because,
    answer_decision,
    assign_comment,
    propose_decision,
    publish_decisions,
    set_answer_term,
    take_step,
    time_out_answers,
)
from cupel_web.consultations.duties import duties
from cupel_web.consultations.holdings import submission_data
from cupel_web.consultations.models import AnswerRemark, Comment, Submission
from cupel_web.consultations.queries.dispositions import disposition_on
from cupel_web.consultations.replies import reply_path
from cupel_web.consultations.states import Step
from cupel_web.groups.clocks import RunningClock, clocks_of
from cupel_web.kernel.clock import clock_set_to, day_of
from cupel_web.kernel.models import User
from cupel_web.people.personal import erased

pytestmark = pytest.mark.django_db
AFTER = CLOSES + DAY
DUE = day_of(AFTER + 14 * DAY)
LATER = AFTER + 16 * DAY


@pytest.fixture
def published(held: Round, chair: User) -> list[Comment]:
    """Both decisions are public; the first is answered."""
    take_step(held.consultation, Step.DISPOSITION, by=None, now=AFTER)
    comments = list(Comment.objects.filter(consultation=held.consultation).order_by("number"))
    for comment in comments:
        propose_decision(comment, Verdict(decision=Decision.ACCEPTED), by=chair, now=AFTER)
    agree_decisions(comments, by=chair, now=AFTER)
    publish_decisions(comments, by=chair, now=AFTER)
    answer_decision(comments[0], Answer.SATISFIED, now=AFTER)
    return comments


def test_what_was_not_answered_in_its_term_timed_out_once_and_may_still_be_answered(
    held: Round, published: list[Comment], chair: User, capsys: pytest.CaptureFixture[str]
) -> None:
    assert time_out_answers(now=LATER) == 0
    set_answer_term(held.consultation, DUE, by=chair, now=AFTER)
    assert time_out_answers(now=AFTER + 14 * DAY - DAY / 2) == 0
    call_command("time_out_answers", at=LATER)
    assert "1 answers" in capsys.readouterr().out
    assert time_out_answers(now=LATER) == 0
    answers = [disposition_on(comment).answer for comment in published]
    assert answers == [Answer.SATISFIED, Answer.TIMED_OUT]
    answer_decision(published[1], Answer.NOT_SATISFIED, now=LATER)
    assert disposition_on(published[1]).answer is Answer.NOT_SATISFIED


def test_a_term_that_is_put_off_holds_and_one_that_has_passed_is_refused(
    held: Round, published: list[Comment], chair: User, member: User
) -> None:
    set_answer_term(held.consultation, DUE, by=chair, now=AFTER)
    set_answer_term(held.consultation, day_of(LATER + DAY), by=chair, now=AFTER)
    assert time_out_answers(now=LATER) == 0
    with pytest.raises(ConsultationError, match="has passed"):
        set_answer_term(held.consultation, date(2020, 1, 1), by=chair, now=AFTER)
    with pytest.raises(PermissionDenied):
        set_answer_term(held.consultation, DUE, by=member, now=AFTER)


def test_the_chair_sets_it_on_a_page_and_commenters_read_it(
    held: Round, published: list[Comment], chair_client: Client, visitor: Client
) -> None:
    path = f"/consultations/{held.consultation.public_id}/answers/"
    with clock_set_to(lambda: AFTER):
        assert "nobody answered yet: 1" in page(chair_client, path)
        assert chair_client.post(path, {"due": "2020-01-01"}).status_code == 422
        assert chair_client.post(path, {"due": DUE.isoformat()}).status_code == 302
        assert f"until {DUE.isoformat()}" in page(visitor, reply_path(held.submission))


def test_what_one_was_given_awaits_one_until_a_decision_is_proposed(held: Round, chair: User, member: User) -> None:
    take_step(held.consultation, Step.DISPOSITION, by=None, now=AFTER)

    def awaiting(person: User) -> list[tuple[str, str]]:
        found = duties(person, day_of(AFTER))
        return [(each.act, each.path.split("?")[1]) for each in found if each.act.startswith("Propose")]

    for comment in Comment.objects.filter(consultation=held.consultation):
        assign_comment(comment, to=member, by=chair, now=AFTER)
    assert awaiting(member) == [("Propose decisions: 2 comments", "state=assigned&assignee=me")]
    assign_comment(held.comment, to=chair, by=chair, now=AFTER)
    assert awaiting(member) == [("Propose a decision: 1 comment", "state=assigned&assignee=me")]
    propose_decision(held.comment, Verdict(decision=Decision.ACCEPTED), by=chair, now=AFTER)
    assert awaiting(chair) == []


def test_a_clock_runs_while_answers_are_awaited_and_the_chair_records_that_time_is_over(
    held: Round, published: list[Comment], chair: User, chair_client: Client
) -> None:
    def running(now: datetime) -> list[RunningClock]:
        found = clocks_of([held.consultation.group], on=day_of(now))
        return [each for each in found if each.act == "Answer the decisions"]

    assert running(AFTER) == []
    set_answer_term(held.consultation, DUE, by=chair, now=AFTER)
    (clock,) = running(AFTER)
    assert (clock.due, clock.awaited, clock.state(on=day_of(LATER))) == (
        DUE, "1 commenter's answer", ClockState.OVERDUE,
    )  # fmt: skip
    act = "Record that time to answer is over"
    assert act not in {each.act for each in duties(chair, DUE)}
    (duty,) = (each for each in duties(chair, day_of(LATER)) if each.act == act)
    with clock_set_to(lambda: LATER):
        assert act in page(chair_client, duty.path)
        chair_client.post(f"{duty.path}over/")
        assert act not in page(chair_client, duty.path)
    assert running(LATER) == []
    assert disposition_on(published[1]).answer is Answer.TIMED_OUT


def test_the_chair_is_led_from_step_to_step(held: Round, chair: User) -> None:
    def acts() -> set[str]:
        return {each.act for each in duties(chair, day_of(AFTER))}

    comments = list(Comment.objects.filter(consultation=held.consultation))
    assert acts() == {"Begin disposition", "Publish the feedback"}
    take_step(held.consultation, Step.DISPOSITION, by=None, now=AFTER)
    take_step(held.consultation, Step.FEEDBACK, by=None, now=AFTER)
    assert acts() == set()
    for comment in comments:
        propose_decision(comment, Verdict(decision=Decision.ACCEPTED), by=chair, now=AFTER)
    agree_decisions(comments[:1], by=chair, now=AFTER)
    assert acts() == set()
    agree_decisions(comments[1:], by=chair, now=AFTER)
    assert acts() == {"Publish the decisions: all are agreed"}
    publish_decisions(comments, by=chair, now=AFTER)
    assert acts() == {"Publish the response: all decisions are public"}
    take_step(held.consultation, Step.RESPONSE, by=None, now=AFTER)
    assert acts() == set()


def test_who_is_not_satisfied_may_say_why_also_later_and_only_the_group_reads_it(
    held: Round, published: list[Comment], member_client: Client, visitor: Client, chair: User
) -> None:
    take_step(held.consultation, Step.FEEDBACK, by=None, now=AFTER)
    replies, second = reply_path(held.submission), published[1]
    board = f"/consultations/{held.consultation.public_id}/comments/"
    one = f"/consultations/comments/{second.public_id}/"
    with clock_set_to(lambda: AFTER):
        assert not [each for each in duties(chair, day_of(AFTER)) if each.act == "Look at answers: not satisfied"]
        said = {"comment": second.public_id, "answer": "not satisfied"}
        visitor.post(replies, said | {"why": "x" * 2001})
        assert disposition_on(second).answer is Answer.NONE
        visitor.post(replies, said)
        assert disposition_on(second).answer is Answer.NOT_SATISFIED
        visitor.post(replies, said | {"why": "Small mines are forgotten."})
        assert "Small mines are forgotten." in page(visitor, replies)
        for path in (board, one):
            assert "Small mines are forgotten." in page(member_client, path)
        for path in ("feedback/", "feedback/2/"):
            told = page(visitor, f"/consultations/{held.consultation.public_id}/{path}")
            assert "Small mines are forgotten." not in told
        (duty,) = (each for each in duties(chair, day_of(AFTER)) if each.act == "Look at answers: not satisfied")
        assert duty.path.startswith(board)
        assign_comment(second, to=chair, by=chair, now=AFTER)
        assert not [each for each in duties(chair, day_of(AFTER)) if each.act == "Look at answers: not satisfied"]


def test_what_a_commenter_said_is_theirs_to_read_and_is_forgotten_with_them(
    held: Round, published: list[Comment], member: User
) -> None:
    answer_because(published[1], Answer.NOT_SATISFIED, why="Small mines are forgotten.", now=AFTER)
    told = submission_data(held.submission)["not satisfied because"]
    assert [(each["comment"], each["text"]) for each in told] == [("C-0002", "Small mines are forgotten.")]
    Submission.objects.filter(pk=held.submission.pk).update(email=member.email)
    erased(member)
    assert AnswerRemark.objects.get().text == ""
    assert disposition_on(published[1]).answer is Answer.NOT_SATISFIED


def test_whoever_is_satisfied_gives_no_reason(held: Round, published: list[Comment]) -> None:
    answer_because(published[1], Answer.SATISFIED, why="Thank you.", now=AFTER)
    assert not AnswerRemark.objects.exists()
