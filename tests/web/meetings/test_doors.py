"""Role by role through every page of meetings: secretariat, chair, member, observer, stranger, visitor."""

import pytest
from django.test import Client
from django.urls import get_resolver, reverse
from tests.web.addresses import patterns
from tests.web.meetings_at_work import AFTER, DAY, convened, item, notice_given
from tests.web.people_at_work import NOON
from tests.web.scheme_at_work import Scheme, person, signed_in

from cupel_web.groups.actions import Filling, seat_person
from cupel_web.groups.models import Part
from cupel_web.kernel import clock
from cupel_web.meetings.actions import Term, circulate, draft_minutes
from cupel_web.meetings.models import Meeting

pytestmark = pytest.mark.django_db

PUBLIC = {"meetings", "meeting", "meeting_calendar", "group_calendar", "group_feed", "competition_notice"}
SIGNED_IN = {"my_calendar"}
INSIDE = {"minutes", "declare_in_item"}
SEATED = {"answer_invitation"}
PARTICIPANTS = {"comment_minutes"}
SECRETARIAT = {"publish_competition_notice"}
POST_ONLY = {"remove_item", "take_up_item", "new_minutes"}
ABOUT_ONE = ("meeting", "move_meeting", "minutes", "edit_item", "write_minutes", "meeting_calendar", "attendance")


def addresses(meeting: Meeting) -> dict[str, str]:
    """Every address of the room, found in the URL patterns, so that no new page can be forgotten; what takes the item
    away comes last.
    """
    minutes, about = meeting.minutes.get(), meeting.items.get()
    known = {"slug": meeting.group.slug, "meeting": meeting.public_id, "minutes": minutes.public_id,
        "item": about.public_id}  # fmt: skip
    found = {
        str(pattern.name): reverse(str(pattern.name), kwargs={part: known[part] for part in pattern.pattern.converters})
        for pattern in patterns(get_resolver())
        if pattern.callback.__module__.startswith("cupel_web.meetings.") and pattern.name != "personal_calendar"
    }
    found["remove_item"] = found.pop("remove_item")
    return found


def minuted(meeting: Meeting) -> Meeting:
    """With an item, and minutes that are circulated."""
    item(meeting)
    notice_given(meeting)
    minutes = draft_minutes(meeting, by=None, now=AFTER)
    circulate(minutes, Term(comments_until=(AFTER + 10 * DAY).date()), by=None, now=AFTER)
    return meeting


@pytest.fixture(autouse=True)
def after_the_meeting() -> object:
    with clock.clock_set_to(lambda: AFTER):
        yield


@pytest.fixture
def pages(meeting: Meeting) -> dict[str, str]:
    return addresses(minuted(meeting))


@pytest.fixture
def closed_pages(meeting: Meeting, scheme: Scheme) -> dict[str, str]:
    """Of a meeting that only the group knows of."""
    return addresses(minuted(convened(scheme.group, "Closed call", is_public=False)))


def status(client: Client, name: str, address: str) -> int:
    return int((client.post(address) if name in POST_ONLY else client.get(address)).status_code)


def test_there_are_pages_to_walk(pages: dict[str, str]) -> None:
    assert len(pages) == 28


def test_the_secretariat_opens_every_page_but_sits_on_no_seat(pages: dict[str, str], secretary_client: Client) -> None:
    for name, address in pages.items():
        expected = {403} if name in SEATED | PARTICIPANTS | {"declare_in_item"} else {200, 302}
        assert status(secretary_client, name, address) in expected, name


def test_a_chair_keeps_meetings_and_leaves_the_notice_to_the_secretariat(
    pages: dict[str, str], chair_client: Client
) -> None:
    for name, address in pages.items():
        assert status(chair_client, name, address) in ({403} if name in SECRETARIAT else {200, 302}), name


def test_a_member_takes_part(pages: dict[str, str], member_client: Client) -> None:
    for name, address in pages.items():
        allowed = PUBLIC | SIGNED_IN | INSIDE | SEATED | PARTICIPANTS
        assert status(member_client, name, address) == (200 if name in allowed else 403), name


def test_an_observer_reads(pages: dict[str, str], observer_client: Client) -> None:
    for name, address in pages.items():
        assert status(observer_client, name, address) == (200 if name in PUBLIC | SIGNED_IN | INSIDE else 403), name


@pytest.mark.parametrize("who", ["officer_client", "operator_client"])
def test_strangers_read_what_is_public(who: str, pages: dict[str, str], request: pytest.FixtureRequest) -> None:
    client: Client = request.getfixturevalue(who)
    for name, address in pages.items():
        expected = {200} if name in PUBLIC | SIGNED_IN else {403, 404}
        assert status(client, name, address) in expected, name


@pytest.mark.parametrize("who", ["officer_client", "operator_client"])
def test_strangers_find_nothing_of_a_closed_meeting(
    who: str, closed_pages: dict[str, str], request: pytest.FixtureRequest
) -> None:
    client: Client = request.getfixturevalue(who)
    for name, address in closed_pages.items():
        if "/meetings/0" in address:
            assert status(client, name, address) == 404, name


def test_a_visitor_reads_or_is_asked_to_sign_in(pages: dict[str, str], visitor: Client) -> None:
    for name, address in pages.items():
        expected = {200} if name in PUBLIC else {302, 404}
        assert status(visitor, name, address) in expected, name


def test_who_only_has_a_seat_does_not_enter(pages: dict[str, str], scheme: Scheme) -> None:
    user = person("seated@example.org")
    filling = Filling(person=user, part=Part.HOLDER, first=NOON.date(), last=AFTER.date())
    seat_person(scheme.seats["labour"], filling, by=None, now=NOON)
    client = signed_in(user)
    assert "Room 4" not in client.get(pages["meeting"]).content.decode()
    for name in ("minutes", "answer_invitation", "declare_in_item", "comment_minutes", "attendance"):
        assert status(client, name, pages[name]) in {403, 404}, name


def test_records_are_not_found_under_another_group_s_address(pages: dict[str, str], secretary_client: Client) -> None:
    for name in ABOUT_ONE:
        assert secretary_client.get(pages[name].replace("working-group", "council")).status_code == 404, name


def test_items_and_minutes_are_not_found_under_another_meeting_s_address(
    pages: dict[str, str], scheme: Scheme, meeting: Meeting, secretary_client: Client
) -> None:
    other = convened(scheme.group, "July call", begins=AFTER + DAY)
    for name in ("edit_item", "minutes", "write_minutes", "decide_item"):
        address = pages[name].replace(meeting.public_id, other.public_id)
        assert secretary_client.get(address).status_code == 404, name


def test_a_calendar_address_that_leads_nowhere_finds_nothing(visitor: Client) -> None:
    assert visitor.get("/calendars/nonsense.ics").status_code == 404


def test_drafts_are_read_by_those_who_write_them(
    meeting: Meeting, chair_client: Client, member_client: Client, visitor: Client
) -> None:
    item(meeting)
    draft_minutes(meeting, by=None, now=AFTER)
    address = addresses(meeting)["minutes"]
    found = [client.get(address).status_code for client in (chair_client, member_client, visitor)]
    assert found == [200, 404, 404]
