"""Pages with 10,000 rows ask the database as often as with 10, and are not much longer."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from tests.web import many_rows
from tests.web.people_at_work import NOON

from cupel_web.kernel import clock
from cupel_web.kernel.models import User
from cupel_web.meetings.actions import draft_minutes, renew_calendar
from cupel_web.meetings.models import Meeting

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def at_noon() -> Iterator[None]:
    with clock.clock_set_to(lambda: NOON):
        yield


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
    many_rows.hold(request, pages, lambda numbers: many_rows.more_of_meetings(numbers, meeting, minutes, member))
