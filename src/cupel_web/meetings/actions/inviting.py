"""Mails about meetings: to everybody who sits in the group and may enter, with the one link and the calendar file."""

from datetime import datetime
from enum import StrEnum

from django.urls import reverse

from cupel_web.groups.models import Tenure
from cupel_web.kernel.models import User
from cupel_web.meetings.icalendars import slot_of
from cupel_web.meetings.models import Appointment
from cupel_web.meetings.queries.schedule import invited_to
from cupel_web.notices.actions import Attachment, Letter, tell
from cupel_web.notices.icalendars import MEDIA_TYPE, calendar


class Change(StrEnum):
    """What a mail about a meeting tells."""

    CONVENED = "convened"
    MOVED = "moved"
    CANCELLED = "cancelled"
    REMINDED = "reminded"


PAGES = {Change.CONVENED: "answer_invitation", Change.MOVED: "answer_invitation"}
"""Where the mail leads; all others lead to the meeting itself."""


def address_of(appointment: Appointment, page: str = "meeting") -> str:
    """Address of a page of the meeting."""
    meeting = appointment.meeting
    return reverse(page, kwargs={"slug": meeting.group.slug, "meeting": meeting.public_id})


def tell_invited(appointment: Appointment, change: Change, *, now: datetime) -> None:
    """Mail everybody invited once, however many seats they fill; call it inside the act's transaction."""
    for person in persons(invited_to(appointment)):
        tell_person(person, appointment, change, now=now)


def tell_person(person: User, appointment: Appointment, change: Change, *, now: datetime) -> None:
    """Mail one person, with the time of day of their own zone beside the meeting's."""
    profile = getattr(person, "profile", None)
    zone = profile.zone if profile else "UTC"
    letter = Letter(
        template="meetings/mail/invitation.txt",
        path=address_of(appointment, PAGES.get(change, "meeting")),
        values={
            "appointment": appointment, "meeting": appointment.meeting, "change": change.value, "zone": zone,
        },
        attachment=Attachment(name="meeting.ics", media_type=MEDIA_TYPE, content=_file(appointment)),
    )  # fmt: skip
    tell(person.email, letter, about=appointment.meeting, now=now)


def persons(tenures: list[Tenure]) -> list[User]:
    """The persons of ``tenures``, each once."""
    return list({tenure.person_id: tenure.person for tenure in tenures}.values())


def _file(appointment: Appointment) -> bytes:
    slot = slot_of(appointment, path=address_of(appointment), inside=True)
    return calendar(appointment.meeting.title, [slot])
