from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from cupel_web.groups.models import SeatRecord
from cupel_web.kernel.models import Fact
from cupel_web.meetings.models.agenda import AgendaItem
from cupel_web.meetings.models.meeting import Meeting
from cupel_web.meetings.states import Presence


class Attendance(Fact):
    """From ``since`` on a seat takes part in a meeting in this way, until the next row about it. Rows are only added;
    of two about the same moment the later holds.
    """

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="attendance")
    seat = models.ForeignKey(SeatRecord, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    presence = models.CharField(_("how"), max_length=20, choices=[(each.value, each.value) for each in Presence])
    since = models.DateTimeField(_("since"))
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar = ["since", "pk"]

    def __str__(self) -> str:
        return f"{self.seat_id} {self.presence}"


class Declaration(Fact):
    """What a person has to gain or lose in an item, and whether they stand back from it. It binds the ``seat`` they
    fill, whoever sits on it; without a seat it binds the person.

    The newest one of a seat, or of a person without one, holds; ``withdrawn`` says that there is nothing any more.
    """

    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="declarations")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    seat = models.ForeignKey(SeatRecord, null=True, on_delete=models.PROTECT, related_name="+")
    text = models.TextField(_("interest"), max_length=2000, blank=True)
    recuses = models.BooleanField(_("stands back"))
    withdrawn = models.BooleanField(_("withdrawn"), default=False)
    declared_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        return self.public_id
