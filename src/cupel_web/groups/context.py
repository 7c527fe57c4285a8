"""The left rail: the groups in whose rooms a person is at home."""

from django.http import HttpRequest

from cupel_web.groups.models import Group
from cupel_web.groups.queries.records import groups_entered_by
from cupel_web.kernel.models import User


def my_groups(request: HttpRequest) -> dict[str, list[Group]]:
    """Read once per page."""
    user = getattr(request, "user", None)
    return {"my_groups": list(groups_entered_by(user)) if isinstance(user, User) else []}
