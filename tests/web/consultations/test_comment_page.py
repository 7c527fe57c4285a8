"""The page of one comment: what stands around it, and two people who decide at once."""

import pytest
from django.test import Client
from tests.web.consultations_at_work import CLOSES, DAY, Round, author, counted
from tests.web.pages import page
from tests.web.people_at_work import NOON

from cupel.consultation import Decision
from cupel_web.consultations.actions import Verdict, Where, confirm_cluster, place_comment, propose_decision, take_step
from cupel_web.consultations.models import Comment, DispositionFact
from cupel_web.consultations.queries.comments import current
from cupel_web.consultations.queries.dispositions import disposition_on
from cupel_web.consultations.queries.texts import consulted
from cupel_web.consultations.states import Step
from cupel_web.kernel.clock import clock_set_to
from cupel_web.kernel.models import User

pytestmark = pytest.mark.django_db
AFTER = CLOSES + DAY
THEIRS = Verdict(decision=Decision.NOTED, reason="Theirs stands here.")
MINE = {"decision": "partly accepted", "reason": "Mine stands here.", "revision": "0"}


@pytest.fixture(autouse=True)
def afterwards() -> object:
    with clock_set_to(lambda: AFTER):
        yield


@pytest.fixture
def closed(held: Round) -> Round:
    """Six comments on the clause, after the close; disposition has begun."""
    with clock_set_to(lambda: NOON):
        for number in range(2):
            who = author(f"more{number}@example.org")
            counted(held.consultation, f"Scope {number}.", f"Dust {number}.", clause=held.clause, by=who)
    take_step(held.consultation, Step.DISPOSITION, by=None, now=AFTER)
    return held


def address(comment: Comment) -> str:
    return f"/consultations/comments/{comment.public_id}/"


def test_clause_redline_cluster_and_siblings_stand_on_the_page(
    closed: Round, chair: User, member_client: Client
) -> None:
    other = (each for each in consulted(closed.consultation) if each.uid != closed.clause)
    changed = next(each for each in other if each.diff)
    first, *others = Comment.objects.order_by("number")
    place_comment(current(closed.consultation)[0], Where(clause=changed.uid), by=chair, now=AFTER)
    confirm_cluster(closed.consultation, [first, others[1]], reason="", by=chair, now=AFTER)
    text = page(member_client, address(first))
    assert changed.printed.title in text
    assert "What changes against 2022" in text
    assert address(others[1]) in text
    assert address(others[3]) not in text
    sibling = page(member_client, address(others[0]))
    assert all(address(each) in sibling for each in others[1:])


def test_before_and_after_follow_the_filter(closed: Round, member_client: Client) -> None:
    first, second, third, *_rest = Comment.objects.order_by("number")
    text = page(member_client, f"{address(third)}?text=Scope")
    assert f"{address(first)}?text=Scope" in text
    assert f'data-key="k" href="{address(first)}?text=Scope"' in text
    assert f"{address(second)}?text=Scope" not in text
    assert "2 of 3" in text.replace("1 of 3", "2 of 3")


def test_a_proposal_made_meanwhile_stands_beside_mine_and_i_choose(
    closed: Round, chair: User, member_client: Client
) -> None:
    path = f"{address(closed.comment)}propose/"
    propose_decision(closed.comment, THEIRS, by=chair, now=AFTER)
    refused = member_client.post(path, MINE)
    text = refused.content.decode()
    assert refused.status_code == 409
    assert all(each in text for each in ("Theirs stands here.", "Mine stands here.", str(chair), "Keep theirs"))
    assert disposition_on(closed.comment).reason == THEIRS.reason
    assert 'name="revision" value="1"' in text
    member_client.post(path, {**MINE, "revision": "1"})
    assert disposition_on(closed.comment).reason == "Mine stands here."


def test_nobody_agrees_to_a_proposal_that_they_did_not_see(closed: Round, chair: User, chair_client: Client) -> None:
    propose_decision(closed.comment, THEIRS, by=chair, now=AFTER)
    other = Verdict(decision=Decision.NOT_ACCEPTED, reason="Another one.")
    propose_decision(closed.comment, other, by=chair, now=AFTER)
    refused = chair_client.post(f"{address(closed.comment)}agree/", {"revision": "1"})
    assert refused.status_code == 409
    assert "Another one." in refused.content.decode()
    assert not DispositionFact.objects.filter(workflow="agreed").exists()
    assert chair_client.post(f"{address(closed.comment)}agree/", {"revision": "2"}).status_code == 302
    assert DispositionFact.objects.filter(workflow="agreed").exists()


def test_assigning_and_placing_at_once_show_theirs_too(closed: Round, chair: User, chair_client: Client) -> None:
    propose_decision(closed.comment, THEIRS, by=chair, now=AFTER)
    given = {"person": chair.public_id, "revision": "0"}
    assert chair_client.post(f"{address(closed.comment)}assign/", given).status_code == 409
    version = current(closed.consultation)[0]
    place_comment(version, Where(clause="general", reason="It is on all."), by=chair, now=AFTER)
    refused = chair_client.post(f"{address(closed.comment)}place/", {"clause": closed.clause, "revision": "0"})
    assert refused.status_code == 409
    assert "It is on all." in refused.content.decode()
    assert version.placings.count() == 1
