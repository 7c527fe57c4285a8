"""Proposed decisions are put to a ballot: objections stand on comments, and exactly what was voted is agreed."""

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.web.consultations_at_work import CLOSES, DAY, Round, author, counted
from tests.web.decisions_at_work import Voters
from tests.web.pages import page
from tests.web.people_at_work import NOON

from cupel.consultation import Decision, Workflow
from cupel.errors import ConsultationError, ProcedureError
from cupel.governance import Position
from cupel_web.consultations.actions import (
    Verdict,
    Vote,
    agree_decisions,
    agree_voted,
    propose_decision,
    put_to_vote,
    take_step,
)
from cupel_web.consultations.models import Comment
from cupel_web.consultations.queries.dispositions import disposition_on
from cupel_web.consultations.queries.votes import content_hash, frozen, proposals_of, proposals_to_vote
from cupel_web.consultations.states import Step
from cupel_web.decisions.actions import (
    Reasoned,
    Stand,
    Window,
    answer_resolution,
    close_ballot,
    propose_resolution,
    take_position,
    void_ballot,
)
from cupel_web.decisions.models import Ballot, Elector, Objection
from cupel_web.decisions.results import digest
from cupel_web.kernel.clock import clock_set_to
from cupel_web.kernel.models import User

pytestmark = pytest.mark.django_db
AFTER = CLOSES + DAY
OVER = AFTER + timedelta(days=15)
REASON = "Said in 1.2 already."


@pytest.fixture(autouse=True)
def after_the_close() -> Iterator[None]:
    with clock_set_to(lambda: AFTER):
        yield


@pytest.fixture
def proposed(held: Round, voters: Voters) -> Round:
    """On both comments something is proposed; four seats may vote."""
    take_step(held.consultation, Step.DISPOSITION, by=None, now=AFTER)
    for comment in comments(held):
        propose(comment, REASON, by=voters.people["chair"])
    return held


def comments(held: Round) -> list[Comment]:
    return list(Comment.objects.filter(consultation=held.consultation).order_by("number"))


def propose(comment: Comment, reason: str, *, by: User) -> None:
    propose_decision(comment, Verdict(decision=Decision.NOT_ACCEPTED, reason=reason), by=by, now=AFTER)


def vote_on(held: Round, voters: Voters, *, now: datetime = AFTER) -> Ballot:
    window = Window(closes_on=(now + timedelta(days=14)).date(), zone="UTC", reply_days=7, appeal_days=10)
    seen = content_hash(proposals_to_vote(held.consultation))
    vote = Vote(title="Decide", text="As proposed.", window=window, seen=seen)
    return put_to_vote(held.consultation, vote, by=voters.people["chair"], now=now)


def votes(voters: Voters, ballot: Ballot, seat: str, position: Position, *, complaint: Reasoned | None = None) -> None:
    elector = Elector.objects.get(ballot=ballot, seat=voters.scheme.seats[seat])
    stand = Stand(position=position, has_interest=False, objection=complaint)
    take_position(elector, stand, by=voters.people[seat], now=ballot.opened_at)


def all_support(voters: Voters, ballot: Ballot, *seats: str) -> None:
    for seat in seats or ("chair", "expert", "labour", "village"):
        votes(voters, ballot, seat, Position.SUPPORT)


def states(held: Round) -> list[Workflow]:
    return [disposition_on(comment).workflow for comment in comments(held)]


def objected(held: Round, voters: Voters, ballot: Ballot) -> Objection:
    """The village objects to what is proposed on the clause; the others support."""
    all_support(voters, ballot, "chair", "expert", "labour")
    complaint = Reasoned(reason="It hurts small mines.", wanted="Accept it for small mines.", clause=held.clause)
    votes(voters, ballot, "village", Position.OBJECT, complaint=complaint)
    return Objection.objects.get()


def test_the_ballot_has_the_hash_of_comment_decision_reason_and_change(proposed: Round, voters: Voters) -> None:
    ballot = vote_on(proposed, voters)
    content = [
        {"comment": name, "decision": "not accepted", "reason": REASON, "change": ""} for name in ("C-0001", "C-0002")
    ]
    assert ballot.sha256 == digest({"proposals": content})
    propose(proposed.comment, "Another reason.", by=voters.people["chair"])
    assert content_hash(frozen(proposals_of(ballot))) == ballot.sha256


