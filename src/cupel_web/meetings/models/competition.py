from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from cupel_web.groups.models import SeatRecord
from cupel_web.kernel.models import Fact
from cupel_web.meetings.models.meeting import Meeting


class CompetitionNotice(Fact):
    """One version of the competition-law notice that every meeting begins with; versions are never changed."""

    number = models.PositiveIntegerField(_("version"), unique=True)
    text = models.TextField(_("text"), max_length=8000)
    sha256 = models.CharField(max_length=64, editable=False)
    in_force = models.DateField(_("in force from"))
    published_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["-number"]

    def __str__(self) -> str:
        return str(self.number)


class NoticeGiven(Fact):
    """The notice was read out at a meeting: which version, when, and by which ``seat``; by the secretariat where none
    is named.
    """

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="notices_given")
    notice = models.ForeignKey(CompetitionNotice, on_delete=models.PROTECT, related_name="+")
    seat = models.ForeignKey(SeatRecord, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    given_at = models.DateTimeField(_("read out at"))
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar = ["given_at", "pk"]

    def __str__(self) -> str:
        return f"{self.meeting_id} {self.given_at}"
