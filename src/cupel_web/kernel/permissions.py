"""Permissions by name: each app's ``policies.py`` says who holds them."""

from collections.abc import Callable
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from rules.permissions import add_perm, has_perm
from rules.predicates import predicate

if TYPE_CHECKING:
    from cupel_web.kernel.models import User

Grant = Callable[..., bool]
"""``(user)`` or ``(user, record)`` to whether this ground grants it."""


def holds(permission: str, user: object, record: object) -> bool:
    """Whether the person holds the permission on the record; nobody holds one that no policy names."""
    return bool(has_perm(permission, user, record))  # type: ignore[no-untyped-call]


def grant(permission: str, *grounds: Grant) -> None:
    """Let a person do ``permission`` where one of ``grounds`` is true; all others may not."""
    either: Any = reduce(or_, [predicate(ground) for ground in grounds])  # type: ignore[no-untyped-call]
    add_perm(permission, either)  # type: ignore[no-untyped-call]


def require(user: "User | None", permission: str, record: object = None) -> None:
    """Raise PermissionDenied unless the person holds the permission on the record; ``None`` is the machine itself, at
    its own command line or at work on a job.
    """
    if user is not None and not user.has_perm(permission, record):
        raise PermissionDenied
