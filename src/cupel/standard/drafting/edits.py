"""What can be done to a draft. An edit is a fact: it is written down once, in order, and never changed.

``made_on`` says on what its author saw it fit; replaying edits does not look at it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import ClassVar, TypeAlias

from cupel.standard.clause import ClauseRevision
from cupel.standard.drafting.content_edits import BaseEdit, ClauseEdit, ContentEdit
from cupel.standard.lineage import DEFAULT
from cupel.standard.texts import Texts


@dataclass(frozen=True, kw_only=True)
class Add(BaseEdit):
    """A new clause under ``parent`` (None: at the top), before the child that now stands at ``position`` (0-based)."""

    name: ClassVar[str] = "add"
    clause: ClauseRevision
    parent: str | None
    position: int
    note: Texts = field(default_factory=dict)

    @property
    def uids(self) -> tuple[str, ...]:
        """The new clause."""
        return (self.clause.uid,)


@dataclass(frozen=True, kw_only=True)
class Move(ClauseEdit):
    """The clause with all below it goes under ``parent``; ``position`` counts the other children there."""

    name: ClassVar[str] = "move"
    parent: str | None
    position: int
    note: Texts = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Part:
    """What becomes a clause in a split or a merge."""

    uid: str
    title: Texts
    text: Texts = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Split(ClauseEdit):
    """The clause becomes ``parts``, in order; the part with its uid, if any, goes on as the clause."""

    name: ClassVar[str] = "split"
    parts: tuple[Part, ...]
    note: Texts = field(default_factory=dict)

    @property
    def uids(self) -> tuple[str, ...]:
        """The clause and its parts."""
        return tuple(dict.fromkeys((self.uid, *(part.uid for part in self.parts))))


@dataclass(frozen=True, kw_only=True)
class Merge(BaseEdit):
    """The clauses ``sources`` become one, under the uid of one of them or a new one."""

    name: ClassVar[str] = "merge"
    sources: tuple[str, ...]
    into: Part
    note: Texts = field(default_factory=dict)

    @property
    def uids(self) -> tuple[str, ...]:
        """The clauses and what they become."""
        return tuple(dict.fromkeys((*self.sources, self.into.uid)))


@dataclass(frozen=True, kw_only=True)
class Withdraw(ClauseEdit):
    """The clause goes, for a reason; ``covered_by`` are clauses that now say what it said."""

    name: ClassVar[str] = "withdraw"
    reason: Texts
    covered_by: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Judge(ClauseEdit):
    """What the group decides about the change of a clause: its kind, and what results of before are worth.

    ``kind`` is for a clause that stays one clause; of a split, merge or withdrawal the rest is taken. It holds for the
    text it was made on: a later edit of the clause asks for it again.
    """

    name: ClassVar[str] = "judge"
    kind: str | None = None
    carry_over: str = DEFAULT
    note: Texts = field(default_factory=dict)
    decided_by: str | None = None
    decided_on: str | None = None


@dataclass(frozen=True, kw_only=True)
class SetLabel(ClauseEdit):
    """A label that is printed as it is; None: the computed one again."""

    name: ClassVar[str] = "set-label"
    label: str | None


@dataclass(frozen=True, kw_only=True)
class SetHead(BaseEdit):
    """Of the edition: title, label, scope, notes; what is None stays.

    ``reserve_numbers`` says whether numbers of clauses that are gone stay unused.
    """

    name: ClassVar[str] = "set-head"
    title: Texts | None = None
    label: str | None = None
    scope: Mapping[str, tuple[str, ...]] | None = None
    notes: Texts | None = None
    reserve_numbers: bool | None = None

    @property
    def uids(self) -> tuple[str, ...]:
        """No clause."""
        return ()


@dataclass(frozen=True, kw_only=True)
class Undo(BaseEdit):
    """The edit number ``of`` (from 1) is taken back, as if it had never been made; undoing that makes it hold again."""

    name: ClassVar[str] = "undo"
    of: int

    @property
    def uids(self) -> tuple[str, ...]:
        """None of its own: it is about the clauses of the edit it takes back."""
        return ()


StructureEdit: TypeAlias = Add | Move | Split | Merge | Withdraw
Edit: TypeAlias = ContentEdit | StructureEdit | Judge | SetLabel | SetHead | Undo
"""Everything that can be done to a draft."""
