"""What this app holds about a person."""

from typing import Any

from cupel_web.decisions.models import Objection, OwnerWord, PositionRecord
from cupel_web.kernel.models import User
from cupel_web.people.personal import holds_personal_data


def _positions(person: User) -> list[dict[str, Any]]:
    rows = PositionRecord.objects.filter(person=person).select_related("elector__ballot__group")
    return [
        {
            "group": row.elector.ballot.group.name,
            "motion": row.elector.ballot.title,
            "seat": row.elector.label,
            "position": row.position,
            "reason": row.reason,
            "interest": row.has_interest,
            "taken": row.taken_at.isoformat(),
        }
        for row in rows
    ]


def _forget_interests(person: User) -> None:
    """The seat's position stays; whether the person had an interest, and what they wrote of it, goes."""
    told = PositionRecord.objects.filter(person=person)
    told.filter(has_interest=True).redact(has_interest=False, reason="")


def _objections(person: User) -> list[dict[str, Any]]:
    rows = Objection.objects.filter(raised_by=person).select_related("elector__ballot")
    return [
        {
            "motion": row.elector.ballot.title,
            "seat": row.elector.label,
            "reason": row.reason,
            "wanted": row.wanted,
            "raised": row.raised_at.isoformat(),
        }
        for row in rows
    ]


def _words(person: User) -> list[dict[str, Any]]:
    rows = OwnerWord.objects.filter(given_by=person).select_related("owner__organisation", "owner__matrix")
    return [
        {
            "owner": row.owner.organisation.name,
            "about": row.owner.matrix.title,
            "approves": row.approves,
            "reason": row.reason,
            "given": row.given_at.isoformat(),
        }
        for row in rows
    ]


def _keep(_person: User) -> None:
    """It is the seat's, or the organisation's: that it was said stays; who said it, is erased with the account."""


def declare() -> None:
    """Make this app's holdings known."""
    holds_personal_data("positions in ballots", export=_positions, erase=_forget_interests)
    holds_personal_data("objections", export=_objections, erase=_keep)
    holds_personal_data("approvals for owners", export=_words, erase=_keep)
