"""A decision is carried into the text: comment, clause and change lead to each other, whichever one begins with."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.web.consultations_at_work import CLOSES, DAY, Round, author, counted
from tests.web.drafting_at_work import edited
from tests.web.pages import page
from tests.web.people_at_work import NOON
from tests.web.scheme_at_work import person

from cupel.consultation import Decision
from cupel.errors import ConsultationError
from cupel.standard.drafting import Part, Reword, Split, Undo
from cupel_web.consultations.actions import (
    Verdict,
    agree_decisions,
    apply_change,
    confirm_cluster,
    link_change,
    propose_decision,
    publish_decisions,
    take_step,
    unlink_change,
)
from cupel_web.consultations.models import ChangeLink, Comment
from cupel_web.consultations.queries.links import changes_on, linked_clauses, links_of
from cupel_web.consultations.replies import reply_path
from cupel_web.consultations.states import Step
from cupel_web.drafting.actions import Editing, freeze_draft
from cupel_web.drafting.models import Draft
from cupel_web.drafting.queries.reading import reading_of
from cupel_web.kernel.clock import clock_set_to, day_of
from cupel_web.kernel.ids import new_id
from cupel_web.kernel.models import Event, User
from cupel_web.standards.actions import Succession, add_edition

pytestmark = pytest.mark.django_db
AFTER = CLOSES + DAY
NEW = "Lists are dated, and kept for ten years."


@pytest.fixture(autouse=True)
def after_the_close() -> Iterator[None]:
    with clock_set_to(lambda: AFTER):
        yield


@pytest.fixture
def accepted(held: Round, chair: User) -> Round:
    """The first comment is to be accepted in part, the second is not; both are on one clause."""
    take_step(held.consultation, Step.DISPOSITION, by=None, now=AFTER)
    for comment, decision in zip(comments(held), (Decision.PARTLY, Decision.NOT_ACCEPTED), strict=True):
        propose_decision(comment, Verdict(decision=decision, reason=f"Why: {decision}."), by=chair, now=AFTER)
    return held


def comments(held: Round) -> list[Comment]:
    return list(Comment.objects.filter(consultation=held.consultation).order_by("number"))


def at(comment: Comment) -> str:
    return f"/consultations/comments/{comment.public_id}/"


def apply_at(held: Round, draft: Draft) -> str:
    return f"{at(held.comment)}apply/{draft.public_id}/{held.clause}/"


def wording(draft: Draft, uid: str, *, seen: int = 0, **changes: Any) -> dict[str, Any]:
    """What the form of a clause's wording sends."""
    clause = reading_of(draft).state.clauses[uid]
    same = {part: getattr(clause, part).get("en", "") for part in ("title", "text", "guidance", "rationale")}
    critical = {"critical": "on"} if clause.critical else {}
    return same | critical | {"level": clause.level or "", "seen": seen, "note": ""} | changes


def rewords(held: Round, text: str = NEW) -> Editing:
    return Editing(edits=[Reword(uid=held.clause, part="text", text=text)], seen=0, note="As C-0001 says.")


def published(held: Round, chair: User) -> None:
    agree_decisions(comments(held)[:2], by=chair, now=AFTER)
    publish_decisions(comments(held)[:2], by=chair, now=AFTER)
    take_step(held.consultation, Step.FEEDBACK, by=None, now=AFTER)


def test_from_comment_to_clause_to_change_and_back(accepted: Round, draft: Draft, member_client: Client) -> None:
    first = page(member_client, at(accepted.comment))
    assert "Apply the proposed change" in first
    assert apply_at(accepted, draft) in first
    form = page(member_client, apply_at(accepted, draft))
    assert "The scope is too narrow." in form
    assert "Comment C-0001" in form
    sent = member_client.post(apply_at(accepted, draft), wording(draft, accepted.clause, text=NEW))
    assert (sent.status_code, sent["Location"]) == (302, at(accepted.comment))
    assert reading_of(draft).state.clauses[accepted.clause].text["en"] == NEW
    clause = f"/drafts/{draft.public_id}/clauses/{accepted.clause}/"
    assert clause in page(member_client, at(accepted.comment))
    for address in (clause, f"/drafts/{draft.public_id}/edits/", f"/drafts/{draft.public_id}/changes/"):
        assert f'<a href="{at(accepted.comment)}">C-0001</a>' in page(member_client, address), address
    assert "From 1 comment:" in page(member_client, f"/drafts/{draft.public_id}/changes/")


