"""People, named where the page for the same reader names them."""

from ninja import Schema

from cupel_web.kernel.models import User
from cupel_web.people.queries import name_shown


class PersonBrief(Schema):
    """Somebody whom the caller may know by name."""

    public_id: str
    name: str


def person_shown(who: User | None, *, inside: bool) -> dict[str, str] | None:
    """The person for those ``inside``, for others with the person's consent; else nothing, not even the id."""
    name = name_shown(who, inside=inside)
    return {"public_id": who.public_id, "name": name} if who and name else None
