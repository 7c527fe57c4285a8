"""States of ballots and approval matrices: they follow from dates and rows."""

from datetime import date, datetime
from enum import StrEnum
from zoneinfo import ZoneInfo


class BallotState(StrEnum):
    """Where a ballot stands. ``OVER``: nobody votes any more and nobody has closed it yet."""

    VOTING = "voting"
    OVER = "voting is over"
    CLOSED = "closed"
    VOID = "void"


def ballot_state(*, closes_at: datetime, closed: bool, void: bool, now: datetime) -> BallotState:
    """Where a ballot stands at a moment: the instant at which voting ends is late."""
    if void:
        return BallotState.VOID
    if closed:
        return BallotState.CLOSED
    return BallotState.VOTING if now < closes_at else BallotState.OVER


class MatrixState(StrEnum):
    """Where an approval by several owners stands."""

    WAITING = "waiting for approvals"
    DECLINED = "declined"
    APPROVED = "approved"


def matrix_state(words: list[bool | None]) -> MatrixState:
    """From each owner's word on the content that holds: approved, declined, or none yet."""
    if False in words:
        return MatrixState.DECLINED
    return MatrixState.APPROVED if words and all(words) else MatrixState.WAITING


def day_in(zone: str, moment: datetime) -> date:
    """The day it is at a moment in a time zone."""
    return moment.astimezone(ZoneInfo(zone)).date()
