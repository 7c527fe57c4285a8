from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from cupel_web.kernel.models import Fact


class EditionText(Fact):
    """An edition as it was at a moment, which later drafts and releases never change: what people comment on.

    ``content`` is what :func:`cupel.standard.edition_snapshot` writes and ``sha256`` the hash of its canonical JSON;
    ``manifest_hash`` is what owners approve. Read it with :func:`cupel_web.standards.queries.edition_of`.
    """

    standard = models.CharField(_("standard"), max_length=80)
    edition = models.CharField(_("edition"), max_length=80)
    manifest_hash = models.CharField(max_length=64)
    content = models.JSONField()
    sha256 = models.CharField(max_length=64, unique=True)
    frozen_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["-frozen_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.standard.upper()} {self.edition}"
