"""Disposition: who may move a comment where, one decision for many, clusters that are confirmed and taken apart."""

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from tests.web.consultations_at_work import CLOSES, DAY, Round, author, counted
from tests.web.pages import page
from tests.web.people_at_work import NOON
from tests.web.post import delivered
from tests.web.scheme_at_work import person

from cupel.consultation import Answer, Decision, Filter, Obstacle, Template, Workflow, suggest
from cupel.errors import ConsultationError
from cupel_web.consultations.actions import (
    Verdict,
    agree_decisions,
    answer_decision,
    assign_comment,
    confirm_cluster,
    part_cluster,
    propose_decision,
    propose_for_many,
    publish_decisions,
    release_comment,
    spread_decision,
    take_step,
)
from cupel_web.consultations.models import Comment, CommentCluster, DispositionFact
from cupel_web.consultations.queries.dispositions import clusters_in, disposition_on, engine_consultation
from cupel_web.consultations.states import Step
from cupel_web.kernel.clock import clock_set_to
from cupel_web.kernel.models import AppendOnlyError, User

pytestmark = pytest.mark.django_db
AFTER = CLOSES + DAY
NOT = Verdict(decision=Decision.NOT_ACCEPTED, reason="It is said in 1.2 already.")


@pytest.fixture(autouse=True)
def at_noon() -> object:
    with clock_set_to(lambda: NOON):
        yield


@pytest.fixture
def closed(held: Round) -> Round:
    """After the close, with three more comments, two of them alike; disposition has begun."""
    for number, text in enumerate(("The scope is too narrow.", "Lists must be dated.", "Add cobalt.")):
        counted(held.consultation, text, clause=held.clause, by=author(f"more{number}@example.org"))
    take_step(held.consultation, Step.DISPOSITION, by=None, now=AFTER)
    return held


def named(held: Round, *numbers: int) -> list[Comment]:
    return [Comment.objects.get(consultation=held.consultation, number=number) for number in numbers]


def test_a_comment_goes_from_hand_to_decision_to_answer_and_every_move_stays(
    closed: Round, chair: User, member: User
) -> None:
    comment = closed.comment
    assign_comment(comment, to=member, by=chair, now=AFTER)
    propose_decision(comment, NOT, by=member, now=AFTER)
    agree_decisions([comment], by=chair, now=AFTER)
    publish_decisions([comment], by=chair, now=AFTER)
    answer_decision(comment, Answer.NOT_SATISFIED, now=AFTER)
    now = disposition_on(comment)
    assert (now.workflow, now.decision, now.answer) == (
        Workflow.PUBLISHED, Decision.NOT_ACCEPTED, Answer.NOT_SATISFIED,
    )  # fmt: skip
    assert (now.reason, now.assignee) == (NOT.reason, member.public_id)
    steps = list(comment.dispositions.values_list("workflow", flat=True))
    assert steps == ["assigned", "proposed", "agreed", "published", "published"]
    with pytest.raises(AppendOnlyError):
        DispositionFact.objects.update(reason="Other.")


def test_a_move_that_the_engine_refuses_changes_nothing(closed: Round, chair: User) -> None:
    with pytest.raises(ConsultationError, match="cannot become"):
        agree_decisions([closed.comment], by=chair, now=AFTER)
    with pytest.raises(ConsultationError, match="needs a reason"):
        propose_decision(closed.comment, Verdict(decision=Decision.NOTED), by=chair, now=AFTER)
    with pytest.raises(ConsultationError, match="cannot become"):
        release_comment(closed.comment, by=chair, now=AFTER)
    assert not DispositionFact.objects.exists()


def test_agreeing_to_several_is_all_or_nothing(closed: Round, chair: User) -> None:
    first, second = named(closed, 1, 2)
    propose_decision(first, NOT, by=chair, now=AFTER)
    with pytest.raises(ConsultationError):
        agree_decisions([first, second], by=chair, now=AFTER)
    assert disposition_on(first).workflow is Workflow.PROPOSED


def test_nothing_is_decided_before_disposition_has_begun(held: Round, chair: User) -> None:
    with pytest.raises(ConsultationError, match="Disposition has not begun"):
        propose_decision(held.comment, NOT, by=chair, now=NOON)


def test_members_propose_and_only_chair_or_secretariat_say_what_was_agreed(
    closed: Round, member: User, observer: User, secretary: User
) -> None:
    propose_decision(closed.comment, NOT, by=member, now=AFTER)
    with pytest.raises(PermissionDenied):
        agree_decisions([closed.comment], by=member, now=AFTER)
    with pytest.raises(PermissionDenied):
        propose_decision(closed.comment, NOT, by=observer, now=AFTER)
    agree_decisions([closed.comment], by=secretary, now=AFTER)


def test_a_comment_is_given_to_nobody_outside_the_group(closed: Round, chair: User) -> None:
    with pytest.raises(ConsultationError, match="does not take part"):
        assign_comment(closed.comment, to=person("stranger@example.org"), by=chair, now=AFTER)


