from datetime import date
from typing import TYPE_CHECKING, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from cupel_web.kernel.models import PublicModel

if TYPE_CHECKING:
    from cupel_web.people.models.membership import Role


class OrganisationKind(models.TextChoices):
    """What an organisation is in the value chain, beside it, or in this workspace."""

    PRODUCER = "producer", _("producer")
    TRADER = "trader", _("trader")
    FABRICATOR = "fabricator", _("fabricator")
    RECYCLER = "recycler", _("recycler")
    BRAND = "brand", _("downstream brand")
    ASSOCIATION = "association", _("industry association")
    CIVIL_SOCIETY = "civil society", _("civil society")
    INDIGENOUS = "indigenous", _("Indigenous people's organisation")
    LABOUR = "labour", _("labour")
    INVESTOR = "investor", _("investor")
    ACADEMIA = "academia", _("academia")
    GOVERNMENT = "government", _("government")
    STANDARD_SETTER = "standard setter", _("standard setter")
    ASSESSOR = "assessor", _("assessment firm")
    SECRETARIAT = "secretariat", _("secretariat")
    OPERATOR = "operator", _("operator")


COMPANIES = (
    OrganisationKind.PRODUCER,
    OrganisationKind.TRADER,
    OrganisationKind.FABRICATOR,
    OrganisationKind.RECYCLER,
    OrganisationKind.BRAND,
)
"""Kinds that buy or sell material, and so run a standard on their own books."""

LIST_KEEPERS = (OrganisationKind.SECRETARIAT, OrganisationKind.OPERATOR)


class Organisation(PublicModel):
    """Who takes part: companies of the value chain, those beside it, the secretariat, the operator of this machine.

    ``metals``: codes of the covered metals it works with, such as ``cu``; ``country``: ISO 3166-1 alpha-2.
    """

    name = models.CharField(_("name"), max_length=200)
    kind = models.CharField(_("kind"), max_length=20, choices=OrganisationKind)
    country = models.CharField(_("country"), max_length=2, blank=True)
    metals = models.JSONField(_("metals"), default=list, blank=True)
    founded_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["name", "pk"]

    def __str__(self) -> str:
        return self.name

    @property
    def is_company(self) -> bool:
        """Whether it has books of its own to run a standard on."""
        return self.kind in COMPANIES

    @property
    def keeps_lists(self) -> bool:
        """Whether its lists serve every company."""
        return self.kind in LIST_KEEPERS

    @property
    def roles(self) -> tuple["Role", ...]:
        """Roles a person can hold here."""
        from cupel_web.people.models.membership import ROLES_OF_KIND

        return ROLES_OF_KIND[OrganisationKind(self.kind)]


class Standing(models.TextChoices):
    """How an organisation takes part in the scheme."""

    PARTICIPANT = "participant", _("Participant")
    PARTNER = "partner", _("Partner")


class ParticipationQuerySet(models.QuerySet["Participation"]):
    def on(self, day: date) -> "ParticipationQuerySet":
        """Those that stand on a day."""
        return self.filter(models.Q(until=None) | models.Q(until__gte=day), since__lte=day)


class Participation(PublicModel):
    """An organisation is a Participant (committed a site to assessment) or a Partner (supports without one)."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="participations")
    standing = models.CharField(_("takes part as"), max_length=20, choices=Standing)
    since = models.DateField(_("since"))
    until = models.DateField(_("until"), null=True, blank=True)

    objects = ParticipationQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["since", "pk"]

    def __str__(self) -> str:
        return f"{self.organisation_id} {self.standing}"
