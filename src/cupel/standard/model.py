"""A standard: its register of owners, its editions, all clause revisions ever, and the lineage between editions."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from cupel.errors import StandardError
from cupel.messages import _
from cupel.standard.clause import ClauseRevision
from cupel.standard.edition import Edition
from cupel.standard.lineage import LineageEdge
from cupel.standard.texts import Texts


@dataclass(frozen=True, kw_only=True)
class Owner:
    """A body that owned an edition at some time; ``invented`` says that it exists in this data only."""

    key: str
    name: str
    legal_name: str | None = None
    invented: bool = False


@dataclass(frozen=True, kw_only=True)
class ApprovalRule:
    """Who must approve what before an edition is adopted; evaluated against that edition's owners."""

    rule: str
    on: str


@dataclass(frozen=True, kw_only=True)
class Rating:
    """One step of the rating scale; rank 1 is best, no rank stands outside the order (not applicable)."""

    code: str
    name: Texts
    rank: int | None = None
    definition: Texts = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Contradiction:
    """Sources that contradict each other, recorded as such, with how this package handles it."""

    id: str
    statement: str
    sources: tuple[str, ...] = ()
    handling: str | None = None


@dataclass(frozen=True, kw_only=True)
class Standard:
    """A whole standard as data. ``clauses`` by (uid, revision); ``editions`` by their key."""

    key: str
    title: Texts
    about: Texts = field(default_factory=dict)
    licence: str | None = None
    owners: tuple[Owner, ...] = ()
    approval: ApprovalRule | None = None
    rating_scale: tuple[Rating, ...] = ()
    contradictions: tuple[Contradiction, ...] = ()
    editions: Mapping[str, Edition] = field(default_factory=dict)
    clauses: Mapping[tuple[str, str], ClauseRevision] = field(default_factory=dict, repr=False)
    lineage: tuple[LineageEdge, ...] = ()

    def edition(self, key: str) -> Edition:
        """The edition ``key``; raises StandardError that names those there are."""
        found = self.editions.get(key)
        if found is None:
            message = _("{standard} has no edition {edition}.").format(standard=self.key, edition=key)
            remedy = _("Its editions are {editions}.").format(editions=", ".join(self.editions))
            raise StandardError(message, code="standard-edition", remedy=remedy)
        return found
