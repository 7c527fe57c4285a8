"""What this app holds about a person."""

from typing import Any

from cupel_web.kernel.models import User
from cupel_web.people.personal import holds_personal_data
from cupel_web.standards.models import Cycle, PublishedEdition, ReviewOutcome, RoundFact, RuleWaiver, StageFact


def _recorded(person: User) -> list[dict[str, Any]]:
    opened = Cycle.objects.filter(opened_by=person)
    reviewed = ReviewOutcome.objects.filter(recorded_by=person)
    published = PublishedEdition.objects.filter(published_by=person).select_related("text")
    return [
        *({"published": str(row), "at": row.published_at.isoformat()} for row in published),
        *({"cycle": str(row), "opened": row.opened_at.isoformat()} for row in opened),
        *({"reviewed": str(row), "reasons": row.reasons, "at": row.recorded_at.isoformat()} for row in reviewed),
        *_facts(person),
    ]


def _facts(person: User) -> list[dict[str, Any]]:
    stages = StageFact.objects.filter(recorded_by=person).select_related("cycle")
    rounds = RoundFact.objects.filter(recorded_by=person).select_related("cycle")
    waivers = RuleWaiver.objects.filter(recorded_by=person).select_related("cycle")
    return [
        *(
            {"cycle": str(row.cycle), "stage": row.stage, "what": row.kind, "reason": row.reason,
             "at": row.recorded_at.isoformat()}
            for row in stages
        ),
        *(
            {"cycle": str(row.cycle), "round": row.number, "reason": row.reason, "at": row.recorded_at.isoformat()}
            for row in rounds
        ),
        *(
            {"cycle": str(row.cycle), "rule": row.rule, "justification": row.justification,
             "at": row.recorded_at.isoformat()}
            for row in waivers
        ),
    ]  # fmt: skip


def _keep(_person: User) -> None:
    """It is the group's: who wrote it down, is erased with the account."""


def declare() -> None:
    """Make this app's holdings known."""
    holds_personal_data("revision cycles of standards", export=_recorded, erase=_keep)