def test_a_template_decides_all_that_pass_and_lists_what_stands_in_the_way(closed: Round, chair: User) -> None:
    decided = closed.comment
    propose_decision(decided, Verdict(decision=Decision.ACCEPTED), by=chair, now=AFTER)
    agree_decisions([decided], by=chair, now=AFTER)
    template = Template(decision=Decision.NOTED, reason={"en": "Noted for {clause}."})
    chosen = Filter(clauses=frozenset({closed.clause}))
    proposed = propose_for_many(closed.consultation, chosen, template, by=chair, now=AFTER)
    assert [each.obstacle for each in proposed.conflicts] == [Obstacle.DECIDED]
    assert len(proposed.dispositions) == 4
    facts = DispositionFact.objects.filter(workflow="proposed", decision="noted")
    assert facts.count() == 4
    assert len(set(facts.values_list("batch", flat=True))) == 1
    assert all("{" not in fact.reason for fact in facts)


def test_one_decision_answers_all_of_a_cluster(closed: Round, chair: User) -> None:
    known = engine_consultation(closed.consultation)
    (suggestion,) = suggest(known.comments, known.book)
    assert suggestion.comments == ("C-0001", "C-0003")
    first, third = named(closed, 1, 3)
    cluster = confirm_cluster(closed.consultation, [first, third], reason=suggestion.reason, by=chair, now=AFTER)
    propose_decision(first, NOT, by=chair, now=AFTER)
    proposed = spread_decision(first, cluster, by=chair, now=AFTER)
    assert [each.comment for each in proposed.dispositions] == ["C-0003"]
    assert disposition_on(third).reason == NOT.reason


def test_a_cluster_takes_up_those_its_comments_are_in_and_is_taken_apart(closed: Round, chair: User) -> None:
    first, second, third = named(closed, 1, 2, 3)
    confirm_cluster(closed.consultation, [first, third], reason="", by=chair, now=AFTER)
    larger = confirm_cluster(closed.consultation, [third, second], reason="", by=chair, now=AFTER)
    assert list(clusters_in(closed.consultation)) == [larger]
    assert set(larger.comments.all()) == {first, second, third}
    part_cluster(larger, by=chair, now=AFTER)
    assert not clusters_in(closed.consultation).exists()
    assert CommentCluster.objects.count() == 2
    with pytest.raises(ConsultationError, match="at least two"):
        confirm_cluster(closed.consultation, [first], reason="", by=chair, now=AFTER)


def test_the_engine_s_record_takes_as_many_queries_whatever_the_number_of_comments(
    closed: Round, chair: User, django_assert_max_num_queries: Any
) -> None:
    template = Template(decision=Decision.ACCEPTED, reason={})
    propose_for_many(closed.consultation, Filter(), template, by=chair, now=AFTER)
    with django_assert_max_num_queries(8):
        record = engine_consultation(closed.consultation)
    assert len(record.dispositions) == len(record.comments) == 5


def test_a_decision_is_proposed_agreed_published_and_answered_on_pages(
    closed: Round, member_client: Client, chair_client: Client, visitor: Client
) -> None:
    path = f"/consultations/comments/{closed.comment.public_id}/"
    with clock_set_to(lambda: AFTER):
        refused = member_client.post(f"{path}propose/", {"decision": "noted", "reason": ""})
        assert refused.status_code == 422
        assert "needs a reason" in refused.content.decode()
        decided = {"decision": "partly accepted", "reason": "The title will say so."}
        assert member_client.post(f"{path}propose/", decided).status_code == 302
        assert member_client.post(f"{path}agree/").status_code == 403
        chair_client.post(f"{path}agree/")
        mine = f"/consultations/mine/{closed.secret}/"
        assert "The title will say so." not in page(visitor, mine)
        chair_client.post(f"{path}publish/")
        assert "partly accepted" in page(member_client, path)
        assert "The title will say so." in page(visitor, mine)
        visitor.post(f"{mine}sent/{closed.comment.public_id}/answer/", {"answer": "not satisfied"})
        assert disposition_on(closed.comment).answer is Answer.NOT_SATISFIED
        take_step(closed.consultation, Step.FEEDBACK, by=None, now=AFTER)
        assert "The title will say so." in page(visitor, f"/consultations/{closed.consultation.public_id}/feedback/")


