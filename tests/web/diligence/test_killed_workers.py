"""Workers killed at random moments, as processes: nothing is lost, nothing is half, the job is taken up again."""

import os
import random
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from tests.web.diligence_at_work import entries_of

from cupel.chain import open_snapshot
from cupel_web.diligence import actions
from cupel_web.diligence.folders import outputs_of, snapshot_of, snapshots_of
from cupel_web.diligence.models import Run, Version
from cupel_web.kernel import clock
from cupel_web.kernel.events import first_broken_event
from cupel_web.kernel.models import Event, Job, User
from cupel_web.kernel.states import JobState
from cupel_web.people.models import Organisation

pytestmark = pytest.mark.django_db(transaction=True)

KILLS = 6
LONGEST_LIFE_SECONDS = 1.2


def _environment() -> dict[str, str]:
    """What a worker process needs to work on this test's database and folder."""
    database = connection.settings_dict
    url = f"sqlite:///{database['NAME']}"
    if connection.vendor == "postgresql":
        url = f"postgresql://{database['USER']}@/{database['NAME']}?host={database['HOST']}"
    return {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "cupel_web.conf.settings",
        "CUPEL_SECRET_KEY": settings.SECRET_KEY,
        "CUPEL_DATABASE_URL": url,
        "CUPEL_VAR": str(settings.VAR_DIR),
        "CUPEL_WORKER_LEASE_SECONDS": "0.4",
        "CUPEL_WORKER_MAX_ATTEMPTS": "1000",
        "CUPEL_LOG_LEVEL": "ERROR",
    }


def _worker(*options: str) -> "subprocess.Popen[bytes]":
    return subprocess.Popen(
        [sys.executable, "-m", "django", "work", "--interval", "0.05", *options], env=_environment()
    )


def _attempts(job: Job) -> int:
    job.refresh_from_db()
    return job.attempt


def _kill_in_the_middle(job: Job, chance: random.Random) -> None:
    """Start a worker, wait until it has taken the job up, kill it a random moment later."""
    worker, before = _worker(), _attempts(job)
    try:
        while _attempts(job) == before and not job.is_over:
            _wait(worker, 0.05)
        _wait(worker, chance.uniform(0, LONGEST_LIFE_SECONDS))
    finally:
        worker.kill()
        worker.wait()


def _wait(worker: "subprocess.Popen[bytes]", seconds: float) -> None:
    try:
        worker.wait(seconds)
    except subprocess.TimeoutExpired:
        return


def _finish(job: Job) -> None:
    """Let a worker end the job in peace."""
    worker = _worker()
    try:
        while not job.is_over:
            _wait(worker, 0.1)
            job.refresh_from_db()
    finally:
        worker.terminate()
        worker.wait()


def _killed_often(job: Job, chance: random.Random) -> Job:
    for _kill in range(KILLS):
        if not job.is_over:
            _kill_in_the_middle(job, chance)
    _finish(job)
    job.refresh_from_db()
    return job


def _files(folder: Path) -> Iterator[tuple[str, bytes]]:
    return ((str(file.relative_to(folder)), file.read_bytes()) for file in sorted(folder.rglob("*")) if file.is_file())


@pytest.fixture
def uploaded(company: Organisation, officer: User, small_books: Path) -> Version:
    """Books whose check waits for a worker."""
    return actions.upload_books(company, name="Books", files=entries_of(small_books), by=officer, now=clock.now())


def test_a_check_and_a_run_survive_killed_workers(uploaded: Version, officer: User) -> None:
    chance = random.Random(2025)
    assert _killed_often(uploaded.job, chance).state == JobState.DONE
    uploaded.refresh_from_db()
    assert open_snapshot(snapshot_of(uploaded)).rows["lot"] == 14

    killed = actions.start_run(uploaded, standard="mdd", edition="2023", by=officer, now=clock.now())
    assert _killed_often(killed.job, chance).state == JobState.DONE
    peaceful = actions.start_run(uploaded, standard="mdd", edition="2023", by=officer, now=clock.now())
    _finish(peaceful.job)

    assert dict(_files(outputs_of(killed))) == dict(_files(outputs_of(peaceful)))
    _assert_nothing_is_half(uploaded)


def _assert_nothing_is_half(version: Version) -> None:
    """One event per end, a whole log, only complete snapshots and outputs on disk."""
    assert Event.objects.filter(action="diligence.data_checked").count() == 1
    assert Event.objects.filter(action="diligence.run_ended").count() == 2
    assert first_broken_event() is None
    for snapshot in (snapshots_of(version.data_set.company) / "snapshots").iterdir():
        open_snapshot(snapshot)
    assert {folder.name for folder in (settings.VAR_DIR / "runs").iterdir()} == {
        run.public_id for run in Run.objects.all()
    }
    assert list((settings.VAR_DIR / "work").iterdir()) == []


def test_a_worker_told_to_end_finishes_the_task_in_hand(uploaded: Version) -> None:
    worker = _worker()
    while _attempts(uploaded.job) == 0:
        _wait(worker, 0.05)
    worker.terminate()
    assert worker.wait() == 0
    uploaded.job.refresh_from_db()
    assert uploaded.job.state == JobState.DONE
