from django.db import models
from django.utils.translation import gettext_lazy as _

from cupel_web.kernel.models.base import PublicModel
from cupel_web.kernel.states import JobState, job_state


class Job(PublicModel):
    """Work done in the background, as dates and counts; whether it waits, runs or is over is computed from them."""

    kind = models.CharField(max_length=80)
    queued_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    failed_at = models.DateTimeField(null=True)
    attempt = models.PositiveIntegerField(default=0)
    stage = models.CharField(max_length=200, blank=True)
    done = models.PositiveBigIntegerField(default=0)
    total = models.PositiveBigIntegerField(default=0)
    error_code = models.CharField(max_length=80, blank=True)
    error = models.TextField(_("what happened"), blank=True)
    remedy = models.TextField(_("what to do"), blank=True)

    def __str__(self) -> str:
        return f"{self.kind} {self.public_id}"

    @property
    def state(self) -> JobState:
        return job_state(started=self.started_at, finished=self.finished_at, failed=self.failed_at)

    @property
    def is_over(self) -> bool:
        return self.state in {JobState.DONE, JobState.FAILED}


class WorkerLease(models.Model):
    """A worker that is alive renews ``seen_at``; work of a worker not seen for a while is taken up again."""

    worker_id = models.CharField(max_length=64, primary_key=True)
    seen_at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return self.worker_id
