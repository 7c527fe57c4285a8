from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from cupel_web.kernel.models import PublicModel
from cupel_web.people.models.organisation import COMPANIES, Organisation, OrganisationKind


class Role(models.TextChoices):
    """What a person may do for an organisation in this workspace."""

    OFFICER = "officer", _("company officer")
    READER = "reader", _("company reader")
    DELEGATE = "delegate", _("delegate")
    SECRETARIAT = "secretariat", _("secretariat")
    OPERATOR = "operator", _("operator")


ROLES_OF_KIND: dict[OrganisationKind, tuple[Role, ...]] = {
    **dict.fromkeys(OrganisationKind, (Role.DELEGATE,)),
    **dict.fromkeys(COMPANIES, (Role.OFFICER, Role.READER, Role.DELEGATE)),
    OrganisationKind.SECRETARIAT: (Role.SECRETARIAT,),
    OrganisationKind.OPERATOR: (Role.OPERATOR,),
}
"""A delegate acts for the organisation towards the scheme: names who sits for it, approves as co-owner."""


class MembershipQuerySet(models.QuerySet["Membership"]):
    def current(self) -> "MembershipQuerySet":
        return self.filter(ended_at=None)


class Membership(PublicModel):
    """Access: a person acts for an organisation in a role; an ended membership stays as a fact."""

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