def test_the_group_votes_from_the_page_and_agrees_with_one_button(
    proposed: Round, voters: Voters, chair_client: Client, member_client: Client
) -> None:
    base = f"/consultations/{proposed.consultation.public_id}/"
    assert "Put proposals to the vote" in page(chair_client, base)
    assert "Put proposals to the vote" not in page(member_client, base)
    seen = content_hash(proposals_to_vote(proposed.consultation))
    form = page(chair_client, f"{base}vote/")
    assert (seen in form, REASON in form, "C-0002" in form) == (True, True, True)
    given = {
        "title": "Decide", "text": "As proposed.", "closes_on": (AFTER + timedelta(days=14)).date().isoformat(),
        "zone": "UTC", "reply_days": 7, "appeal_days": 10, "seen": seen,
    }  # fmt: skip
    assert chair_client.post(f"{base}vote/", given | {"seen": "0" * 64}).status_code == 422
    sent = chair_client.post(f"{base}vote/", given)
    ballot = Ballot.objects.get()
    address = f"/groups/working-group/decisions/{ballot.public_id}/"
    assert (sent.status_code, sent["Location"]) == (302, address)
    told = page(member_client, address)
    assert (base in told, REASON in told, "All 2 proposals" in told) == (True, True, True)
    assert address in page(member_client, base)
    all_support(voters, ballot)
    with clock_set_to(lambda: OVER):
        close_ballot(ballot, by=voters.people["chair"], now=OVER)
        listed = f"{base}votes/{ballot.public_id}/"
        assert "Agree what was voted" in page(chair_client, listed)
        assert "Agree what was voted" not in page(member_client, listed)
        chair_client.post(f"{listed}agree/")
        assert states(proposed) == [Workflow.AGREED, Workflow.AGREED]
        assert "agreed already" in page(member_client, listed)


def test_what_is_decided_is_shown_to_nobody_outside_also_once_the_ballot_is_closed(
    proposed: Round, voters: Voters, visitor: Client, observer_client: Client
) -> None:
    ballot = vote_on(proposed, voters)
    all_support(voters, ballot)
    close_ballot(ballot, by=voters.people["chair"], now=OVER)
    for client in (visitor, observer_client):
        told = page(client, f"/groups/working-group/decisions/{ballot.public_id}/")
        assert (ballot.sha256 in told, REASON in told, "C-0001" in told) == (True, False, False)


def test_nothing_is_agreed_while_the_ballot_runs_and_by_consensus_as_before_when_none_does(
    proposed: Round, voters: Voters, chair_client: Client
) -> None:
    ballot = vote_on(proposed, voters)
    chair = voters.people["chair"]
    with pytest.raises(ConsultationError, match="The group votes on C-0001"):
        agree_decisions(comments(proposed)[:1], by=chair, now=AFTER)
    with pytest.raises(ConsultationError, match="did not carry, or is not closed"):
        agree_voted(proposed.consultation, ballot, by=chair, now=AFTER)
    with pytest.raises(ConsultationError, match="Nothing is proposed that is not in a ballot already"):
        vote_on(proposed, voters)
    assert states(proposed) == [Workflow.PROPOSED, Workflow.PROPOSED]
    address = f"/consultations/comments/{proposed.comment.public_id}/"
    assert f"{address}agree/" not in page(chair_client, address)
    close_ballot(ballot, by=chair, now=OVER)
    assert f"{address}agree/" in page(chair_client, address)
    with pytest.raises(ConsultationError, match="did not carry"):
        agree_voted(proposed.consultation, ballot, by=chair, now=OVER)
    agree_decisions(comments(proposed), by=chair, now=OVER)
    assert states(proposed) == [Workflow.AGREED, Workflow.AGREED]


def test_only_who_chairs_puts_to_the_vote_and_agrees(proposed: Round, voters: Voters, member: User) -> None:
    window = Window(closes_on=OVER.date())
    vote = Vote(title="T", text="T", window=window, seen=content_hash(proposals_to_vote(proposed.consultation)))
    with pytest.raises(PermissionDenied):
        put_to_vote(proposed.consultation, vote, by=member, now=AFTER)
    ballot = vote_on(proposed, voters)
    all_support(voters, ballot)
    close_ballot(ballot, by=voters.people["chair"], now=OVER)
    with pytest.raises(PermissionDenied):
        agree_voted(proposed.consultation, ballot, by=member, now=OVER)


