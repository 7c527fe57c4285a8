"""What this app holds about a person: which programs may act for them."""

from typing import Any

from cupel_web.api.models import AccessToken
from cupel_web.kernel.models import User
from cupel_web.people.personal import holds_personal_data


def _tokens(person: User) -> list[dict[str, Any]]:
    return [
        {
            "label": token.label,
            "writes": token.writes,
            "created": token.created_at.isoformat(),
            "expires": token.expires_on.isoformat(),
            "revoked": token.revoked_at.isoformat() if token.revoked_at else None,
        }
        for token in AccessToken.objects.filter(person=person)
    ]


def _forget(person: User) -> None:
    AccessToken.objects.filter(person=person).delete()


def declare() -> None:
    """Make this app's holdings known."""
    holds_personal_data("access tokens", export=_tokens, erase=_forget)
