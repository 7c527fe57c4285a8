"""States of meetings, minutes and seats: they follow from dates."""

from datetime import date, datetime, timedelta
from enum import StrEnum


class MeetingState(StrEnum):
    """Where a meeting stands at a moment."""

    COMING = "coming"
    GOING_ON = "going on"
    HELD = "held"
    CANCELLED = "cancelled"


def meeting_state(*, starts_at: datetime, duration: int, cancelled: bool, now: datetime) -> MeetingState:
    """A meeting lasts ``duration`` minutes from ``starts_at``; a cancelled one never takes place."""
    if cancelled:
        return MeetingState.CANCELLED
    if now < starts_at:
        return MeetingState.COMING
    return MeetingState.GOING_ON if now < starts_at + timedelta(minutes=duration) else MeetingState.HELD


class Presence(StrEnum):
    """How a seat takes part from a moment on."""

    IN_PERSON = "in person"
    REMOTE = "remote"
    ALTERNATE = "by alternate"
    APOLOGIES = "apologies"
    AWAY = "not there"


THERE = frozenset({Presence.IN_PERSON, Presence.REMOTE, Presence.ALTERNATE})
"""Those that count for quorum: a seat is there in whatever way, by whomever."""


class MinutesState(StrEnum):
    """How far a version of the minutes is."""

    DRAFT = "draft"
    CIRCULATED = "circulated"
    COMMENTED = "comments closed"
    SUPERSEDED = "superseded"
    APPROVED = "approved"


def minutes_state(*, comments_until: date | None, approved: bool, superseded: bool, on: date) -> MinutesState:
    """``comments_until``: the last day for comments, once circulated; ``superseded``: there is a later version."""
    if approved:
        return MinutesState.APPROVED
    if superseded:
        return MinutesState.SUPERSEDED
    if comments_until is None:
        return MinutesState.DRAFT
    return MinutesState.CIRCULATED if on <= comments_until else MinutesState.COMMENTED
