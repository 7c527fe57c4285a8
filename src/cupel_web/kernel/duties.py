"""What awaits a person: every room says which acts are theirs, with the one address that does each."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from cupel_web.kernel.models import User


@dataclass(frozen=True, kw_only=True)
class Duty:
    """One act that is a person's: ``act`` in words, ``about`` what, the ``path`` where it is done, ``since`` when it
    waits and until when (``due``, the last day in time; none where there is no deadline).
    """

    act: str
    about: str
    path: str
    since: date
    due: date | None = None

    def is_overdue(self, on: date) -> bool:
        """Whether its last day is over."""
        return self.due is not None and self.due < on


Source = Callable[[User, date], Iterable[Duty]]
_sources: list[Source] = []


def duties_come_from(source: Source) -> None:
    """Let a room say what awaits people; called once when the workspace starts."""
    if source not in _sources:
        _sources.append(source)


def duties_of(person: User, *, on: date) -> list[Duty]:
    """All that awaits the person on a day: oldest deadline first, then what has none, the longest waiting first."""
    found = [duty for source in _sources for duty in source(person, on)]
    return sorted(found, key=lambda duty: (duty.due or date.max, duty.since, duty.act, duty.about))


def identified(person: User, duties: Iterable[Duty]) -> Iterator[tuple[str, Duty]]:
    """Each duty with an id of 32 hexadecimal digits: it follows from whose it is, where and since when, so it stays
    while the act waits, in every language and when its last day moves.
    """
    seen: Counter[tuple[str, date]] = Counter()
    for duty in duties:
        place = (duty.path, duty.since)
        digest = sha256(f"{person.public_id} {duty.path} {duty.since} {seen[place]}".encode()).hexdigest()
        seen[place] += 1
        yield digest[:32], duty
