import hashlib
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from cupel_web.groups.models.group import Group, Invited
from cupel_web.groups.models.seat import Capacity, SeatRecord
from cupel_web.groups.states import ApplicationState
from cupel_web.kernel.models import PublicModel


class Application(PublicModel):
    """Somebody asks for a seat, without an account. ``key`` is the SHA-256 of the secret in the applicant's link.

    What was received, confirmed and withdrawn are dates; the answer is a :class:`Ruling`.
    """

    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="applications")
    seat = models.ForeignKey(SeatRecord, null=True, blank=True, on_delete=models.PROTECT, related_name="applications")
    name = models.CharField(_("name"), max_length=200)
    email = models.EmailField(_("e-mail address"))
    joins_as = models.CharField(_("joins as"), max_length=20, choices=Invited)
    capacity = models.CharField(_("capacity"), max_length=20, choices=Capacity)
    organisation_name = models.CharField(_("organisation"), max_length=200, blank=True)
    category = models.CharField(_("category"), max_length=80)
    statement = models.TextField(_("what they bring"), max_length=4000)
    interests = models.TextField(_("interests to declare"), max_length=2000, blank=True)
    language = models.CharField(_("language of letters"), max_length=12, default=settings.LANGUAGE_CODE)
    key = models.CharField(max_length=64, unique=True)
    received_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="applications"
    )

    class Meta:
        ordering: ClassVar = ["-received_at", "-pk"]

    def __str__(self) -> str:
        return self.public_id

    @staticmethod
    def key_of(secret: str) -> str:
        """What is kept of the secret in an applicant's link."""
        return hashlib.sha256(secret.encode()).hexdigest()

    @property
    def state(self) -> ApplicationState:
        if hasattr(self, "ruling"):
            return ApplicationState.ACCEPTED if self.ruling.accepted else ApplicationState.DECLINED
        if self.withdrawn_at:
            return ApplicationState.WITHDRAWN
        return ApplicationState.RECEIVED if self.confirmed_at else ApplicationState.UNCONFIRMED


class Ruling(PublicModel):
    """What was decided on an application, and the letter that said so."""

    application = models.OneToOneField(Application, on_delete=models.PROTECT, related_name="ruling")
    accepted = models.BooleanField(_("accepted"))
    letter = models.TextField(_("letter"), max_length=4000)
    decided_at = models.DateTimeField()
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"{self.application_id} {self.accepted}"
