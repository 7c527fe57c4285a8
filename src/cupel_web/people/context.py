"""The left rail: the places a person can go."""

from django.http import HttpRequest

from cupel_web.kernel.models import User
from cupel_web.people.models import Membership, Organisation, Role


def places(request: HttpRequest) -> dict[str, object]:
    """The organisations the person acts for, read once per page."""
    user = getattr(request, "user", None)
    if not isinstance(user, User):
        return {"my_companies": [], "my_keepers": [], "is_secretariat": False, "is_operator": False}
    memberships = list(Membership.objects.current().filter(person=user).select_related("organisation"))
    mine: dict[int, Organisation] = {membership.organisation.pk: membership.organisation for membership in memberships}
    by_name = sorted(mine.values(), key=lambda organisation: organisation.name)
    return {
        "my_companies": [each for each in by_name if each.is_company],
        "my_keepers": [each for each in by_name if each.keeps_lists],
        "is_secretariat": any(membership.role == Role.SECRETARIAT for membership in memberships),
        "is_operator": any(membership.role == Role.OPERATOR for membership in memberships),
    }
