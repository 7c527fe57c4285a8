"""Meetings: when, what about, who was there, who had an interest, what was decided and written down."""

from cupel_web.meetings.models.agenda import AgendaItem, ItemKind, Opening, SubjectKind
from cupel_web.meetings.models.attendance import Attendance, Declaration
from cupel_web.meetings.models.calendar import CalendarKey
from cupel_web.meetings.models.competition import CompetitionNotice, NoticeGiven
from cupel_web.meetings.models.decision import DecisionTaken
from cupel_web.meetings.models.invitation import Answer, Reminder, Reply
from cupel_web.meetings.models.meeting import Appointment, Meeting
from cupel_web.meetings.models.minutes import (
    Circulation,
    Minutes,
    MinutesApproval,
    MinutesRemark,
    MinutesText,
    MinutesWay,
)

__all__ = [
    "AgendaItem", "Answer", "Appointment", "Attendance", "CalendarKey", "Circulation", "CompetitionNotice",
    "DecisionTaken", "Declaration", "ItemKind", "Meeting", "Minutes", "MinutesApproval", "MinutesRemark", "MinutesText",
    "MinutesWay", "NoticeGiven", "Opening", "Reminder", "Reply", "SubjectKind",
]  # fmt: skip
