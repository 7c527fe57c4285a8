"""States that follow from dates."""

from datetime import datetime
from enum import StrEnum


class JobState(StrEnum):
    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"


def job_state(*, started: datetime | None, finished: datetime | None, failed: datetime | None) -> JobState:
    """Where background work stands."""
    if finished:
        return JobState.DONE
    if failed:
        return JobState.FAILED
    return JobState.RUNNING if started else JobState.WAITING
