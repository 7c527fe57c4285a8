"""What everybody reads of consultations: which there are, the text, the published feedback and what became of it."""

from datetime import date
from typing import Any

from django.http import FileResponse, Http404, HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Query, Router, Schema

from cupel.consultation import PublishedComment as Published
from cupel.consultation import published
from cupel_web.api.access import caller_of, open_to_all
from cupel_web.api.files import BYTES
from cupel_web.api.paging import Page, Paging, Sought, page_of
from cupel_web.api.rooms.consultations.common import ONE, Consultation, ConsultationBrief, briefs, consultation_data
from cupel_web.api.rooms.groups import GROUP
from cupel_web.consultations import models
from cupel_web.consultations.models import CommentVersion
from cupel_web.consultations.queries import finding, texts
from cupel_web.consultations.queries.artefacts import artefact_seen_by, artefacts_seen_by
from cupel_web.consultations.queries.dispositions import published_decisions
from cupel_web.consultations.queries.engine import engine_comment
from cupel_web.consultations.queries.feedback import published_feedback
from cupel_web.groups.queries.records import group_named
from cupel_web.kernel import clock
from cupel_web.kernel.files import attached

router = Router(tags=["consultations"])


class ConsultedClause(Schema):
    """A clause of the text, by language; ``is_changed``: against the base."""

    uid: str
    label: str
    title: dict[str, str]
    text: dict[str, str]
    is_changed: bool


class WantedClauses(Schema):
    """Clauses that hold ``q``; ``changed``: only those that changed against the base."""

    q: Sought = ""
    changed: bool = False


class WantedFeedback(Schema):
    """Comments that hold ``q`` in what is published of them; on the clause with this uid."""

    q: Sought = ""
    clause: Sought = ""


class PublishedDecision(Schema):
    decision: str
    reason: str
    answer: str


class PublishedComment(Schema):
    """A comment as far as its author lets it be published: ``text`` and ``change`` are null where they are not. ``id``
    is its number in the consultation, ``C-0001``; ``decision`` from its publication on.
    """

    id: str
    clause: str | None
    label: str
    kind: str
    consent: str
    on: date
    category: str
    country: str
    language: str
    author: str
    organisation: str
    text: str | None
    change: str | None
    decision: PublishedDecision | None


class ConsultationFile(Schema):
    """A file by the hash of its content; ``kind``: ``feedback``, ``response``, ``synopsis`` or ``comments``."""

    public_id: str
    kind: str
    suffix: str
    file_name: str
    sha256: str
    size: int


@router.get("/consultations", response=Page[ConsultationBrief], auth=None)
@open_to_all
def list_consultations(request: HttpRequest, paging: Query[Paging]) -> Any:
    """Every consultation that the public knows of, those that close last first."""
    page = page_of(finding.all_consultations().announced(), paging)
    return {**page, "items": briefs(list(page["items"]))}


@router.get(f"{GROUP}/consultations", response=Page[ConsultationBrief], auth=None)
@open_to_all
def list_consultations_of_group(request: HttpRequest, slug: str, paging: Query[Paging]) -> Any:
    """Consultations of a group; who runs them also sees what is in preparation."""
    group, user = group_named(slug), caller_of(request)
    found = finding.all_consultations().filter(group=group)
    runs = user is not None and user.has_perm("consultations.run", group)
    page = page_of(found if runs else found.announced(), paging)
    return {**page, "items": briefs(list(page["items"]))}


@router.get(ONE, response=Consultation, auth=None)
@open_to_all
def read_consultation(request: HttpRequest, consultation: str) -> Any:
    """What one is about, until when, the questions asked, what was done."""
    return consultation_data(caller_of(request), consultation)


@router.get(f"{ONE}/text", response=Page[ConsultedClause], auth=None)
@open_to_all
def read_text(request: HttpRequest, consultation: str, wanted: Query[WantedClauses], paging: Query[Paging]) -> Any:
    """The clauses of the text in printed order; a comment names one by its uid."""
    found = finding.consultation_seen_by(caller_of(request), consultation)
    shown = [each for each in texts.consulted(found) if _is_wanted(each, wanted)]
    page = page_of(shown, paging)
    return {**page, "items": [_clause(each) for each in page["items"]]}


@router.get(f"{ONE}/feedback", response=Page[PublishedComment], auth=None)
@open_to_all
def list_feedback(request: HttpRequest, consultation: str, wanted: Query[WantedFeedback], paging: Query[Paging]) -> Any:
    """All comments as far as their authors let them be published, once the feedback is."""
    found = finding.consultation_seen_by(caller_of(request), consultation)
    page = page_of(published_feedback(found, text=wanted.q, clause=wanted.clause, now=clock.now()), paging)
    return {**page, "items": _published(list(page["items"]))}


@router.get(f"{ONE}/feedback/{{int:number}}", response=PublishedComment, auth=None)
@open_to_all
def read_outcome(request: HttpRequest, consultation: str, number: int) -> Any:
    """One comment by its number, and what became of it."""
    found = finding.consultation_seen_by(caller_of(request), consultation)
    if number > MOST_NUMBER:
        raise Http404
    version = get_object_or_404(published_feedback(found, now=clock.now()), comment__number=number)
    (told,) = _published([version])
    return told


@router.get(f"{ONE}/files", response=list[ConsultationFile], auth=None)
@open_to_all
def list_files(request: HttpRequest, consultation: str) -> Any:
    """The files of the newest set, as far as the caller may read them."""
    user = caller_of(request)
    return [_file(each) for each in artefacts_seen_by(user, finding.consultation_seen_by(user, consultation))]


@router.get("/consultations/files/{ulid:artefact}", auth=None, openapi_extra=BYTES)
@open_to_all
def read_file(request: HttpRequest, artefact: str) -> FileResponse:
    """A file."""
    found = artefact_seen_by(caller_of(request), artefact)
    return attached(found.stored, name=found.file_name)


MOST_NUMBER = 2**31 - 1
"""The largest number of a comment that databases look for."""


def _is_wanted(clause: texts.ConsultedClause, wanted: WantedClauses) -> bool:
    held = f"{clause.name} {texts.said(clause.printed.revision.text)}".lower()
    return wanted.q.lower() in held and (clause.diff is not None or not wanted.changed)


def _clause(clause: texts.ConsultedClause) -> dict[str, Any]:
    revision = clause.printed.revision
    return {
        "uid": clause.uid, "label": clause.printed.label, "title": dict(revision.title), "text": dict(revision.text),
        "is_changed": clause.diff is not None,
    }  # fmt: skip


def _published(versions: list[CommentVersion]) -> list[dict[str, Any]]:
    decided = published_decisions(versions)
    return [_comment(each, decided.get(each.id)) for each in published(map(engine_comment, versions))]


def _comment(told: Published, decision: models.DispositionFact | None) -> dict[str, Any]:
    own = ("id", "clause", "label", "kind", "consent", "on", "category", "country", "language", "author",
           "organisation", "text", "change")  # fmt: skip
    return {**{name: getattr(told, name) for name in own}, "decision": decision}


def _file(artefact: models.Artefact) -> dict[str, Any]:
    own = {name: getattr(artefact, name) for name in ("public_id", "kind", "suffix", "file_name")}
    return {**own, "sha256": artefact.stored.sha256, "size": artefact.stored.size}
