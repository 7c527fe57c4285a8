"""What this app holds about a person."""

from typing import Any

from cupel_web.kernel.models import User
from cupel_web.people.personal import holds_personal_data
from cupel_web.regulations.models import DatedEvent, Dealing, InstrumentVersion


def _said(person: User) -> list[dict[str, Any]]:
    versions = InstrumentVersion.objects.filter(recorded_by=person, by_hand=True).select_related("instrument")
    events = DatedEvent.objects.filter(recorded_by=person, by_hand=True).select_related("instrument")
    dealings = Dealing.objects.filter(dealt_by=person).select_related("event__instrument")
    return [
        *({"version": str(row), "recorded": row.recorded_at.isoformat()} for row in versions),
        *({"event": str(row), "recorded": row.recorded_at.isoformat()} for row in events),
        *(
            {"event": str(row.event), "date": row.on.isoformat(), "reason": row.reason, "at": row.dealt_at.isoformat()}
            for row in dealings
        ),
    ]


def _keep(_person: User) -> None:
    """What was recorded for the scheme stays; who it was is erased with the account."""


def declare() -> None:
    """Make this app's holdings known."""
    holds_personal_data("facts about regulations", export=_said, erase=_keep)
