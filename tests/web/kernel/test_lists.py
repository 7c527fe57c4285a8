"""Long lists: whatever the address asks for, a page of them is shown, and its links lead to the others."""

import re

import pytest
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.test import Client, RequestFactory
from tests.web.scheme_at_work import Scheme

from cupel_web.kernel.lists import PER_PAGE, asked, paged

ROWS = list(range(3 * PER_PAGE + 1))
GROUP = "/groups/working-group/"
PARAMETERS = ("q", "page", "show", "metal", "kind", "outcome", "visibility", "action", "subject", "group", "element",
              "objective", "cycle", "state", "about", "from", "sha256", "running")  # fmt: skip
LISTS = ("/issues/", "/issues/?show=waiting", "/search/", "/search/?kind=posts", "/formats/", f"{GROUP}work/",
         f"{GROUP}papers/", f"{GROUP}threads/", f"{GROUP}actions/", f"{GROUP}meetings/", f"{GROUP}decisions/",
         "/recommendations/", "/recommendations/cycles/", "/organisations/", "/events/", f"{GROUP}applications/",
         "/groups/")  # fmt: skip


def request(query: str) -> HttpRequest:
    return RequestFactory().get(f"/list/?{query}")


@pytest.mark.parametrize(
    ("query", "number"),
    [
        ("", 1),
        ("page=2", 2),
        ("page=4", 4),
        ("page=5", 4),
        ("page=0", 4),
        ("page=x", 1),
        ("page=%00", 1),
        ("other=3", 1),
    ],
)
def test_a_page_of_the_list_is_shown_whatever_is_asked_for(query: str, number: int) -> None:
    page = paged(request(query), ROWS)
    assert page.number == number
    assert list(page) == ROWS[(number - 1) * PER_PAGE : number * PER_PAGE]


def test_of_several_lists_each_is_turned_alone_and_filters_stay() -> None:
    here = request("q=ore&seats=2&page=3")
    for parameter, before, after in (("seats", 1, 3), ("page", 2, 4)):
        pager = render_to_string("kernel/pager.html", {"page": paged(here, ROWS, parameter), "of": "x"}, request=here)
        other = "page=3" if parameter == "seats" else "seats=2"
        links = dict(re.findall(r'rel="(\w+)" href="\?([^"]+)"', pager))
        place = "#seats" if parameter == "seats" else ""
        for rel, number in (("prev", before), ("next", after)):
            query, _hash, anchor = links[rel].replace("&amp;", "&").partition("#")
            assert set(query.split("&")) == {"q=ore", other, f"{parameter}={number}"}
            assert (f"#{anchor}" if anchor else "") == place


def test_zero_bytes_are_not_asked_for() -> None:
    assert asked(request("q=%20o%00re%20"), "q") == "ore"
    assert asked(request(""), "q") == ""


@pytest.mark.django_db
@pytest.mark.parametrize("path", LISTS)
def test_lists_take_zero_bytes_in_every_parameter(path: str, scheme: Scheme, secretary_client: Client) -> None:
    zeros = "&".join(f"{name}=%00many%00" for name in PARAMETERS if f"{name}=" not in path)
    joint = "&" if "?" in path else "?"
    assert secretary_client.get(f"{path}{joint}{zeros}").status_code == 200
