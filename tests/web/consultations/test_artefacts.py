"""All artefacts from one button: written by a job, from what is public, and seen by whom they are for."""

import csv
import io
import json
import zipfile
from collections.abc import Iterator

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from tests.web.consultations_at_work import CLOSES, DAY, Round, author, counted, invitation, opened
from tests.web.drafting_at_work import clause_named, edited
from tests.web.pages import page
from tests.web.people_at_work import NOON
from tests.web.scheme_at_work import Scheme

from cupel.consultation import SCHEMA, Decision
from cupel.errors import ConsultationError
from cupel.standard.drafting import Reword
from cupel_web.consultations.actions import (
    Subject,
    Verdict,
    agree_decisions,
    announce,
    begin_consultation,
    order_artefacts,
    propose_decision,
    publish_decisions,
    take_step,
)
from cupel_web.consultations.jobs import write_set
from cupel_web.consultations.models import Artefact, ArtefactSet, Consultation
from cupel_web.consultations.queries.artefacts import artefacts_seen_by
from cupel_web.consultations.states import Step
from cupel_web.drafting.actions import freeze_draft
from cupel_web.drafting.models import Draft
from cupel_web.kernel.clock import clock_set_to
from cupel_web.kernel.files import path_of
from cupel_web.kernel.models import User

pytestmark = pytest.mark.django_db
AFTER = CLOSES + DAY
TOLD = ("feedback", "response", "synopsis")
FORMATS = {(kind, suffix) for kind in TOLD for suffix in ("html", "docx", "xlsx", "pdf")}
FORMATS |= {("comments", "csv"), ("comments", "json"), ("tracked", "docx"), ("tracked", "pdf")}
FORMATS |= {("clean", "docx"), ("clean", "pdf"), ("clean", "html")}


@pytest.fixture(autouse=True)
def after_the_close() -> Iterator[None]:
    with clock_set_to(lambda: AFTER):
        yield


@pytest.fixture
def closed(held: Round) -> Round:
    """After the close, with an anonymous comment and one that is not published; disposition has begun."""
    with clock_set_to(lambda: NOON):
        for consent in ("anonymous", "not published"):
            who = author(f"{consent.replace(' ', '')}@example.org", consent)
            counted(held.consultation, f"Said by Example Rivers Network, {consent}.", clause=held.clause, by=who)
    take_step(held.consultation, Step.DISPOSITION, by=None, now=AFTER)
    return held


def written(consultation: Consultation, by: User | None = None) -> ArtefactSet:
    ordered = order_artefacts(consultation, by=by, now=AFTER)
    write_set.call(ordered.public_id)
    ordered.job.refresh_from_db()
    assert ordered.job.finished_at is not None, ordered.job.error
    return ordered


def content(ordered: ArtefactSet, kind: str, suffix: str) -> bytes:
    return path_of(ordered.artefacts.get(kind=kind, suffix=suffix).stored).read_bytes()


def told(ordered: ArtefactSet) -> str:
    """All texts of all files as one."""
    parts = []
    for each in ordered.artefacts.all():
        data = path_of(each.stored).read_bytes()
        if each.suffix in {"docx", "xlsx"}:
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                data = b" ".join(archive.read(name) for name in archive.namelist())
        parts.append(data.decode("utf-8", "replace"))
    return " ".join(parts)


def test_one_order_writes_every_artefact_in_every_format(closed: Round, chair: User) -> None:
    ordered = written(closed.consultation, chair)
    assert {(each.kind, each.suffix) for each in ordered.artefacts.all()} == FORMATS
    assert "The scope is too narrow." in content(ordered, "feedback", "html").decode()
    rows = list(csv.DictReader(io.StringIO(content(ordered, "comments", "csv").decode())))
    data = json.loads(content(ordered, "comments", "json"))
    assert [row["id"] for row in rows] == [each["id"] for each in data["comments"]]
    assert set(SCHEMA["required"]) == set(data)
    assert len(rows) == 4


def test_what_its_author_does_not_let_be_published_is_in_no_file(closed: Round, chair: User) -> None:
    text = told(written(closed.consultation, chair))
    assert "anonymous." in text
    assert "not published." not in text
    for row in json.loads(content(ArtefactSet.objects.get(), "comments", "json"))["comments"]:
        named = row["consent"] == "named"
        assert ("Example Rivers Network" in json.dumps(row)) is named


def test_a_decision_is_in_no_file_before_it_is_published(closed: Round, chair: User) -> None:
    secret = Verdict(decision=Decision.NOT_ACCEPTED, reason="Costs were not weighed.")
    propose_decision(closed.comment, secret, by=chair, now=AFTER)
    agree_decisions([closed.comment], by=chair, now=AFTER)
    assert "Costs were not weighed." not in told(written(closed.consultation, chair))
    publish_decisions([closed.comment], by=chair, now=AFTER)
    ordered = written(closed.consultation, chair)
    assert "Costs were not weighed." in content(ordered, "response", "html").decode()
    assert "Costs were not weighed." in content(ordered, "comments", "csv").decode()


