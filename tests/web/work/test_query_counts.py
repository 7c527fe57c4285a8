"""Lists take as many queries with few rows as with many."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.web.people_at_work import NOON
from tests.web.scheme_at_work import TODAY, Scheme
from tests.web.work_at_work import Work, accepted, issue_raised, paper_of, planned, stream

from cupel_web.kernel import clock
from cupel_web.kernel.duties import duties_of
from cupel_web.kernel.models import User
from cupel_web.work.actions import (
    Filled,
    NewActionItem,
    NewMilestone,
    NewThread,
    Objection,
    Said,
    add_action_item,
    add_dependency,
    add_milestone,
    fill_part,
    mark_deliverable,
    post,
    start_thread,
)
from cupel_web.work.models import Visibility

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def at_noon() -> object:
    with clock.clock_set_to(lambda: NOON):
        yield


@pytest.fixture
def grow(work: Work, scheme: Scheme, chair: User, member: User) -> Callable[[], None]:
    """More of everything, as a title word counts up."""
    numbers = iter(range(1, 100))

    def more() -> None:
        number = next(numbers)
        paper = paper_of(work.group, f"More {number}", Visibility.GROUP)
        more_work = planned(stream(work.group, chair, f"More {number}"), member, f"More {number}", due_on=TODAY)
        fill_part(more_work, Filled(part="text", paper=paper), by=None, now=NOON)
        fill_part(more_work, Filled(part="review", reviewer=chair), by=None, now=NOON)
        add_milestone(more_work, NewMilestone(title=f"More {number}", due_on=TODAY), by=None, now=NOON)
        add_dependency(more_work, needs=work.deliverable, by=None, now=NOON)
        mark_deliverable(more_work, Objection(group=scheme.council, reason="x"), by=None, now=NOON)
        accepted(work.group, f"More {number}")
        issue_raised(work.group, f"Waits {number}", f"more{number}@example.org")
        talk = NewThread(title=f"More {number}", visibility=Visibility.GROUP, about=paper)
        start_thread(work.group, talk, text="More.", by=chair, now=NOON)
        post(work.thread, Said(text=f"More {number}."), by=chair, now=NOON)
        item = NewActionItem(title=f"More {number}", owner=member, due_on=TODAY)
        add_action_item(work.group, item, by=None, now=NOON)

    return more


def test_pages_take_as_many_queries_whatever_the_number_of_rows(
    work: Work, grow: Callable[[], None], member_client: Client
) -> None:
    group = "/groups/working-group/"
    pages = [
        "/issues/", f"{group}work/", f"{group}papers/", f"{group}threads/", f"{group}actions/", "/search/?q=more",
        "/search/?q=more&kind=posts", f"/threads/{work.thread.public_id}/", "/formats/",
        f"{group}work/{work.workstream.public_id}/", f"{group}deliverables/{work.deliverable.public_id}/",
    ]  # fmt: skip
    grow()
    few = [queries(member_client, path) for path in pages]
    for _turn in range(6):
        grow()
    assert dict(zip(pages, [queries(member_client, path) for path in pages], strict=True)) == dict(
        zip(pages, few, strict=True)
    )


def test_what_awaits_a_person_takes_as_many_queries(
    grow: Callable[[], None], chair: User, member: User, secretary: User
) -> None:
    def numbers() -> list[int]:
        return [asked(person) for person in (chair, member, secretary)]

    grow()
    few = numbers()
    for _turn in range(4):
        grow()
    assert numbers() == few


def asked(person: User) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert duties_of(person, on=TODAY)
    return len(captured)


def queries(client: Client, path: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert client.get(path).status_code == 200, path
    return len(captured)
