"""What is new in a group, for anybody who follows it: every room says what it made public."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from cupel_web.kernel.models import PublicModel


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One public fact: ``uid`` is the public id of the record it tells of, ``path`` the page where it stands, ``at``
    when it became known.
    """

    uid: str
    title: str
    text: str
    path: str
    at: datetime


Source = Callable[[PublicModel, datetime], Iterable[Entry]]
"""What a room made public about a group until a moment; holds nothing that a visitor may not read."""
_sources: list[Source] = []


def news_come_from(source: Source) -> None:
    """Let a room say what is new; called once when the workspace starts."""
    if source not in _sources:
        _sources.append(source)


def news_of(group: PublicModel, *, now: datetime, limit: int) -> list[Entry]:
    """The newest public facts about a group, newest first."""
    found = [entry for source in _sources for entry in source(group, now)]
    return sorted(found, key=lambda entry: (entry.at, entry.uid), reverse=True)[:limit]
