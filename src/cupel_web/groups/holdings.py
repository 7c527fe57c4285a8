"""What this app holds about a person."""

from typing import Any

from django.db.models import Q

from cupel_web.groups.models import Access, Application, Tenure
from cupel_web.kernel.models import User
from cupel_web.people.personal import holds_personal_data


def _seats(person: User) -> list[dict[str, Any]]:
    rows = Tenure.objects.filter(person=person).select_related("seat__group")
    return [
        {
            "group": row.seat.group.name,
            "seat": row.seat.label,
            "part": row.part,
            "since": row.began_on.isoformat(),
            "until": (row.ended_on or row.term_ends).isoformat(),
        }
        for row in rows
    ]


def _access(person: User) -> list[dict[str, Any]]:
    rows = Access.objects.filter(person=person).select_related("group")
    return [{"group": row.group.name, "role": row.role, "since": row.began_at.isoformat()} for row in rows]


def _applications(person: User) -> list[dict[str, Any]]:
    return [
        {
            "group": row.group.name,
            "received": row.received_at.isoformat(),
            "name": row.name,
            "email": row.email,
            "organisation": row.organisation_name,
            "statement": row.statement,
            "interests": row.interests,
        }
        for row in _of(person).select_related("group")
    ]


def _of(person: User) -> Any:
    return Application.objects.filter(Q(person=person) | Q(email__iexact=person.email))


def _forget_applications(person: User) -> None:
    _of(person).update(name="", email="", organisation_name="", statement="", interests="")


def _end_access(person: User) -> None:
    Access.objects.filter(person=person).delete()


def _keep_seats(_person: User) -> None:
    """A vote belongs to a seat: that somebody sat on it stays; who, is erased with the account."""


def declare() -> None:
    """Make this app's holdings known."""
    holds_personal_data("seats", export=_seats, erase=_keep_seats)
    holds_personal_data("access to groups", export=_access, erase=_end_access)
    holds_personal_data("applications", export=_applications, erase=_forget_applications)
