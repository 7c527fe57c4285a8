"""How long this app's records are kept."""

from django.utils.translation import gettext_lazy as _

from cupel_web.groups.kept import concluded
from cupel_web.kernel.retention import GROUP, MAIL, PERMANENT, SECRET, kept, of, since
from cupel_web.meetings.models import (
    AgendaItem,
    Answer,
    Appointment,
    Attendance,
    CalendarKey,
    Circulation,
    CompetitionNotice,
    DecisionTaken,
    Declaration,
    Meeting,
    Minutes,
    MinutesApproval,
    MinutesRemark,
    MinutesText,
    NoticeGiven,
    Opening,
    Reminder,
)


def declare() -> None:
    """Make it known."""
    kept("minutes", _("meetings, who was there, and their minutes"), PERMANENT,
         *of(Meeting, Appointment, AgendaItem, Opening, Attendance, Declaration, CompetitionNotice, NoticeGiven,
             DecisionTaken, Minutes, MinutesText, Circulation, MinutesApproval))  # fmt: skip
    kept("minutes-comments", _("comments on minutes"), GROUP,
         *since(concluded("minutes__meeting__group"), MinutesRemark))  # fmt: skip
    kept("invitations", _("answers to invitations"), GROUP, *since(concluded("appointment__meeting__group"), Answer))
    kept("reminders", _("reminders of meetings"), MAIL, *since("appointment__starts_at", Reminder))
    kept("calendars", _("secret addresses of calendars"), SECRET, *since("ended_at", CalendarKey))
