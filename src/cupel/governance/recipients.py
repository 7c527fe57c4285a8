"""Who receives what a body sends up: the chain of bodies above it, as it is on a day."""

from collections.abc import Mapping
from dataclasses import dataclass

from cupel.errors import ProcedureError
from cupel.messages import _


@dataclass(frozen=True, kw_only=True)
class Body:
    """A body as it is on a day: ``parent`` oversees it, ``succeeds`` is the body whose place it takes once it works;
    ``works``: it meets and decides on that day.
    """

    body_id: str
    parent: str | None = None
    succeeds: str | None = None
    works: bool = True


def recipients(sender: str, bodies: Mapping[str, Body]) -> tuple[str, ...]:
    """The bodies above ``sender`` that work, nearest first; a successor that works stands in the place of what it
    succeeds, and bodies that do not work are passed over.

    Raises :class:`~cupel.errors.ProcedureError` where bodies oversee each other in a circle.
    """
    chain: list[str] = []
    seen, above = {sender}, bodies[sender].parent
    while above is not None:
        if above in seen:
            raise _circle(above)
        seen.add(above)
        standing = in_place_of(above, bodies)
        if bodies[standing].works and standing not in {sender, *chain}:
            chain.append(standing)
        above = (bodies[standing].parent if standing != above else None) or bodies[above].parent
    return tuple(chain)


def in_place_of(body: str, bodies: Mapping[str, Body]) -> str:
    """Who stands in the place of ``body``: the latest of its successors in a row that works, else itself."""
    standing, seen = body, {body}
    successor = _successor(body, bodies)
    while successor is not None:
        if successor in seen:
            raise _circle(successor)
        seen.add(successor)
        standing, successor = successor, _successor(successor, bodies)
    return standing


def _successor(body: str, bodies: Mapping[str, Body]) -> str | None:
    working = (each.body_id for each in bodies.values() if each.succeeds == body and each.works)
    return min(working, default=None)


def _circle(body: str) -> ProcedureError:
    message = _("The bodies above {body} form a circle.").format(body=body)
    return ProcedureError(message, code="body-circle", remedy=_("Correct which body oversees, or succeeds, which."))
