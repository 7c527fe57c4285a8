from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from cupel_web.kernel.models import Fact
from cupel_web.meetings.models.agenda import AgendaItem


class DecisionTaken(Fact):
    """What a meeting decided on an item. ``ballot_type`` and ``ballot`` are label and public id of the ballot that it
    was decided by, empty where there was none.
    """

    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="decisions")
    text = models.TextField(_("decision"), max_length=4000)
    taken_at = models.DateTimeField(_("taken at"))
    ballot_type = models.CharField(max_length=80, blank=True)
    ballot = models.CharField(max_length=26, blank=True, db_index=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar = ["taken_at", "pk"]

    def __str__(self) -> str:
        return self.public_id