def test_many_are_decided_on_a_page_after_a_preview_with_what_stands_in_the_way(
    closed: Round, chair: User, chair_client: Client
) -> None:
    base = f"/consultations/{closed.consultation.public_id}/"
    form = {"decision": "noted", "reason_en": "Noted for {clause}."}
    path = f"{base}decide/?text=scope"
    propose_decision(named(closed, 3)[0], Verdict(decision=Decision.ACCEPTED), by=chair, now=AFTER)
    with clock_set_to(lambda: AFTER):
        preview = chair_client.post(path, {**form, "preview": "1"}).content.decode()
        assert "1 comment changes" in preview
        assert "&#x27;accepted&#x27; is proposed for it." in preview
        assert DispositionFact.objects.count() == 1
        assert chair_client.post(path, {**form, "reason_en": "By {name}."}).status_code == 422
        assert chair_client.post(path, {**form, "confirm": mark_in(preview)}).status_code == 302
        assert disposition_on(closed.comment).workflow is Workflow.PROPOSED
        agree = chair_client.get(f"{base}decide/agree/").content.decode()
        assert "2 comments change" in agree
        assert "A comment that is new cannot become agreed." in agree
        chair_client.post(f"{base}decide/agree/", {"confirm": mark_in(agree)})
    assert DispositionFact.objects.filter(workflow="agreed").count() == 2


def mark_in(text: str) -> str:
    """What a preview's button sends back."""
    return text.split('name="confirm" value="')[1].split('"', maxsplit=1)[0]


def test_what_changed_since_the_preview_is_shown_anew_and_nothing_is_done(
    closed: Round, chair: User, chair_client: Client
) -> None:
    path = f"/consultations/{closed.consultation.public_id}/decide/?state=new"
    form = {"decision": "accepted", "reason_en": ""}
    with clock_set_to(lambda: AFTER):
        mark = mark_in(chair_client.post(path, form).content.decode())
        propose_decision(closed.comment, NOT, by=chair, now=AFTER)
        refused = chair_client.post(path, {**form, "confirm": mark})
        other = chair_client.post(path, {"decision": "noted", "reason_en": "Noted.", "confirm": mark})
    assert (refused.status_code, other.status_code) == (409, 409)
    assert "Something has changed since you looked." in refused.content.decode()
    assert "4 comments change" in refused.content.decode()
    assert DispositionFact.objects.count() == 1


def test_ticked_comments_are_handed_to_a_member_and_no_other(
    closed: Round, chair: User, member: User, chair_client: Client
) -> None:
    path = f"/consultations/{closed.consultation.public_id}/assign/"
    ticked = f"{path}?only=ticked&comment=C-0001&comment=C-0002"
    for decided in (closed.comment,):
        propose_decision(decided, NOT, by=chair, now=AFTER)
        agree_decisions([decided], by=chair, now=AFTER)
    with clock_set_to(lambda: AFTER):
        preview = chair_client.post(ticked, {"person": member.public_id}).content.decode()
        assert "It is decided already." in preview
        chair_client.post(ticked, {"person": member.public_id, "confirm": mark_in(preview)})
        assert "No comment is chosen." in page(chair_client, f"{path}?only=ticked")
        mine = page(
            chair_client, f"/consultations/{closed.consultation.public_id}/comments/?assignee={member.public_id}"
        )
        preview = chair_client.post(ticked, {"person": ""}).content.decode()
        chair_client.post(ticked, {"person": "", "confirm": mark_in(preview)})
    assert ("C-0002" in mine, "C-0003" in mine) == (True, False)
    assert list(named(closed, 2)[0].dispositions.values_list("workflow", flat=True)) == ["assigned", "new"]
    assert disposition_on(closed.comment).workflow is Workflow.AGREED


def test_pages_of_decisions_take_as_many_queries_whatever_the_number(
    closed: Round, chair: User, chair_client: Client, django_assert_max_num_queries: Any
) -> None:
    propose_for_many(
        closed.consultation, Filter(), Template(decision=Decision.ACCEPTED, reason={}), by=chair, now=AFTER
    )  # fmt: skip
    comments = list(Comment.objects.select_related("consultation__group"))
    with django_assert_max_num_queries(20):
        agree_decisions(comments, by=chair, now=AFTER)
    # a mail for each of the four commenters is queued
    with django_assert_max_num_queries(20 + 4 * 6):
        publish_decisions(comments, by=chair, now=AFTER)
    with clock_set_to(lambda: AFTER), django_assert_max_num_queries(35):
        page(chair_client, f"/consultations/{closed.consultation.public_id}/comments/?state=published")


def test_each_commenter_gets_one_mail_and_answers_on_its_page_without_the_secret(
    closed: Round, chair: User, visitor: Client
) -> None:
    comments = named(closed, 1, 2)
    for comment in comments:
        propose_decision(comment, NOT, by=chair, now=AFTER)
    agree_decisions(comments, by=chair, now=AFTER)
    before = len(delivered())
    publish_decisions(comments, by=chair, now=AFTER)
    (letter,) = delivered()[before:]
    path = "/" + next(line for line in letter.splitlines() if "/consultations/" in line).split("//")[1].split("/", 1)[1]
    text = page(visitor, path)
    assert (text.count(NOT.reason), "C-0003" in text, closed.secret in letter) == (2, False, False)
    visitor.post(path, {"comment": comments[0].public_id, "answer": "satisfied"})
    assert disposition_on(comments[0]).answer is Answer.SATISFIED
    assert visitor.post(path, {"comment": named(closed, 3)[0].public_id, "answer": "satisfied"}).status_code == 404
