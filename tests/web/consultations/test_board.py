"""The board of disposition against a second way of filtering: each comment on its own, part by part."""

from itertools import combinations

import pytest
from django.test import Client
from tests.web.consultations_at_work import CLOSES, DAY, Round, author, counted
from tests.web.pages import page
from tests.web.people_at_work import NOON

from cupel.consultation import Answer, Decision
from cupel_web.consultations.actions import (
    Verdict,
    agree_decisions,
    answer_decision,
    assign_comment,
    confirm_cluster,
    propose_decision,
    publish_decisions,
    take_step,
)
from cupel_web.consultations.models import Comment
from cupel_web.consultations.queries.board import PARTS, Wanted, board
from cupel_web.consultations.states import Step
from cupel_web.kernel.clock import clock_set_to
from cupel_web.kernel.models import User

pytestmark = pytest.mark.django_db
AFTER = CLOSES + DAY


@pytest.fixture
def many(held: Round, chair: User, member: User) -> Round:
    """Eight comments: some assigned, proposed, agreed, answered, in a cluster, on a clause or in general."""
    with clock_set_to(lambda: NOON):
        for number in range(3):
            who = author(f"more{number}@example.org")
            counted(held.consultation, f"Scope {number}.", f"Dust {number}.", clause=held.clause, by=who)
    take_step(held.consultation, Step.DISPOSITION, by=None, now=AFTER)
    comments = list(Comment.objects.select_related("consultation__group").order_by("number"))
    confirm_cluster(held.consultation, comments[1:4], reason="", by=chair, now=AFTER)
    assign_comment(comments[0], to=member, by=chair, now=AFTER)
    for each in comments[2:6]:
        propose_decision(each, Verdict(decision=Decision.NOTED, reason="Noted."), by=chair, now=AFTER)
    agree_decisions(comments[3:6], by=chair, now=AFTER)
    publish_decisions(comments[4:6], by=chair, now=AFTER)
    answer_decision(comments[4], Answer.NOT_SATISFIED, now=AFTER)
    return held


def test_every_pair_of_filters_leaves_what_each_leaves(many: Round) -> None:
    entries = board(many.consultation, Wanted()).entries
    assert len(entries) == 8
    values = {part: sorted({each.values[part] for each in entries}) for part in PARTS}
    assert len(values["state"]) == 5
    for one, other in combinations(PARTS, 2):
        for first in values[one]:
            for second in values[other]:
                found = board(many.consultation, Wanted(parts={one: first, other: second}))
                fitting = [each.name for each in entries if (each.values[one], each.values[other]) == (first, second)]
                assert [each.name for each in found.entries] == fitting
                assert found.counts[one][first] == len(fitting)


def test_a_number_beside_a_value_is_what_choosing_it_leaves(many: Round) -> None:
    narrow = board(many.consultation, Wanted(parts={"state": "new"}, text="dust"))
    for part, counts in narrow.counts.items():
        for value, number in counts.items():
            parts = {"state": "new", part: value}
            assert len(board(many.consultation, Wanted(parts=parts, text="dust")).entries) == number


def test_orders(many: Round) -> None:
    def names(sort: str) -> list[str]:
        return [each.name for each in board(many.consultation, Wanted(sort=sort)).entries]

    assert names("") == [f"C-000{number}" for number in range(1, 9)]
    assert names("work")[0] == "C-0005"
    assert sorted(names("clause")) == sorted(names("from")) == names("")


def test_the_page_keeps_the_filter_and_takes_each_part_away(many: Round, member_client: Client, member: User) -> None:
    path = f"/consultations/{many.consultation.public_id}/comments/"
    with clock_set_to(lambda: AFTER):
        text = page(member_client, f"{path}?state=assigned&assignee=me&cluster=no")
        assert text.count('name="comment"') == 1
        assert 'href="?state=assigned&amp;cluster=no"' in text
        assert f"comments/{many.comment.public_id}/?state=assigned&amp;assignee=me&amp;cluster=no" in text.replace(
            "assignee=me&amp;state=assigned", "state=assigned&amp;assignee=me"
        )
        assert "No comment fits." in page(member_client, f"{path}?state=assigned&decision=noted")
        assert "C-0005" in page(member_client, f"{path}?answer=not+satisfied")
        assert page(member_client, f"{path}?country=XX&state=nonsense").count('name="comment"') == 0
