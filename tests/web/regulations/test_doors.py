"""Role by role through every page of regulations: secretariat, chair, member, observer, strangers, visitors."""

import pytest
from django.test import Client
from django.urls import get_resolver, reverse
from tests.web.addresses import patterns
from tests.web.people_at_work import NOON
from tests.web.regulations_at_work import APPLIES, event_added, event_of, version_added
from tests.web.scheme_at_work import Scheme, person, signed_in

from cupel.coverage import DateRule
from cupel_web.groups.actions import grant_access
from cupel_web.groups.models import AccessRole
from cupel_web.kernel import clock
from cupel_web.kernel.models import User
from cupel_web.regulations.models import Instrument

pytestmark = pytest.mark.django_db

PUBLIC = {"instruments", "instrument", "instrument_changes", "instruments_calendar"}
KEEPS = {
    "change_watch", "add_instrument_version", "add_instrument_date", "withdraw_instrument_version",
    "withdraw_instrument_date",
}  # fmt: skip
DEALS = {"deal_with_date"}


@pytest.fixture(autouse=True)
def at_noon() -> object:
    with clock.clock_set_to(lambda: NOON):
        yield


@pytest.fixture
def pages(alpha: Instrument, chair: User, member: User, observer: User) -> dict[str, str]:
    """Every address of the room, found in the URL patterns, so that no new page can be forgotten."""
    by_hand = event_added(alpha, DateRule(on=APPLIES))
    known = {
        "code": "ALPHA",
        "version": version_added(alpha).public_id,
        "event": by_hand.public_id,
        "day": APPLIES.isoformat(),
    }
    return {
        str(pattern.name): reverse(str(pattern.name), kwargs={part: known[part] for part in pattern.pattern.converters})
        for pattern in patterns(get_resolver())
        if pattern.callback.__module__.startswith("cupel_web.regulations.")
    }


def opened(client: Client, pages: dict[str, str], expected: set[str], *, otherwise: int = 403) -> None:
    """The person opens exactly these pages."""
    found = {name: client.get(address).status_code for name, address in pages.items()}
    assert found == {name: 200 if name in expected else otherwise for name in pages}


def test_there_are_pages_to_walk(pages: dict[str, str]) -> None:
    assert set(pages) == PUBLIC | KEEPS | DEALS


def test_the_secretariat_opens_all(pages: dict[str, str], secretary_client: Client) -> None:
    opened(secretary_client, pages, PUBLIC | KEEPS | DEALS)


def test_the_chair_of_the_group_that_watches_deals_with_dates(pages: dict[str, str], chair_client: Client) -> None:
    opened(chair_client, pages, PUBLIC | DEALS)


@pytest.mark.parametrize("who", ["member_client", "observer_client", "officer_client", "operator_client"])
def test_all_others_read(who: str, pages: dict[str, str], request: pytest.FixtureRequest) -> None:
    opened(request.getfixturevalue(who), pages, PUBLIC)


def test_the_chair_of_another_group_reads(pages: dict[str, str], scheme: Scheme) -> None:
    other = person("other@example.org")
    grant_access(scheme.council, person=other, role=AccessRole.CHAIR, by=None, now=NOON)
    opened(signed_in(other), pages, PUBLIC)


def test_a_visitor_reads_and_is_asked_to_sign_in(pages: dict[str, str], visitor: Client) -> None:
    opened(visitor, pages, PUBLIC, otherwise=302)


def test_what_is_not_there_is_not_found(pages: dict[str, str], secretary_client: Client) -> None:
    file_event = event_of("applies").public_id
    for address in (
        "/regulations/GAMMA/",
        "/regulations/GAMMA/dates/add/",
        f"/regulations/BETA/dates/{file_event}/2025-09-01/",
        f"/regulations/ALPHA/dates/{file_event}/2025-09-02/",
        f"/regulations/ALPHA/dates/{file_event}/soon/",
        f"/regulations/ALPHA/dates/{file_event}/withdraw/",
    ):
        assert secretary_client.get(address).status_code == 404, address