def test_the_page_shows_while_one_types_and_theirs_where_somebody_was_faster(
    accepted: Round, draft: Draft, member_client: Client
) -> None:
    shown = member_client.post(f"{apply_at(accepted, draft)}?preview=1", wording(draft, accepted.clause, text=NEW))
    assert "<ins>" in shown.content.decode()
    assert not ChangeLink.objects.exists()
    mine = wording(draft, accepted.clause, text=NEW)
    edited(draft, Reword(uid=accepted.clause, part="text", text="Theirs, meanwhile."))
    late = member_client.post(apply_at(accepted, draft), mine)
    assert (late.status_code, "Theirs, meanwhile." in late.content.decode()) == (409, True)
    assert not ChangeLink.objects.exists()
    again = member_client.post(apply_at(accepted, draft), mine | {"seen": 1})
    assert (again.status_code, ChangeLink.objects.count()) == (302, 1)


def test_a_change_that_plainly_is_a_wording_stands_in_the_form(
    accepted: Round, draft: Draft, chair: User, member_client: Client
) -> None:
    edited(draft, Reword(uid=accepted.clause, part="text", text="Lists are dated. They are kept."))
    with clock_set_to(lambda: NOON):
        counted(accepted.consultation, "Longer.", clause=accepted.clause, by=author("long@example.org"))
    comment = comments(accepted)[2]
    version = comment.versions.get()
    type(version).objects.filter(pk=version.pk).redact(change='Replace "kept" with "kept for ten years"')
    propose_decision(comment, Verdict(decision=Decision.ACCEPTED), by=chair, now=AFTER)
    form = page(member_client, f"{at(comment)}apply/{draft.public_id}/{accepted.clause}/")
    assert "They are kept for ten years." in form
    assert "Read it before you save." in form
    assert 'hx-trigger="load, change' in form
    assert "Read it before you save." not in page(member_client, apply_at(accepted, draft))


def test_comments_that_say_the_same_are_linked_too_but_none_that_was_decided_otherwise(
    accepted: Round, draft: Draft, chair: User, member: User
) -> None:
    with clock_set_to(lambda: NOON):
        counted(accepted.consultation, "Too narrow a scope.", clause=accepted.clause, by=author("same@example.org"))
    confirm_cluster(accepted.consultation, comments(accepted), reason="", by=chair, now=AFTER)
    apply_change(accepted.comment, draft, rewords(accepted), by=member, now=AFTER)
    linked = {link.comment.name for link in links_of(comments(accepted)).select_related("comment")}
    assert linked == {"C-0001", "C-0003"}
    event = Event.objects.get(action="consultations.change_linked")
    assert event.facts == {"edits": [draft.edits.get().public_id], "comments": 2}
    unlink_change(links_of([accepted.comment]).get(), reason="Another one.", by=member, now=AFTER)
    assert not links_of(comments(accepted)).exists()
    assert ChangeLink.objects.count() == 4


def test_a_change_made_already_is_linked_and_taken_back_with_a_reason(
    accepted: Round, draft: Draft, member_client: Client
) -> None:
    other = next(uid for uid in reading_of(draft).state.tree.walk() if uid != accepted.clause)
    (mine,) = edited(draft, Reword(uid=accepted.clause, part="text", text=NEW))
    (theirs,) = edited(draft, Reword(uid=other, part="title", text="Elsewhere"))
    form = page(member_client, f"{at(accepted.comment)}changes/")
    assert (mine.public_id in form, theirs.public_id in form) == (True, False)
    sent = member_client.post(f"{at(accepted.comment)}changes/", {"edits": [mine.public_id]})
    assert sent.status_code == 302
    link = ChangeLink.objects.get()
    assert mine.public_id not in page(member_client, f"{at(accepted.comment)}changes/")
    unlink = f"/consultations/changes/{link.public_id}/unlink/"
    assert member_client.post(unlink, {"reason": ""}).status_code == 422
    assert member_client.post(unlink, {"reason": "It was made on another one."}).status_code == 302
    assert changes_on(accepted.comment) == []
    assert ChangeLink.objects.get(holds=False).reason == "It was made on another one."
    link_change(accepted.comment, [mine], by=link.made_by, now=AFTER)
    assert [made.record for _link, made in changes_on(accepted.comment)] == [mine]


def test_the_link_says_that_its_edit_was_taken_back(
    accepted: Round, draft: Draft, member: User, member_client: Client
) -> None:
    apply_change(accepted.comment, draft, rewords(accepted), by=member, now=AFTER)
    assert "This edit was taken back." not in page(member_client, at(accepted.comment))
    edited(draft, Undo(of=1))
    assert "This edit was taken back." in page(member_client, at(accepted.comment))
    assert linked_clauses([accepted.comment]) == {}
    edited(draft, Undo(of=2))
    assert linked_clauses([accepted.comment]) == {accepted.comment.pk: frozenset({accepted.clause})}


