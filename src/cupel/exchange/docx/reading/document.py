"""What was read of a Word file."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from cupel.exchange.layout import Part


@dataclass(frozen=True, kw_only=True)
class Note:
    """A footnote or an endnote; ``kind`` says which."""

    kind: str
    text: str


@dataclass(frozen=True, kw_only=True)
class Remark:
    """A comment beside the text. ``label`` is of the clause it stands in, empty before the first; ``on`` as written."""

    author: str
    text: str
    on: str | None = None
    label: str = ""
    uid: str | None = None


@dataclass(frozen=True, kw_only=True)
class Unplaced:
    """What belongs to no clause, or cannot be shown as text. ``paragraph`` counts from 1 through the body and its
    tables; ``after`` is the label or title of the clause before it.
    """

    what: str
    paragraph: int
    text: str = ""
    after: str = ""


@dataclass(frozen=True, kw_only=True)
class ImportedClause:
    """A clause as it stands in the file.

    ``cells`` are further columns of its row by their headings. ``uid``, and ``parts`` by part and language, are known
    of files that carry them; a part's text has ``{name}`` where the value of a parameter stands.
    """

    label: str
    title: str
    text: str
    kind: str
    paragraph: int
    level: str | None = None
    guidance: str = ""
    rationale: str = ""
    notes: tuple[Note, ...] = ()
    cells: Mapping[str, str] = field(default_factory=dict)
    children: tuple["ImportedClause", ...] = ()
    uid: str | None = None
    hash: str | None = None
    parts: Mapping[tuple[Part, str], str] = field(default_factory=dict)

    def walk(self) -> Iterator["ImportedClause"]:
        """The clause and all below it, in printed order."""
        yield self
        for child in self.children:
            yield from child.walk()


@dataclass(frozen=True, kw_only=True)
class ImportedValue:
    """A parameter as the table of one of our files prints it."""

    uid: str
    name: str
    words: str


@dataclass(frozen=True, kw_only=True)
class ImportedDocument:
    """A Word file as clauses. ``changes`` counts, by author, the tracked changes that were taken as ``outcome`` says,
    accepted or rejected; ``reference`` and ``manifest`` are those printed on the cover of one of our files.
    """

    title: str
    clauses: tuple[ImportedClause, ...]
    unplaced: tuple[Unplaced, ...] = ()
    comments: tuple[Remark, ...] = ()
    changes: Mapping[str, int] = field(default_factory=dict)
    outcome: str = "accepted"
    values: tuple[ImportedValue, ...] = ()
    reference: str = ""
    manifest: str = ""

    def walk(self) -> Iterator[ImportedClause]:
        """Every clause in printed order."""
        for clause in self.clauses:
            yield from clause.walk()

    @property
    def by_uid(self) -> Mapping[str, ImportedClause]:
        """The clauses that carry an id of ours."""
        return {clause.uid: clause for clause in self.walk() if clause.uid is not None}
