from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from cupel_web.groups.models import Group
from cupel_web.kernel.models import PublicModel
from cupel_web.recommendations.models.recommendation import Recommendation


class FollowUp(PublicModel):
    """What is to be done about an accepted recommendation: by which group, in which role, until when."""

    recommendation = models.ForeignKey(Recommendation, on_delete=models.PROTECT, related_name="follow_ups")
    what = models.TextField(_("what is to be done"), max_length=2000)
    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="follow_ups")
    role = models.CharField(_("by whom there"), max_length=120, blank=True)
    due_on = models.DateField(_("due"))
    added_at = models.DateTimeField()
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar = ["due_on", "pk"]

    def __str__(self) -> str:
        return f"{self.recommendation_id} {self.due_on}"


class FollowUpDone(PublicModel):
    """It was done, and what shows it."""

    follow_up = models.OneToOneField(FollowUp, on_delete=models.PROTECT, related_name="done")
    evidence = models.TextField(_("evidence"), max_length=4000)
    done_on = models.DateField(_("done on"))
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"{self.follow_up_id} {self.done_on}"


class Conclusion(PublicModel):
    """A recommendation is settled: everything that followed is done, or nothing is to follow."""

    recommendation = models.OneToOneField(Recommendation, on_delete=models.PROTECT, related_name="conclusion")
    note = models.TextField(_("what came of it"), max_length=4000)
    concluded_at = models.DateTimeField()
    concluded_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"{self.recommendation_id}"
