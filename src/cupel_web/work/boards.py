"""Search, talk and what people take on: every room above adds its own kinds of records."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field

from cupel_web.kernel.models import PublicModel
from cupel_web.work.queries.reading import Reader

SHORTEST, LONGEST = 2, 100
"""Characters of a text that is looked for."""


@dataclass(frozen=True, kw_only=True)
class Hit:
    """A record that was found: its title, the page where it is, where it belongs, and words around what was found."""

    title: str
    path: str
    where: str = ""
    excerpt: str = ""


@dataclass(frozen=True, kw_only=True)
class Found:
    """Hits from ``first`` on, and how many there are in all that this person may read."""

    hits: Sequence[Hit]
    number: int


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What is looked for, by whom, and which hits are wanted: from ``first`` (counted from 0), at most ``most``."""

    text: str
    reader: Reader
    first: int = 0
    most: int = 5


Find = Callable[[Asked], Found]


@dataclass(frozen=True, kw_only=True)
class SearchKind:
    """A kind of record: ``code`` in addresses, ``name`` in words (translated when shown), ``find`` looks for it."""

    code: str
    name: object
    find: Find


@dataclass(frozen=True)
class SearchBoard:
    """Kinds of records that the one search page looks through, in the order they were added."""

    kinds: list[SearchKind] = field(default_factory=list)

    def add(self, kind: SearchKind) -> None:
        """Let the search find ``kind``; called once when the workspace starts. What a person may not read, ``find``
        neither gives nor counts, in a number of queries that does not grow with rows.
        """
        if kind.code not in {known.code for known in self.kinds}:
            self.kinds.append(kind)


SEARCH = SearchBoard()


@dataclass(frozen=True, kw_only=True)
class Subject:
    """What a thread is about: a title, the page where it is, and the record itself (none for a clause)."""

    title: str
    path: str
    record: PublicModel | None = None


Look = Callable[[Reader, str], Subject | None]
"""Finds a record by its public id; None where there is none that this person may read."""


@dataclass(frozen=True)
class SubjectBoard:
    """Kinds of records that threads may be about, by their label (``work.emergingissue``)."""

    kinds: dict[str, Look] = field(default_factory=dict)

    def add(self, label: str, look: Look) -> None:
        """Let threads be about records of this label; called once when the workspace starts."""
        self.kinds.setdefault(label, look)


SUBJECTS = SubjectBoard()


Closed = Callable[[Reader, Collection[str]], Collection[str]]
"""Of records with these public ids, those behind doors that this person does not pass; in a constant number of queries.
"""


@dataclass(frozen=True)
class OriginBoard:
    """Kinds of records that action items come from, by their label, where some are not for all of the group."""

    kinds: dict[str, Closed] = field(default_factory=dict)

    def add(self, label: str, closed: Closed) -> None:
        """Hide action items from who may not follow the records they come from; called once at the start."""
        self.kinds.setdefault(label, closed)


ORIGINS = OriginBoard()
