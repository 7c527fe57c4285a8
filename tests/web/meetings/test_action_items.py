"""Action items that come from an agenda item in camera are known to whom the item is open, and to who took them on."""

from datetime import timedelta

import pytest
from django.test import Client
from tests.web.meetings_at_work import convened, item
from tests.web.pages import page
from tests.web.people_at_work import NOON
from tests.web.scheme_at_work import TODAY, Scheme, person, signed_in

from cupel_web.groups.actions import grant_access
from cupel_web.groups.models import AccessRole
from cupel_web.kernel import clock
from cupel_web.kernel.models import User
from cupel_web.meetings.actions import Statement, declare
from cupel_web.meetings.models import AgendaItem, Meeting
from cupel_web.work.actions import NewActionItem, add_action_item
from cupel_web.work.models import ActionItem

pytestmark = pytest.mark.django_db
PAGE = "/groups/working-group/actions/"
SECRET, OPEN = "Write to the buyer of Mill Nine", "Print the agenda"


@pytest.fixture(autouse=True)
def at_noon() -> object:
    with clock.clock_set_to(lambda: NOON):
        yield


def taken_on(owner: User, title: str, origin: AgendaItem) -> ActionItem:
    new = NewActionItem(title=title, owner=owner, due_on=TODAY, origin=origin)
    return add_action_item(origin.meeting.group, new, by=None, now=NOON)


@pytest.fixture
def closed_item(meeting: Meeting) -> AgendaItem:
    return item(meeting, "Mill Nine", in_camera=True)


@pytest.fixture
def secret(closed_item: AgendaItem, chair: User) -> ActionItem:
    taken_on(chair, OPEN, item(closed_item.meeting, "Printing"))
    return taken_on(chair, SECRET, closed_item)


def sees(client: Client, secret: ActionItem) -> bool:
    """Whether the list shows it; its own addresses are found exactly where it does."""
    text = page(client, PAGE)
    assert OPEN in text
    found = client.get(f"{PAGE}{secret.public_id}/drop/").status_code != 404
    assert found is (SECRET in text)
    return found


def test_who_may_follow_the_item_knows_of_it(
    secret: ActionItem, chair_client: Client, member_client: Client, secretary_client: Client
) -> None:
    assert all(sees(client, secret) for client in (chair_client, member_client, secretary_client))


def test_who_does_not_sit_knows_nothing_of_it(secret: ActionItem, observer_client: Client, scheme: Scheme) -> None:
    assert not sees(observer_client, secret)
    helper = person("helper@example.org")
    grant_access(scheme.group, person=helper, role=AccessRole.MEMBER, by=None, now=NOON)
    assert not sees(signed_in(helper), secret)


def test_who_stands_back_knows_nothing_of_it_nor_does_their_alternate(
    secret: ActionItem, closed_item: AgendaItem, member: User, alternate: User, chair_client: Client
) -> None:
    assert sees(signed_in(alternate), secret)
    declare(closed_item, Statement(text="We sell it.", recuses=True), by=member, now=NOON)
    assert not sees(signed_in(member), secret)
    assert not sees(signed_in(alternate), secret)
    assert sees(chair_client, secret)
    declare(closed_item, Statement(withdrawn=True), by=member, now=NOON)
    assert sees(signed_in(member), secret)


def test_who_took_it_on_knows_of_it(closed_item: AgendaItem, observer: User) -> None:
    taken_on(observer, OPEN, closed_item)
    assert OPEN in page(signed_in(observer), PAGE)


def test_what_comes_from_no_item_is_known_to_the_group(scheme: Scheme, chair: User, observer_client: Client) -> None:
    new = NewActionItem(title=OPEN, owner=chair, due_on=TODAY)
    add_action_item(scheme.group, new, by=None, now=NOON)
    assert OPEN in page(observer_client, PAGE)


def test_many_meetings_cost_no_more_queries(
    scheme: Scheme, meeting: Meeting, chair: User, member_client: Client, django_assert_max_num_queries: object
) -> None:
    for number in range(12):
        later = convened(scheme.group, f"Call {number}", begins=NOON + timedelta(days=number + 1))
        taken_on(chair, f"Task {number}", item(later, in_camera=True))
    with django_assert_max_num_queries(30):  # type: ignore[operator]
        assert "Task 11" in page(member_client, PAGE)
