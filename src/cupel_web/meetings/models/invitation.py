from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from cupel_web.groups.models import SeatRecord
from cupel_web.kernel.models import Fact, PublicModel
from cupel_web.meetings.models.meeting import Appointment


class Reply(models.TextChoices):
    """What somebody answers to an invitation."""

    YES = "yes", _("I come")
    ALTERNATE = "alternate", _("my alternate comes")
    NO = "no", _("I do not come")


class Answer(Fact):
    """A person answers for the seat they fill whether they come at this appointment; a meeting that is moved is
    answered anew. The newest answer of a person holds.
    """

    appointment = models.ForeignKey(Appointment, on_delete=models.PROTECT, related_name="answers")
    seat = models.ForeignKey(SeatRecord, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    reply = models.CharField(_("answer"), max_length=20, choices=Reply)
    answered_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        return f"{self.appointment_id} {self.seat_id} {self.reply}"


class Reminder(PublicModel):
    """A person was reminded of an appointment: once, however often the reminding runs."""

    appointment = models.ForeignKey(Appointment, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    reminded_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["appointment", "person"], name="reminded_once")]

    def __str__(self) -> str:
        return f"{self.appointment_id} {self.person_id}"
