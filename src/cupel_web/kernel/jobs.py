"""Background work that people watch: take it up, report progress, end it once.

A job may be started again after a kill, even while a stalled worker still holds it. ``attempt`` is the fence: only the
newest attempt may report or end the job, so its results are written once.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

import structlog
from django.db import transaction
from django.db.models import QuerySet
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from cupel.errors import CupelError
from cupel_web.kernel import clock
from cupel_web.kernel.models import Job, PublicModel

log = structlog.get_logger(__name__)
REPORT_EVERY = timedelta(milliseconds=300)


class JobTakenOverError(Exception):
    """Another worker has taken up this job; this attempt must stop and write nothing."""


class Progress:
    """Callable for the engine: ``progress(stage, done, total)``; writes to the job a few times a second at most."""

    def __init__(self, job: Job) -> None:
        self.job = job
        self._stage = ""
        self._reported_at: datetime | None = None

    def __call__(self, stage: str, done: int, total: int) -> None:
        now = clock.now()
        recent = self._reported_at is not None and now - self._reported_at < REPORT_EVERY
        if recent and stage == self._stage:
            return
        self._stage, self._reported_at = stage, now
        if not _mine(self.job).update(stage=stage[:200], done=max(done, 0), total=max(total, 0)):
            raise JobTakenOverError


def queue_job(kind: str, *, now: datetime) -> Job:
    """A job that waits; enqueue the task that runs it in the same transaction."""
    return Job.objects.create(kind=kind, queued_at=now)


def enqueue(task: str, about: PublicModel) -> None:
    """Queue the task at the dotted path ``task`` for a record. By name, since jobs call actions and not the reverse."""
    import_string(task).enqueue(about.public_id)


def run_job(public_id: str, work: Callable[[Job, Progress], None]) -> None:
    """Run ``work`` for the job unless it is over; an error of the engine becomes the job's message and remedy."""
    job = take_up(public_id, now=clock.now())
    if job is None:
        return
    try:
        work(job, Progress(job))
    except JobTakenOverError:
        log.warning("job_taken_over", job=public_id)
    except CupelError as error:
        log.info("job_refused", job=public_id, code=error.code)
        fail(job, code=error.code, error=_where(error), remedy=error.remedy, now=clock.now())
    except Exception:
        log.exception("job_failed", job=public_id)
        fail(
            job,
            code="internal",
            error=_("Cupel made a mistake. Nothing of yours was changed."),
            remedy=_("Start it again; if it fails again, tell the operator the number %(id)s.") % {"id": public_id},
            now=clock.now(),
        )


def take_up(public_id: str, *, now: datetime) -> Job | None:
    """Begin the next attempt; None where the job is already over."""
    with transaction.atomic():
        job = Job.objects.select_for_update().get(public_id=public_id)
        if job.is_over:
            return None
        job.attempt += 1
        job.started_at = job.started_at or now
        job.save()
    return job


@contextmanager
def completing(job: Job, *, now: datetime) -> Iterator[None]:
    """One transaction for what the job leaves and its end; raises :class:`JobTakenOverError` if it is too late."""
    with transaction.atomic():
        if not Job.objects.select_for_update().filter(pk=job.pk, attempt=job.attempt, finished_at=None).exists():
            raise JobTakenOverError
        yield
        _mine(job).update(finished_at=now, failed_at=None, error="", error_code="", remedy="")


def fail(job: Job, *, code: str, error: str, remedy: str, now: datetime) -> None:
    """End the job with what happened and what to do."""
    _mine(job).update(failed_at=now, error_code=code, error=error, remedy=remedy)


def _mine(job: Job) -> QuerySet[Job]:
    return Job.objects.filter(pk=job.pk, attempt=job.attempt, finished_at=None)


def _where(error: CupelError) -> str:
    where = str(error.place)
    return f"{where}: {error.message}" if where else error.message
