"""Records that every room builds on."""

from cupel_web.kernel.models.base import PublicModel
from cupel_web.kernel.models.event import ChainHead, Event
from cupel_web.kernel.models.fact import AppendOnlyError, Fact
from cupel_web.kernel.models.job import Job, WorkerLease
from cupel_web.kernel.models.stored_file import StoredFile
from cupel_web.kernel.models.user import User

__all__ = ["AppendOnlyError", "ChainHead", "Event", "Fact", "Job", "PublicModel", "StoredFile", "User", "WorkerLease"]
