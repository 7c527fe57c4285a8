from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from cupel_web.groups.models.group import Group
from cupel_web.kernel.models import PublicModel


class TermsOfReference(PublicModel):
    """One version of a group's mandate: what it is for, what it does not do, who sits in it, how long it lasts.

    A proposed version is edited until it is approved; from then on it is never changed. ``sha256`` is of what was
    approved. ``revision`` counts edits, as of a group.
    """

    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="terms")
    number = models.PositiveIntegerField(_("version"))
    mandate = models.TextField(_("mandate"), max_length=8000)
    out_of_scope = models.TextField(_("not in scope"), max_length=4000, blank=True)
    composition = models.TextField(_("composition"), max_length=4000, blank=True)
    working = models.TextField(_("how it works"), max_length=8000, blank=True)
    in_force = models.DateField(_("in force from"))
    lasts_until = models.DateField(_("lasts until"), null=True, blank=True)
    proposed_at = models.DateTimeField()
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        ordering: ClassVar = ["-number", "-pk"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["group", "number"], name="one_mandate_per_version")]

    def __str__(self) -> str:
        return f"{self.group_id} {self.number}"

    @property
    def content(self) -> dict[str, str | None]:
        """All that is approved, as plain data."""
        texts = {name: getattr(self, name) for name in ("mandate", "out_of_scope", "composition", "working")}
        last = self.lasts_until.isoformat() if self.lasts_until else None
        return {**texts, "in_force": self.in_force.isoformat(), "lasts_until": last}


class Approval(PublicModel):
    """Terms of reference approved by the group that oversees: ``body``, empty where there is none above."""

    terms = models.OneToOneField(TermsOfReference, on_delete=models.PROTECT, related_name="approval")
    body = models.ForeignKey(Group, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    sha256 = models.CharField(max_length=64)
    approved_on = models.DateField(_("approved on"))
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"{self.terms_id} {self.approved_on}"
