"""The one search."""

from typing import Annotated, Any

from django.http import Http404, HttpRequest
from ninja import Query, Router, Schema
from pydantic import Field, StringConstraints

from cupel_web.api.access import open_to_all
from cupel_web.api.paging import Paging
from cupel_web.api.rooms.work.common import reader
from cupel_web.work.boards import LONGEST, SEARCH, SHORTEST, Asked, Found, SearchKind

router = Router(tags=["work"])


class SearchHit(Schema):
    """A record that was found: its title, the page where it is, where it belongs, words around what was found."""

    title: str
    path: str
    where: str
    excerpt: str


class SearchResult(Schema):
    """Hits of one kind of record, of ``count`` that the caller may read."""

    kind: str
    name: str
    count: int
    hits: list[SearchHit]


class SearchWords(Schema):
    """What is looked for, in every kind of record or in one."""

    q: Annotated[str, StringConstraints(strip_whitespace=True, min_length=SHORTEST, max_length=LONGEST)]
    kind: str = Field("", description="Code of one kind, such as papers")


@router.get("/search", response=list[SearchResult], auth=None)
@open_to_all
def search(request: HttpRequest, asked: Query[SearchWords], paging: Query[Paging]) -> Any:
    """Everything the caller may read that holds a text: a page of hits of each kind of record, or of one kind."""
    kinds = [kind for kind in SEARCH.kinds if asked.kind in {"", kind.code}]
    if not kinds:
        raise Http404
    first = (paging.page - 1) * paging.per_page
    words = Asked(text=asked.q, reader=reader(request), first=first, most=paging.per_page)
    return [_result(kind, kind.find(words)) for kind in kinds]


def _result(kind: SearchKind, found: Found) -> dict[str, Any]:
    hits = [vars(hit) for hit in found.hits]
    return {"kind": kind.code, "name": str(kind.name), "count": found.number, "hits": hits}
