"""States of work: they follow from dates and from what was decided last."""

from datetime import date, datetime
from enum import StrEnum


class ItemState(StrEnum):
    """How far something somebody took on is."""

    OPEN = "to do"
    OVERDUE = "overdue"
    DONE = "done"
    DROPPED = "dropped"


def item_state(*, due_on: date, done_at: datetime | None, dropped_at: datetime | None = None, on: date) -> ItemState:
    """What was taken on is overdue from the day after it was due, until it is done or dropped."""
    if done_at is not None:
        return ItemState.DONE
    if dropped_at is not None:
        return ItemState.DROPPED
    return ItemState.OVERDUE if due_on < on else ItemState.OPEN


class StreamState(StrEnum):
    """Where a workstream is."""

    PLANNED = "planned"
    RUNNING = "running"
    DONE = "done"
    STOPPED = "stopped"


def stream_state(*, starts_on: date, done_on: date | None, stopped_on: date | None, on: date) -> StreamState:
    """A workstream runs from the day it starts until it is done or stopped."""
    if stopped_on is not None and stopped_on <= on:
        return StreamState.STOPPED
    if done_on is not None and done_on <= on:
        return StreamState.DONE
    return StreamState.PLANNED if on < starts_on else StreamState.RUNNING


class IssueState(StrEnum):
    """How far an emerging issue is. ``ACTED``: a workstream or a re-convened group works on it."""

    UNCONFIRMED = "address not confirmed"
    WAITING = "waiting"
    CONSIDERED = "under consideration"
    MERGED = "merged"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    ACTED = "acted on"


class Outcome(StrEnum):
    """What triage may come to."""

    ACCEPT = "accept"
    MERGE = "merge"
    DECLINE = "decline"


AFTER = {
    Outcome.ACCEPT: IssueState.CONSIDERED,
    Outcome.MERGE: IssueState.MERGED,
    Outcome.DECLINE: IssueState.DECLINED,
}
"""Where an issue stands after each outcome."""
