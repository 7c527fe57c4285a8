"""A draft as it stands after some edits. Everything a reader asks for is computed from it when it is asked for."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any, NamedTuple

from cupel.errors import StandardError
from cupel.messages import _
from cupel.standard.canonical import sha256
from cupel.standard.clause import ClauseRevision
from cupel.standard.drafting.edits import Edit, Judge, SetHead
from cupel.standard.drafting.numbering import Labels, Numbering, numbered
from cupel.standard.drafting.tree import Tree
from cupel.standard.dump import content_hash
from cupel.standard.edition import Edition
from cupel.standard.model import Standard
from cupel.standard.texts import Texts


class Judged(NamedTuple):
    """A decision and the content it was made on."""

    edit: Judge
    content: str | None


class Placed(NamedTuple):
    """A text of a clause: part and language."""

    uid: str
    part: str
    language: str


@dataclass(frozen=True, kw_only=True)
class Descent:
    """Where the clauses of a draft come from.

    ``origins`` are the uids in the base of each clause there is; ``became`` what a clause that is gone became: parts, a
    merged clause, clauses that cover it, or nothing. ``notes`` are the reasons given, by uid.
    """

    origins: Mapping[str, frozenset[str]]
    became: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    notes: Mapping[str, Texts] = field(default_factory=dict)
    judged: Mapping[str, Judged] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class DraftState:
    """The base, and what ``edits`` made of it; ``touched`` has their numbers (from 1) by uid.

    ``language`` is the one the draft is drawn up in; ``translated`` has the hash of the text that each translation
    translates.
    """

    standard: Standard
    base: Edition
    edition_key: str
    language: str
    numbering: Numbering
    tree: Tree
    clauses: Mapping[str, ClauseRevision]
    descent: Descent
    translated: Mapping[Placed, str] = field(default_factory=dict)
    labels_given: Mapping[str, str] = field(default_factory=dict)
    head: SetHead = field(default_factory=SetHead)
    edits: tuple[Edit, ...] = ()
    touched: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    start: "DraftState | None" = field(default=None, repr=False, compare=False)

    def clause(self, uid: str) -> ClauseRevision:
        """The clause as it stands; raises StandardError where the draft does not have it."""
        found = self.clauses.get(uid)
        if found is None:
            gone = uid in self.descent.became or uid in self.base.clauses
            message = _("The clause {uid} is gone from the draft.") if gone else _("The draft has no clause {uid}.")
            remedy = _("Look at the draft again: another edit may have moved, merged or withdrawn it.")
            raise StandardError(message.format(uid=uid), code="draft-clause", remedy=remedy)
        return found

    def known(self, uid: str) -> bool:
        """Whether a clause has or had this uid, in any edition or in the draft."""
        return uid in self.clauses or uid in self.descent.became or uid in self._uids

    def with_clause(self, clause: ClauseRevision) -> "DraftState":
        """With another content of a clause."""
        return replace(self, clauses={**self.clauses, clause.uid: clause})

    def with_descent(self, **changes: Any) -> "DraftState":
        """With other facts of descent."""
        return replace(self, descent=replace(self.descent, **changes))

    @cached_property
    def _uids(self) -> frozenset[str]:
        return frozenset(uid for uid, _revision in self.standard.clauses) | self.base.clauses.keys()

    @cached_property
    def labels(self) -> Labels:
        """The labels in use, and those of clauses that are gone where numbers are reserved."""
        kinds = {uid: clause.kind for uid, clause in self.clauses.items()}
        gone = [uid for uid in self.base.clauses if uid not in self.clauses] if self.head.reserve_numbers else ()
        return numbered(self.tree, self.numbering, kinds=kinds, manual=self.labels_given, reserved=gone)

    @cached_property
    def hashes(self) -> Mapping[str, tuple[str | None, str | None]]:
        """Content hash in the base and in the draft of every clause an edit touched; None where it does not exist."""
        return {uid: (self.hash_before(uid), self.hash_now(uid)) for uid in self.touched}

    def hash_before(self, uid: str) -> str | None:
        """The content hash of a clause in the base."""
        return self._hash(self.base.clauses.get(uid))

    def hash_now(self, uid: str) -> str | None:
        """The content hash of a clause as it stands."""
        return self._hash(self.clauses.get(uid))

    def _hash(self, clause: ClauseRevision | None) -> str | None:
        if clause is None:
            return None
        if id(clause) not in self._hashed:
            self._hashed[id(clause)] = content_hash(clause)
        return self._hashed[id(clause)]

    @cached_property
    def _hashed(self) -> dict[int, str]:
        """By identity: the clauses live as long as this state, so an identity stays that of one clause."""
        return {}

    def changed(self, uid: str) -> bool:
        """Whether a clause of base and draft has another content."""
        return self.clauses[uid] is not self.base.clauses.get(uid) and self.hash_now(uid) != self.hash_before(uid)


def text_hash(text: str) -> str:
    """The hash that ties a translation to the text it translates."""
    return sha256(text)
