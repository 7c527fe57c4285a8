"""An edition: which clause revisions it prints, under which labels, owned and approved by whom, dated how."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from cupel.errors import Place
from cupel.standard.canonical import sha256
from cupel.standard.clause import Check, CheckException, ClauseRevision, Parameter
from cupel.standard.dates import EditionDates
from cupel.standard.dump import content_hash
from cupel.standard.lineage import LineageEdge
from cupel.standard.texts import Texts

STATES = ("draft", "consultation", "final-draft", "approved", "effective", "superseded", "withdrawn")
APPROVAL_STATES = ("pending", "approved", "voided", "not recorded")


@dataclass(frozen=True, kw_only=True)
class OwnerApproval:
    """One owner's approval of this edition's manifest hash."""

    state: str
    on: str | None = None


@dataclass(frozen=True, kw_only=True)
class EditionOwner:
    """A member of this edition's owner set; ``owner`` is a key of the standard's register."""

    owner: str
    role: str | None = None
    joined_on: str | None = None
    approval: OwnerApproval | None = None


@dataclass(frozen=True, kw_only=True)
class Claim:
    """What somebody says about this edition's standing, with its source and date."""

    statement: str
    source: str
    on: str | None = None
    mark: str | None = None


@dataclass(frozen=True, kw_only=True)
class EditionEntry:
    """One line of the edition's tree: a clause revision under a printed label."""

    uid: str
    revision: str
    label: str
    children: tuple["EditionEntry", ...] = ()


@dataclass(frozen=True, kw_only=True)
class BoundException:
    """An exception to a check, attached to the clause that grants it, with that clause's label and parameters."""

    exception: CheckException
    clause: ClauseRevision
    label: str
    place: Place | None = None

    @property
    def parameters(self) -> Mapping[str, Parameter]:
        """The parameters its expression may use: those of the granting clause."""
        return self.clause.parameters


@dataclass(frozen=True, kw_only=True)
class BoundCheck:
    """A check with the clause and the label it has in one edition; ``key`` is ``uid#check-id``."""

    clause: ClauseRevision
    label: str
    check: Check
    edition: str
    exceptions: tuple[BoundException, ...] = ()
    scope: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def key(self) -> str:
        """The permanent name of the check."""
        return f"{self.clause.uid}#{self.check.id}"

    @property
    def parameters(self) -> Mapping[str, Parameter]:
        """The clause's parameters by name."""
        return self.clause.parameters

    def place(self, part: str) -> Place:
        """Where the file states a part of the check, such as ``holds``."""
        number = self.clause.checks.index(self.check)
        return self.clause.places.get(f"checks/{number}/{part}", Place(path=f"{self.key} {part}"))


@dataclass(frozen=True, kw_only=True)
class Edition:
    """One edition of a standard. ``label`` is free text and never an order; dates are separate facts.

    ``content`` is ``full``, or ``metadata`` where only the history is recorded. ``lineage`` are the standard's edges.
    """

    standard_key: str
    edition: str
    version: str
    status: str
    content: str
    title: Texts
    label: str | None = None
    dates: EditionDates = field(default_factory=EditionDates)
    scope: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    owners: tuple[EditionOwner, ...] = ()
    claims: tuple[Claim, ...] = ()
    notes: Texts = field(default_factory=dict)
    entries: tuple[EditionEntry, ...] = ()
    clauses: Mapping[str, ClauseRevision] = field(default_factory=dict, repr=False)
    lineage: tuple[LineageEdge, ...] = field(default=(), compare=False, repr=False)

    @property
    def reference(self) -> str:
        """How a command names it: ``mdd@2023``."""
        return f"{self.standard_key}@{self.edition}"

    def walk(self) -> Iterator[tuple[EditionEntry, ClauseRevision, int]]:
        """Every entry in printed order with its clause revision and its depth (0 = top)."""
        for entry, path in self.paths():
            yield entry, self.clauses[entry.uid], len(path) - 1

    def paths(self) -> Iterator[tuple[EditionEntry, tuple[EditionEntry, ...]]]:
        """Every entry in printed order with its path from the top, itself included."""
        return walk_entries(self.entries)

    def clause(self, uid: str) -> ClauseRevision:
        """The revision of the clause ``uid`` in this edition; raises KeyError where it is not in it."""
        return self.clauses[uid]

    @cached_property
    def labels(self) -> Mapping[str, str]:
        """The printed label by uid."""
        return {entry.uid: entry.label for entry, _path in self.paths()}

    @cached_property
    def parents(self) -> Mapping[str, str | None]:
        """The parent's uid by uid; None at the top."""
        return {path[-1].uid: path[-2].uid if len(path) > 1 else None for _entry, path in self.paths()}

    def checks(self) -> list[BoundCheck]:
        """Every executable check in printed order, with the exceptions that this edition's clauses grant to it."""
        granted = self._exceptions()
        return [
            BoundCheck(
                clause=clause,
                label=entry.label,
                check=check,
                edition=self.reference,
                exceptions=tuple(granted.get(f"{clause.uid}#{check.id}", ())),
                scope=self.scope,
            )
            for entry, clause, _depth in self.walk()
            for check in clause.checks
        ]

    def _exceptions(self) -> dict[str, list[BoundException]]:
        granted: dict[str, list[BoundException]] = {}
        for _entry, clause, _depth in self.walk():
            for number, exception in enumerate(clause.exceptions):
                owner = self.clauses[exception.clause]
                bound = BoundException(
                    exception=exception,
                    clause=owner,
                    label=self.labels[owner.uid],
                    place=clause.places.get(f"exceptions/{number}/when"),
                )
                granted.setdefault(check_key(exception, clause.uid), []).append(bound)
        return granted

    @cached_property
    def manifest_hash(self) -> str:
        """SHA-256 over the ordered (label, path, content hash) of each entry: what owners approve (exchange.md 1.2)."""
        return sha256(
            [
                (entry.label, "/".join(step.label for step in path), content_hash(self.clauses[entry.uid]))
                for entry, path in self.paths()
            ]
        )


def check_key(exception: CheckException, uid: str) -> str:
    """The ``uid#check-id`` that an exception written in the clause ``uid`` names."""
    return exception.of if "#" in exception.of else f"{uid}#{exception.of}"


def walk_entries(
    entries: tuple[EditionEntry, ...], above: tuple[EditionEntry, ...] = ()
) -> Iterator[tuple[EditionEntry, tuple[EditionEntry, ...]]]:
    """Every entry with its path from the top, itself included, in printed order."""
    for entry in entries:
        path = (*above, entry)
        yield entry, path
        yield from walk_entries(entry.children, path)
