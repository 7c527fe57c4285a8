from typing import ClassVar

from django.db import models

from cupel_web.kernel.models.fact import Fact


class Event(Fact):
    """One act: who did what to which record, and when. Holds ids, codes, counts and salted hashes, never names.

    ``digest`` is the SHA-256 of the event's content and of ``previous``, the digest before it: a removed, added or
    altered event breaks the chain from there on.
    """

    number = models.PositiveBigIntegerField(unique=True)
    at = models.DateTimeField()
    actor = models.CharField(max_length=26, blank=True)
    action = models.CharField(max_length=80)
    subject_type = models.CharField(max_length=80)
    subject = models.CharField(max_length=26)
    scope = models.CharField(max_length=26, blank=True, db_index=True)
    facts = models.JSONField(default=dict)
    previous = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)

    class Meta:
        ordering: ClassVar = ["number"]

    def __str__(self) -> str:
        return f"{self.number} {self.action} {self.subject}"


class ChainHead(models.Model):
    """The last link of the event chain: its single row is locked while an event is added."""

    number = models.PositiveBigIntegerField(default=0)
    digest = models.CharField(max_length=64, default="0" * 64)

    def __str__(self) -> str:
        return f"{self.number} {self.digest[:12]}"
