from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from cupel_web.consultations.models.consultation import Consultation
from cupel_web.kernel.models import Fact, Job, PublicModel


class ClusterSearch(PublicModel):
    """A job looked for comments that say the same. ``found``: what :func:`cupel.consultation.suggest` gives, as plain
    data; the newest search holds.
    """

    consultation = models.ForeignKey(Consultation, on_delete=models.PROTECT, related_name="cluster_searches")
    job = models.OneToOneField(Job, on_delete=models.PROTECT, related_name="+")
    found = models.JSONField(default=list)
    ordered_at = models.DateTimeField()
    ordered_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar = ["-pk"]

    def __str__(self) -> str:
        return self.public_id


class KeptApart(Fact):
    """Somebody says that comments, by their names, do not say the same: no pair of them is suggested again."""

    consultation = models.ForeignKey(Consultation, on_delete=models.PROTECT, related_name="kept_apart")
    names = models.JSONField(_("comments"))
    said_at = models.DateTimeField()
    said_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        return f"{self.consultation_id} {len(self.names)}"
