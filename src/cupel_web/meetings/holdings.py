"""What this app holds about a person."""

from typing import Any

from cupel_web.kernel.models import User
from cupel_web.meetings.models import Answer, Attendance, CalendarKey, Declaration, MinutesRemark, Reminder
from cupel_web.people.personal import holds_personal_data


def _answers(person: User) -> list[dict[str, Any]]:
    rows = Answer.objects.filter(person=person).select_related("appointment__meeting", "seat")
    return [
        {
            "meeting": row.appointment.meeting.title,
            "seat": row.seat.label,
            "reply": row.reply,
            "answered": row.answered_at.isoformat(),
        }
        for row in rows
    ]


def _attendance(person: User) -> list[dict[str, Any]]:
    rows = Attendance.objects.filter(person=person).select_related("meeting", "seat")
    return [
        {
            "meeting": row.meeting.title,
            "seat": row.seat.label,
            "how": row.presence,
            "since": row.since.isoformat(),
        }
        for row in rows
    ]


def _declarations(person: User) -> list[dict[str, Any]]:
    rows = Declaration.objects.filter(person=person).select_related("item__meeting")
    return [
        {
            "meeting": row.item.meeting.title,
            "item": row.item.title,
            "interest": row.text,
            "stands_back": row.recuses,
            "withdrawn": row.withdrawn,
            "declared": row.declared_at.isoformat(),
        }
        for row in rows
    ]


def _remarks(person: User) -> list[dict[str, Any]]:
    rows = MinutesRemark.objects.filter(person=person).select_related("minutes__meeting")
    return [
        {
            "meeting": row.minutes.meeting.title,
            "version": row.minutes.number,
            "comment": row.text,
            "asks_change": row.asks_change,
            "made": row.made_at.isoformat(),
        }
        for row in rows
    ]


def _calendars(person: User) -> list[dict[str, Any]]:
    return [{"made": row.made_at.isoformat()} for row in CalendarKey.objects.filter(person=person)]


def _keep(_person: User) -> None:
    """That a seat answered, was there or asked for a change stays; who sat on it is erased with the account."""


def _forget_interests(person: User) -> None:
    """That a seat stood back stays; why is the person's own."""
    Declaration.objects.filter(person=person).redact(text="")


def _forget_calendars(person: User) -> None:
    CalendarKey.objects.filter(person=person).delete()
    Reminder.objects.filter(person=person).delete()


def declare() -> None:
    """Make this app's holdings known."""
    holds_personal_data("answers to invitations", export=_answers, erase=_keep)
    holds_personal_data("attendance at meetings", export=_attendance, erase=_keep)
    holds_personal_data("interests declared at meetings", export=_declarations, erase=_forget_interests)
    holds_personal_data("comments on minutes", export=_remarks, erase=_keep)
    holds_personal_data("calendar addresses", export=_calendars, erase=_forget_calendars)