def test_nothing_is_applied_where_the_decision_changes_nothing_nor_by_others(
    accepted: Round, draft: Draft, chair: User, observer: User, member_client: Client
) -> None:
    declined = comments(accepted)[1]
    assert "Apply the proposed change" not in page(member_client, at(declined))
    with pytest.raises(ConsultationError, match="No decision on C-0002 changes the text"):
        apply_change(declined, draft, rewords(accepted), by=chair, now=AFTER)
    for somebody in (observer, person("stranger@example.org")):
        with pytest.raises(PermissionDenied):
            apply_change(accepted.comment, draft, rewords(accepted), by=somebody, now=AFTER)
    assert not draft.edits.exists()


def test_the_draft_of_another_group_is_none_to_apply_to(
    accepted: Round, draft: Draft, chair: User, member_client: Client, scheme: Any
) -> None:
    Draft.objects.filter(pk=draft.pk).update(group=scheme.council)
    draft.refresh_from_db()
    with pytest.raises(ConsultationError, match="no draft of the group"):
        link_change(accepted.comment, edited(draft, *rewords(accepted).edits), by=chair, now=AFTER)
    assert "No open draft of the group has this clause." in page(member_client, at(accepted.comment))
    assert member_client.get(apply_at(accepted, draft)).status_code == 404


def test_whoever_reads_the_draft_and_not_the_comments_sees_none(
    accepted: Round, draft: Draft, member: User, observer_client: Client
) -> None:
    apply_change(accepted.comment, draft, rewords(accepted), by=member, now=AFTER)
    assert "C-0001</a>" not in page(observer_client, f"/drafts/{draft.public_id}/edits/")


def test_the_public_reads_the_sentence_of_the_clause_that_the_linked_edit_changed(
    accepted: Round, draft: Draft, chair: User, member: User, visitor: Client
) -> None:
    published(accepted, chair)
    uid = new_id()
    parts = (
        Part(uid=accepted.clause, title={"en": "Scope"}, text={"en": "What it is about."}),
        Part(uid=uid, title={"en": "Lists"}, text={"en": "Lists are dated."}),
    )
    edited(draft, Split(uid=accepted.clause, parts=parts))
    change = Editing(edits=[Reword(uid=uid, part="text", text=NEW)], seen=1)
    apply_change(accepted.comment, draft, change, by=member, now=AFTER)
    outcome = f"/consultations/{accepted.consultation.public_id}/feedback/1/"
    waits = "how the clause reads is shown once that text is public"
    assert waits in page(visitor, outcome)
    text = freeze_draft(draft, by=chair, now=AFTER)
    assert waits in page(visitor, outcome)
    terms = Succession(supersedes="2023", in_force_on=day_of(AFTER), transition_until=None, summary="Lists.")
    add_edition(text, terms, by=None, now=AFTER)
    told = page(visitor, outcome)
    assert ("ten years" in told, waits in told) == (True, False)
    assert "What it is about." not in told
    unlink_change(links_of([accepted.comment]).get(), reason="Not on it.", by=member, now=AFTER)
    # both parts that the clause became
    assert (told.count('class="clause"'), page(visitor, outcome).count('class="clause"')) == (1, 2)


def test_two_clicks_lead_there_from_the_consultation_and_from_the_mail(
    accepted: Round, chair: User, visitor: Client
) -> None:
    published(accepted, chair)
    base = f"/consultations/{accepted.consultation.public_id}/"
    outcome = f'href="{base}feedback/1/"'
    assert f'href="{base}feedback/"' in page(visitor, base)
    assert outcome in page(visitor, f"{base}feedback/")
    assert outcome in page(visitor, reply_path(accepted.submission))


def test_lists_of_edits_and_changes_take_as_many_queries_whatever_the_number_of_links(
    accepted: Round, draft: Draft, member: User, member_client: Client
) -> None:
    pages = [f"/drafts/{draft.public_id}/{rest}" for rest in ("edits/", "changes/", f"clauses/{accepted.clause}/")]

    def queries() -> list[int]:
        found = []
        for path in pages:
            page(member_client, path)
            with CaptureQueriesContext(connection) as captured:
                page(member_client, path)
            found.append(len(captured))
        return found

    apply_change(accepted.comment, draft, rewords(accepted), by=member, now=AFTER)
    few = queries()
    for number in range(4):
        wanted = Editing(edits=[Reword(uid=accepted.clause, part="text", text=f"{NEW} {number}")], seen=number + 1)
        apply_change(accepted.comment, draft, wanted, by=member, now=AFTER)
    assert queries() == few
