"""The one search finds comments: all for the group, for others what is published as it was written."""

import pytest
from django.test import Client
from tests.web.consultations_at_work import CLOSES, DAY, Round, author, counted
from tests.web.pages import page

from cupel_web.consultations.actions import take_step
from cupel_web.consultations.states import Step
from cupel_web.kernel import clock

pytestmark = pytest.mark.django_db

AFTER = CLOSES + DAY
LOOK = "/search/?q=narrow&kind=comments"


def published(held: Round) -> None:
    for step in (Step.DISPOSITION, Step.FEEDBACK):
        take_step(held.consultation, step, by=None, now=AFTER)


@pytest.mark.parametrize("who", ["secretary_client", "chair_client", "member_client"])
def test_the_group_finds_every_comment(who: str, held: Round, request: pytest.FixtureRequest) -> None:
    shown = page(request.getfixturevalue(who), LOOK)
    assert f"/consultations/comments/{held.comment.public_id}/" in shown
    assert "The scope is too narrow." in shown


@pytest.mark.parametrize("who", ["visitor", "observer_client", "officer_client"])
def test_others_find_nothing_before_it_is_published(who: str, held: Round, request: pytest.FixtureRequest) -> None:
    assert "too narrow" not in page(request.getfixturevalue(who), LOOK)


def test_others_find_what_is_published_as_it_was_written(held: Round, visitor: Client) -> None:
    for consent in ("anonymous", "not published"):
        counted(held.consultation, f"Narrow beyond words: {consent}.", by=author("other@example.org", consent))
    published(held)
    with clock.clock_set_to(lambda: AFTER):
        shown = page(visitor, LOOK)
        assert "The scope is too narrow." in shown
        assert "beyond words" not in shown
        (address,) = {f"/consultations/{held.consultation.public_id}/feedback/{held.comment.number}/"}
        assert address in shown
        assert "The scope is too narrow." in page(visitor, address)
