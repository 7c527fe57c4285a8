"""Consultations through the interface: what everybody reads, what those who run one do, what the group decides."""

import pytest
from tests.web.api.callers import Caller, queries_of
from tests.web.api.test_interface import problem_of
from tests.web.consultations_at_work import CLOSES, DAY, Round, author, counted
from tests.web.people_at_work import NOON

from cupel_web.consultations.models import Comment, CommentCluster
from cupel_web.kernel import clock
from cupel_web.kernel.models import User

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def after_the_close() -> object:
    with clock.clock_set_to(lambda: CLOSES + DAY):
        yield


@pytest.fixture
def closed(held: Round) -> Round:
    """Two more comments came."""
    with clock.clock_set_to(lambda: NOON):
        for number, text in enumerate(("The scope is too narrow.", "Lists must be dated.")):
            counted(held.consultation, text, clause=held.clause, by=author(f"more{number}@example.org"))
    return held


def address(held: Round) -> str:
    return f"/consultations/{held.consultation.public_id}"


def test_everybody_reads_what_is_asked(closed: Round) -> None:
    call = Caller(None)
    (told,) = call.get("/consultations")["items"]
    assert told["public_id"] == closed.consultation.public_id
    assert (told["submissions"], told["comments"]) == (3, 4)
    whole = call.get(address(closed))
    assert whole["manifest_hash"] == closed.consultation.text.manifest_hash
    assert [step["step"] for step in whole["steps"]] == ["announced"]
    clauses = call.get(f"{address(closed)}/text?per_page=200")["items"]
    assert closed.clause in {each["uid"] for each in clauses}
    problem_of(call("GET", f"{address(closed)}/feedback"), 404)
    problem_of(call("GET", f"{address(closed)}/comments"), 401)


def test_from_the_board_to_what_everybody_reads(closed: Round, chair: User, member: User) -> None:
    lead, call = Caller(chair), Caller(member)
    lead.done("POST", f"{address(closed)}/steps", {"step": "disposition begun"})
    board = call.get(f"{address(closed)}/comments")
    assert [each["name"] for each in board["items"]] == ["C-0001", "C-0002", "C-0003", "C-0004"]
    one = f"/consultations/comments/{board['items'][0]['public_id']}"
    assigned = call.done("PUT", f"{one}/assignee", {"person": member.public_id})
    assert assigned["assignee"]["public_id"] == member.public_id
    proposed = call.done("POST", f"{one}/proposals", {"decision": "accepted", "reason": "It is clearer."})
    assert (proposed["state"], proposed["decision"]) == ("proposed", "accepted")
    problem_of(call("POST", f"{one}/agreement"), 403)
    assert lead.done("POST", f"{one}/agreement")["state"] == "agreed"
    assert [each["name"] for each in call.get(f"{address(closed)}/comments?state=agreed")["items"]] == ["C-0001"]
    lead.done("POST", f"{address(closed)}/steps", {"step": "feedback published"})
    assert lead.done("POST", f"{one}/publication")["state"] == "published"
    told = Caller(None).get(f"{address(closed)}/feedback/1")
    assert told["decision"] == {"decision": "accepted", "reason": "It is clearer.", "answer": "none"}
    feedback = Caller(None).get(f"{address(closed)}/feedback")["items"]
    assert [each["id"] for each in feedback] == ["C-0001", "C-0002", "C-0003", "C-0004"]


def test_one_decision_for_many(closed: Round, chair: User) -> None:
    call = Caller(chair)
    call.done("POST", f"{address(closed)}/steps", {"step": "disposition begun"})
    body = {"decision": "noted", "reason": {"en": "Thank you for {clause}."}}
    wrong = {**body, "reason": {"en": "{nothing}"}}
    problem_of(call("POST", f"{address(closed)}/proposals", wrong), 422)
    made = call.done("POST", f"{address(closed)}/proposals", body)
    assert made["proposed"] + len(made["left"]) == 4


def test_comments_that_say_the_same_are_said_by_people(closed: Round, chair: User) -> None:
    call = Caller(chair)
    call.done("POST", f"{address(closed)}/steps", {"step": "disposition begun"})
    body = {"comments": ["C-0001", "C-0003"], "same": True}
    told = call.done("POST", f"{address(closed)}/clusters", body)
    assert [sorted(each["comments"]) for each in told["confirmed"]] == [["C-0001", "C-0003"]]
    assert call.done("POST", f"{address(closed)}/cluster-searches")["search"] is not None
    cluster = CommentCluster.objects.get()
    assert call.done("DELETE", f"/consultations/clusters/{cluster.public_id}")["confirmed"] == []


def test_the_board_asks_the_database_as_often_for_one_as_for_all(closed: Round, chair: User) -> None:
    call = Caller(chair)
    few, whole = (queries_of(call, f"{address(closed)}/comments?per_page={most}") for most in (1, 200))
    assert few == whole
    assert Comment.objects.count() == 4
