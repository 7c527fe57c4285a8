"""Room on a clause's page for what rooms above know about it: they register here, so this room needs not know them."""

from dataclasses import dataclass
from typing import Any, Protocol

from cupel_web.kernel.models import User


@dataclass(frozen=True, kw_only=True)
class Panel:
    """A template with what it shows."""

    template: str
    context: dict[str, Any]


class ClausePanel(Protocol):
    def __call__(self, user: User, *, clause: str) -> Panel | None: ...


_panels: list[ClausePanel] = []


def show_on_clauses(panel: ClausePanel) -> None:
    """Let ``panel`` add to every clause's page; called once when the workspace starts."""
    if panel not in _panels:
        _panels.append(panel)


def panels_for(user: object, *, clause: str) -> list[Panel]:
    """What the rooms above show this person about a clause; nothing to visitors."""
    if not isinstance(user, User):
        return []
    return [shown for panel in _panels if (shown := panel(user, clause=clause)) is not None]
