"""Pages of consultations that anybody reads: all, one, its text, its template, what was said."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_POST

from cupel.consultation import empty_rows
from cupel.consultation import published as as_published
from cupel_web.consultations.downloads import as_template
from cupel_web.consultations.models import Consultation
from cupel_web.consultations.queries import comments, finding, texts
from cupel_web.consultations.queries.cycles import findings_on_round
from cupel_web.consultations.queries.dispositions import published_decisions
from cupel_web.consultations.queries.engine import engine_comment
from cupel_web.consultations.queries.feedback import published_feedback
from cupel_web.consultations.states import Stage, Step
from cupel_web.consultations.views.common import remembered, round_seen
from cupel_web.consultations.views.votes import votes_on
from cupel_web.groups.queries.records import group_named
from cupel_web.kernel import clock
from cupel_web.kernel.access import may, public
from cupel_web.kernel.languages import speak
from cupel_web.kernel.lists import asked, paged

MOST_KEPT = 40_000


@public
@require_GET
def consultations(request: HttpRequest) -> HttpResponse:
    """Every consultation that the public knows of, those that close last first."""
    speak(request, settings.PUBLIC_LANGUAGES)
    page = paged(request, finding.all_consultations().announced())
    return render(request, "consultations/consultations.html", {"page": page, "rows": _rows(list(page)), "group": None})


@public
@require_GET
def group_consultations(request: HttpRequest, slug: str) -> HttpResponse:
    """Consultations of a group; those who run them also see what is in preparation."""
    speak(request, settings.PUBLIC_LANGUAGES)
    group = group_named(slug)
    runs = may(request, "consultations.run", group)
    found = finding.all_consultations().filter(group=group)
    page = paged(request, found if runs else found.announced())
    context = {"page": page, "rows": _rows(list(page)), "group": group, "runs": runs}
    return render(request, "consultations/consultations.html", context)


def _rows(found: list[Consultation]) -> list[dict[str, Any]]:
    now, numbers = clock.now(), comments.counts(found)
    return [{"consultation": each, "stage": each.stage(now), "numbers": numbers.get(each.pk, (0, 0))} for each in found]


@public
@require_GET
def consultation(request: HttpRequest, consultation: str) -> HttpResponse:
    """What it is about, until when, how to take part, and what came of it."""
    found = round_seen(request, consultation)
    runs = may(request, "consultations.run", found)
    context = {
        **about(found),
        "desk": remembered(request, found),
        "questions": found.questions.all(),
        "clauses": {clause.uid: clause for clause in texts.consulted(found)},
        "gone": texts.gone(found),
        "steps": found.steps.all(),
        "extensions": found.extensions.all(),
        "runs": runs,
        "keys": may(request, "consultations.key", found),
        "reads": may(request, "consultations.read_comments", found),
        "numbers": comments.counts([found]).get(found.pk, (0, 0)),
        "days_asked": list(findings_on_round(found, on=clock.today())),
        **votes_on(request, found),
        "todo": [step for step in Step if step is not Step.ANNOUNCED and step not in found.done] if runs else [],
    }
    return render(request, "consultations/consultation.html", context)


@public
@require_GET
def text(request: HttpRequest, consultation: str) -> HttpResponse:
    """The whole text, clause by clause, as it is or with what changed against the base."""
    found = round_seen(request, consultation)
    words, only = asked(request, "q"), asked(request, "show") == "changed"
    shown = [
        clause
        for clause in texts.consulted(found)
        if words.lower() in f"{clause.name} {texts.said(clause.printed.revision.text)}".lower()
        and (clause.diff is not None or not only)
    ]
    desk = remembered(request, found)
    mine = [draft.clause for draft in desk.submission.drafts.all()] if desk else []
    context = {
        **about(found),
        "desk": desk,
        "clauses": shown,
        "gone": texts.gone(found),
        "words": words,
        "only": only,
        "mine": set(mine),
        "asked": {question.clause for question in found.questions.all()},
    }
    return render(request, "consultations/text.html", context)


@public
@require_GET
def template(request: HttpRequest, consultation: str, suffix: str) -> HttpResponse:
    """The comment template with a row for each clause, as XLSX or DOCX."""
    found = round_seen(request, consultation)
    return as_template(empty_rows(texts.book_of(found)), suffix=suffix, title=texts.said(found.title))


@public
@require_GET
def feedback(request: HttpRequest, consultation: str) -> HttpResponse:
    """All comments as far as their authors let them be published, once the group has published them."""
    found = round_seen(request, consultation)
    words, clause = asked(request, "q"), asked(request, "clause")
    page = paged(request, published_feedback(found, text=words, clause=clause, now=clock.now()))
    decided = published_decisions(page)
    rows = [
        (each, texts.clause_name(found, each.clause or ""), decided.get(each.id))
        for each in as_published(map(engine_comment, page))
    ]
    context = {
        **about(found), "page": page, "rows": rows, "words": words, "clause": clause,
        "choices": texts.clause_choices(found), "numbers": comments.counts([found]).get(found.pk, (0, 0)),
    }  # fmt: skip
    return render(request, "consultations/feedback.html", context)


@public
@require_POST
def keep_text(request: HttpRequest) -> HttpResponse:
    """What somebody typed that could not be saved, as a file of their own; nothing of it is kept."""
    typed = request.POST.get("text", "")[:MOST_KEPT]
    headers = {"Content-Disposition": 'attachment; filename="comment.txt"', "X-Content-Type-Options": "nosniff"}
    return HttpResponse(typed, content_type="text/plain; charset=utf-8", headers=headers)


def about(consultation: Consultation) -> dict[str, Any]:
    """What every page of a consultation shows of it."""
    now = clock.now()
    stage = consultation.stage(now)
    return {
        "consultation": consultation,
        "group": consultation.group,
        "stage": stage,
        "is_open": stage is Stage.OPEN,
        "days_left": consultation.days_left(now),
        "title": texts.said(consultation.title),
    }
