"""Objections: every way to an answer, and that a ballot waits for it."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from tests.web.decisions_at_work import AFTER, COMPLAINT, MOTION, WINDOW, Voters, with_overruling
from tests.web.people_at_work import NOON
from tests.web.post import delivered
from tests.web.scheme_at_work import TODAY

from cupel.errors import ProcedureError
from cupel.governance import Answer, Outcome, Position
from cupel_web.decisions.actions import (
    answer_resolution,
    appeal,
    close_ballot,
    decide_appeal,
    open_ballot,
    overrule,
    propose_resolution,
    withdraw_objection,
)
from cupel_web.decisions.models import Ballot, Objection
from cupel_web.decisions.queries.counting import counted
from cupel_web.kernel.models import User

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def answer(objection: Objection, *, days: int = 0) -> Answer:
    return Objection.objects.get(pk=objection.pk).answer_on(TODAY + days * DAY)


@pytest.fixture
def contested(voters: Voters) -> Objection:
    """An objection under rules that let the chair overrule it."""
    with_overruling(voters.scheme)
    ballot = open_ballot(voters.scheme.group, MOTION, WINDOW, by=None, now=NOON)
    for seat in ("chair", "expert", "labour"):
        voters.votes(ballot, seat, Position.SUPPORT)
    voters.votes(ballot, "village", Position.OBJECT, complaint=COMPLAINT)
    return Objection.objects.get()


def test_a_ballot_waits_for_its_objections_and_says_which(voters: Voters, objection: Objection, ballot: Ballot) -> None:
    with pytest.raises(ProcedureError, match="objection 1 of Village") as refused:
        close_ballot(ballot, by=None, now=AFTER)
    assert refused.value.code == "objection-unanswered"
    assert counted(ballot, now=NOON)["outcome"] == Outcome.OPEN


def test_an_accepted_resolution_leads_to_consensus(voters: Voters, objection: Objection, ballot: Ballot) -> None:
    propose_resolution(objection, text="Recycled feed is covered.", by=voters.people["chair"], now=NOON)
    answer_resolution(objection, position=Position.ACCEPT, by=voters.people["alternate"], now=NOON)
    assert answer(objection) is Answer.ACCEPTED
    assert close_ballot(ballot, by=None, now=AFTER).outcome == Outcome.BY_CONSENSUS


def test_an_answer_still_counts_after_voting_is_over(voters: Voters, objection: Objection, ballot: Ballot) -> None:
    propose_resolution(objection, text="Recycled feed is covered.", by=None, now=AFTER)
    answer_resolution(objection, position=Position.ACCEPT, by=voters.people["village"], now=AFTER)
    assert close_ballot(ballot, by=None, now=AFTER).outcome == Outcome.BY_CONSENSUS


def test_a_resolution_that_is_not_accepted_leaves_it_open(voters: Voters, objection: Objection) -> None:
    propose_resolution(objection, text="Later.", by=None, now=NOON)
    answer_resolution(objection, position=None, text="Not later.", by=voters.people["village"], now=NOON)
    assert answer(objection) is Answer.OPEN


def test_a_resolution_nobody_answers_times_out_and_the_majority_decides(objection: Objection, ballot: Ballot) -> None:
    propose_resolution(objection, text="Recycled feed is covered.", by=None, now=NOON)
    assert answer(objection, days=7) is Answer.PROPOSED
    assert answer(objection, days=8) is Answer.TIMED_OUT
    assert close_ballot(ballot, by=None, now=AFTER).outcome == Outcome.BY_MAJORITY


def test_what_timed_out_is_no_longer_accepted(voters: Voters, objection: Objection) -> None:
    propose_resolution(objection, text="Recycled feed is covered.", by=None, now=NOON)
    with pytest.raises(ProcedureError) as refused:
        answer_resolution(objection, position=Position.ACCEPT, by=voters.people["village"], now=NOON + 8 * DAY)
    assert refused.value.code == "objection-state"


def test_the_objector_withdraws(voters: Voters, objection: Objection, ballot: Ballot) -> None:
    withdraw_objection(objection, position=Position.ABSTAIN, by=voters.people["village"], now=NOON)
    assert answer(objection) is Answer.WITHDRAWN
    assert close_ballot(ballot, by=None, now=AFTER).outcome == Outcome.BY_CONSENSUS


def test_only_the_objector_s_seat_answers(voters: Voters, objection: Objection) -> None:
    propose_resolution(objection, text="Recycled feed is covered.", by=None, now=NOON)
    with pytest.raises(PermissionDenied):
        answer_resolution(objection, position=Position.ACCEPT, by=voters.people["labour"], now=NOON)


def test_who_settles_does_not_object_any_more(voters: Voters, objection: Objection) -> None:
    with pytest.raises(ProcedureError) as refused:
        withdraw_objection(objection, position=Position.OBJECT, by=voters.people["village"], now=NOON)
    assert refused.value.code == "settled-position"


def test_the_chair_overrules_only_where_the_rules_allow(voters: Voters, objection: Objection) -> None:
    with pytest.raises(ProcedureError) as refused:
        overrule(objection, reason="Heard.", by=voters.people["chair"], now=NOON)
    assert refused.value.code == "objection-state"


def test_an_overruled_objection_may_be_appealed_before_the_ballot_closes(voters: Voters, contested: Objection) -> None:
    late = AFTER - DAY
    overrule(contested, reason="It was heard twice.", by=voters.people["chair"], now=late)
    with pytest.raises(ProcedureError) as refused:
        close_ballot(contested.elector.ballot, by=None, now=AFTER)
    assert refused.value.code == "appeal-term"
    closing = close_ballot(contested.elector.ballot, by=None, now=late + 11 * DAY)
    assert closing.outcome == Outcome.BY_MAJORITY


def test_an_upheld_appeal_opens_the_objection_again(voters: Voters, contested: Objection, council_chair: User) -> None:
    overrule(contested, reason="It was heard twice.", by=voters.people["chair"], now=NOON)
    appeal(contested, reason="It was not heard at all.", by=voters.people["village"], now=NOON)
    assert answer(contested) is Answer.APPEALED
    decide_appeal(contested, upheld=True, reason="Hear it.", by=council_chair, now=NOON)
    assert answer(contested) is Answer.OPEN


def test_a_dismissed_appeal_is_final(voters: Voters, contested: Objection, council_chair: User) -> None:
    overrule(contested, reason="It was heard twice.", by=voters.people["chair"], now=NOON)
    appeal(contested, reason="It was not heard at all.", by=voters.people["village"], now=NOON)
    decide_appeal(contested, upheld=False, reason="It was.", by=council_chair, now=NOON)
    assert answer(contested) is Answer.OVERRULED
    with pytest.raises(ProcedureError):
        appeal(contested, reason="Once more.", by=voters.people["village"], now=NOON)
    assert close_ballot(contested.elector.ballot, by=None, now=AFTER).outcome == Outcome.BY_MAJORITY


def test_an_appeal_has_a_term(voters: Voters, contested: Objection) -> None:
    overrule(contested, reason="It was heard twice.", by=voters.people["chair"], now=NOON)
    with pytest.raises(ProcedureError):
        appeal(contested, reason="It was not.", by=voters.people["village"], now=NOON + 11 * DAY)


def test_a_chair_does_not_decide_an_appeal_against_themselves(voters: Voters, contested: Objection) -> None:
    overrule(contested, reason="It was heard twice.", by=voters.people["chair"], now=NOON)
    appeal(contested, reason="It was not heard at all.", by=voters.people["village"], now=NOON)
    with pytest.raises(PermissionDenied):
        decide_appeal(contested, upheld=False, reason="It was.", by=voters.people["chair"], now=NOON)


def test_words_are_needed(voters: Voters, objection: Objection) -> None:
    with pytest.raises(ProcedureError) as refused:
        propose_resolution(objection, text=" ", by=None, now=NOON)
    assert refused.value.code == "no-reason"


def test_nothing_happens_to_objections_of_a_closed_ballot(voters: Voters, objection: Objection, ballot: Ballot) -> None:
    propose_resolution(objection, text="Recycled feed is covered.", by=None, now=NOON)
    close_ballot(ballot, by=None, now=AFTER)
    with pytest.raises(ProcedureError):
        withdraw_objection(objection, position=Position.ACCEPT, by=voters.people["village"], now=AFTER)


def test_the_objector_is_told_of_an_answer(voters: Voters, objection: Objection) -> None:
    before = len(delivered())
    propose_resolution(objection, text="Recycled feed is covered.", by=voters.people["chair"], now=NOON)
    told = delivered()[before:]
    assert len(told) == 2
    assert all(f"/decisions/objections/{objection.public_id}/" in mail for mail in told)
