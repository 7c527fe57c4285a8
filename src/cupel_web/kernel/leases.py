"""Workers prove that they live; what a dead worker left running is queued again.

The task queue itself has no recovery: a killed worker leaves its task RUNNING for ever. So each worker renews a lease,
and every worker puts back tasks whose worker has let its lease run out.
"""

from datetime import datetime, timedelta

import structlog
from django.conf import settings
from django.db import transaction
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult
from django_tasks_db.utils import exclusive_transaction

from cupel_web.kernel.models import WorkerLease

log = structlog.get_logger(__name__)


def renew(worker_id: str, *, now: datetime) -> None:
    """Say that the worker is alive."""
    WorkerLease.objects.update_or_create(worker_id=worker_id, defaults={"seen_at": now})


def release(worker_id: str) -> None:
    """Say that the worker has ended; what it was running is free at once."""
    WorkerLease.objects.filter(worker_id=worker_id).delete()


def requeue_abandoned(*, now: datetime) -> list[str]:
    """Put tasks of dead workers back into the queue; gives their ids. A task that killed too many workers fails."""
    with exclusive_transaction():
        alive = set(WorkerLease.objects.filter(seen_at__gt=now - lease_length()).values_list("worker_id", flat=True))
        running = DBTaskResult.objects.select_for_update(skip_locked=True).filter(status=TaskResultStatus.RUNNING)
        abandoned = [task for task in running if not task.worker_ids or task.worker_ids[-1] not in alive]
        for task in abandoned:
            _put_back(task)
        WorkerLease.objects.filter(seen_at__lte=now - 10 * lease_length()).delete()
    return [str(task.pk) for task in abandoned]


def lease_length() -> timedelta:
    """How long a worker may be silent before its work is taken up by another."""
    return timedelta(seconds=settings.WORKER_LEASE_SECONDS)


def _put_back(task: "DBTaskResult[..., object]") -> None:
    attempts = len(task.worker_ids)
    if attempts >= settings.WORKER_MAX_ATTEMPTS:
        task.set_failed(RuntimeError(f"given up after {attempts} workers died"))
        transaction.on_commit(lambda: log.error("task_given_up", task=str(task.pk), attempts=attempts))
        return
    task.status = TaskResultStatus.READY
    task.save(update_fields=["status"])
    log.warning("task_requeued", task=str(task.pk), attempts=attempts)
