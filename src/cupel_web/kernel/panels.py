"""Room on a record's page for what rooms above know about it: they register here, so that its own needs no
knowledge of them."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from cupel_web.kernel.models import User


@dataclass(frozen=True, kw_only=True)
class Panel:
    """A template with what it shows."""

    template: str
    context: dict[str, Any]


Shown = Callable[[User | None, Any], Panel | None]
"""What a room shows a person (``None``: a visitor) about a record; ``None`` where it has nothing for them."""


@dataclass(frozen=True)
class Board:
    """The panels of one kind of page."""

    panels: list[Shown] = field(default_factory=list)

    def add(self, panel: Shown) -> None:
        """Let ``panel`` add to every page of this kind; called once when the workspace starts."""
        if panel not in self.panels:
            self.panels.append(panel)

    def about(self, record: Any, *, user: object) -> list[Panel]:
        """What the rooms above show this person about ``record``."""
        person = user if isinstance(user, User) else None
        return [shown for panel in self.panels if (shown := panel(person, record)) is not None]
