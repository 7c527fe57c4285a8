"""Organisations, and which person acts for them in which role, from when to when."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from cupel_web.kernel.models import PublicModel


class OrganisationKind(models.TextChoices):
    COMPANY = "company", _("company")
    SECRETARIAT = "secretariat", _("secretariat")
    OPERATOR = "operator", _("operator")


class Role(models.TextChoices):
    OFFICER = "officer", _("company officer")
    READER = "reader", _("company reader")
    SECRETARIAT = "secretariat", _("secretariat")
    OPERATOR = "operator", _("operator")


ROLES_OF_KIND = {
    OrganisationKind.COMPANY: (Role.OFFICER, Role.READER),
    OrganisationKind.SECRETARIAT: (Role.SECRETARIAT,),
    OrganisationKind.OPERATOR: (Role.OPERATOR,),
}


class Organisation(PublicModel):
    """A company that applies the standard, the secretariat that keeps it, or the operator of this machine."""

    name = models.CharField(_("name"), max_length=200)
    kind = models.CharField(_("kind"), max_length=20, choices=OrganisationKind)
    founded_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["name", "pk"]

    def __str__(self) -> str:
        return self.name

    @property
    def roles(self) -> tuple[Role, ...]:
        """Roles a person can hold here."""
        return ROLES_OF_KIND[OrganisationKind(self.kind)]


class MembershipQuerySet(models.QuerySet["Membership"]):
    def current(self) -> "MembershipQuerySet":
        return self.filter(ended_at=None)


class Membership(PublicModel):
    """A person acts for an organisation in a role; an ended membership stays as a fact."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="memberships")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="memberships")
    role = models.CharField(_("role"), max_length=20, choices=Role)
    began_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["person", "organisation", "role"],
                condition=models.Q(ended_at=None),
                name="one_current_membership_per_role",
            )
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.role} {self.organisation_id}"
