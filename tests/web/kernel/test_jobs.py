"""Background jobs: taken up again after a kill, ended once, with words for people."""

from datetime import timedelta

import pytest
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult
from tests.web.people_at_work import NOON

from cupel.errors import BooksError
from cupel_web.kernel import clock, leases
from cupel_web.kernel.jobs import JobTakenOverError, Progress, completing, queue_job, run_job, take_up
from cupel_web.kernel.models import Job
from cupel_web.kernel.states import JobState

pytestmark = pytest.mark.django_db


@pytest.fixture
def job() -> Job:
    return queue_job("test.job", now=NOON)


def _task(*, worker: str, attempts: int = 1) -> "DBTaskResult[..., None]":
    return DBTaskResult.objects.create(
        status=TaskResultStatus.RUNNING,
        args_kwargs={"args": [], "kwargs": {}},
        task_path="cupel_web.diligence.jobs.run_edition",
        worker_ids=[worker] * attempts,
        backend_name="default",
        run_after=timezone.now(),
        exception_class_path="",
        traceback="",
    )


def _status(task: "DBTaskResult[..., None]") -> str:
    task.refresh_from_db()
    return str(task.status)


def test_a_task_of_a_living_worker_is_left_alone() -> None:
    leases.renew("alive", now=NOON)
    task = _task(worker="alive")
    assert leases.requeue_abandoned(now=NOON + timedelta(seconds=5)) == []
    assert _status(task) == TaskResultStatus.RUNNING


def test_a_task_of_a_silent_worker_is_queued_again() -> None:
    leases.renew("dead", now=NOON)
    task = _task(worker="dead")
    assert leases.requeue_abandoned(now=NOON + timedelta(seconds=21)) == [str(task.pk)]
    assert _status(task) == TaskResultStatus.READY


def test_a_task_of_a_worker_that_ended_is_queued_at_once() -> None:
    leases.renew("ended", now=NOON)
    task = _task(worker="ended")
    leases.release("ended")
    leases.requeue_abandoned(now=NOON)
    assert _status(task) == TaskResultStatus.READY


def test_a_task_that_keeps_killing_workers_fails_in_the_end(settings: object) -> None:
    task = _task(worker="dead", attempts=20)
    leases.requeue_abandoned(now=NOON)
    assert _status(task) == TaskResultStatus.FAILED


def test_a_finished_job_is_not_run_again(job: Job) -> None:
    with completing(_taken(job), now=NOON):
        pass
    run_job(job.public_id, lambda _job, _progress: pytest.fail("ran again"))


def test_an_error_of_the_engine_becomes_words_on_the_job(job: Job) -> None:
    def work(_job: Job, _progress: Progress) -> None:
        raise BooksError("No table was recognised.", code="no-table", remedy="Check the headings.")

    run_job(job.public_id, work)
    job.refresh_from_db()
    assert (job.state, job.error_code, job.remedy) == (JobState.FAILED, "no-table", "Check the headings.")


def test_an_unforeseen_error_shows_no_traceback(job: Job) -> None:
    def work(_job: Job, _progress: Progress) -> None:
        raise ZeroDivisionError("secret detail")

    run_job(job.public_id, work)
    job.refresh_from_db()
    assert job.state == JobState.FAILED
    assert "secret" not in job.error + job.remedy
    assert job.public_id in job.remedy


def test_only_the_newest_attempt_may_end_a_job(job: Job) -> None:
    stalled = _taken(job)
    _taken(job)
    with pytest.raises(JobTakenOverError), completing(stalled, now=NOON):
        pass


def test_a_stalled_attempt_learns_of_it_when_it_reports(job: Job) -> None:
    stalled = _taken(job)
    _taken(job)
    with pytest.raises(JobTakenOverError):
        Progress(stalled)("read", 1, 2)


def test_what_a_job_leaves_is_undone_when_ending_it_fails(job: Job) -> None:
    with pytest.raises(ZeroDivisionError), completing(_taken(job), now=NOON):
        queue_job("test.other", now=NOON)
        raise ZeroDivisionError
    assert not Job.objects.filter(kind="test.other").exists()


def test_progress_is_written_a_few_times_a_second_at_most(job: Job) -> None:
    taken, moments = _taken(job), iter(NOON + timedelta(milliseconds=100 * step) for step in range(100))
    with clock.clock_set_to(lambda: next(moments)):
        progress = Progress(taken)
        for done in range(3):
            progress("read", done, 10)
    job.refresh_from_db()
    assert (job.stage, job.done, job.total) == ("read", 0, 10)


def _taken(job: Job) -> Job:
    taken = take_up(job.public_id, now=NOON)
    assert taken is not None
    return taken
