"""What programs show to act for a person."""

import hashlib
from datetime import date
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from cupel_web.kernel.models import PublicModel


class AccessToken(PublicModel):
    """A program may act for a person until a day. ``key`` is the SHA-256 of the secret, which is shown once."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="tokens")
    label = models.CharField(_("what it is for"), max_length=120)
    writes = models.BooleanField(_("may write"), default=False)
    key = models.CharField(max_length=64, unique=True, editable=False)
    created_at = models.DateTimeField(_("created"))
    expires_on = models.DateField(_("last day"))
    used_on = models.DateField(_("last used"), null=True)
    revoked_at = models.DateTimeField(_("revoked"), null=True)

    class Meta:
        ordering: ClassVar = ["-created_at", "-pk"]

    def __str__(self) -> str:
        return self.public_id

    @staticmethod
    def key_of(secret: str) -> str:
        """What is kept of a secret."""
        return hashlib.sha256(secret.encode()).hexdigest()

    def is_good(self, on: date) -> bool:
        """Whether it opens anything on a day."""
        return self.revoked_at is None and on <= self.expires_on and self.person.is_active
