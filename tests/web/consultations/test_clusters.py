"""Clusters on pages: looked for in the background, confirmed, kept apart, made by hand, answered at once."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from tests.web.consultations_at_work import CLOSES, DAY, Round, author, counted
from tests.web.pages import page
from tests.web.people_at_work import NOON

from cupel.consultation import Decision, Likeness, Workflow
from cupel.errors import ConsultationError
from cupel_web.consultations.actions import (
    Verdict,
    confirm_cluster,
    order_cluster_search,
    part_cluster,
    propose_decision,
    take_step,
)
from cupel_web.consultations.jobs import search_clusters
from cupel_web.consultations.models import ClusterSearch, Comment, CommentCluster
from cupel_web.consultations.queries.clusters import kept_apart, suggested
from cupel_web.consultations.queries.dispositions import clusters_in, disposition_on
from cupel_web.consultations.states import Step
from cupel_web.kernel.clock import clock_set_to
from cupel_web.kernel.models import User

pytestmark = pytest.mark.django_db
AFTER = CLOSES + DAY


@pytest.fixture(autouse=True)
def after_the_close() -> Iterator[None]:
    with clock_set_to(lambda: AFTER):
        yield


@pytest.fixture
def closed(held: Round) -> Round:
    """Comments 1 and 3 say the same; disposition has begun."""
    with clock_set_to(lambda: NOON):
        for number, text in enumerate(("The scope is too narrow.", "Lists must be dated.")):
            counted(held.consultation, text, clause=held.clause, by=author(f"more{number}@example.org"))
    take_step(held.consultation, Step.DISPOSITION, by=None, now=AFTER)
    return held


def searched(held: Round, by: User) -> list[tuple[str, ...]]:
    search = order_cluster_search(held.consultation, by=by, now=AFTER)
    search_clusters.call(search.public_id)
    search.job.refresh_from_db()
    assert search.job.finished_at is not None, search.job.error
    return [each.comments for each in suggested(held.consultation)]


def named(held: Round, *numbers: int) -> list[Comment]:
    return [Comment.objects.get(consultation=held.consultation, number=number) for number in numbers]


def address(held: Round) -> str:
    return f"/consultations/{held.consultation.public_id}/clusters/"


def test_what_says_the_same_is_found_with_reason_and_score_and_is_gone_once_confirmed(
    closed: Round, member: User
) -> None:
    assert searched(closed, member) == [("C-0001", "C-0003")]
    (one,) = suggested(closed.consultation)
    assert (one.likeness, one.score, bool(one.reason)) == (Likeness.IDENTICAL, 1.0, True)
    confirm_cluster(closed.consultation, named(closed, 1, 3), reason=one.reason, by=member, now=AFTER)
    assert suggested(closed.consultation) == []
    assert searched(closed, member) == []


def test_what_was_taken_apart_is_not_suggested_again_until_it_is_put_together(closed: Round, member: User) -> None:
    searched(closed, member)
    cluster = confirm_cluster(closed.consultation, named(closed, 1, 3), reason="", by=member, now=AFTER)
    part_cluster(cluster, by=member, now=AFTER)
    assert list(kept_apart(closed.consultation)) == [("C-0001", "C-0003")]
    assert searched(closed, member) == []
    confirm_cluster(closed.consultation, named(closed, 1, 3), reason="", by=member, now=AFTER)
    assert list(kept_apart(closed.consultation)) == []


def test_it_is_looked_for_once_at_a_time_after_disposition_began_and_by_members(
    held: Round, member: User, observer: User
) -> None:
    with pytest.raises(ConsultationError, match="Disposition has not begun"):
        order_cluster_search(held.consultation, by=member, now=AFTER)
    take_step(held.consultation, Step.DISPOSITION, by=None, now=AFTER)
    with pytest.raises(PermissionDenied):
        order_cluster_search(held.consultation, by=observer, now=AFTER)
    first = order_cluster_search(held.consultation, by=member, now=AFTER)
    assert order_cluster_search(held.consultation, by=member, now=AFTER) == first


def test_a_suggestion_is_confirmed_on_the_page_and_one_decision_answers_all(
    closed: Round, member_client: Client, chair: User
) -> None:
    path = address(closed)
    member_client.post(f"{path}search/")
    assert "being looked for" in page(member_client, path)
    search_clusters.call(ClusterSearch.objects.get().public_id)
    assert "C-0003" in page(member_client, path)
    member_client.post(f"{path}decide/", {"comment": ["C-0001", "C-0003"], "same": "yes"})
    cluster = CommentCluster.objects.get()
    assert cluster.reason
    first, third = named(closed, 1, 3)
    propose_decision(first, Verdict(decision=Decision.ACCEPTED), by=chair, now=AFTER)
    spread = f"/consultations/clusters/{cluster.public_id}/spread/"
    assert "Proposed for 1 other comment." in member_client.post(
        spread, {"comment": "C-0001"}, follow=True
    ).content.decode()  # fmt: skip
    assert disposition_on(third).workflow is Workflow.PROPOSED
    other = member_client.post(spread, {"comment": "C-0002"}, follow=True).content.decode()
    assert "not in the cluster" in other
    member_client.post(f"/consultations/clusters/{cluster.public_id}/part/")
    assert not clusters_in(closed.consultation).exists()
    late = member_client.post(spread, {"comment": "C-0001"}, follow=True).content.decode()
    assert "was taken apart" in late


def test_a_suggestion_is_refused_and_a_cluster_is_made_by_hand(
    closed: Round, member: User, member_client: Client
) -> None:
    searched(closed, member)
    member_client.post(f"{address(closed)}decide/", {"comment": ["C-0001", "C-0003"], "same": "no"})
    assert suggested(closed.consultation) == []
    member_client.post(f"{address(closed)}decide/", {"names": "c-0002, C-0004, C-9999, x", "same": "yes"})
    assert [comment.name for comment in CommentCluster.objects.get().comments.all()] == ["C-0002", "C-0004"]
    answer = member_client.post(f"{address(closed)}decide/", {"names": "C-0002", "same": "yes"}, follow=True)
    assert "at least two" in answer.content.decode()


def test_the_page_takes_as_many_queries_whatever_the_number(
    closed: Round, member: User, member_client: Client, django_assert_max_num_queries: Any
) -> None:
    with clock_set_to(lambda: NOON):
        for number in range(6):
            texts = (f"Paragraph {number} repeats what others ask.", "Say what a smelter is.")
            counted(closed.consultation, *texts, clause=closed.clause, by=author(f"again{number}@example.org"))
    searched(closed, member)
    confirm_cluster(closed.consultation, named(closed, 1, 2, 3), reason="", by=member, now=AFTER)
    with django_assert_max_num_queries(30):
        page(member_client, address(closed))
