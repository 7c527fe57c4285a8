"""Role by role through every page of standards: secretariat, chair, member, observer, strangers, visitors."""

import pytest
from django.test import Client
from django.urls import get_resolver, reverse
from tests.web.addresses import patterns
from tests.web.people_at_work import NOON
from tests.web.scheme_at_work import Scheme, person, signed_in

from cupel_web.groups.actions import grant_access
from cupel_web.groups.models import AccessRole
from cupel_web.kernel import clock
from cupel_web.kernel.models import User
from cupel_web.standards.models import Cycle

pytestmark = pytest.mark.django_db

PUBLIC = {"standards", "redline", "edition", "clause", "revision_cycles", "revision_cycle"}
RUNS = {"open_cycle", "record_review", "record_stage", "set_round", "record_answers", "waive_rule"}
CLAUSE = "01M87SJYR1RVCGQQGH01TR8X0V"


@pytest.fixture(autouse=True)
def at_noon() -> object:
    with clock.clock_set_to(lambda: NOON):
        yield


@pytest.fixture
def pages(cycle: Cycle, chair: User, member: User, observer: User) -> dict[str, str]:
    """Every address of the room, found in the URL patterns, so that no new page can be forgotten."""
    known: dict[str, object] = {
        "standard": "mdd", "edition": "2023", "old": "2022", "new": "2023", "clause": CLAUSE, "slug": "working-group",
        "cycle": cycle.public_id, "stage": "disposition", "kind": "started", "number": 1, "profile": "iseal",
        "rule": "I6-first",
    }  # fmt: skip
    return {
        str(pattern.name): reverse(str(pattern.name), kwargs={part: known[part] for part in pattern.pattern.converters})
        for pattern in patterns(get_resolver())
        if pattern.callback.__module__.startswith("cupel_web.standards.")
    }


def opened(client: Client, pages: dict[str, str], expected: set[str], *, otherwise: int = 403) -> None:
    """The person opens exactly these pages."""
    found = {name: client.get(address).status_code for name, address in pages.items()}
    assert found == {name: 200 if name in expected else otherwise for name in pages}


def test_there_are_pages_to_walk(pages: dict[str, str]) -> None:
    assert set(pages) == PUBLIC | RUNS


@pytest.mark.parametrize("who", ["secretary_client", "chair_client"])
def test_secretariat_and_chair_open_all(who: str, pages: dict[str, str], request: pytest.FixtureRequest) -> None:
    opened(request.getfixturevalue(who), pages, PUBLIC | RUNS)


@pytest.mark.parametrize("who", ["member_client", "observer_client", "officer_client", "operator_client"])
def test_all_others_read(who: str, pages: dict[str, str], request: pytest.FixtureRequest) -> None:
    opened(request.getfixturevalue(who), pages, PUBLIC)


def test_the_chair_of_another_group_reads(pages: dict[str, str], scheme: Scheme) -> None:
    other = person("other@example.org")
    grant_access(scheme.council, person=other, role=AccessRole.CHAIR, by=None, now=NOON)
    opened(signed_in(other), pages, PUBLIC)


def test_a_visitor_reads_and_is_asked_to_sign_in(pages: dict[str, str], visitor: Client) -> None:
    opened(visitor, pages, PUBLIC, otherwise=302)


def test_what_is_not_there_is_not_found(cycle: Cycle, secretary_client: Client) -> None:
    here = f"/standards/cycles/{cycle.public_id}/"
    for address in (
        "/standards/cycles/01M87SJYR1RVCGQQGH01TR8X0V/",
        f"{here}stages/hearing/started/",
        f"{here}stages/disposition/forgotten/",
        f"{here}rounds/2/",
        f"{here}rounds/2/answers/",
        f"{here}waive/iseal/I6-later/",
        f"{here}waive/iseal/I1/",
        f"{here}waive/iseal/I8/",
        f"{here}waive/nobody/I6-first/",
        "/groups/nowhere/cycles/open/",
    ):
        assert secretary_client.get(address).status_code == 404, address
