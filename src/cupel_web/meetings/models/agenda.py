from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from cupel_web.kernel.models import Fact, PublicModel
from cupel_web.meetings.models.meeting import Meeting
from cupel_web.work.models import Paper


class ItemKind(models.TextChoices):
    """What an item is for."""

    INFORMATION = "information", _("for information")
    DISCUSSION = "discussion", _("for discussion")
    DECISION = "decision", _("for decision")


class SubjectKind(models.TextChoices):
    """What an item is about, beyond its title."""

    NONE = "", _("nothing else")
    CLAUSE = "clause", _("a clause")
    DELIVERABLE = "deliverable", _("a deliverable")


class AgendaItem(PublicModel):
    """One item of a meeting. ``subject`` is the permanent id of the clause or deliverable it is about; ``duration`` in
    minutes. Nobody outside learns of an item ``in_camera``. ``revision`` counts edits; an item taken off the agenda
    stays on record.
    """

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="items")
    position = models.PositiveIntegerField(_("place in the order"))
    title = models.CharField(_("title"), max_length=200)
    kind = models.CharField(_("kind"), max_length=20, choices=ItemKind)
    text = models.TextField(_("explanation"), max_length=4000, blank=True)
    presenter = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    duration = models.PositiveIntegerField(_("minutes"))
    papers = models.ManyToManyField(Paper, related_name="agenda_items", blank=True)
    subject_kind = models.CharField(_("is about"), max_length=20, choices=SubjectKind, blank=True)
    subject = models.CharField(_("its id"), max_length=26, blank=True)
    in_camera = models.BooleanField(_("in camera"), default=False)
    revision = models.PositiveIntegerField(default=1)
    added_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["position", "pk"]

    def __str__(self) -> str:
        return self.title


class Opening(Fact):
    """An item was taken up at a moment: the time at which its quorum counts. The newest holds."""

    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="openings")
    began_at = models.DateTimeField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        return f"{self.item_id} {self.began_at}"
