"""Where edits of drafts come from: rooms above say so, for all edits of a draft at once."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from cupel_web.drafting.models import Draft
from cupel_web.kernel.models import User


@dataclass(frozen=True, kw_only=True)
class Origin:
    """What the edit ``number`` answers: how it is called, and its page."""

    number: int
    name: str
    path: str


Told = Callable[[User, Draft], Iterable[Origin]]
"""The origins of a draft's edits that a person may read, in a number of queries that does not grow with edits."""


@dataclass(frozen=True)
class OriginBoard:
    """Everybody who knows where edits come from."""

    rooms: list[Told] = field(default_factory=list)

    def add(self, told: Told) -> None:
        """Let ``told`` say where edits come from; called once when the workspace starts."""
        if told not in self.rooms:
            self.rooms.append(told)

    def of(self, user: User, draft: Draft) -> dict[int, list[Origin]]:
        """What each edit answers, by its number."""
        found: dict[int, list[Origin]] = {}
        for told in self.rooms:
            for origin in told(user, draft):
                found.setdefault(origin.number, []).append(origin)
        return found


ORIGINS = OriginBoard()


def origins_of(numbers: Iterable[int], known: Mapping[int, list[Origin]]) -> list[Origin]:
    """What several edits answer, each once."""
    found = {origin.path: origin for number in numbers for origin in known.get(number, ())}
    return list(found.values())
