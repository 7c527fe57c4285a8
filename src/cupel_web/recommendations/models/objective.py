from datetime import date
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from cupel_web.kernel.models import PublicModel


class Element(models.TextChoices):
    """A part of the programme that a recommendation is about."""

    STANDARD = "standard", _("standard")
    ASSURANCE = "assurance process", _("assurance process")
    CLAIMS = "claims", _("claims")
    TRAINING = "training", _("training")
    FEES = "fees", _("fees")
    GOVERNANCE = "governance", _("governance")
    MONITORING = "monitoring and evaluation", _("monitoring and evaluation")
    ENGAGEMENT = "stakeholder engagement", _("stakeholder engagement")
    OTHER = "other", _("other")


class Objective(PublicModel):
    """An objective of the mission, by a short code that never changes; its text has versions."""

    code = models.CharField(_("code"), max_length=20, unique=True)
    added_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["code"]

    def __str__(self) -> str:
        return self.code

    def text_on(self, day: date) -> str:
        """Its text on a day, from prefetched versions; empty before the first is in force."""
        held = [version.text for version in self.versions.all() if version.in_force <= day]
        return held[-1] if held else ""


class ObjectiveVersion(PublicModel):
    """What an objective says from a day on; versions are only added."""

    objective = models.ForeignKey(Objective, on_delete=models.PROTECT, related_name="versions")
    text = models.TextField(_("text"), max_length=2000)
    in_force = models.DateField(_("in force from"))
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar = ["in_force", "pk"]

    def __str__(self) -> str:
        return f"{self.objective_id} {self.in_force}"
