"""Every page of groups and of the rooms about their work, in light and dark, on a desk and on a phone.

The addresses are those that the tests of doors walk, which find them in the URL patterns: no new page can be forgotten.
"""

import pytest
from django.test import Client
from django.urls import get_resolver
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer
from tests.e2e.looks import problems
from tests.e2e.steps import sign_in
from tests.web.addresses import patterns
from tests.web.consultations.test_doors import pages as consultation_pages  # noqa: F401
from tests.web.decisions.test_doors import pages as decision_pages  # noqa: F401
from tests.web.drafting.test_doors import pages as drafting_pages  # noqa: F401
from tests.web.groups.test_doors import pages as group_pages  # noqa: F401
from tests.web.meetings.test_doors import pages as meeting_pages  # noqa: F401
from tests.web.people_at_work import PASSWORD
from tests.web.publication.test_doors import pages as publication_pages  # noqa: F401
from tests.web.recommendations.test_doors import pages as recommendation_pages  # noqa: F401
from tests.web.regulations.test_doors import pages as regulation_pages  # noqa: F401
from tests.web.scheme_at_work import signed_in
from tests.web.standards.test_doors import pages as standard_pages  # noqa: F401
from tests.web.work.test_doors import pages as work_pages  # noqa: F401

from cupel_web.groups.models import Access
from cupel_web.kernel.models import User
from cupel_web.people.models import Membership

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]

ROOMS = (
    "group_pages", "standard_pages", "drafting_pages", "regulation_pages", "work_pages", "meeting_pages",
    "decision_pages", "consultation_pages", "publication_pages", "recommendation_pages",
)  # fmt: skip
APPS = (
    "groups", "standards", "drafting", "regulations", "work", "meetings", "decisions", "consultations",
    "publication", "recommendations",
)  # fmt: skip
BY_SECRET = {"my_application", "my_issue", "personal_calendar", "comment_replies"} | {
    str(pattern.name)
    for pattern in patterns(get_resolver())
    if pattern.callback.__module__.startswith("cupel_web.consultations.") and str(pattern.name).startswith("my_")
}
"""Pages under a secret of their own; looked at in the tours, or a file."""


def readers(addresses: dict[str, str], secretary: User) -> dict[str, tuple[User, str]]:
    """Per page the first person who sees it as a page, the secretariat before all; files and mere acts have none."""
    inside = [access.person for access in Access.objects.select_related("person").order_by("pk")]
    delegates = [each.person for each in Membership.objects.exclude(person=secretary).select_related("person")]
    found: dict[str, tuple[User, str]] = {}
    for user in dict.fromkeys([secretary, *inside, *delegates]):
        client = signed_in(user)
        for name, address in addresses.items():
            if name not in found and _is_page(client, address):
                found[name] = (user, address)
    return found


def _is_page(client: Client, address: str) -> bool:
    response = client.get(address)
    if response.streaming:
        b"".join(response.streaming_content)  # type: ignore[attr-defined]
        return False
    is_file = response.get("Content-Disposition", "").startswith("attachment")
    return response.status_code == 200 and response["Content-Type"].startswith("text/html") and not is_file


@pytest.mark.parametrize("room", ROOMS)
def test_pages(room: str, page: Page, live_server: LiveServer, secretary: User, request: pytest.FixtureRequest) -> None:
    addresses: dict[str, str] = request.getfixturevalue(room)
    by_reader: dict[User, list[str]] = {}
    for user, address in readers(addresses, secretary).values():
        by_reader.setdefault(user, []).append(address)
    wrong: dict[str, list[str]] = {}
    for user, pages in by_reader.items():
        page.context.clear_cookies()
        user.set_password(PASSWORD)
        user.save()
        sign_in(page, live_server.url, user)
        for each in pages:
            wrong |= problems(page, live_server.url + each)
    assert wrong == {}


@pytest.mark.parametrize(("app", "room"), list(zip(APPS, ROOMS, strict=True)))
def test_no_page_is_forgotten(app: str, room: str, request: pytest.FixtureRequest) -> None:
    there = {
        str(pattern.name)
        for pattern in patterns(get_resolver())
        if pattern.callback.__module__.startswith(f"cupel_web.{app}.")
    }
    assert there == set(request.getfixturevalue(room)) | (there & BY_SECRET)