def test_a_ballot_with_an_unanswered_objection_cannot_close_and_comments_on_the_clause_show_it(
    proposed: Round, voters: Voters, member_client: Client
) -> None:
    ballot = vote_on(proposed, voters)
    objection = objected(proposed, voters, ballot)
    with pytest.raises(ProcedureError, match="objection 1 of"):
        close_ballot(ballot, by=voters.people["chair"], now=OVER)
    elsewhere = counted_elsewhere(proposed)
    link = f"/groups/working-group/decisions/objections/{objection.public_id}/"
    addresses = [f"/consultations/{proposed.consultation.public_id}/", at(comments(proposed)[0])]
    for address in (*addresses, at(comments(proposed)[1])):
        shown = page(member_client, address)
        assert (link in shown, "It hurts small mines." in shown, "Accept it for small mines." in shown) == (
            True, True, True,
        )  # fmt: skip
        assert "unanswered" in shown
    assert link not in page(member_client, at(elsewhere))
    propose_resolution(objection, text="For small mines we accept.", by=voters.people["chair"], now=AFTER)
    answer_resolution(objection, position=Position.ACCEPT, by=voters.people["village"], now=AFTER)
    for address in addresses:
        shown = page(member_client, address)
        assert ("unanswered" in shown, "accepted" in shown) == (False, True)


def test_after_an_accepted_objection_the_changed_proposal_is_left_and_goes_into_a_new_ballot(
    proposed: Round, voters: Voters
) -> None:
    chair = voters.people["chair"]
    ballot = vote_on(proposed, voters)
    objection = objected(proposed, voters, ballot)
    propose_resolution(objection, text="We say why.", by=chair, now=AFTER)
    answer_resolution(objection, position=Position.ACCEPT, by=voters.people["village"], now=AFTER)
    propose(proposed.comment, "Small mines are exempt.", by=chair)
    close_ballot(ballot, by=chair, now=OVER)
    agreed = agree_voted(proposed.consultation, ballot, by=chair, now=OVER)
    assert [fact.comment.name for fact in agreed.made] == ["C-0002"]
    assert [(each.comment.name, str(each.why_not)) for each in agreed.left] == [
        ("C-0001", "changed since the vote began")
    ]
    assert states(proposed) == [Workflow.PROPOSED, Workflow.AGREED]
    with clock_set_to(lambda: OVER):
        again = vote_on(proposed, voters, now=OVER)
        assert [each.version.comment.name for each in proposals_of(again)] == ["C-0001"]
        late = agree_voted(proposed.consultation, ballot, by=chair, now=OVER)
    assert [(each.comment.name, str(each.why_not)) for each in late.left] == [
        ("C-0001", "changed since the vote began"), ("C-0002", "agreed already"),
    ]  # fmt: skip


def test_a_ballot_that_was_declared_void_carries_nothing(proposed: Round, voters: Voters) -> None:
    chair = voters.people["chair"]
    ballot = vote_on(proposed, voters)
    all_support(voters, ballot)
    close_ballot(ballot, by=chair, now=OVER)
    void_ballot(ballot, reason="Mails were not sent.", by=chair, now=OVER)
    ballot = Ballot.objects.get()
    with pytest.raises(ConsultationError, match="did not carry"):
        agree_voted(proposed.consultation, ballot, by=chair, now=OVER)


def test_pages_take_as_many_queries_whatever_the_number_of_proposals(
    proposed: Round, voters: Voters, member_client: Client
) -> None:
    first = vote_on(proposed, voters)
    for number in range(4):
        with clock_set_to(lambda: NOON):
            counted(proposed.consultation, "More.", clause=proposed.clause, by=author(f"more{number}@example.org"))
    for comment in comments(proposed)[2:]:
        propose(comment, REASON, by=voters.people["chair"])
    second = vote_on(proposed, voters)

    def queries(path: str) -> int:
        page(member_client, path)
        with CaptureQueriesContext(connection) as captured:
            page(member_client, path)
        return len(captured)

    for path in (f"/consultations/{proposed.consultation.public_id}/votes/%s/", "/groups/working-group/decisions/%s/"):
        assert queries(path % second.public_id) == queries(path % first.public_id)


def at(comment: Comment) -> str:
    return f"/consultations/comments/{comment.public_id}/"


def counted_elsewhere(held: Round) -> Comment:
    """A comment on the whole text."""
    with clock_set_to(lambda: NOON):
        submission, _secret = counted(held.consultation, "All good.", by=author("elsewhere@example.org"))
    return submission.comments.get()
