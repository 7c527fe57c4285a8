from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from cupel_web.kernel.models import PublicModel


class UndertakingKind(models.TextChoices):
    """What everybody who sits in a group agrees to first."""

    CONFIDENTIALITY = "confidentiality", _("confidentiality undertaking")
    CONTRIBUTION = "contribution", _("contribution licence")


class Undertaking(PublicModel):
    """One version of a text that a person accepts before their seat becomes active; versions are never changed."""

    kind = models.CharField(_("kind"), max_length=20, choices=UndertakingKind)
    number = models.PositiveIntegerField(_("version"))
    text = models.TextField(_("text"))
    sha256 = models.CharField(max_length=64, editable=False)
    in_force = models.DateField(_("in force from"))

    class Meta:
        ordering: ClassVar = ["kind", "-number"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["kind", "number"], name="one_text_per_version")]

    def __str__(self) -> str:
        return f"{self.kind} {self.number}"


class Acceptance(PublicModel):
    """A person accepted a version of an undertaking."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="acceptances")
    undertaking = models.ForeignKey(Undertaking, on_delete=models.PROTECT, related_name="acceptances")
    accepted_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["person", "undertaking"], name="accepted_once")]

    def __str__(self) -> str:
        return f"{self.person_id} {self.undertaking_id}"
