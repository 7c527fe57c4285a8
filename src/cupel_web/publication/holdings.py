"""What this app holds about a person."""

from typing import Any

from cupel_web.kernel.models import User
from cupel_web.people.personal import holds_personal_data
from cupel_web.publication.models import AskedText


def _asked(person: User) -> list[dict[str, Any]]:
    found = AskedText.objects.filter(asked_by=person).select_related("draft")
    return [{"asked owners about": str(each.draft), "at": each.asked_at.isoformat()} for each in found]


def _keep(_person: User) -> None:
    """That owners were asked stays; who asked them is erased with the account."""


def declare() -> None:
    """Make this app's holdings known."""
    holds_personal_data("publication", export=_asked, erase=_keep)
