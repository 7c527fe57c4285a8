"""Role by role through every page of recommendations: secretariat, chairs, members, strangers, visitors."""

import pytest
from django.test import Client
from django.urls import get_resolver, reverse
from tests.web.addresses import patterns
from tests.web.people_at_work import NOON
from tests.web.recommendations_at_work import DAY, Way
from tests.web.scheme_at_work import TODAY, signed_in

from cupel_web.kernel import clock
from cupel_web.recommendations.actions import Answer, Task, add_follow_up, forward, reply
from cupel_web.recommendations.states import ReplyKind

pytestmark = pytest.mark.django_db

PUBLIC = {"recommendations", "recommendation", "cycles", "objectives"}
LEADS = {
    "new_recommendation", "new_review", "edit_recommendation", "submit_recommendation", "revise_recommendation",
    "new_follow_up", "finish_follow_up", "conclude_recommendation",
}  # fmt: skip
GROUP_ALONE = {"withdraw_recommendation"}
KEEPERS = {"new_objective", "reword_objective", "pause_clock", "resume_clock", "forward_recommendation"}
BODY = {"reply_recommendation", "forward_recommendation"}
POST_ONLY = {"submit_recommendation", "revise_recommendation", "forward_recommendation", "resume_clock"}


@pytest.fixture(autouse=True)
def at_noon() -> object:
    with clock.clock_set_to(lambda: NOON):
        yield


@pytest.fixture
def pages(way: Way) -> dict[str, str]:
    """Every address of the room, found in the URL patterns, so that no new page can be forgotten."""
    way.advised()
    forward(way.recommendation, by=None, now=NOON)
    leg = way.leg
    reply(leg, Answer(answer=ReplyKind.ACCEPT, reasons="Yes."), by=way.board_chair, now=NOON)
    task = Task(what="Write it.", group=way.scheme.group, due_on=TODAY + DAY)
    follow_up = add_follow_up(way.recommendation, task, by=None, now=NOON)
    known = {
        "slug": "working-group",
        "recommendation": way.recommendation.public_id,
        "leg": leg.public_id,
        "follow_up": follow_up.public_id,
        "objective": way.recommendation.objective.public_id,
    }
    return {
        str(pattern.name): reverse(str(pattern.name), kwargs={part: known[part] for part in pattern.pattern.converters})
        for pattern in patterns(get_resolver())
        if pattern.callback.__module__.startswith("cupel_web.recommendations.")
    }


def walk(client: Client, pages: dict[str, str], opens: set[str]) -> None:
    for name, address in pages.items():
        response = client.post(address) if name in POST_ONLY else client.get(address)
        assert response.status_code in ({200, 302} if name in opens else {403}), name


def test_there_are_pages_to_walk(pages: dict[str, str]) -> None:
    assert len(pages) == 19


def test_the_secretariat_keeps_and_does_not_reply(pages: dict[str, str], secretary_client: Client) -> None:
    walk(secretary_client, pages, PUBLIC | LEADS | KEEPERS)


def test_a_chair_leads_what_the_group_recommends(pages: dict[str, str], chair_client: Client) -> None:
    walk(chair_client, pages, PUBLIC | LEADS | GROUP_ALONE)


def test_the_body_asked_replies_and_sends_on(pages: dict[str, str], board_chair_client: Client) -> None:
    walk(board_chair_client, pages, PUBLIC | BODY)


def test_a_body_asked_before_does_nothing_more(pages: dict[str, str], way: Way) -> None:
    walk(signed_in(way.council_chair), pages, PUBLIC)


@pytest.mark.parametrize("who", ["member_client", "observer_client", "officer_client", "operator_client"])
def test_others_read(who: str, pages: dict[str, str], request: pytest.FixtureRequest) -> None:
    walk(request.getfixturevalue(who), pages, PUBLIC)


def test_a_visitor_is_asked_to_sign_in_or_reads(pages: dict[str, str], visitor: Client) -> None:
    for name, address in pages.items():
        assert visitor.get(address).status_code == (200 if name in PUBLIC else 302), name


def test_a_leg_is_not_found_under_another_recommendation(
    pages: dict[str, str], way: Way, board_chair_client: Client
) -> None:
    from cupel_web.recommendations.models import Recommendation

    other = Recommendation.objects.get(pk=way.recommendation.pk)
    other.pk, other.public_id = None, "01J0000000000000000000000A"
    other.save()
    wrong = pages["reply_recommendation"].replace(way.recommendation.public_id, other.public_id)
    assert board_chair_client.get(wrong).status_code == 404
