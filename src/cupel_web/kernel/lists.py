"""Long lists: what the address asks for, and one page of it."""

from typing import Any

from django.core.paginator import Page, Paginator
from django.http import HttpRequest

PER_PAGE = 50


class Pages(Paginator[Any]):
    """The pages of one list; ``parameter`` of the address says which is wanted, so that a page may hold several."""

    def __init__(self, rows: Any, per_page: int, *, parameter: str) -> None:
        super().__init__(rows, per_page)
        self.parameter = parameter


def paged(request: HttpRequest, rows: Any, parameter: str = "page", *, per_page: int = PER_PAGE) -> Page[Any]:
    """The page of ``rows``, a queryset in a fixed order or a sequence, that the address asks for; the first or the last
    where it asks for none that there is. ``kernel/pager.html`` leads to the others.
    """
    return Pages(rows, per_page, parameter=parameter).get_page(request.GET.get(parameter))


def asked(request: HttpRequest, name: str) -> str:
    """A value of the address's query, without the zero bytes that no database looks for."""
    return request.GET.get(name, "").replace("\x00", "").strip()
