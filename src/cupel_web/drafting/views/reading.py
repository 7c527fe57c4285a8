"""A draft as it stands: its clauses, one of them, what changed, who edited what, terms, translations."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from cupel.errors import CupelError
from cupel.standard import ClauseDiff, ClauseRevision
from cupel.standard.drafting import Undo, holding
from cupel_web.drafting.boards import DRAFTS
from cupel_web.drafting.documents import DOCUMENTS, draft_packed, draft_written
from cupel_web.drafting.models import Draft, EditRecord
from cupel_web.drafting.origins import ORIGINS, Origin, origins_of
from cupel_web.drafting.queries.lines import is_undecided, lines_of
from cupel_web.drafting.queries.reading import Reading, reading_of
from cupel_web.drafting.queries.records import draft_seen_by
from cupel_web.kernel import clock
from cupel_web.kernel.access import SignedInRequest, permitted
from cupel_web.kernel.lists import asked, paged
from cupel_web.standards.queries import words

LANGUAGES = ("de", "es", "fr", "pt", "zh")
"""Offered for translation beside those that the draft has; the languages of past consultations."""


@permitted("drafting.read", draft_seen_by)
@require_GET
def draft(request: SignedInRequest, draft: Draft) -> HttpResponse:
    """All clauses with what became of each, what is wrong, and what is to be decided."""
    reading, text = reading_of(draft), asked(request, "q")
    changed = request.GET.get("show") == "changed"
    lines = [each for each in lines_of(reading) if text.lower() in f"{each.label} {each.title}".lower()]
    context = {
        "draft": draft, "reading": reading, "text": text, "changed": changed,
        "lines": [each for each in lines if each.kinds or not changed],
        "gone": [each for each in reading.diff.withdrawn if text.lower() in str(each.sources).lower()],
        "panels": DRAFTS.about(draft, user=request.user),
        "undecided": [uid for uid, verdict in reading.verdicts.items() if is_undecided(verdict)],
        **_may(request, draft),
    }  # fmt: skip
    return render(request, "drafting/draft.html", context)


@permitted("drafting.read", draft_seen_by)
@require_GET
def clause(request: SignedInRequest, draft: Draft, *, clause: str) -> HttpResponse:
    """One clause as it stands, against the base, with everything that can be done to it."""
    reading = reading_of(draft)
    if clause not in reading.state.clauses:
        raise Http404
    order = list(reading.state.tree.walk())
    here = order.index(clause)
    numbers = reading.state.touched.get(clause, ())
    records = draft.edits.filter(number__in=numbers).select_related("made_by").order_by("-number")
    origins = ORIGINS.of(request.user, draft)
    context = {
        "draft": draft, "reading": reading, "uid": clause, "revision": reading.edition.clauses[clause],
        "label": reading.label(clause), "diff": reading.diffs.get(clause), "verdict": reading.verdicts.get(clause),
        "before": _named(reading, order[here - 1]) if here else None,
        "after": _named(reading, order[here + 1]) if here + 1 < len(order) else None,
        "edits": [(each, origins.get(each.number, [])) for each in records],
        "mistakes": [each.error for each in reading.mistakes if each.uid == clause],
        "uses": next((term.used_by for term in reading.terms if term.uid == clause), ()),
        "tongues": _languages(reading, clause), **_may(request, draft),
    }  # fmt: skip
    return render(request, "drafting/clause.html", context)


@permitted("drafting.read", draft_seen_by)
@require_GET
def changes(request: SignedInRequest, draft: Draft) -> HttpResponse:
    """What differs from the base, word by word, and what became of clauses."""
    reading, text = reading_of(draft), asked(request, "q")
    found = [each for each in reading.diff.clauses if text.lower() in _title(each).lower()]
    origins, held = ORIGINS.of(request.user, draft), set(holding(reading.state.edits))
    rows = [(each, origins_of(_held(reading, each, held), origins)) for each in found]
    return render(request, "drafting/changes.html", {"draft": draft, "reading": reading, "rows": rows, "text": text})


@permitted("drafting.read", draft_seen_by)
@require_GET
def edits(request: SignedInRequest, draft: Draft) -> HttpResponse:
    """Every edit, the newest first: who made it, when and why."""
    records = draft.edits.select_related("made_by").order_by("-number")
    page, reading = paged(request, records), reading_of(draft)
    origins = ORIGINS.of(request.user, draft)
    rows = [_row(reading, each, origins.get(each.number, [])) for each in page]
    return render(request, "drafting/edits.html", {"draft": draft, "page": page, "rows": rows, **_may(request, draft)})


@permitted("drafting.read", draft_seen_by)
@require_GET
def glossary(request: SignedInRequest, draft: Draft) -> HttpResponse:
    """The terms that the draft defines, and the clauses that use them."""
    reading = reading_of(draft)
    terms = [
        (_named(reading, term.uid), term.uid in reading.diffs, [_named(reading, uid) for uid in term.used_by])
        for term in reading.terms
    ]
    return render(request, "drafting/glossary.html", {"draft": draft, "terms": terms})


@permitted("drafting.read", draft_seen_by)
@require_GET
def translations(request: SignedInRequest, draft: Draft) -> HttpResponse:
    """What is translated, out of date, or missing, by clause and language."""
    reading = reading_of(draft)
    languages = sorted({each.language for each in reading.translations})
    by_clause: dict[str, dict[str, set[str]]] = {}
    for each in reading.translations:
        by_clause.setdefault(each.uid, {}).setdefault(each.language, set()).add(each.state)
    rows = [
        (_named(reading, uid), [(language, _worst(found.get(language, set()))) for language in languages])
        for uid, found in by_clause.items()
    ]
    context = {"draft": draft, "tongues": languages, "rows": rows}
    return render(request, "drafting/translations.html", context)


@permitted("drafting.read", draft_seen_by)
@require_GET
def package(_request: SignedInRequest, draft: Draft) -> HttpResponse:
    """The standard with the draft as its newest edition, as files that the command line reads."""
    content = draft_packed(reading_of(draft))
    name = f"{draft.standard}-{draft.edition}.zip"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type="application/zip", headers=headers)


@permitted("drafting.read", draft_seen_by)
@require_GET
def document(request: SignedInRequest, draft: Draft, *, document: str) -> HttpResponse:
    """The draft, clean or with its changes, as a file of Word, PDF or HTML."""
    wanted = DOCUMENTS.get(document)
    if wanted is None:
        raise Http404
    try:
        content = draft_written(wanted, draft, reading_of(draft), now=clock.now())
    except CupelError as error:
        messages.error(request, f"{error.message} {error.remedy}")
        return redirect("draft", draft=draft.public_id)
    name = f"{draft.standard}-{draft.edition}-{document}.{wanted.suffix}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type=wanted.media_type, headers=headers)


@dataclass(frozen=True, kw_only=True)
class EditRow:
    """An edit with the clauses it is about, by label and whether the draft still has them, and what it answers."""

    record: EditRecord
    kind: str
    clauses: list[tuple[str, str, bool]]
    origins: list[Origin]


def _row(reading: Reading, record: EditRecord, origins: list[Origin]) -> EditRow:
    made = record.edit
    about = reading.state.edits[made.of - 1] if isinstance(made, Undo) else made
    clauses = [(uid, reading.label(uid), uid in reading.state.clauses) for uid in about.uids]
    return EditRow(record=record, kind=made.name, clauses=clauses, origins=origins)


def _held(reading: Reading, diff: ClauseDiff, held: set[int]) -> list[int]:
    """The edits that made a clause what it is; none of those that were taken back."""
    name = diff.new or diff.old
    return [number for number in reading.state.touched.get(name.uid if name else "", ()) if number in held]


def _named(reading: Reading, uid: str) -> tuple[str, str, str]:
    clause: ClauseRevision = reading.state.clauses[uid]
    return uid, reading.label(uid), words(clause.title)


def _languages(reading: Reading, uid: str) -> list[tuple[str, str]]:
    """The state of the clause's translations by language, the offered ones first."""
    found: dict[str, set[str]] = {language: {"missing"} for language in LANGUAGES if language != reading.state.language}
    for each in reading.translations:
        if each.uid == uid:
            found.setdefault(each.language, set()).add(each.state)
            if each.state != "missing":
                found[each.language].discard("missing")
    return [(language, _worst(states)) for language, states in found.items()]


def _worst(states: set[str]) -> str:
    return next((state for state in ("stale", "missing", "present") if state in states), "")


def _title(diff: ClauseDiff) -> str:
    return " ".join(f"{name.label} {name.title}" for name in (diff.old, diff.new) if name)


def _may(request: SignedInRequest, draft: Draft) -> dict[str, bool]:
    may = {name: request.user.has_perm(f"drafting.{name}", draft) for name in ("edit", "judge", "close")}
    return {f"may_{name}": granted and draft.is_open for name, granted in may.items()}
