"""Running a consultation: prepare, announce, extend, key in forms, place comments, publish the feedback."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests.web.consultations_at_work import CLOSES, DAY, Round, author, counted, opened, prepared, written
from tests.web.pages import page
from tests.web.people_at_work import NOON
from tests.web.post import Server, hand_over, text_of
from tests.web.scheme_at_work import Scheme

from cupel.errors import ConsultationError
from cupel_web.consultations.actions import (
    PaperForm,
    Where,
    extend,
    key_submission,
    place_comment,
    save_comment,
    send_submission,
    take_step,
)
from cupel_web.consultations.models import CommentVersion, Consultation, Submission
from cupel_web.consultations.models.submission import Origin
from cupel_web.consultations.queries.comments import current, per_clause
from cupel_web.consultations.queries.texts import book_of, consulted, gone
from cupel_web.consultations.states import Stage, Step
from cupel_web.kernel.clock import clock_set_to
from cupel_web.kernel.models import User
from cupel_web.people.personal import erased, exported
from cupel_web.standards.actions import freeze_edition
from cupel_web.standards.models import EditionText
from cupel_web.standards.queries import edition_named, edition_of, standard_named

pytestmark = pytest.mark.django_db
AFTER = CLOSES + DAY


@pytest.fixture(autouse=True)
def at_noon() -> object:
    with clock_set_to(lambda: NOON):
        yield


def test_a_frozen_text_is_the_edition_it_was_made_from() -> None:
    edition = edition_named("mdd", "2023")
    text = freeze_edition(standard_named("mdd"), edition, now=NOON)
    thawed = edition_of(EditionText.objects.get())
    assert thawed.manifest_hash == edition.manifest_hash == text.manifest_hash
    assert thawed == edition
    assert thawed.lineage == edition.lineage
    assert freeze_edition(standard_named("mdd"), edition, now=AFTER).pk == text.pk


def test_what_changed_against_the_base_is_shown(held: Round, visitor: Client) -> None:
    changed = [clause for clause in consulted(held.consultation) if clause.diff]
    assert changed
    text = page(visitor, f"/consultations/{held.consultation.public_id}/text/?show=changed")
    assert all(clause.uid in text for clause in changed)
    assert "<ins>" in text
    assert len(book_of(held.consultation).clauses) == len(consulted(held.consultation))
    assert all(diff.new is None for diff in gone(held.consultation))


@pytest.mark.parametrize(
    ("moment", "stage"),
    [(NOON - 11 * DAY, Stage.ANNOUNCED), (NOON, Stage.OPEN), (CLOSES - timedelta(microseconds=1), Stage.OPEN),
     (CLOSES, Stage.CLOSED)],
)  # fmt: skip
def test_the_stage_follows_from_the_clock(held: Round, moment: object, stage: Stage) -> None:
    assert held.consultation.stage(moment) is stage  # type: ignore[arg-type]


def test_until_it_is_announced_only_those_who_run_it_see_it(
    scheme: Scheme, visitor: Client, secretary_client: Client, member_client: Client
) -> None:
    path = f"/consultations/{prepared(scheme.group).public_id}/"
    assert [client.get(path).status_code for client in (visitor, member_client, secretary_client)] == [404, 404, 200]
    assert visitor.get(f"{path}text/").status_code == 404
    assert secretary_client.post(f"{path}announce/").status_code == 302
    assert visitor.get(path).status_code == 200


def test_what_was_announced_is_not_changed(held: Round, secretary_client: Client) -> None:
    path = f"/consultations/{held.consultation.public_id}/change/"
    form = {
        "languages_held": "en", "title_en": "Another", "opens_at": "2026-01-01T00:00", "closes_at": "2027-01-01T00:00",
        "zone": "UTC", "revision": "1",
    }  # fmt: skip
    assert secretary_client.post(path, form).status_code == 422


def test_a_consultation_is_prepared_on_a_page(scheme: Scheme, secretary_client: Client) -> None:
    form = {
        "edition": "mdd@2023", "base": "mdd@2022", "languages_held": ["en", "de"], "title_en": "Draft",
        "title_de": "Entwurf", "introduction_en": "Read.", "introduction_de": "", "opens_at": "2026-05-01T00:00",
        "closes_at": "2026-06-30T23:59", "zone": "Asia/Tokyo", "email": "",
    }  # fmt: skip
    path = "/groups/working-group/consultations/new/"
    assert secretary_client.post(path, form).status_code == 302
    made = Consultation.objects.get()
    assert made.title == {"en": "Draft", "de": "Entwurf"}
    assert made.closes_at.isoformat() == "2026-06-30T14:59:00+00:00"
    wrong = {**form, "closes_at": "2026-04-30T00:00"}
    assert secretary_client.post(path, wrong).status_code == 422
    assert secretary_client.post(path, {**form, "base": "mdd@2023"}).status_code == 422


def test_an_extension_moves_the_close_and_keeps_what_was_announced(held: Round, visitor: Client) -> None:
    extend(held.consultation, closes_at=CLOSES + 7 * DAY, reason="Holidays.", by=None, now=NOON)
    fresh = Consultation.objects.get()
    assert (fresh.closes_at, fresh.last_instant) == (CLOSES, CLOSES + 7 * DAY)
    assert "Holidays." in page(visitor, f"/consultations/{fresh.public_id}/")
    with clock_set_to(lambda: AFTER):
        response = visitor.post(
            f"/consultations/{fresh.public_id}/general/", {"kind": "technical", "text": "In time after all."}
        )
    assert response.status_code == 302


@pytest.mark.parametrize(("to", "now"), [(CLOSES - DAY, NOON), (CLOSES + DAY, CLOSES)])
def test_no_shorter_window_and_no_extension_after_the_close(held: Round, to: object, now: object) -> None:
    with pytest.raises(ConsultationError):
        extend(held.consultation, closes_at=to, reason="Why.", by=None, now=now)  # type: ignore[arg-type]


def test_the_secretariat_keys_a_mailed_form_in_with_its_origin_and_day(
    held: Round, secretary: User, secretary_client: Client
) -> None:
    form = PaperForm(origin=Origin.EMAIL, received_on=(NOON - DAY).date())
    keyed = key_submission(held.consultation, author(email=""), form, by=secretary, now=NOON)
    path = f"/consultations/keyed/{keyed.public_id}/"
    remark = {"clause": held.clause, "kind": "technical", "text": "As mailed.", "change": "", "contributor": ""}
    assert secretary_client.post(f"{path}comments/new/", remark).status_code == 302
    assert secretary_client.post(f"{path}send/").status_code == 302
    version = CommentVersion.objects.get(comment__submission=keyed)
    assert (version.way, version.comment.name) == ("e-mail", "C-0003")
    assert "by e-mail" in page(secretary_client, path)


def test_a_late_form_needs_a_reason_and_none_is_taken_once_disposition_has_begun(held: Round, secretary: User) -> None:
    late = PaperForm(origin=Origin.EMAIL, received_on=CLOSES.date())
    reasoned = PaperForm(origin=Origin.EMAIL, received_on=CLOSES.date(), late_reason="Mail server was down.")
    with pytest.raises(ConsultationError, match="closed"):
        key_submission(held.consultation, author(email=""), late, by=secretary, now=AFTER)
    keyed = key_submission(held.consultation, author(email=""), reasoned, by=secretary, now=AFTER)
    save_comment(keyed, written(held.clause), by=secretary, now=AFTER)
    send_submission(keyed, by=secretary, now=AFTER)
    take_step(held.consultation, Step.DISPOSITION, by=None, now=AFTER)
    with pytest.raises(ConsultationError, match="Disposition"):
        save_comment(Submission.objects.get(pk=keyed.pk), written(held.clause), by=secretary, now=AFTER)
    assert current(held.consultation).count() == 3


def test_a_comment_is_placed_and_what_was_sent_stays(held: Round, secretary: User) -> None:
    other = list(edition_of(held.consultation.text).labels)[3]
    version = current(held.consultation).get(comment=held.comment)
    place_comment(version, Where(clause=other, reason="It names it."), by=secretary, now=NOON)
    assert per_clause(held.consultation) == {other: 1, held.clause: 1}
    version.refresh_from_db()
    assert version.clause == held.clause


def test_the_group_reads_everything_and_the_public_what_authors_let_be_published(
    held: Round, member_client: Client, visitor: Client
) -> None:
    quiet = author("quiet@example.org", consent="not published")
    nameless = author("nameless@example.org", consent="anonymous")
    counted(held.consultation, "For the group only.", by=quiet)
    counted(held.consultation, "We of the Example Rivers Network object.", by=nameless)
    base = f"/consultations/{held.consultation.public_id}"
    inside = page(member_client, f"{base}/comments/")
    assert "For the group only." in inside
    assert visitor.get(f"{base}/comments/").status_code in {302, 404}
    assert visitor.get(f"{base}/feedback/").status_code == 404
    take_step(held.consultation, Step.FEEDBACK, by=None, now=AFTER)
    with clock_set_to(lambda: AFTER):
        text = page(visitor, f"{base}/feedback/")
        found = page(visitor, f"{base}/feedback/?q=group only")
    assert "For the group only." not in text + found
    assert "We of the [name] object." in text
    assert "Example Rivers Network" in text
    assert "commenter@example.org" not in inside + text


def test_an_attachment_is_kept_read_and_seen_by_the_group(held: Round, visitor: Client, member_client: Client) -> None:
    mine = f"/consultations/mine/{held.secret}/"
    file = SimpleUploadedFile("evidence.txt", b"Dust was measured.")
    assert visitor.post(f"{mine}attach/", {"file": file, "note": "Measurements"}).status_code == 302
    attachment = held.submission.attachments.get()
    assert attachment.text == "Dust was measured."
    response = member_client.get(f"/consultations/attachments/{attachment.public_id}/")
    assert b"".join(response.streaming_content) == b"Dust was measured."  # type: ignore[attr-defined]
    visitor.post(f"{mine}attachments/{attachment.public_id}/remove/")
    assert member_client.get(f"/consultations/attachments/{attachment.public_id}/").status_code == 404


def test_a_person_gets_their_submissions_and_is_forgotten_in_them(held: Round, member: User) -> None:
    Submission.objects.filter(pk=held.submission.pk).update(email=member.email.upper())
    rows = exported(member)["comments in consultations"]
    assert [comment["text"] for comment in rows[0]["comments"]] == ["The scope is too narrow.", "Say what a mine is."]
    erased(member)
    held.submission.refresh_from_db()
    assert (held.submission.name, held.submission.email) == ("", "")
    assert current(held.consultation).count() == 2


def test_the_receipt_goes_out_in_a_real_smtp_conversation(held: Round, server: Server, visitor: Client) -> None:
    hand_over()
    server.letters.clear()
    visitor.post(
        f"/consultations/{held.consultation.public_id}/general/", {"kind": "general", "text": "Grüße aus der Grube."}
    )
    mine = f"/consultations/mine/{visitor.cookies[f'submission_{held.consultation.public_id}'].value}/"
    who = {"name": "B. Reader", "email": "reader@example.org", "category": "labour", "consent": "named"}
    visitor.post(f"{mine}who/", who)
    visitor.post(f"{mine}send/")
    hand_over()
    (letter,) = server.letters
    assert letter["To"] == "reader@example.org"
    assert "Grüße aus der Grube." in text_of(letter)
    assert f"{mine}?confirm=" in text_of(letter)


def test_announced_questions_are_asked_where_they_belong(held: Round, visitor: Client) -> None:
    text = page(visitor, f"/consultations/{held.consultation.public_id}/clauses/{held.clause}/?question=Q1")
    assert "Are five years enough?" in text
    assert '<option value="Q1" selected>' in text


def test_consultations_of_groups_and_clauses_lead_to_the_form(held: Round, visitor: Client) -> None:
    assert "Draft of the standard" in page(visitor, "/consultations/")
    assert "Draft of the standard" in page(visitor, "/groups/working-group/")
    there = f"/consultations/{held.consultation.public_id}/clauses/{held.clause}/"
    assert there in page(visitor, f"/standards/mdd/2023/clauses/{held.clause}/")


def test_no_feedback_is_a_result(scheme: Scheme, visitor: Client) -> None:
    consultation = opened(scheme.group)
    take_step(consultation, Step.FEEDBACK, by=None, now=AFTER)
    with clock_set_to(lambda: AFTER):
        assert "No feedback was received." in page(visitor, f"/consultations/{consultation.public_id}/feedback/")
