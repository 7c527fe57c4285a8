"""What this app holds about a person."""

from typing import Any

from cupel_web.kernel.models import User
from cupel_web.people.personal import holds_personal_data
from cupel_web.recommendations.models import Recommendation, Reply


def _drafted(person: User) -> list[dict[str, Any]]:
    rows = Recommendation.objects.filter(drafted_by=person).select_related("group")
    return [{"group": row.group.name, "title": row.title, "drafted": row.drafted_at.isoformat()} for row in rows]


def _replied(person: User) -> list[dict[str, Any]]:
    rows = Reply.objects.filter(recorded_by=person).select_related("body", "leg__recommendation")
    return [
        {
            "body": row.body.name,
            "title": row.leg.recommendation.title,
            "answer": row.answer,
            "reasons": row.reasons,
            "replied": row.replied_on.isoformat(),
        }
        for row in rows
    ]


def _keep(_person: User) -> None:
    """It is the group's, or the body's: who wrote it down, is erased with the account."""


def declare() -> None:
    """Make this app's holdings known."""
    holds_personal_data("recommendations drafted", export=_drafted, erase=_keep)
    holds_personal_data("replies to recommendations", export=_replied, erase=_keep)
