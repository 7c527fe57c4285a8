"""Edits of what a clause says."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import ClassVar, TypeAlias

from cupel.standard.clause import (
    Applicability,
    Audit,
    Check,
    CheckException,
    Evidence,
    Parameter,
    Topics,
)

PARTS = ("title", "text", "guidance", "rationale")
"""Parts of a clause that are texts."""


@dataclass(frozen=True, kw_only=True)
class BaseEdit:
    """What all edits have: the hashes they were made on, by mark (:mod:`cupel.standard.drafting.concurrency`)."""

    made_on: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class ClauseEdit(BaseEdit):
    """An edit of one clause."""

    uid: str

    @property
    def uids(self) -> tuple[str, ...]:
        """The clauses it is about."""
        return (self.uid,)


@dataclass(frozen=True, kw_only=True)
class Reword(ClauseEdit):
    """Another wording in the language that the draft is drawn up in; an empty text removes it."""

    name: ClassVar[str] = "reword"
    part: str
    text: str


@dataclass(frozen=True, kw_only=True)
class Translate(ClauseEdit):
    """A text in a further language; ``source`` is the hash of the text it translates, an empty text removes it."""

    name: ClassVar[str] = "translate"
    part: str
    language: str
    text: str
    source: str


@dataclass(frozen=True, kw_only=True)
class SetKind(ClauseEdit):
    """Another kind of clause."""

    name: ClassVar[str] = "set-kind"
    kind: str


@dataclass(frozen=True, kw_only=True)
class SetLevel(ClauseEdit):
    """Another level, or none."""

    name: ClassVar[str] = "set-level"
    level: str | None


@dataclass(frozen=True, kw_only=True)
class SetCritical(ClauseEdit):
    """Whether failing the clause alone decides an assessment."""

    name: ClassVar[str] = "set-critical"
    critical: bool


@dataclass(frozen=True, kw_only=True)
class SetApplicability(ClauseEdit):
    """To whom and what the clause applies."""

    name: ClassVar[str] = "set-applicability"
    applicability: Applicability


@dataclass(frozen=True, kw_only=True)
class SetTopics(ClauseEdit):
    """Where the clause belongs."""

    name: ClassVar[str] = "set-topics"
    topics: Topics


@dataclass(frozen=True, kw_only=True)
class SetEvidence(ClauseEdit):
    """All types of evidence that are expected."""

    name: ClassVar[str] = "set-evidence"
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, kw_only=True)
class SetAudit(ClauseEdit):
    """How a person reviews the clause."""

    name: ClassVar[str] = "set-audit"
    audit: Audit


@dataclass(frozen=True, kw_only=True)
class PutParameter(ClauseEdit):
    """A new parameter, or another one under the same name."""

    name: ClassVar[str] = "put-parameter"
    parameter: Parameter


@dataclass(frozen=True, kw_only=True)
class RemoveParameter(ClauseEdit):
    """A parameter goes."""

    name: ClassVar[str] = "remove-parameter"
    parameter: str


@dataclass(frozen=True, kw_only=True)
class PutCheck(ClauseEdit):
    """A new check, or another one under the same id."""

    name: ClassVar[str] = "put-check"
    check: Check


@dataclass(frozen=True, kw_only=True)
class RemoveCheck(ClauseEdit):
    """A check goes."""

    name: ClassVar[str] = "remove-check"
    check: str


@dataclass(frozen=True, kw_only=True)
class PutException(ClauseEdit):
    """A new exception, or one in the place of another."""

    name: ClassVar[str] = "put-exception"
    exception: CheckException
    replaces: CheckException | None = None


@dataclass(frozen=True, kw_only=True)
class RemoveException(ClauseEdit):
    """An exception goes."""

    name: ClassVar[str] = "remove-exception"
    exception: CheckException


SetPart: TypeAlias = SetKind | SetLevel | SetCritical | SetApplicability | SetTopics | SetEvidence | SetAudit
ContentEdit: TypeAlias = (
    Reword | Translate | SetPart | PutParameter | RemoveParameter | PutCheck | RemoveCheck
    | PutException | RemoveException
)  # fmt: skip
