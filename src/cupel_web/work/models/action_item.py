from datetime import date
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from cupel_web.groups.models import Group
from cupel_web.kernel.models import PublicModel
from cupel_web.work.states import ItemState, item_state


class ActionItem(PublicModel):
    """Something a person does for a group by a day.

    ``origin_type`` and ``origin`` are label and public id of the record it comes from, a meeting's agenda item say;
    both are empty where it comes from none.
    """

    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="action_items")
    title = models.CharField(_("what is to be done"), max_length=300)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="action_items", verbose_name=_("who does it")
    )
    due_on = models.DateField(_("due"))
    origin_type = models.CharField(max_length=80, blank=True)
    origin = models.CharField(max_length=26, blank=True, db_index=True)
    added_at = models.DateTimeField()
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    done_at = models.DateTimeField(null=True, blank=True)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    dropped_at = models.DateTimeField(null=True, blank=True)
    dropped_reason = models.TextField(_("why it was dropped"), max_length=2000, blank=True)

    class Meta:
        ordering: ClassVar = ["due_on", "pk"]

    def __str__(self) -> str:
        return self.title

    def state(self, *, on: date) -> ItemState:
        """How far it is on a day."""
        return item_state(due_on=self.due_on, done_at=self.done_at, dropped_at=self.dropped_at, on=on)
