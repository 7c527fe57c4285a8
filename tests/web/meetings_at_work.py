"""A meeting that tests name: convened by the working group of the scheme for two weeks after noon."""

from datetime import timedelta

import pytest
from tests.web.people_at_work import NOON
from tests.web.scheme_at_work import FOUNDED, TODAY, Scheme, accepts_all, person, sits

from cupel_web.groups.models import Group, Part
from cupel_web.kernel.models import User
from cupel_web.meetings.actions import (
    ItemWording,
    NewMeeting,
    Seen,
    Timing,
    add_item,
    convene,
    give_notice,
    publish_notice,
    record_attendance,
)
from cupel_web.meetings.models import AgendaItem, CompetitionNotice, ItemKind, Meeting, Minutes
from cupel_web.meetings.states import Presence
from cupel_web.work.models import Paper, Visibility

DAY = timedelta(days=1)
HOUR = timedelta(hours=1)
BEGINS = NOON + 14 * DAY
"""When the meeting begins."""
AFTER = BEGINS + DAY
LINK = "https://calls.example.org/room"


def at(zone: str = "Europe/London", *, begins: object = BEGINS, place: str = "Room 4") -> Timing:
    """Ninety minutes."""
    return Timing(starts_at=begins, zone=zone, duration=90, place=place, link=LINK)  # type: ignore[arg-type]


def convened(group: Group, title: str = "June call", *, is_public: bool = True, begins: object = BEGINS) -> Meeting:
    """A meeting to come."""
    return convene(group, NewMeeting(title=title, is_public=is_public), at(begins=begins), by=None, now=NOON)


def item(
    meeting: Meeting, title: str = "The draft", *, in_camera: bool = False, papers: tuple[Paper, ...] = ()
) -> AgendaItem:
    """Something to decide on."""
    wording = ItemWording(title=title, kind=ItemKind.DECISION, duration=30, in_camera=in_camera, papers=papers)
    return add_item(meeting, wording, by=None, now=NOON)


def paper(group: Group, title: str, visibility: Visibility = Visibility.IN_CAMERA) -> Paper:
    """A paper of the group."""
    return Paper.objects.create(group=group, title=title, visibility=visibility, filed_at=NOON)


def there(meeting: Meeting, scheme: Scheme, *seats: str, since: object = BEGINS) -> None:
    """The seats with these names are there in person."""
    for name in seats:
        seen = Seen(seat=scheme.seats[name], presence=Presence.IN_PERSON, since=since)  # type: ignore[arg-type]
        record_attendance(meeting, seen, by=None, now=AFTER)


def notice_given(meeting: Meeting) -> None:
    """The competition-law notice was read out by the secretariat when the meeting began."""
    give_notice(meeting, seat=None, at=BEGINS, by=None, now=AFTER)


def fresh(meeting: Meeting) -> Meeting:
    """The meeting as it is now."""
    return Meeting.objects.select_related("group").get(pk=meeting.pk)


def fresh_minutes(minutes: Minutes) -> Minutes:
    """The minutes as they are now."""
    return Minutes.objects.select_related("circulation", "approval", "meeting__group").get(pk=minutes.pk)


@pytest.fixture
def notice(scheme: Scheme) -> CompetitionNotice:
    return publish_notice("We speak of no prices.", in_force=FOUNDED, by=None, now=NOON)


@pytest.fixture
def meeting(scheme: Scheme, chair: User, member: User, notice: CompetitionNotice) -> Meeting:
    """With a chair and a member who sit, and a competition-law notice in force."""
    assert BEGINS.date() > TODAY
    return convened(scheme.group)


@pytest.fixture
def alternate(scheme: Scheme, member: User) -> User:
    """Stands in for the member."""
    user = person("alternate@example.org")
    sits(user, scheme.seats["village"], part=Part.ALTERNATE)
    accepts_all(user)
    return user
