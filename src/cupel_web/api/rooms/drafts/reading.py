"""Drafts as they stand: clauses, what changed, mistakes, terms, translations, files."""

from typing import Any

from django.http import Http404, HttpResponse
from ninja import Query, Router, Schema

from cupel.standard import clause_data, diff_data
from cupel.standard.drafting import edit_data
from cupel_web.api.access import ApiRequest, granted, signed_in
from cupel_web.api.edits import EditData
from cupel_web.api.files import BYTES
from cupel_web.api.paging import Page, Paging, Sought, page_of
from cupel_web.api.rooms.drafts.common import DRAFT, Draft, DraftBrief, brief, draft_data
from cupel_web.drafting import models
from cupel_web.drafting.documents import DOCUMENTS, draft_packed, draft_written
from cupel_web.drafting.queries.lines import Line, lines_of
from cupel_web.drafting.queries.reading import reading_of
from cupel_web.drafting.queries.records import draft_seen_by, drafts_seen_by
from cupel_web.kernel import clock

router = Router(tags=["drafts"])


class DraftLine(Schema):
    """A clause in the list of all; ``kinds``: what became of it against the base, ``open``: not decided yet."""

    uid: str
    label: str
    title: str
    depth: int
    kinds: list[str]
    open: bool


class DraftClause(Schema):
    """``clause`` as files of standards state it; ``edits``: the numbers of those that touched it. ``change``: the kind,
    proposed until ``decision`` says it; a decision before a later edit is ``outdated``.
    """

    uid: str
    label: str
    parent: str | None
    clause: dict[str, Any]
    change: str | None
    decision: EditData | None
    is_outdated: bool
    edits: list[int]


class DraftMistake(Schema):
    uid: str | None
    code: str
    message: str
    remedy: str
    path: str


class DraftTerm(Schema):
    """A definition and the clauses that use its term; ``is_changed``: it reads otherwise than in the base."""

    uid: str
    term: dict[str, str]
    is_changed: bool
    used_by: list[str]


class DraftTranslation(Schema):
    """How a text stands in a language: ``present``, ``stale`` or ``missing``."""

    uid: str
    part: str
    language: str
    state: str


class WantedLines(Schema):
    """Clauses whose label or title holds ``q``; ``changed``: only those that are not as they were."""

    q: Sought = ""
    changed: bool = False


@router.get("/drafts", response=Page[DraftBrief])
@signed_in
def list_drafts(request: ApiRequest, paging: Query[Paging]) -> Any:
    """Drafts of the groups whose rooms the caller may enter, the newest first."""
    page = page_of(drafts_seen_by(request.user), paging)
    return {**page, "items": [brief(draft) for draft in page["items"]]}


@router.get(DRAFT, response=Draft)
@granted("drafting.read", draft_seen_by)
def read_draft(request: ApiRequest, draft: models.Draft) -> Any:
    """One draft as it stands."""
    return draft_data(draft)


@router.get(f"{DRAFT}/clauses", response=Page[DraftLine])
@granted("drafting.read", draft_seen_by)
def list_draft_clauses(
    request: ApiRequest, draft: models.Draft, wanted: Query[WantedLines], paging: Query[Paging]
) -> Any:
    """Clauses in printed order, with what became of each."""
    found = [each for each in lines_of(reading_of(draft)) if _is_wanted(each, wanted)]
    return page_of(found, paging)


@router.get(f"{DRAFT}/clauses/{{ulid:clause}}", response=DraftClause)
@granted("drafting.read", draft_seen_by)
def read_draft_clause(request: ApiRequest, draft: models.Draft, clause: str) -> Any:
    """One clause as it stands."""
    reading = reading_of(draft)
    if clause not in reading.state.clauses:
        raise Http404
    verdict = reading.verdicts.get(clause)
    return {
        "uid": clause,
        "label": reading.label(clause),
        "parent": reading.state.tree.parents[clause],
        "clause": clause_data(reading.edition.clauses[clause]),
        "change": verdict.kind if verdict else None,
        "decision": edit_data(verdict.decided) if verdict and verdict.decided else None,
        "is_outdated": bool(verdict and verdict.outdated),
        "edits": list(reading.state.touched.get(clause, ())),
    }


@router.get(f"{DRAFT}/changes", response=dict[str, Any])
@granted("drafting.read", draft_seen_by)
def read_draft_changes(request: ApiRequest, draft: models.Draft) -> Any:
    """What differs from the base: what became of clauses, and texts word by word, as ``cupel standard diff`` says."""
    return diff_data(reading_of(draft).diff)


@router.get(f"{DRAFT}/mistakes", response=list[DraftMistake])
@granted("drafting.read", draft_seen_by)
def list_mistakes(request: ApiRequest, draft: models.Draft) -> Any:
    """What is wrong with the draft."""
    return [
        {"uid": each.uid, "code": each.error.code, "message": each.error.message, "remedy": each.error.remedy,
         "path": str(each.error.place)}
        for each in reading_of(draft).mistakes
    ]  # fmt: skip


@router.get(f"{DRAFT}/glossary", response=list[DraftTerm])
@granted("drafting.read", draft_seen_by)
def read_glossary(request: ApiRequest, draft: models.Draft) -> Any:
    """The terms that the draft defines, and the clauses that use them."""
    reading = reading_of(draft)
    return [
        {"uid": each.uid, "term": dict(each.term), "is_changed": each.uid in reading.diffs, "used_by": each.used_by}
        for each in reading.terms
    ]


@router.get(f"{DRAFT}/translations", response=Page[DraftTranslation])
@granted("drafting.read", draft_seen_by)
def list_translations(request: ApiRequest, draft: models.Draft, paging: Query[Paging]) -> Any:
    """What is translated, out of date, or missing, text by text."""
    return page_of(reading_of(draft).translations, paging)


@router.get(f"{DRAFT}/package", openapi_extra=BYTES)
@granted("drafting.read", draft_seen_by)
def read_package(request: ApiRequest, draft: models.Draft) -> HttpResponse:
    """The standard with the draft as its newest edition: a zip of the files that the command line reads."""
    return HttpResponse(draft_packed(reading_of(draft)), content_type="application/octet-stream")


@router.get(f"{DRAFT}/documents/{{slug:document}}", openapi_extra=BYTES)
@granted("drafting.read", draft_seen_by)
def read_document(request: ApiRequest, draft: models.Draft, document: str) -> HttpResponse:
    """The draft as a file: ``clean-word``, ``changes-word``, ``clean-pdf``, ``changes-pdf`` or ``clean-html``."""
    wanted = DOCUMENTS.get(document)
    if wanted is None:
        raise Http404
    content = draft_written(wanted, draft, reading_of(draft), now=clock.now())
    return HttpResponse(content, content_type="application/octet-stream")


def _is_wanted(line: Line, wanted: WantedLines) -> bool:
    return wanted.q.lower() in f"{line.label} {line.title}".lower() and bool(line.kinds or not wanted.changed)
