"""Organisations and persons: who acts for whom, what they declared and agreed to; how long records are kept."""

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
from cupel_web.people.models.retention import UNITS, Disposal, Hold, RetentionTerm

__all__ = [
    "COMPANIES", "ROLES_OF_KIND", "UNITS", "Acceptance", "Affiliation", "Disposal", "Hold", "Interest", "Membership",
    "Organisation", "OrganisationKind", "Participation", "Profile", "RetentionTerm", "Role", "Standing", "Undertaking",
    "UndertakingKind",
]  # fmt: skip
