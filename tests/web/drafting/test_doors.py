"""Role by role through every page of drafts: secretariat, chair, member, observer, strangers, visitors."""

import pytest
from django.test import Client
from django.urls import get_resolver, reverse
from tests.web.addresses import patterns
from tests.web.drafting_at_work import came_back, clause_named, edited, file_by_others
from tests.web.people_at_work import NOON
from tests.web.scheme_at_work import Scheme, person, signed_in

from cupel.standard.drafting import Reword
from cupel_web.drafting.actions import place_clauses
from cupel_web.drafting.models import Draft
from cupel_web.groups.actions import grant_access
from cupel_web.groups.models import AccessRole
from cupel_web.kernel import clock
from cupel_web.kernel.models import User

pytestmark = pytest.mark.django_db

OWN = {"drafts"}
READ = {
    "draft", "draft_clause", "draft_changes", "draft_edits", "draft_glossary", "draft_translations", "draft_package",
    "draft_document",
}  # fmt: skip
EDIT = {
    "add_clause", "word_clause", "add_parameter", "change_parameter", "add_check", "change_check", "translate_clause",
    "move_clause", "split_clause", "undo_edit", "merge_clause", "withdraw_draft_clause", "label_clause",
    "draft_word_files", "draft_word_file", "word_file_original", "place_word_file",
}  # fmt: skip
LEAD = {"open_draft", "judge_clause", "close_draft"}


@pytest.fixture(autouse=True)
def at_noon() -> object:
    with clock.clock_set_to(lambda: NOON):
        yield


@pytest.fixture
def pages(draft: Draft, chair: User, member: User, observer: User) -> dict[str, str]:
    """Every address of the room, found in the URL patterns, so that no new page can be forgotten."""
    edited(draft, Reword(uid=clause_named(draft, "1.3.3"), part="rationale", text="Twice is too often."))
    file = came_back(draft, file_by_others())
    place_clauses(file, {}, by=None, now=NOON)
    known = {
        "file": file.public_id,
        "slug": "working-group",
        "draft": draft.public_id,
        "clause": clause_named(draft, "1.3.3"),
        "name": "window_hours",
        "check": "delivery-entered-once",
        "language": "de",
        "number": 1,
        "document": "clean-html",
    }
    return {
        str(pattern.name): reverse(str(pattern.name), kwargs={part: known[part] for part in pattern.pattern.converters})
        for pattern in patterns(get_resolver())
        if pattern.callback.__module__.startswith("cupel_web.drafting.")
    }


def status(client: Client, address: str) -> int:
    response = client.get(address)
    if response.streaming:
        # read to the end, so that the file is closed
        list(response)
    return int(response.status_code)


def opened(client: Client, pages: dict[str, str], expected: set[str], *, hidden: set[str] = frozenset()) -> None:  # type: ignore[assignment]
    """The person opens exactly these pages; ``hidden`` ones are not there for them, others are refused."""
    found = {name: status(client, address) for name, address in pages.items()}
    assert found == {name: 200 if name in expected else 404 if name in hidden else 403 for name in pages}


def test_there_are_pages_to_walk(pages: dict[str, str]) -> None:
    assert set(pages) == OWN | READ | EDIT | LEAD


@pytest.mark.parametrize("who", ["secretary_client", "chair_client"])
def test_chair_and_secretariat_open_all(who: str, pages: dict[str, str], request: pytest.FixtureRequest) -> None:
    opened(request.getfixturevalue(who), pages, OWN | READ | EDIT | LEAD)


def test_a_member_reads_and_edits(pages: dict[str, str], member_client: Client) -> None:
    opened(member_client, pages, OWN | READ | EDIT)


def test_an_observer_reads(pages: dict[str, str], observer_client: Client) -> None:
    opened(observer_client, pages, OWN | READ)


@pytest.mark.parametrize("who", ["officer_client", "operator_client"])
def test_for_strangers_there_is_no_draft(who: str, pages: dict[str, str], request: pytest.FixtureRequest) -> None:
    opened(request.getfixturevalue(who), pages, OWN, hidden=set(pages) - OWN - {"open_draft"})


def test_the_chair_of_another_group_is_a_stranger(pages: dict[str, str], scheme: Scheme) -> None:
    other = person("other@example.org")
    grant_access(scheme.council, person=other, role=AccessRole.CHAIR, by=None, now=NOON)
    opened(signed_in(other), pages, OWN, hidden=set(pages) - OWN - {"open_draft"})


def test_a_visitor_is_asked_to_sign_in(pages: dict[str, str], visitor: Client) -> None:
    assert {name: visitor.get(address).status_code for name, address in pages.items()} == dict.fromkeys(pages, 302)


def test_what_is_not_there_is_not_found(pages: dict[str, str], chair_client: Client, draft: Draft) -> None:
    nobody = "01ARZ3NDEKTSV4RRFFQ69G5FAV"
    clause = pages["draft_clause"]
    for address in (
        f"/drafts/{nobody}/",
        f"/drafts/{draft.public_id}/clauses/{nobody}/",
        f"/drafts/{draft.public_id}/clauses/{nobody}/word/",
        f"{clause}parameters/nonsense/",
        f"{clause}checks/nonsense/",
        f"{clause}translations/en/",
    ):
        assert chair_client.get(address).status_code == 404, address
