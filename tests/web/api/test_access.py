"""Every operation x every role: who is let in, who is refused, to whom it does not exist."""

import re
from typing import Any

import pytest
from django.db import transaction
from django.urls import resolve
from tests.web.access_table import ROLES
from tests.web.api.access_table import TABLE
from tests.web.api.callers import Caller
from tests.web.consultations.test_doors import pages as consultations_pages  # noqa: F401
from tests.web.decisions.test_doors import pages as decisions_pages  # noqa: F401
from tests.web.drafting.test_doors import pages as drafts_pages  # noqa: F401
from tests.web.groups.test_doors import pages as groups_pages  # noqa: F401
from tests.web.meetings.test_doors import pages as meetings_pages  # noqa: F401
from tests.web.people_at_work import NOON
from tests.web.recommendations.test_doors import pages as recommendations_pages  # noqa: F401
from tests.web.regulations.test_doors import pages as regulations_pages  # noqa: F401
from tests.web.standards.test_doors import pages as standards_pages  # noqa: F401
from tests.web.test_access import rest_pages  # noqa: F401
from tests.web.work.test_doors import pages as work_pages  # noqa: F401

from cupel_web.api.access import operations_of, room_of
from cupel_web.api.interface import api
from cupel_web.kernel import clock

pytestmark = pytest.mark.django_db

ROOMS = (
    "me", "people", "groups", "work", "meetings", "agenda", "minutes", "clocks", "consultations", "decisions", "drafts",
    "recommendations", "regulations", "standards", "records", "events",
)  # fmt: skip
BESIDE = {"recommendations": ("review",)}
"""Fixtures of records that operations name and no page does, by room."""

LETTERS = {401: "u", 403: "f", 404: "n"}


@pytest.fixture(autouse=True)
def at_noon() -> object:
    with clock.clock_set_to(lambda: NOON):
        yield


@pytest.fixture
def clocks_pages(groups_pages: dict[str, str]) -> dict[str, str]:  # noqa: F811
    """Clocks are those of the groups that the pages of groups are about."""
    return groups_pages


@pytest.fixture
def me_pages(rest_pages: dict[str, str]) -> dict[str, str]:  # noqa: F811
    return rest_pages


@pytest.fixture
def people_pages(rest_pages: dict[str, str]) -> dict[str, str]:  # noqa: F811
    return rest_pages


@pytest.fixture
def records_pages(rest_pages: dict[str, str]) -> dict[str, str]:  # noqa: F811
    return rest_pages


@pytest.fixture
def events_pages(rest_pages: dict[str, str]) -> dict[str, str]:  # noqa: F811
    return rest_pages


@pytest.fixture
def agenda_pages(meetings_pages: dict[str, str]) -> dict[str, str]:  # noqa: F811
    return meetings_pages


@pytest.fixture
def minutes_pages(meetings_pages: dict[str, str]) -> dict[str, str]:  # noqa: F811
    return meetings_pages


def plain(path: str) -> str:
    """An address without the kinds of its parts."""
    return re.sub(r"{\w+:(\w+)}", r"{\1}", path)


def operations(room: str) -> list[tuple[str, str]]:
    """Method and path of every operation of a room."""
    return [
        (method, plain(path))
        for path, operation in operations_of(api)
        if room_of(operation) == room
        for method in operation.methods
    ]


def known_in(pages: dict[str, str]) -> dict[str, str]:
    """Names of records by what the pages' addresses call them."""
    return {key: str(value) for address in pages.values() for key, value in resolve(address).kwargs.items()}


def outcome(call: Caller, method: str, path: str) -> str:
    """What came of a call; what it changes is undone."""
    with transaction.atomic():
        response: Any = call(method, path, None if method in {"GET", "DELETE"} else {})
        if response.streaming:
            list(response)
        transaction.set_rollback(True)
    assert response.status_code < 500, (method, path, response.content)
    return LETTERS.get(response.status_code, "o")


@pytest.mark.parametrize("room", ROOMS)
def test_who_may(room: str, request: pytest.FixtureRequest) -> None:
    known = known_in(request.getfixturevalue(f"{room}_pages"))
    known |= {name: request.getfixturevalue(name).public_id for name in BESIDE.get(room, ())}
    calls = [Caller(None if role == "visitor" else request.getfixturevalue(role)) for role in ROLES]
    found = {
        f"{method} {path}": "".join(outcome(call, method, path.format(**known)) for call in calls)
        for method, path in operations(room)
    }
    assert found == {name: TABLE.get(name) for name in found}


def test_the_table_holds_every_operation_and_no_other() -> None:
    assert {f"{method} {path}" for room in ROOMS for method, path in operations(room)} == set(TABLE)


def test_every_room_is_walked() -> None:
    rooms = {room_of(operation) for _path, operation in operations_of(api)}
    assert rooms == set(ROOMS)
