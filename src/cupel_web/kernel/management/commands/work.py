"""``work``: run background tasks; takes up what a killed worker left."""

import os
import signal
import threading
from argparse import ArgumentParser
from types import FrameType
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import DatabaseError, connection
from django.utils.crypto import get_random_string
from django_tasks import DEFAULT_TASK_BACKEND_ALIAS, DEFAULT_TASK_QUEUE_NAME
from django_tasks_db.management.commands.db_worker import Worker

from cupel_web.kernel import clock, leases


class LeasedWorker(Worker):
    """The queue's worker with a heartbeat beside it that also puts abandoned tasks back."""

    def run(self) -> None:
        leases.renew(self.worker_id, now=clock.now())
        leases.requeue_abandoned(now=clock.now())
        ended = threading.Event()
        heart = threading.Thread(target=self._beat, args=(ended,), daemon=True, name="heartbeat")
        heart.start()
        try:
            super().run()
        finally:
            ended.set()
            heart.join()
            leases.release(self.worker_id)

    def shutdown(self, signum: int, frame: FrameType | None) -> None:
        """First signal: finish the task in hand. Second: end at once and leave the task to be taken up again."""
        if not self.running:
            os._exit(128 + signum)
        super().shutdown(signum, frame)

    def _beat(self, ended: threading.Event) -> None:
        try:
            while not ended.wait(settings.WORKER_LEASE_SECONDS / 4):
                self._beat_once()
        finally:
            connection.close()

    def _beat_once(self) -> None:
        try:
            leases.renew(self.worker_id, now=clock.now())
            leases.requeue_abandoned(now=clock.now())
        except DatabaseError:
            connection.close()


class Command(BaseCommand):
    help = "Run background tasks until told to stop."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--batch", action="store_true", help="end when the queue is empty")
        parser.add_argument("--interval", type=float, default=0.5, help="seconds between looks at an empty queue")

    def handle(self, *, batch: bool, interval: float, **_options: Any) -> None:
        worker = LeasedWorker(
            queue_names=[DEFAULT_TASK_QUEUE_NAME],
            interval=interval,
            batch=batch,
            backend_name=DEFAULT_TASK_BACKEND_ALIAS,
            startup_delay=False,
            max_tasks=None,
            worker_id=get_random_string(32),
            excluded_queue_names=[],
        )
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, worker.shutdown)
        worker.run()
