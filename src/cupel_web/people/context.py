"""The left rail: the places a person can go."""

from django.http import HttpRequest

from cupel_web.kernel.models import User
from cupel_web.people.models import Membership, Organisation, OrganisationKind, Role


def places(request: HttpRequest) -> dict[str, object]:
    """The organisations the person acts for, read once per page."""
    user = getattr(request, "user", None)
    if not isinstance(user, User):
        return {"my_companies": [], "is_secretariat": False}
    memberships = list(Membership.objects.current().filter(person=user).select_related("organisation"))
    companies: dict[int, Organisation] = {
        membership.organisation.pk: membership.organisation
        for membership in memberships
        if membership.organisation.kind == OrganisationKind.COMPANY
    }
    return {
        "my_companies": sorted(companies.values(), key=lambda company: company.name),
        "is_secretariat": any(membership.role == Role.SECRETARIAT for membership in memberships),
    }
