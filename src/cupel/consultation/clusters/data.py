"""A cluster of comments that say the same, and one that is suggested."""

from dataclasses import dataclass
from enum import StrEnum


class Likeness(StrEnum):
    """What makes comments alike, the strongest first."""

    IDENTICAL = "same text"
    NEAR = "nearly the same text"
    SIMILAR = "similar text"
    FACTS = "same facts"


@dataclass(frozen=True, kw_only=True)
class Cluster:
    """Comments that people confirmed to say the same; one decision answers all. ``comments`` are ids."""

    id: str
    comments: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Suggestion:
    """Comments that may say the same. ``score`` is at most 1, the mean likeness of what was joined; ``reason`` is one
    sentence. ``joins`` are the ids of confirmed clusters that it would enlarge or bring together.
    """

    comments: tuple[str, ...]
    likeness: Likeness
    score: float
    reason: str
    joins: tuple[str, ...] = ()
