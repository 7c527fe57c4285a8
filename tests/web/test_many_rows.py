"""A page with 10,000 rows asks the database as often as one with 10, and is not much longer."""

from collections.abc import Callable, Iterator, Mapping
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.web import many_rows
from tests.web.decisions_at_work import AFTER, MOTION, WINDOW, Voters
from tests.web.people_at_work import NOON
from tests.web.recommendations_at_work import Way
from tests.web.scheme_at_work import Scheme
from tests.web.work_at_work import Work

from cupel.governance import Position
from cupel_web.decisions.actions import close_ballot, open_ballot
from cupel_web.decisions.models import Ballot
from cupel_web.kernel import clock
from cupel_web.kernel.models import User
from cupel_web.meetings.actions import draft_minutes, renew_calendar
from cupel_web.meetings.models import Meeting
from cupel_web.people.models import Organisation
from cupel_web.standards.models import Cycle

pytestmark = pytest.mark.django_db
FEW, MANY = 10, 10_000
MOST_BYTES = 1 << 20

Pages = Mapping[str, list[str]]
"""Addresses by the role of who opens them."""


@pytest.fixture(autouse=True)
def at_noon() -> Iterator[None]:
    with clock.clock_set_to(lambda: NOON):
        yield


def asked(client: Client, path: str) -> tuple[int, int]:
    """How many queries a page issues, and its size in bytes."""
    with CaptureQueriesContext(connection) as captured:
        response = client.get(path)
        assert response.status_code == 200, path
    return len(captured), len(response.content)


def hold(request: pytest.FixtureRequest, pages: Pages, grow: Callable[[range], None]) -> None:
    """Every page issues the same number of queries with few and with many rows, and stays below the bound."""
    clients = {role: request.getfixturevalue(role if role == "visitor" else f"{role}_client") for role in pages}
    opened = [(role, path) for role, paths in pages.items() for path in paths]
    grow(range(FEW))
    for role, path in opened:
        clients[role].get(path)
    few = {(role, path): asked(clients[role], path)[0] for role, path in opened}
    grow(range(FEW, MANY))
    many_rows.settled()
    many = {}
    for role, path in opened:
        many[role, path] = asked(clients[role], path)
    assert {page: queries for page, (queries, _size) in many.items()} == few
    assert {page: size for page, (_queries, size) in many.items() if size > MOST_BYTES} == {}


def test_pages_of_groups(request: pytest.FixtureRequest, scheme: Scheme) -> None:
    group = "/groups/working-group/"
    (terms,) = scheme.group.terms.all()

    def grow(numbers: range) -> None:
        many_rows.more_seats(numbers, scheme.group)
        many_rows.more_of_groups(numbers, scheme.group)

    pages = {
        "visitor": [
            "/groups/",
            group,
            f"{group}rules/",
            f"{group}terms/{terms.public_id}/",
            f"{group}feed.atom",
        ],
        "chair": ["/", group],
        "secretary": ["/", "/groups/", f"{group}seats/", f"{group}applications/"],
    }
    hold(request, pages, grow)


def test_pages_of_work(request: pytest.FixtureRequest, work: Work, scheme: Scheme) -> None:
    growing = many_rows.WorkToGrow(
        group=work.group, sister=scheme.council, paper=work.papers["public"], issue=work.issue, thread=work.thread,
        workstream=work.workstream, deliverable=work.deliverable, format=work.format, lead=work.workstream.lead,
        owner=work.deliverable.owner,
    )  # fmt: skip
    group = "/groups/working-group/"
    deliverable = f"{group}deliverables/{work.deliverable.public_id}/"
    shown = [
        group, f"{group}work/", f"{group}work/?show=all", f"{group}work/{work.workstream.public_id}/", deliverable,
        f"{group}papers/", f"{group}papers/{growing.paper.public_id}/", f"{group}threads/",
        "/issues/", f"/issues/{work.issue.public_id}/", "/formats/", f"/formats/{work.format.uid}/",
        "/search/?q=many", *(f"/search/?q=many&kind={kind}" for kind in ("papers", "issues", "workstreams")),
        "/search/?q=many&kind=deliverables", "/search/?q=many&kind=posts",
    ]  # fmt: skip
    inside = ["/", f"/threads/{work.thread.public_id}/", f"{group}actions/", f"{group}actions/?show=all"]
    pages = {
        "visitor": shown,
        "chair": [*inside, *shown],
        "member": [*inside, "/search/?q=many"],
        "sister": ["/", deliverable],
        "secretary": ["/", "/issues/?show=waiting", "/search/?q=many"],
    }
    hold(request, pages, lambda numbers: many_rows.more_of_work(numbers, growing))


