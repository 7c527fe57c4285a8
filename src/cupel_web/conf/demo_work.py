"""The demo's background work, done in this process."""

from typing import Protocol, TypeVar

from django.core.management import call_command

from cupel_web.kernel.models import Job
from cupel_web.kernel.states import JobState


class Worked(Protocol):
    """A record that background work completes."""

    job: Job

    def refresh_from_db(self) -> None: ...


Record = TypeVar("Record", bound=Worked)


def worked(record: Record) -> Record:
    """The record once all work that waits is done."""
    call_command("work", batch=True)
    return done(record)


def done(record: Record) -> Record:
    """The record whose background work is over; ends the demo where that work failed."""
    job = record.job
    job.refresh_from_db()
    if job.state != JobState.DONE:
        raise SystemExit(f"{record}: {job.state}. {job.error} {job.remedy}")
    record.refresh_from_db()
    return record
