from datetime import date
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from cupel_web.groups.models import Group
from cupel_web.kernel.models import PublicModel
from cupel_web.work.states import StreamState, stream_state


class Workstream(PublicModel):
    """A strand of a group's work, led by a person. ``revision`` counts changes of its description."""

    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="workstreams")
    title = models.CharField(_("title"), max_length=200)
    purpose = models.TextField(_("purpose"), max_length=4000)
    lead = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="workstreams", verbose_name=_("lead")
    )
    starts_on = models.DateField(_("starts"))
    done_on = models.DateField(_("done"), null=True, blank=True)
    stopped_on = models.DateField(_("stopped"), null=True, blank=True)
    stopped_reason = models.TextField(_("why it was stopped"), max_length=2000, blank=True)
    revision = models.PositiveIntegerField(default=1)
    added_at = models.DateTimeField()
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar = ["starts_on", "pk"]

    def __str__(self) -> str:
        return self.title

    def state(self, *, on: date) -> StreamState:
        """Where it is on a day."""
        return stream_state(starts_on=self.starts_on, done_on=self.done_on, stopped_on=self.stopped_on, on=on)