def test_pages_of_meetings(request: pytest.FixtureRequest, meeting: Meeting, member: User) -> None:
    minutes = draft_minutes(meeting, by=None, now=meeting.appointment.starts_at + timedelta(days=1))
    calendar = f"/calendars/{renew_calendar(member, now=NOON)}.ics"
    group = "/groups/working-group/"
    one = f"{group}meetings/{meeting.public_id}/"
    shown = [
        group, f"{group}meetings/", f"{group}meetings/?show=past", one, f"{group}feed.atom", f"{group}meetings.ics",
        "/competition-notice/", "/search/?q=many&kind=meetings", "/search/?q=many&kind=decisions-taken",
    ]  # fmt: skip
    pages = {
        "visitor": [*shown, calendar],
        "chair": ["/", *shown, f"{one}attendance/", f"{one}minutes/{minutes.public_id}/"],
        "member": ["/", one],
        "secretary": ["/"],
    }
    hold(request, pages, lambda numbers: many_rows.more_of_meetings(numbers, meeting, minutes, member))


def test_pages_of_decisions(request: pytest.FixtureRequest, voters: Voters, ballot: Ballot) -> None:
    for seat in ("chair", "expert", "village", "labour"):
        voters.votes(ballot, seat, Position.SUPPORT)
    chair = voters.people["chair"]
    closed = close_ballot(ballot, by=None, now=AFTER).ballot
    running = open_ballot(voters.scheme.group, MOTION, WINDOW, by=chair, now=NOON)
    group = "/groups/working-group/"
    room = f"{group}decisions/"
    shown = [group, room, f"{room}{closed.public_id}/", f"{group}feed.atom", "/search/?q=many&kind=ballots"]
    pages = {
        "visitor": shown,
        "chair": ["/", *shown, f"{room}{running.public_id}/"],
        "member": ["/", f"{room}{running.public_id}/"],
        "council_chair": ["/"],
        "secretary": ["/", "/approvals/"],
    }
    hold(request, pages, lambda numbers: many_rows.more_of_decisions(numbers, closed, running, chair))


def test_pages_of_cycles(request: pytest.FixtureRequest, cycle: Cycle) -> None:
    room, group = "/standards/cycles/", "/groups/working-group/"
    one = f"{room}{cycle.public_id}/"
    pages = {
        "visitor": [room, f"{room}?q=many", f"{room}?show=finished", one, group, f"{group}feed.atom"],
        "chair": ["/", one, group, f"{group}clocks/"],
    }
    hold(request, pages, lambda numbers: many_rows.more_of_cycles(numbers, cycle))


def test_pages_of_recommendations(request: pytest.FixtureRequest, way: Way) -> None:
    one, room = way.recommendation, "/recommendations/"
    kinds = [f"/search/?q=many&kind={kind}" for kind in ("recommendations", "reviews")]
    shown = [
        "/groups/working-group/", room, f"{room}?state=overdue", f"{room}{one.public_id}/", f"{room}cycles/",
        f"{room}objectives/", "/groups/working-group/feed.atom", *kinds,
    ]  # fmt: skip
    pages = {
        "visitor": shown,
        "chair": ["/", *shown],
        "council_chair": ["/", f"{room}{one.public_id}/"],
        "secretary": ["/", f"{room}objectives/"],
    }
    council = way.scheme.council
    hold(request, pages, lambda numbers: many_rows.more_of_recommendations(numbers, one, council))


def test_pages_of_people(request: pytest.FixtureRequest, scheme: Scheme, company: Organisation) -> None:
    members = f"/organisations/{company.public_id}/people/"
    pages = {
        "officer": ["/", members],
        "secretary": ["/", "/organisations/", "/organisations/?q=many", members, "/events/"],
    }
    hold(request, pages, lambda numbers: many_rows.more_of_people(numbers, company))
