"""Long lists come in pages."""

from typing import TYPE_CHECKING, Any, Generic, TypeVar

from django.db.models import QuerySet
from ninja import Field, Schema

if TYPE_CHECKING:
    from collections.abc import Sequence

T = TypeVar("T")
MOST_PAGES = 1_000_000


class Paging(Schema):
    """Which page of a list."""

    page: int = Field(1, ge=1, le=MOST_PAGES)
    per_page: int = Field(50, ge=1, le=200)


class Page(Schema, Generic[T]):
    """Some of the ``count`` items of a list, from the first page on."""

    items: list[T]
    count: int
    page: int
    per_page: int


def page_of(rows: "QuerySet[Any, Any] | Sequence[Any]", paging: Paging) -> dict[str, Any]:
    """The asked page of rows in order; one past the last is empty."""
    first = (paging.page - 1) * paging.per_page
    count = rows.count() if isinstance(rows, QuerySet) else len(rows)
    return {"items": rows[first : first + paging.per_page], "count": count, **paging.model_dump()}
