"""Meetings as a calendar shows them."""

from cupel_web.meetings.models import Appointment
from cupel_web.notices.icalendars import Slot


def slot_of(appointment: Appointment, *, path: str, inside: bool) -> Slot:
    """The appointment as a calendar shows it; place and link for those inside alone."""
    meeting = appointment.meeting
    places = [place for place in (appointment.place, appointment.link) if place] if inside else []
    return Slot(
        uid=meeting.public_id, number=appointment.number, told_at=appointment.set_at, begins=appointment.starts_at,
        ends=appointment.ends_at, title=f"{meeting.group.name}: {meeting.title}", path=path, place=", ".join(places),
        cancelled=appointment.cancelled,
    )  # fmt: skip
