"""What this app holds about a person: which hits they decided on."""

from typing import Any

from cupel_web.kernel.models import User
from cupel_web.people.personal import holds_personal_data
from cupel_web.screening.models import Decision


def _decisions(person: User) -> list[dict[str, Any]]:
    rows = Decision.objects.filter(decided_by=person.email).values("company__name", "verdict", "decided_at")
    return [
        {"company": row["company__name"], "verdict": row["verdict"], "at": row["decided_at"].isoformat()}
        for row in rows
    ]


def _forget(person: User) -> None:
    """The decision is the company's and stays; in the place of the address stands a number that leads to nobody."""
    Decision.objects.filter(decided_by=person.email).redact(decided_by=person.public_id)


def declare() -> None:
    """Make this app's holdings known."""
    holds_personal_data("decisions on hits", export=_decisions, erase=_forget)
