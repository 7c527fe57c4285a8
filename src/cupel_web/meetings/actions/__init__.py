"""Verbs about meetings, their agenda, who is there, what is decided and written down."""

from cupel_web.meetings.actions.agenda import (
    ItemWording,
    add_item,
    change_item,
    order_agenda,
    remove_item,
    take_up,
)
from cupel_web.meetings.actions.answering import answer
from cupel_web.meetings.actions.attending import Seen, Wording, give_notice, record_attendance, record_decision
from cupel_web.meetings.actions.calendars import renew_calendar
from cupel_web.meetings.actions.competition import publish_notice
from cupel_web.meetings.actions.declarations import Statement, declare
from cupel_web.meetings.actions.meetings import NewMeeting, Timing, cancel_meeting, convene, move_meeting
from cupel_web.meetings.actions.minutes import (
    Term,
    approve_minutes,
    circulate,
    comment,
    draft_minutes,
    write_minutes,
)
from cupel_web.meetings.actions.reminders import remind
from cupel_web.meetings.queries.minutes import text_for

__all__ = [
    "ItemWording", "NewMeeting", "Seen", "Statement", "Term", "Timing", "Wording", "add_item", "answer",
    "approve_minutes", "cancel_meeting", "change_item", "circulate", "comment", "convene", "declare", "draft_minutes",
    "give_notice", "move_meeting", "order_agenda", "publish_notice", "record_attendance", "record_decision", "remind",
    "remove_item", "renew_calendar", "take_up", "text_for", "write_minutes",
]  # fmt: skip
