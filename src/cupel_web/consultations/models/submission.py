import hashlib
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from cupel_web.consultations.models.consultation import Consultation
from cupel_web.consultations.states import SubmissionState
from cupel_web.kernel.models import Fact, PublicModel


class Origin(models.TextChoices):
    """By which way a submission came, in the words of :class:`cupel.consultation.Origin`."""

    WEB = "web", _("web page")
    EMAIL = "e-mail", _("form by e-mail, keyed in by the secretariat")
    KEYED = "keyed", _("letter or other paper, keyed in by the secretariat")


class Consent(models.TextChoices):
    """What of a submission may be published, in the words of :class:`cupel.consultation.Consent`."""

    NAMED = "named", _("with name and organisation")
    ANONYMOUS = "anonymous", _("without name and organisation")
    NOT_PUBLISHED = "not published", _("not at all, only counted")


class Category(models.TextChoices):
    """Whom a commenter speaks for."""

    MINING = "mining", _("mining")
    SMELTING = "smelting and refining", _("smelting and refining")
    DOWNSTREAM = "mid- and downstream", _("fabricators, manufacturers, brands")
    TRADE = "trade and finance", _("traders, exchanges, investors, insurers")
    CIVIL_SOCIETY = "civil society", _("civil society")
    INDIGENOUS = "indigenous peoples", _("Indigenous Peoples")
    COMMUNITY = "community", _("affected community")
    LABOUR = "labour", _("workers and trade unions")
    ASSESSOR = "assessors and consultants", _("assessors and consultants")
    SCHEME = "standards and schemes", _("other standards and schemes")
    PUBLIC_BODY = "government", _("governments and intergovernmental bodies")
    ACADEMIA = "academia", _("academia")
    OTHER = "other", _("other")


class Submission(PublicModel):
    """All comments of one organisation or person. Who holds the link may read, change and send it, several people as
    well; ``key`` is the SHA-256 of the secret in it, empty where the secretariat keys a form in (``keyed_by``).

    It is a draft until it is sent: ``sent_at`` is when the button was last pressed, and nothing counts before the
    address is confirmed. ``received_on``: the day on which a form came by mail. ``late_reason``: why it was taken after
    the close.
    """

    consultation = models.ForeignKey(Consultation, on_delete=models.PROTECT, related_name="submissions")
    key = models.CharField(max_length=64, blank=True, db_index=True)
    origin = models.CharField(_("came by"), max_length=20, choices=Origin, default=Origin.WEB)
    name = models.CharField(_("name"), max_length=200, blank=True)
    email = models.EmailField(_("e-mail address"), blank=True)
    organisation = models.CharField(_("organisation"), max_length=200, blank=True)
    category = models.CharField(_("stakeholder category"), max_length=40, choices=Category, blank=True)
    country = models.CharField(_("country"), max_length=2, blank=True)
    language = models.CharField(_("language"), max_length=12, blank=True)
    consent = models.CharField(_("publication"), max_length=20, choices=Consent, blank=True)
    begun_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    received_on = models.DateField(_("received on"), null=True, blank=True)
    late_reason = models.TextField(_("why after the close"), max_length=2000, blank=True)
    keyed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering: ClassVar = ["begun_at", "pk"]

    def __str__(self) -> str:
        return self.public_id

    @staticmethod
    def key_of(secret: str) -> str:
        """What is kept of the secret in the link."""
        return hashlib.sha256(secret.encode()).hexdigest()

    @property
    def state(self) -> SubmissionState:
        """How far it is; reads ``sendings`` and ``withdrawal``."""
        if hasattr(self, "withdrawal"):
            return SubmissionState.WITHDRAWN
        if self.sendings.all():
            return SubmissionState.COUNTED
        return SubmissionState.SENT if self.sent_at else SubmissionState.DRAFT

    @property
    def is_described(self) -> bool:
        """Whether who sends it, and what may be published of it, is said."""
        return bool(self.name and self.category and self.consent and (self.email or self.keyed_by_id))


class Sending(Fact):
    """Comments of a submission were sent, and count: those saved until ``sent_at``. ``sha256`` is of their canonical
    JSON, ``comments`` how many they are.
    """

    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="sendings")
    sent_at = models.DateTimeField()
    counted_at = models.DateTimeField()
    comments = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)

    class Meta:
        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        return f"{self.submission_id} {self.sent_at}"


class Withdrawal(Fact):
    """A submission that counted was taken back before the close; none of its comments count any more."""

    submission = models.OneToOneField(Submission, on_delete=models.PROTECT, related_name="withdrawal")
    withdrawn_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.submission_id}"
