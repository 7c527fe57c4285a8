from datetime import date
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from cupel.governance import Seat
from cupel_web.groups.models.group import Group
from cupel_web.kernel.models import PublicModel
from cupel_web.people.models import Organisation


class Capacity(models.TextChoices):
    """For whom the holder speaks."""

    ORGANISATION = "organisation", _("for an organisation")
    PERSONAL = "personal", _("in a personal capacity")


class Office(models.TextChoices):
    """What a seat does beyond sitting."""

    NONE = "", _("none")
    CHAIR = "chair", _("chair")
    VICE_CHAIR = "vice chair", _("vice chair")


class Part(models.TextChoices):
    """How a person fills a seat."""

    HOLDER = "holder", _("holder")
    ALTERNATE = "alternate", _("alternate")


class SeatQuerySet(models.QuerySet["SeatRecord"]):
    def on(self, day: date) -> "SeatQuerySet":
        """Seats that exist on a day."""
        return self.filter(models.Q(closed_on=None) | models.Q(closed_on__gt=day), opened_on__lte=day)


class SeatRecord(PublicModel):
    """A seat of a group. Votes and positions belong to it, whoever sits on it; ``organisation`` where the capacity is
    that. ``category``: a constituency of the group's procedure, or another word such as the independent chair's.
    """

    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="seats")
    label = models.CharField(_("seat"), max_length=120)
    category = models.CharField(_("category"), max_length=80)
    capacity = models.CharField(_("capacity"), max_length=20, choices=Capacity)
    organisation = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="seats"
    )
    office = models.CharField(_("office"), max_length=20, choices=Office, blank=True)
    votes = models.BooleanField(_("votes"), default=True)
    opened_on = models.DateField(_("since"))
    closed_on = models.DateField(_("closed on"), null=True, blank=True)

    objects = SeatQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["category", "label", "pk"]

    def __str__(self) -> str:
        return self.label

    @property
    def seat(self) -> Seat:
        """The seat as the rules know it."""
        organisation = self.organisation.public_id if self.organisation else None
        return Seat(seat_id=self.public_id, category=self.category, organisation=organisation, votes=self.votes)


class TenureQuerySet(models.QuerySet["Tenure"]):
    def on(self, day: date) -> "TenureQuerySet":
        """Those that run on a day: begun, not ended, term not over."""
        running = models.Q(ended_on=None) | models.Q(ended_on__gt=day)
        return self.filter(running, began_on__lte=day, term_ends__gte=day)


class Tenure(PublicModel):
    """A person fills a seat for a term. ``term_ends`` is its last day; ``ended_on`` the first day on which the person
    no longer sits, where that came earlier. A renewal is a tenure of its own that ``renews`` this one.
    """

    seat = models.ForeignKey(SeatRecord, on_delete=models.PROTECT, related_name="tenures")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="tenures")
    part = models.CharField(_("part"), max_length=20, choices=Part, default=Part.HOLDER)
    began_on = models.DateField(_("since"))
    term_ends = models.DateField(_("term ends"))
    ended_on = models.DateField(_("left on"), null=True, blank=True)
    renews = models.OneToOneField("self", null=True, blank=True, on_delete=models.PROTECT, related_name="renewal")

    objects = TenureQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-began_on", "-pk"]

    def __str__(self) -> str:
        return f"{self.seat_id} {self.person_id} {self.part}"

    def runs_on(self, day: date) -> bool:
        """Whether the person fills the seat on a day; as :meth:`TenureQuerySet.on` finds it."""
        left = self.ended_on is not None and self.ended_on <= day
        return self.began_on <= day <= self.term_ends and not left
