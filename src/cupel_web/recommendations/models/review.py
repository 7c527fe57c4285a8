from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from cupel_web.groups.models import Group
from cupel_web.kernel.models import PublicModel
from cupel_web.recommendations.models.objective import Element, Objective


class Review(PublicModel):
    """A group looked at a part of the programme in a cycle, and what it found; recommendations may rest on it."""

    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="programme_reviews")
    cycle = models.CharField(_("cycle"), max_length=20)
    element = models.CharField(_("programme element"), max_length=40, choices=Element)
    objective = models.ForeignKey(Objective, on_delete=models.PROTECT, related_name="reviews")
    title = models.CharField(_("title"), max_length=200)
    findings = models.TextField(_("what it found"), max_length=8000)
    concluded_on = models.DateField(_("concluded on"))
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar = ["-concluded_on", "-pk"]

    def __str__(self) -> str:
        return self.title
