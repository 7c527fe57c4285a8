"""Every address x every role: who opens it, who is refused, to whom it does not exist.

The table is in :mod:`tests.web.access_table`: an address that it lacks fails the test, and so does one that is gone.
"""

from typing import Any

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import get_resolver, reverse
from tests.web.access_table import ROLES, TABLE
from tests.web.addresses import patterns
from tests.web.consultations.test_doors import pages as consultations_pages  # noqa: F401
from tests.web.decisions.test_doors import pages as decisions_pages  # noqa: F401
from tests.web.diligence.test_doors import company_pages, hand_run  # noqa: F401
from tests.web.drafting.test_doors import pages as drafting_pages  # noqa: F401
from tests.web.groups.test_doors import pages as groups_pages  # noqa: F401
from tests.web.meetings.test_doors import pages as meetings_pages  # noqa: F401
from tests.web.people_at_work import NOON
from tests.web.publication.test_doors import pages as publication_pages  # noqa: F401
from tests.web.recommendations.test_doors import pages as recommendations_pages  # noqa: F401
from tests.web.regulations.test_doors import pages as regulations_pages  # noqa: F401
from tests.web.scheme_at_work import signed_in
from tests.web.screening.test_doors import pages as screening_pages  # noqa: F401
from tests.web.screening_at_work import own_list, screening  # noqa: F401
from tests.web.standards.test_doors import pages as standards_pages  # noqa: F401
from tests.web.work.test_doors import pages as work_pages  # noqa: F401

from cupel_web.api.actions import issue_token
from cupel_web.diligence.models import Run
from cupel_web.kernel import clock
from cupel_web.kernel.models import User
from cupel_web.kernel.retention import MAIL
from cupel_web.people.actions import HeldBack, Work, affiliate, declare_interest, hold_records
from cupel_web.people.models import Membership, Organisation

pytestmark = pytest.mark.django_db

APPS = (
    "diligence", "screening", "groups", "standards", "drafting", "regulations", "work", "meetings", "decisions",
    "consultations", "publication", "recommendations",
)  # fmt: skip
CLAUSE = "01M87SJYR1RVCGQQGH01TR8X0V"
REFUSED, ABSENT, WRONG_METHOD, REDIRECT = 403, 404, 405, 302


@pytest.fixture(autouse=True)
def at_noon() -> object:
    with clock.clock_set_to(lambda: NOON):
        yield


@pytest.fixture
def diligence_pages(hand_run: Run, reader: User) -> dict[str, str]:  # noqa: F811
    """Addresses of a company's data and runs."""
    there = {str(pattern.name) for pattern in patterns(get_resolver()) if _app(pattern) == "diligence"}
    return {name: address for name, address in company_pages(hand_run, reader).items() if name in there}


@pytest.fixture
def rest_pages(company: Organisation, reader: User) -> dict[str, str]:
    """Addresses of the kernel, people and the portal."""
    since = NOON.date()
    known = {
        "organisation": company.public_id,
        "membership": Membership.objects.get(person=reader).public_id,
        "affiliation": affiliate(reader, work=Work(organisation=company, since=since), by=None, now=NOON).public_id,
        "interest": declare_interest(reader, text="Shares.", now=NOON).public_id,
        "undertaking": company.public_id,
        "uid": CLAUSE, "key": "nonsense", "uidb36": "0", "rest": "nonsense", "kind": "notices", "retention": "mail",
        "token": issue_token(reader, label="X", writes=False, expires_on=since, now=NOON)[0].public_id,
        "hold": hold_records(MAIL, HeldBack(reason="Why."), by=None, now=NOON).public_id,
    }  # fmt: skip
    return {
        str(pattern.name): reverse(str(pattern.name), kwargs={part: known[part] for part in _parts(pattern)})
        for pattern in patterns(get_resolver())
        if _app(pattern) not in APPS
    }


def _app(pattern: Any) -> str:
    return str(pattern.callback.__module__).split(".")[1]


def _parts(pattern: Any) -> list[str]:
    return list(pattern.pattern.converters) or list(pattern.pattern.regex.groupindex)


def client_of(role: str, request: pytest.FixtureRequest) -> Client:
    """The browser of somebody in the role."""
    return Client() if role == "visitor" else signed_in(request.getfixturevalue(role))


def outcome(client: Client, address: str) -> str:
    """``o`` opens, ``s`` is asked to sign in, ``f`` is refused, ``n`` finds nothing; what it changes is undone."""
    with transaction.atomic():
        response: Any = client.get(address)
        if response.status_code == WRONG_METHOD:
            response = client.post(address)
        if response.streaming:
            b"".join(response.streaming_content)
        transaction.set_rollback(True)
    return _letter(response)


def _letter(response: HttpResponse) -> str:
    if response.status_code == REDIRECT and response["Location"].startswith("/sign-in/"):
        return "s"
    return {REFUSED: "f", ABSENT: "n"}.get(response.status_code, "o")


@pytest.mark.parametrize("room", [*APPS, "rest"])
def test_who_may(room: str, request: pytest.FixtureRequest) -> None:
    addresses: dict[str, str] = request.getfixturevalue(f"{room}_pages")
    clients = [client_of(role, request) for role in ROLES]
    found = {
        name: "".join(outcome(client, address) for client in clients) for name, address in sorted(addresses.items())
    }
    assert found == {name: TABLE.get(name) for name in found}


def test_the_table_holds_every_address_and_no_other() -> None:
    assert {str(pattern.name) for pattern in patterns(get_resolver())} == set(TABLE) | BY_SECRET


BY_SECRET = {"my_application", "my_issue", "personal_calendar", "comment_replies"} | {
    str(pattern.name)
    for pattern in patterns(get_resolver())
    if _app(pattern) == "consultations" and str(pattern.name).startswith("my_")
}
"""A secret in the address is the key: whoever holds it opens it, whoever does not finds nothing."""
