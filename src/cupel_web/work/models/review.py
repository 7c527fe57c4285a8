from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from cupel_web.groups.models import Group
from cupel_web.kernel.models import PublicModel
from cupel_web.work.models.deliverable import Deliverable


class Review(PublicModel):
    """A sister group is asked to look at a deliverable; ``answer`` is what it says, a concern is a mark of its own."""

    deliverable = models.ForeignKey(Deliverable, on_delete=models.PROTECT, related_name="reviews")
    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="reviews")
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    answer = models.TextField(_("answer"), max_length=4000, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering: ClassVar = ["asked_at", "pk"]

    def __str__(self) -> str:
        return f"{self.deliverable_id} {self.group_id}"


class Mark(PublicModel):
    """A group says that something of another group's deliverable needs resolution; it stands until that group itself
    lifts it.
    """

    deliverable = models.ForeignKey(Deliverable, on_delete=models.PROTECT, related_name="marks")
    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="marks")
    reason = models.TextField(_("what needs resolution"), max_length=4000)
    marked_at = models.DateTimeField()
    marked_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar = ["marked_at", "pk"]

    def __str__(self) -> str:
        return f"{self.deliverable_id} {self.group_id}"


class Lifting(PublicModel):
    """The marking group lifted its mark, and how it was resolved."""

    mark = models.OneToOneField(Mark, on_delete=models.PROTECT, related_name="lifting")
    resolution = models.TextField(_("how it was resolved"), max_length=4000)
    lifted_at = models.DateTimeField()
    lifted_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"{self.mark_id}"
