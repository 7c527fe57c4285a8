"""Role by role through every page of publication: secretariat, the group, owners' delegates, strangers, visitors."""

import pytest
from django.test import Client
from django.urls import get_resolver, reverse
from tests.web.addresses import patterns
from tests.web.pages import page
from tests.web.people_at_work import NOON
from tests.web.publication_at_work import Owned
from tests.web.scheme_at_work import signed_in

from cupel_web.kernel import clock
from cupel_web.publication.models import Publication

pytestmark = pytest.mark.django_db

PUBLIC = {"publications", "publications_feed", "publication", "published_file"}
FINAL = {"final_draft", "final_document"}
KEEP = {"ask_owners", "publish_edition"}


@pytest.fixture(autouse=True)
def at_noon() -> object:
    with clock.clock_set_to(lambda: NOON):
        yield


@pytest.fixture
def pages(release: Publication) -> dict[str, str]:
    """Every address of the room, found in the URL patterns, so that no new page can be forgotten."""
    known = {
        "draft": release.asked.draft.public_id, "standard": "mdd", "edition": "2026", "document": "clean-html",
    }  # fmt: skip
    return {
        str(pattern.name): reverse(str(pattern.name), kwargs={part: known[part] for part in pattern.pattern.converters})
        for pattern in patterns(get_resolver())
        if pattern.callback.__module__.startswith("cupel_web.publication.")
    }


def status(client: Client, address: str) -> int:
    """What asking for it gives; a file is read to its end."""
    response = client.get(address)
    if response.streaming:
        list(response.streaming_content)  # type: ignore[attr-defined]
    return response.status_code


def opened(client: Client, pages: dict[str, str], expected: set[str], *, hidden: set[str]) -> None:
    """The person opens exactly these pages; ``hidden`` ones are not there for them, others are refused."""
    found = {name: status(client, address) for name, address in pages.items()}
    assert found == {name: 200 if name in expected else 404 if name in hidden else 403 for name in pages}


def test_there_are_pages_to_walk(pages: dict[str, str]) -> None:
    assert set(pages) == PUBLIC | FINAL | KEEP


def test_the_secretariat_opens_all(pages: dict[str, str], secretary_client: Client) -> None:
    opened(secretary_client, pages, set(pages), hidden=set())


@pytest.mark.parametrize("who", ["chair_client", "member_client", "observer_client"])
def test_the_group_reads_what_owners_are_asked_about(
    who: str, pages: dict[str, str], request: pytest.FixtureRequest
) -> None:
    opened(request.getfixturevalue(who), pages, PUBLIC | FINAL, hidden=set())


def test_delegates_of_the_owners_read_it_too_and_nothing_else_of_the_draft(
    pages: dict[str, str], owned_draft: Owned
) -> None:
    client = signed_in(owned_draft.delegates["Hearth Zinc Union"])
    opened(client, pages, PUBLIC | FINAL, hidden=KEEP)
    assert "sorters sign" in page(client, pages["final_draft"])
    assert client.get(f"/drafts/{owned_draft.draft.public_id}/").status_code == 404


@pytest.mark.parametrize("who", ["officer_client", "operator_client"])
def test_strangers_read_what_is_public(who: str, pages: dict[str, str], request: pytest.FixtureRequest) -> None:
    opened(request.getfixturevalue(who), pages, PUBLIC, hidden=FINAL | KEEP)


def test_a_visitor_is_asked_to_sign_in_for_the_rest(pages: dict[str, str], visitor: Client) -> None:
    found = {name: status(visitor, address) for name, address in pages.items()}
    assert found == {name: 200 if name in PUBLIC else 302 for name in pages}


def test_what_is_not_there_is_not_found(pages: dict[str, str], visitor: Client, secretary_client: Client) -> None:
    nobody = "01ARZ3NDEKTSV4RRFFQ69G5FAV"
    for address in (
        "/standards/mdd/2023/publication/",
        "/standards/nothing/2026/publication/",
        "/standards/mdd/2026/publication/nonsense/",
        "/standards/mdd/2023/publication/clean-pdf/",
    ):
        assert visitor.get(address).status_code == 404, address
    assert secretary_client.get(f"/drafts/{nobody}/final/").status_code == 404
    assert secretary_client.get(f"{pages['final_draft']}nonsense/").status_code == 404
