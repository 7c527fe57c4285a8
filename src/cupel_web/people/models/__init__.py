"""Organisations and persons: who they are, who acts for whom, what they declared and agreed to."""

from cupel_web.people.models.affiliation import Affiliation
from cupel_web.people.models.agreement import Acceptance, Undertaking, UndertakingKind
from cupel_web.people.models.interest import Interest
from cupel_web.people.models.membership import ROLES_OF_KIND, Membership, Role
from cupel_web.people.models.organisation import (
    COMPANIES,
    Organisation,
    OrganisationKind,
    Participation,
    Standing,
)
from cupel_web.people.models.profile import Profile

__all__ = [
    "COMPANIES", "ROLES_OF_KIND", "Acceptance", "Affiliation", "Interest", "Membership", "Organisation",
    "OrganisationKind", "Participation", "Profile", "Role", "Standing", "Undertaking", "UndertakingKind",
]  # fmt: skip
