"""Pages of the standards: editions, clauses as printed, what changed between editions."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from cupel_web.kernel import clock
from cupel_web.kernel.access import public
from cupel_web.standards import queries
from cupel_web.standards.boards import CLAUSES, EDITIONS
from cupel_web.standards.history import relatives
from cupel_web.standards.redlines import redline_between
from cupel_web.standards.register import register


@public
@require_GET
def standards(request: HttpRequest) -> HttpResponse:
    """Every standard with its editions, newest first."""
    text = request.GET.get("q", "").strip()
    shown = [
        (standard, sorted(standard.editions.values(), key=lambda edition: edition.edition, reverse=True))
        for standard in queries.listed()
        if text.lower() in f"{standard.key} {queries.words(standard.title)} {queries.words(standard.about)}".lower()
    ]
    return render(request, "standards/standards.html", {"standards": shown, "text": text})


@public
@require_GET
def edition(request: HttpRequest, standard: str, edition: str) -> HttpResponse:
    """An edition, set like a printed standard."""
    shown = queries.edition_named(standard, edition)
    text, metal = request.GET.get("q", "").strip(), request.GET.get("metal", "")
    runs = request.GET.get("runs") == "1"
    context = {
        "standard": queries.standard_named(standard),
        "edition": shown,
        "clauses": queries.clauses(shown, text=text, metal=metal, runs=runs),
        "contents": [] if text or metal or runs else queries.contents(shown),
        "text": text,
        "metal": metal,
        "runs": runs,
        "panels": EDITIONS.about((standard, edition), user=request.user),
        "published": register().published.get((standard, edition)),
        "successor": queries.successor_of(standard, edition, on=clock.today()),
        "today": clock.today(),
        "others": [other for other in queries.standard_named(standard).editions.values() if other != shown],
    }
    return render(request, "standards/edition.html", context)


@public
@require_GET
def clause(request: HttpRequest, standard: str, edition: str, clause: str) -> HttpResponse:
    """A clause and what hangs on it: checks, parameters, evidence, guidance, and my own flags."""
    shown = queries.edition_named(standard, edition)
    printed = queries.clause_in(shown, clause)
    before, after = queries.neighbours(shown, clause)
    context = {
        "before": before,
        "after": after,
        "relatives": relatives(queries.standard_named(standard), shown, clause),
        "standard": queries.standard_named(standard),
        "edition": shown,
        "printed": printed,
        "checks": queries.checks_of(shown, clause),
        "panels": CLAUSES.about(clause, user=request.user),
    }
    return render(request, "standards/clause.html", context)


@public
@require_GET
def redline(request: HttpRequest, standard: str, old: str, new: str) -> HttpResponse:
    """What changed from one edition to another, word by word."""
    before, after = queries.edition_named(standard, old), queries.edition_named(standard, new)
    text = request.GET.get("q", "").strip()
    context = {
        "standard": queries.standard_named(standard),
        "before": before,
        "after": after,
        "redline": redline_between(before, after, text=text),
        "text": text,
    }
    return render(request, "standards/redline.html", context)