def test_the_draft_is_written_as_it_is_now_with_what_changed_since_it_was_consulted_on(
    draft: Draft, chair: User, member: User
) -> None:
    """Its clause reads otherwise; the comment on it, with what was decided, stands beside it, and is read back."""
    uid = clause_named(draft, "1.1.1")
    subject = Subject(text=freeze_draft(draft, by=chair, now=NOON), base=None)
    consultation = begin_consultation(draft.group, invitation(), subject, by=None, now=NOON - 20 * DAY)
    announce(consultation, by=None, now=NOON - 15 * DAY)
    counted(consultation, "Sorters never sign.", clause=uid)
    take_step(consultation, Step.DISPOSITION, by=None, now=AFTER)
    comment = consultation.comments.get()
    propose_decision(comment, Verdict(decision=Decision.ACCEPTED, reason="So it is."), by=chair, now=AFTER)
    agree_decisions([comment], by=chair, now=AFTER)
    publish_decisions([comment], by=chair, now=AFTER)
    edited(draft, Reword(uid=uid, part="text", text="The company must adopt a policy that sorters sign."))
    ordered = written(consultation, chair)
    assert ordered.text != consultation.text
    assert "The company must adopt a policy that sorters sign." in content(ordered, "clean", "html").decode()
    assert "that sorters sign" in content(ordered, "response", "html").decode()
    with zipfile.ZipFile(io.BytesIO(content(ordered, "tracked", "docx"))) as file:
        body, remarks = (file.read(f"word/{name}.xml").decode() for name in ("document", "comments"))
    assert "<w:ins " in body
    assert "<w:del " in body
    assert "C-0001 Sorters never sign." in remarks
    assert "accepted: So it is." in remarks


def test_no_feedback_is_a_synopsis_too(scheme: Scheme, chair: User) -> None:
    with clock_set_to(lambda: NOON):
        silent = opened(scheme.group)
    take_step(silent, Step.DISPOSITION, by=None, now=AFTER)
    ordered = written(silent, chair)
    assert "No feedback was received." in content(ordered, "synopsis", "html").decode()
    assert {(each.kind, each.suffix) for each in ordered.artefacts.all()} == FORMATS


def test_nothing_is_written_while_comments_may_change_nor_by_members(held: Round, chair: User, member: User) -> None:
    with pytest.raises(ConsultationError, match="Disposition has not begun"):
        order_artefacts(held.consultation, by=chair, now=NOON)
    take_step(held.consultation, Step.DISPOSITION, by=None, now=AFTER)
    with pytest.raises(PermissionDenied):
        order_artefacts(held.consultation, by=member, now=AFTER)


def test_ordered_twice_it_is_written_once_and_the_same_again_keeps_the_same_files(closed: Round, chair: User) -> None:
    first = order_artefacts(closed.consultation, by=chair, now=AFTER)
    assert order_artefacts(closed.consultation, by=chair, now=AFTER) == first
    write_set.call(first.public_id)
    write_set.call(first.public_id)
    again = written(closed.consultation, chair)
    assert Artefact.objects.filter(within=first).count() == len(FORMATS)
    same = ("html", "csv", "json")
    hashes = [
        set(Artefact.objects.filter(within=each, suffix__in=same).values_list("stored__sha256", flat=True))
        for each in (first, again)
    ]
    assert hashes[0] == hashes[1]


def test_the_public_reads_what_was_said_and_later_the_response(closed: Round, chair: User, visitor: Client) -> None:
    written(closed.consultation, chair)

    def seen() -> set[str]:
        fresh = Consultation.objects.get(pk=closed.consultation.pk)
        return set(artefacts_seen_by(None, fresh).values_list("kind", flat=True))

    assert seen() == set()
    response = Artefact.objects.filter(kind="response").first()
    assert response is not None
    path = f"/consultations/files/{response.public_id}/"
    take_step(closed.consultation, Step.FEEDBACK, by=None, now=AFTER)
    assert seen() == {"feedback", "comments", "synopsis"}
    assert visitor.get(path).status_code == 404
    take_step(closed.consultation, Step.RESPONSE, by=None, now=AFTER)
    assert seen() == {"feedback", "comments", "synopsis", "response", "tracked", "clean"}
    answer = visitor.get(path)
    assert answer["Content-Disposition"] == 'attachment; filename="draft-of-the-standard-response.html"'
    assert b"Response to feedback" in b"".join(answer.streaming_content)  # type: ignore[attr-defined]


def test_the_page_orders_lists_with_hashes_and_says_how_far_it_is(closed: Round, chair_client: Client) -> None:
    path = f"/consultations/{closed.consultation.public_id}/files/"
    assert "No files yet." in page(chair_client, path)
    chair_client.post(f"{path}order/")
    assert "are being written" in page(chair_client, path)
    ordered = ArtefactSet.objects.get()
    write_set.call(ordered.public_id)
    text = page(chair_client, path)
    assert all(each.stored.sha256 in text for each in ordered.artefacts.select_related("stored"))
    assert "are being written" not in text
