from datetime import date, datetime, timedelta
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from cupel_web.groups.models import Group, ProcedureVersion
from cupel_web.kernel.models import Fact, PublicModel
from cupel_web.kernel.zones import in_zone
from cupel_web.meetings.states import MeetingState, meeting_state


class Meeting(PublicModel):
    """A meeting or call of a group; when it takes place is its newest :class:`Appointment`.

    ``is_public``: anybody may know of it and read its approved minutes, never its place. ``notice_days`` is how long
    before it should be convened; ``minutes_days`` how long after it its minutes may take. ``revision`` counts changes
    of the agenda's order.
    """

    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="meetings")
    title = models.CharField(_("title"), max_length=200)
    is_public = models.BooleanField(_("anybody may know of it"), default=True)
    notice_days = models.PositiveSmallIntegerField(_("days of notice"))
    minutes_days = models.PositiveSmallIntegerField(_("days for the minutes"))
    revision = models.PositiveIntegerField(default=1)
    convened_at = models.DateTimeField()
    convened_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar = ["-pk"]

    def __str__(self) -> str:
        return self.title

    @cached_property
    def appointment(self) -> "Appointment":
        """The one that holds."""
        found: Appointment = self.appointments.select_related("procedure").get(successor=None)
        return found


class Appointment(Fact):
    """When and where a meeting takes place. Moving and cancelling add a row that ``replaces`` the one before, with the
    reason; the newest holds, and ``number`` tells calendars which that is.

    ``starts_at`` is an instant and ``zone`` the one it was planned in, ``duration`` in minutes; ``procedure``: the
    rules of its day. ``place`` and ``link`` are for insiders.
    """

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="appointments")
    number = models.PositiveIntegerField(default=0)
    replaces = models.OneToOneField("self", null=True, on_delete=models.PROTECT, related_name="successor")
    starts_at = models.DateTimeField(_("begins"))
    zone = models.CharField(_("time zone"), max_length=60)
    duration = models.PositiveIntegerField(_("minutes"))
    place = models.CharField(_("place"), max_length=300, blank=True)
    link = models.URLField(_("link"), max_length=500, blank=True)
    cancelled = models.BooleanField(_("cancelled"), default=False)
    reason = models.CharField(_("reason"), max_length=1000, blank=True)
    procedure = models.ForeignKey(ProcedureVersion, null=True, on_delete=models.PROTECT, related_name="+")
    set_at = models.DateTimeField()
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar = ["number"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["meeting", "number"], name="one_appointment_a_number")]

    def __str__(self) -> str:
        return f"{self.meeting_id} {self.number}"

    @property
    def ends_at(self) -> datetime:
        return self.starts_at + timedelta(minutes=self.duration)

    @property
    def day(self) -> date:
        """The day on which it begins where it was planned."""
        return in_zone(self.starts_at, self.zone).date()

    @property
    def days_of_notice(self) -> int:
        """Days from the one on which this was told to the one on which it begins, as its zone counts them."""
        return (self.day - in_zone(self.set_at, self.zone).date()).days

    def state(self, *, now: datetime) -> MeetingState:
        """Where the meeting stands at a moment, by this appointment."""
        return meeting_state(starts_at=self.starts_at, duration=self.duration, cancelled=self.cancelled, now=now)
