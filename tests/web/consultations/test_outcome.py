"""What became of a comment, for everybody: from its number to the decision, the reason and the changed sentence."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from django.test import Client
from tests.web.consultations_at_work import CLOSES, DAY, Round, author, counted
from tests.web.pages import page
from tests.web.people_at_work import NOON

from cupel.consultation import Decision
from cupel_web.consultations.actions import (
    Verdict,
    agree_decisions,
    propose_decision,
    publish_decisions,
    take_step,
)
from cupel_web.consultations.models import Comment
from cupel_web.consultations.queries.changes import changed_since, changes_by_comment, later_text
from cupel_web.consultations.queries.dispositions import engine_consultation
from cupel_web.consultations.replies import reply_path
from cupel_web.consultations.states import Step
from cupel_web.kernel.clock import clock_set_to
from cupel_web.kernel.models import User
from cupel_web.standards.actions import Succession, add_edition, freeze_edition
from cupel_web.standards.models import EditionText
from cupel_web.standards.queries import edition_named, standard_named

pytestmark = pytest.mark.django_db
AFTER = CLOSES + DAY
NEW = "Lists are dated, and kept for ten years."


@pytest.fixture(autouse=True)
def after_the_close() -> Iterator[None]:
    with clock_set_to(lambda: AFTER):
        yield


@pytest.fixture
def answered(held: Round, chair: User) -> Round:
    """Two decisions on comments on the same clause, one that changes it and one that does not; feedback is public."""
    take_step(held.consultation, Step.DISPOSITION, by=None, now=AFTER)
    comments = list(Comment.objects.filter(consultation=held.consultation).order_by("number"))
    for comment, decision in zip(comments, (Decision.PARTLY, Decision.NOT_ACCEPTED), strict=True):
        propose_decision(comment, Verdict(decision=decision, reason=f"Why: {decision}."), by=chair, now=AFTER)
    agree_decisions(comments, by=chair, now=AFTER)
    publish_decisions(comments, by=chair, now=AFTER)
    take_step(held.consultation, Step.FEEDBACK, by=None, now=AFTER)
    return held


def revised(held: Round) -> EditionText:
    """The consulted edition with one clause that reads otherwise, published later."""
    edition = edition_named("mdd", "2023")
    clause = edition.clauses[held.clause]
    clauses = {**edition.clauses, held.clause: replace(clause, text={"en": NEW})}
    said = replace(edition, edition="2026", clauses=clauses)
    text = freeze_edition(standard_named("mdd"), said, now=AFTER)
    terms = Succession(supersedes="2023", in_force_on=AFTER.date(), transition_until=None, summary="One clause.")
    add_edition(text, terms, by=None, now=AFTER)
    return text


def outcome(held: Round, number: int) -> str:
    return f"/consultations/{held.consultation.public_id}/feedback/{number}/"


def test_from_the_list_one_click_leads_to_decision_reason_and_changed_sentence(
    answered: Round, visitor: Client
) -> None:
    listed = page(visitor, f"/consultations/{answered.consultation.public_id}/feedback/")
    assert outcome(answered, 1) in listed
    before = page(visitor, outcome(answered, 1))
    assert ("partly accepted" in before, "Why: partly accepted." in before, "<ins>" in before) == (True, True, False)
    revised(answered)
    after = page(visitor, outcome(answered, 1))
    assert "<ins>" in after
    assert "ten years" in after
    assert "<ins>" not in page(visitor, outcome(answered, 2))
    assert "<ins>" in page(visitor, reply_path(answered.submission))


def test_an_earlier_edition_that_was_frozen_later_is_no_change(answered: Round) -> None:
    assert answered.consultation.base is not None
    assert answered.consultation.base.pk > answered.consultation.text_id
    assert later_text(answered.consultation) is None
    assert changed_since(answered.consultation) is None
    text = revised(answered)
    assert later_text(answered.consultation) == text
    later = changed_since(answered.consultation)
    assert later is not None
    assert [diff.new.uid for diff in later.of(answered.clause) if diff.new] == [answered.clause]
    assert len(later.diffs) == 1


def test_a_text_that_is_not_public_is_told_to_nobody(answered: Round) -> None:
    edition = edition_named("mdd", "2023")
    freeze_edition(standard_named("mdd"), replace(edition, edition="2026"), now=AFTER)
    assert later_text(answered.consultation) is None


def test_the_response_says_what_the_draft_says_now_where_the_decision_changes_it(answered: Round) -> None:
    text = revised(answered)
    known = engine_consultation(answered.consultation)
    assert changes_by_comment(answered.consultation, known, text) == {"C-0001": NEW}


def test_it_is_not_found_before_the_feedback_is_public_nor_for_a_number_that_is_not(
    held: Round, visitor: Client
) -> None:
    take_step(held.consultation, Step.DISPOSITION, by=None, now=AFTER)
    assert visitor.get(outcome(held, 1)).status_code == 404
    take_step(held.consultation, Step.FEEDBACK, by=None, now=AFTER)
    assert "Nothing is published yet." in page(visitor, outcome(held, 1))
    assert visitor.get(outcome(held, 99)).status_code == 404


def test_neither_page_nor_search_tells_what_its_author_does_not_let_be_published(held: Round, visitor: Client) -> None:
    with clock_set_to(lambda: NOON):
        who = author("anonymous@example.org", "anonymous")
        counted(held.consultation, "We at Example Rivers Network mind dust.", clause=held.clause, by=who)
        counted(held.consultation, "Silent words.", by=author("silent@example.org", "not published"))
    for step in (Step.DISPOSITION, Step.FEEDBACK):
        take_step(held.consultation, step, by=None, now=AFTER)
    assert "Example Rivers Network" not in page(visitor, outcome(held, 3))
    assert "Silent words." not in page(visitor, outcome(held, 4))
    listed = f"/consultations/{held.consultation.public_id}/feedback/"
    assert "C-0003" in page(visitor, f"{listed}?q=mind+dust")
    assert "No comment fits." in page(visitor, f"{listed}?q=Rivers")
    assert "No comment fits." in page(visitor, f"{listed}?q=Silent")
