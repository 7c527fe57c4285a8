from datetime import date
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from cupel_web.kernel.models import Fact, PublicModel
from cupel_web.meetings.models.agenda import AgendaItem
from cupel_web.meetings.models.meeting import Meeting
from cupel_web.meetings.states import MinutesState, minutes_state


class Minutes(PublicModel):
    """One version of a meeting's minutes. A draft is written item by item; from its circulation on it does not change,
    and what comments ask for goes into the next version.
    """

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="minutes")
    number = models.PositiveIntegerField(_("version"))
    drafted_at = models.DateTimeField()
    drafted_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar = ["-number"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["meeting", "number"], name="one_minutes_a_version")]

    def __str__(self) -> str:
        return f"{self.meeting_id} {self.number}"

    def state(self, *, on: date) -> MinutesState:
        """How far this version is on a day."""
        later = Minutes.objects.filter(meeting=self.meeting_id, number__gt=self.number)
        return self.state_if(superseded=later.exists(), on=on)

    def state_if(self, *, superseded: bool, on: date) -> MinutesState:
        """The same, where it is known whether there is a later version."""
        circulation = getattr(self, "circulation", None)
        return minutes_state(
            comments_until=circulation.comments_until if circulation else None,
            approved=hasattr(self, "approval"),
            superseded=superseded,
            on=on,
        )


class MinutesText(PublicModel):
    """What a draft says on an item; ``revision`` counts edits, so that of two writers the second sees the first."""

    minutes = models.ForeignKey(Minutes, on_delete=models.PROTECT, related_name="texts")
    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="+")
    text = models.TextField(_("minutes"), max_length=20000, blank=True)
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        ordering: ClassVar = ["item__position", "pk"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["minutes", "item"], name="one_text_per_item")]

    def __str__(self) -> str:
        return f"{self.minutes_id} {self.item_id}"


class Circulation(Fact):
    """A version went to the group for comments until a day. ``content`` is all it says, as plain data without anybody's
    name, and ``sha256`` its digest; ``tacit``: approved when that day is over and nobody asked for a change.
    """

    minutes = models.OneToOneField(Minutes, on_delete=models.PROTECT, related_name="circulation")
    content = models.JSONField()
    sha256 = models.CharField(max_length=64)
    comments_until = models.DateField(_("comments until"))
    tacit = models.BooleanField(_("approved tacitly"))
    circulated_at = models.DateTimeField()
    circulated_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"{self.minutes_id} {self.comments_until}"


class MinutesRemark(Fact):
    """A person read circulated minutes, and perhaps asks for a change."""

    minutes = models.ForeignKey(Minutes, on_delete=models.PROTECT, related_name="remarks")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    text = models.TextField(_("comment"), max_length=4000, blank=True)
    asks_change = models.BooleanField(_("asks for a change"))
    made_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        return self.public_id


class MinutesWay(models.TextChoices):
    """How minutes are approved."""

    MEETING = "meeting", _("at a meeting")
    TACIT = "tacit", _("tacitly")


class MinutesApproval(Fact):
    """A version was approved: at a later meeting, or because nobody asked for a change in time."""

    minutes = models.OneToOneField(Minutes, on_delete=models.PROTECT, related_name="approval")
    way = models.CharField(_("how"), max_length=20, choices=MinutesWay)
    at = models.ForeignKey(Meeting, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    sha256 = models.CharField(max_length=64)
    approved_at = models.DateTimeField()
    approved_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"{self.minutes_id} {self.way}"
