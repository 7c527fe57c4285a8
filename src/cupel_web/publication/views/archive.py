"""The archive: every publication, its files at addresses that stay, and a feed."""

from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import quote_etag
from django.views.decorators.http import condition, require_GET

from cupel_web.kernel import clock
from cupel_web.kernel.access import public
from cupel_web.kernel.files import attached
from cupel_web.kernel.lists import asked, paged
from cupel_web.publication import queries
from cupel_web.publication.documents import SUFFIXES, TITLES, file_name
from cupel_web.publication.feeds import PublicationsFeed
from cupel_web.standards.queries import edition_named, standard_named, successor_of


@public
@require_GET
def publications(request: HttpRequest) -> HttpResponse:
    """Every publication, the newest first."""
    text = asked(request, "q")
    found = queries.publications()
    if text:
        named = found.filter(edition__text__standard__icontains=text)
        found = named | found.filter(edition__text__edition__icontains=text)
    return render(request, "publication/publications.html", {"page": paged(request, found), "text": text})


@public
@require_GET
def publications_feed(request: HttpRequest) -> HttpResponse:
    """The newest publications as Atom."""
    return PublicationsFeed()(request)


@public
@require_GET
def publication(request: HttpRequest, standard: str, edition: str) -> HttpResponse:
    """One publication: who approved which hash, from when it is in force, and its files."""
    found = queries.publication_of(standard, edition)
    files = {each.document: each for each in found.files.select_related("stored")}
    context = {
        "publication": found, "published": found.edition, "draft": found.asked.draft,
        "standard": standard_named(standard), "edition": edition_named(standard, edition),
        "words": queries.approvals_of(found), "successor": successor_of(standard, edition, on=clock.today()),
        "today": clock.today(),
        "files": [(name, title, SUFFIXES[name], files.get(name)) for name, title in TITLES.items()],
    }  # fmt: skip
    return render(request, "publication/publication.html", context)


def _etag(_request: HttpRequest, standard: str, edition: str, document: str) -> str:
    return quote_etag(queries.file_of(queries.publication_of(standard, edition), document).stored.sha256)


@public
@require_GET
@condition(etag_func=_etag)
def published_file(_request: HttpRequest, standard: str, edition: str, document: str) -> FileResponse:
    """One file to keep; what an address gives never changes."""
    found = queries.file_of(queries.publication_of(standard, edition), document)
    return attached(found.stored, name=file_name(standard, edition, document))
