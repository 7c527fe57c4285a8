"""iCalendar and Atom: read back by libraries of others."""

import re
from datetime import UTC, date, datetime
from typing import Any
from xml.etree import ElementTree as ET
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar
from tests.web.meetings_at_work import AFTER, BEGINS, DAY, LINK, at, convened, fresh, item
from tests.web.people_at_work import NOON
from tests.web.scheme_at_work import Scheme, signed_in

from cupel_web.kernel import clock
from cupel_web.kernel.models import User
from cupel_web.kernel.zones import instant
from cupel_web.meetings.actions import cancel_meeting, move_meeting
from cupel_web.meetings.models import CalendarKey, Meeting
from cupel_web.notices.actions import Wishes, choose_mail
from cupel_web.notices.icalendars import Deadline, Slot, calendar
from cupel_web.notices.models import Pace

ATOM = "{http://www.w3.org/2005/Atom}"
SITE = "http://127.0.0.1:8000"


@pytest.fixture
def at_noon() -> object:
    with clock.clock_set_to(lambda: NOON):
        yield


def events(content: bytes) -> list[Any]:
    """What another library's reader finds, whatever types its properties have."""
    return list(Calendar.from_ical(content).walk("VEVENT"))


def slot(begins: datetime, *, title: str = "June call", place: str = "", number: int = 0) -> Slot:
    return Slot(
        uid="01JXAMPLE", number=number, told_at=NOON, begins=begins, ends=begins, title=title, path="/x/", place=place
    )  # fmt: skip


@pytest.mark.parametrize(
    ("zone", "local"),
    [
        ("Europe/London", datetime(2026, 3, 28, 15)),
        ("Europe/London", datetime(2026, 3, 29, 15)),
        ("Europe/London", datetime(2026, 10, 25, 15)),
        ("America/Santiago", datetime(2026, 4, 4, 15)),
        ("America/Santiago", datetime(2026, 9, 6, 15)),
        ("Asia/Shanghai", datetime(2026, 3, 29, 15)),
    ],
)
def test_calendars_show_the_time_of_day_that_was_planned(zone: str, local: datetime) -> None:
    (event,) = events(calendar("x", [slot(instant(local, zone))]))
    assert event["DTSTART"].dt.astimezone(ZoneInfo(zone)).replace(tzinfo=None) == local


@given(
    st.datetimes(min_value=datetime(1990, 1, 1), max_value=datetime(2080, 1, 1)).map(
        lambda d: d.replace(microsecond=0)
    ),
    st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=120),
    st.integers(0, 99),
)
def test_a_calendar_reads_back_as_it_was_written(begins: datetime, title: str, number: int) -> None:
    begins = begins.replace(tzinfo=UTC)
    content = calendar("x", [slot(begins, title=title, number=number)])
    (event,) = events(content)
    assert (event["UID"], event["SEQUENCE"], event["DTSTART"].dt) == ("01JXAMPLE", number, begins)
    assert str(event["SUMMARY"]) == title
    assert all(len(line) <= 75 for line in content.split(b"\r\n"))


def test_a_deadline_is_a_whole_day() -> None:
    day = date(2026, 3, 29)
    (event,) = events(calendar("x", [], [Deadline(uid="u", since=day, on=day, title="Answer", path="/x/")]))
    assert (event["DTSTART"].dt, event["DTEND"].dt, event["URL"]) == (day, date(2026, 3, 30), f"{SITE}/x/")


@pytest.mark.django_db
def test_a_meeting_s_file_tells_its_place_to_those_inside_alone(
    meeting: Meeting, member_client: Client, visitor: Client
) -> None:
    address = f"/groups/working-group/meetings/{meeting.public_id}/meeting.ics"
    (inside,), (outside,) = events(member_client.get(address).content), events(visitor.get(address).content)
    assert inside["LOCATION"] == f"Room 4, {LINK}"
    assert "LOCATION" not in outside
    assert outside["SUMMARY"] == "Working group: June call"


@pytest.mark.django_db
def test_moves_and_cancellation_are_the_same_event_with_a_higher_number(meeting: Meeting, visitor: Client) -> None:
    address = f"/groups/working-group/meetings/{meeting.public_id}/meeting.ics"
    seen = [events(visitor.get(address).content)[0]]
    move_meeting(meeting, at(begins=BEGINS + DAY), reason="x", by=None, now=NOON)
    seen.append(events(visitor.get(address).content)[0])
    cancel_meeting(fresh(meeting), reason="x", by=None, now=NOON)
    seen.append(events(visitor.get(address).content)[0])
    assert {each["UID"] for each in seen} == {meeting.public_id}
    assert [each["SEQUENCE"] for each in seen] == [0, 1, 2]
    assert [each["STATUS"] for each in seen] == ["CONFIRMED", "CONFIRMED", "CANCELLED"]
    assert seen[1]["DTSTART"].dt == BEGINS + DAY


@pytest.mark.django_db
@pytest.mark.usefixtures("at_noon")
def test_a_group_s_calendar_holds_public_meetings_without_their_place(
    meeting: Meeting, scheme: Scheme, visitor: Client
) -> None:
    convened(scheme.group, "Closed call", is_public=False)
    response = visitor.get("/groups/working-group/meetings.ics")
    assert response["Content-Type"].startswith("text/calendar")
    assert [each["UID"] for each in events(response.content)] == [meeting.public_id]
    assert b"Room 4" not in response.content


