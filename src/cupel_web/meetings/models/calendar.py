import hashlib
from typing import ClassVar

from django.conf import settings
from django.db import models

from cupel_web.kernel.models import PublicModel


class CalendarKey(PublicModel):
    """A person's calendar has a secret address; ``key`` is the SHA-256 of the secret. Renewing ends the one before."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    key = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["person"], condition=models.Q(ended_at=None), name="one_calendar_address")
        ]

    def __str__(self) -> str:
        return self.public_id

    @staticmethod
    def key_of(secret: str) -> str:
        """What is kept of the secret in the address."""
        return hashlib.sha256(secret.encode()).hexdigest()
