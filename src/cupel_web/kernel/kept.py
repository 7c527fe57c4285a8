"""How long this app's records are kept."""

from django.utils.translation import gettext_lazy as _
from django_tasks_db.models import DBTaskResult

from cupel_web.kernel.models import ChainHead, Event, Job, StoredFile, User, WorkerLease
from cupel_web.kernel.retention import ATTACHED, MACHINE, PERMANENT, PERSONAL, kept, of, since


def declare() -> None:
    """Make it known."""
    kept("events", _("event log"), PERMANENT, *of(Event, ChainHead))
    kept("accounts", _("accounts"), PERSONAL, *of(User))
    kept("files", _("stored files, and the work done on them"), ATTACHED, *of(StoredFile, Job))
    kept("workers", _("signs of life of workers"), MACHINE, *since("seen_at", WorkerLease))
    kept("tasks", _("background tasks"), MACHINE, *since("finished_at", DBTaskResult))