def own_address(user: User) -> str:
    text = signed_in(user).post("/me/calendar/").content.decode()
    found = re.search(rf"{SITE}(/calendars/\S+?\.ics)", text)
    assert found
    return found[1]


@pytest.mark.django_db
@pytest.mark.usefixtures("at_noon")
def test_one_s_own_calendar_holds_meetings_and_deadlines_but_no_item(
    meeting: Meeting, scheme: Scheme, chair: User, visitor: Client
) -> None:
    convened(scheme.group, "Closed call", is_public=False)
    item(meeting, "Secret matter", in_camera=True)
    response = visitor.get(own_address(chair))
    found = events(response.content)
    assert [str(each["SUMMARY"]) for each in found] == [
        "Working group: June call", "Working group: Closed call", "Say whether you come", "Say whether you come",
    ]  # fmt: skip
    assert len({each["UID"] for each in found}) == 4
    assert b"Secret" not in response.content
    assert response["Cache-Control"].startswith("max-age=0")


@pytest.mark.django_db
@pytest.mark.usefixtures("at_noon")
def test_one_s_own_calendar_is_in_the_language_of_one_s_mails(meeting: Meeting, chair: User, visitor: Client) -> None:
    address = own_address(chair)
    wishes = Wishes(pace=Pace.NEVER, weekday=0, is_reminded=False, days_before=[], language="de")
    ids = [each["UID"] for each in events(visitor.get(address).content)]
    choose_mail(chair, wishes, now=NOON)
    found = events(visitor.get(address, headers={"Accept-Language": "en"}).content)
    assert [str(each["SUMMARY"]) for each in found] == ["Working group: June call", "Sagen, ob Sie kommen"]
    assert [each["UID"] for each in found] == ids


@pytest.mark.django_db
@pytest.mark.usefixtures("at_noon")
def test_ids_of_deadlines_stay_while_they_wait(meeting: Meeting, chair: User, visitor: Client) -> None:
    address = own_address(chair)
    first = visitor.get(address).content
    with clock.clock_set_to(lambda: NOON + DAY):
        assert visitor.get(address).content == first


@pytest.mark.django_db
@pytest.mark.usefixtures("at_noon")
def test_a_renewed_address_ends_the_one_before_and_neither_is_kept(chair: User, visitor: Client) -> None:
    first, second = own_address(chair), own_address(chair)
    assert (visitor.get(first).status_code, visitor.get(second).status_code) == (404, 200)
    secret = second.split("/")[-1].removesuffix(".ics")
    assert not CalendarKey.objects.filter(key=secret).exists()
    assert secret not in signed_in(chair).get("/me/calendar/").content.decode()


@pytest.mark.django_db
@pytest.mark.usefixtures("at_noon")
def test_the_calendar_of_somebody_whose_account_is_closed_is_gone(chair: User, visitor: Client) -> None:
    address = own_address(chair)
    chair.is_active = False
    chair.save()
    assert visitor.get(address).status_code == 404


def entries(client: Client, slug: str = "working-group") -> list[dict[str, str]]:
    response = client.get(f"/groups/{slug}/feed.atom")
    assert response["Content-Type"].startswith("application/atom+xml")
    root = ET.fromstring(response.content)
    assert root.findtext(f"{ATOM}title")
    found = []
    for entry in root.iter(f"{ATOM}entry"):
        link = entry.find(f"{ATOM}link")
        assert link is not None
        found.append({"id": entry.findtext(f"{ATOM}id", ""), "title": entry.findtext(f"{ATOM}title", ""),
            "link": link.get("href", "")})  # fmt: skip
    return found


@pytest.mark.django_db
def test_a_feed_tells_what_is_public_with_ids_that_stay(meeting: Meeting, scheme: Scheme, visitor: Client) -> None:
    convened(scheme.group, "Closed call", is_public=False)
    with clock.clock_set_to(lambda: AFTER):
        found = entries(visitor)
        assert found == entries(visitor)
    titles = [entry["title"] for entry in found]
    assert "Meeting: June call, 2025-06-16 13:00 Europe/London" in titles
    assert "Terms of reference, version 1, approved" in titles
    assert "Working group is active from 2025-01-01 on" in titles
    assert not any("Closed" in title for title in titles)
    assert all(re.fullmatch(r"urn:ulid:[0-9A-Z]{26}", entry["id"]) for entry in found)
    assert all(entry["link"].startswith(f"{SITE}/groups/working-group/") for entry in found)
    assert len({entry["id"] for entry in found}) == len(found)


@pytest.mark.django_db
@pytest.mark.usefixtures("at_noon")
def test_links_of_a_feed_lead_to_pages(meeting: Meeting, visitor: Client) -> None:
    for entry in entries(visitor):
        assert visitor.get(entry["link"].removeprefix(SITE)).status_code == 200


@pytest.mark.django_db
def test_a_feed_of_no_group_is_not_found(visitor: Client) -> None:
    assert visitor.get("/groups/nowhere/feed.atom").status_code == 404
