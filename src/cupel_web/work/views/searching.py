"""The one search page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from cupel_web.kernel.access import public
from cupel_web.kernel.lists import PER_PAGE, asked, paged
from cupel_web.work.boards import LONGEST, SEARCH, SHORTEST, Asked
from cupel_web.work.views.common import reader


@public
@require_GET
def search(request: HttpRequest) -> HttpResponse:
    """Everything one may read that holds a text: some of each kind, or one kind page by page."""
    text, code = asked(request, "q")[:LONGEST], asked(request, "kind")
    kind = next((each for each in SEARCH.kinds if each.code == code), None)
    context: dict[str, object] = {"text": text, "kind": kind, "kinds": SEARCH.kinds}
    if len(text) < SHORTEST:
        return render(request, "work/search.html", {**context, "too_short": bool(text)})
    who = reader(request)
    if kind is None:
        results = [(each, each.find(Asked(text=text, reader=who))) for each in SEARCH.kinds]
        shown = [(each, found) for each, found in results if found.number]
        return render(request, "work/search.html", {**context, "results": shown, "asked": True})
    number = _page_number(request)
    found = kind.find(Asked(text=text, reader=who, first=(number - 1) * PER_PAGE, most=PER_PAGE))
    page = paged(request, range(found.number))
    return render(request, "work/search.html", {**context, "found": found, "page": page, "asked": True})


def _page_number(request: HttpRequest) -> int:
    given = asked(request, "page")
    return min(max(int(given), 1), 10_000) if given.isascii() and given.isdigit() and len(given) < 6 else 1
