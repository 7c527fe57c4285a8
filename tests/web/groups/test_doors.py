"""Role by role through every page of groups: secretariat, chair, member, observer, stranger, visitor."""

import pytest
from django.test import Client
from django.urls import get_resolver, reverse
from tests.web.addresses import patterns
from tests.web.people_at_work import NOON
from tests.web.scheme_at_work import TODAY, Scheme

from cupel_web.groups.actions import Mandate, Wish, apply, confirm_application, propose_terms
from cupel_web.groups.models import Access, Application, Capacity, Invited, Tenure
from cupel_web.kernel import clock
from cupel_web.kernel.models import User

pytestmark = pytest.mark.django_db

SECRET = "a secret that leads nowhere"
PUBLIC = {"groups", "group", "rules", "apply"}
CHAIRS = {"edit_group", "new_terms", "edit_terms", "terms", "clocks", "applications", "application"}
POST_ONLY = {"approve_terms", "close_seat", "end_tenure", "grant_access", "end_access"}
INSIDERS = {"terms", "clocks"}


@pytest.fixture(autouse=True)
def at_noon() -> object:
    with clock.clock_set_to(lambda: NOON):
        yield


@pytest.fixture
def pages(scheme: Scheme, chair: User, member: User) -> dict[str, str]:
    """Every address of the room, found in the URL patterns, so that no new page can be forgotten."""
    proposed = propose_terms(scheme.group, Mandate(mandate="More.", in_force=TODAY), by=chair, now=NOON)
    wish = Wish(
        name="X", email="x@example.org", joins_as=Invited.EXPERTS, capacity=Capacity.PERSONAL, category="industry",
        statement="Much.",
    )  # fmt: skip
    application = apply(scheme.group, wish, now=NOON)
    confirm_application(application, now=NOON)
    known = {
        "slug": "working-group",
        "terms": proposed.public_id,
        "seat": scheme.seats["labour"].public_id,
        "tenure": Tenure.objects.get(person=member).public_id,
        "access": Access.objects.get(person=member).public_id,
        "application": Application.objects.get().public_id,
        "secret": SECRET,
    }
    return {
        str(pattern.name): reverse(str(pattern.name), kwargs={part: known[part] for part in pattern.pattern.converters})
        for pattern in patterns(get_resolver())
        if pattern.callback.__module__.startswith("cupel_web.groups.") and pattern.name != "my_application"
    }


def status(client: Client, name: str, address: str) -> int:
    return int((client.post(address) if name in POST_ONLY else client.get(address)).status_code)


def test_there_are_pages_to_walk(pages: dict[str, str]) -> None:
    assert len(pages) == 23


def test_the_secretariat_opens_every_page(pages: dict[str, str], secretary_client: Client) -> None:
    for name, address in pages.items():
        assert status(secretary_client, name, address) in {200, 302}, name


def test_a_chair_leads_and_seats_nobody(pages: dict[str, str], chair_client: Client) -> None:
    for name, address in pages.items():
        expected = 200 if name in PUBLIC | CHAIRS else 403
        assert status(chair_client, name, address) == expected, name


@pytest.mark.parametrize("who", ["member_client", "observer_client"])
def test_members_and_observers_read(who: str, pages: dict[str, str], request: pytest.FixtureRequest) -> None:
    client: Client = request.getfixturevalue(who)
    for name, address in pages.items():
        expected = {200} if name in PUBLIC | INSIDERS else {403, 404}
        assert status(client, name, address) in expected, name


@pytest.mark.parametrize("who", ["officer_client", "operator_client"])
def test_strangers_read_what_is_public(who: str, pages: dict[str, str], request: pytest.FixtureRequest) -> None:
    client: Client = request.getfixturevalue(who)
    for name, address in pages.items():
        expected = {200} if name in PUBLIC else {403, 404}
        assert status(client, name, address) in expected, name


def test_a_visitor_is_asked_to_sign_in_or_reads(pages: dict[str, str], visitor: Client) -> None:
    for name, address in pages.items():
        expected = {200} if name in PUBLIC else {302, 404}
        assert status(visitor, name, address) in expected, name


def test_a_secret_that_leads_nowhere_finds_nothing(visitor: Client, db: None) -> None:
    assert visitor.get("/applications/nonsense/").status_code == 404


def test_records_are_not_found_under_another_group_s_address(pages: dict[str, str], secretary_client: Client) -> None:
    for name in ("terms", "edit_terms", "fill_seat", "renew_tenure", "application"):
        assert secretary_client.get(pages[name].replace("working-group", "council")).status_code == 404, name
