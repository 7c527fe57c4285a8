"""What changed in one clause: texts, parameters, checks and the rest."""

from collections.abc import Iterator
from dataclasses import dataclass, fields
from typing import NamedTuple

from cupel.standard.changes.redline import Redline, redline
from cupel.standard.clause import Check, ClauseRevision, Parameter
from cupel.standard.texts import text_in

_TEXTS = ("title", "text", "guidance", "rationale")
_OTHER = ("kind", "level", "critical", "applicability", "topics", "evidence", "audit", "exceptions")


class TextChange(NamedTuple):
    """A part of a clause in one language, before and after; empty where there is none."""

    part: str
    language: str
    old: str
    new: str


@dataclass(frozen=True, kw_only=True)
class ClauseName:
    """A clause as people name it."""

    uid: str
    label: str
    title: str


@dataclass(frozen=True, kw_only=True)
class ParameterChange:
    """A parameter of a clause that came, went or changed; ``old`` or ``new`` is None where it does not exist."""

    clause: ClauseName
    name: str
    old: Parameter | None
    new: Parameter | None

    @property
    def words(self) -> tuple[str, str]:
        """Old and new value with their units; empty where there is none."""
        return self.old.words if self.old else "", self.new.words if self.new else ""


@dataclass(frozen=True, kw_only=True)
class CheckChange:
    """A check that came, went or changed; ``parts`` has a redline per changed part (applies, holds, severity ...)."""

    clause: ClauseName
    id: str
    old: Check | None
    new: Check | None
    parts: dict[str, Redline]


@dataclass(frozen=True, kw_only=True)
class ClauseDiff:
    """One clause before and after; ``old`` or ``new`` is None where it does not exist.

    ``texts`` has a redline per changed text, keyed ``title/en``; ``other`` names further parts that changed.
    """

    old: ClauseName | None
    new: ClauseName | None
    kinds: tuple[str, ...]
    texts: dict[str, Redline]
    parameters: tuple[ParameterChange, ...] = ()
    checks: tuple[CheckChange, ...] = ()
    other: tuple[str, ...] = ()

    @property
    def changed(self) -> bool:
        """Whether anything but the place differs."""
        return bool(self.texts or self.parameters or self.checks or self.other)


def text_changes(before: ClauseRevision | None, after: ClauseRevision | None) -> Iterator[tuple[str, Redline]]:
    """A redline per text and language that differs, keyed ``title/en``."""
    for change in worded_otherwise(before, after):
        yield f"{change.part}/{change.language}", redline(change.old, change.new)


def worded_otherwise(before: ClauseRevision | None, after: ClauseRevision | None) -> Iterator[TextChange]:
    """Every text that differs."""
    for part in _TEXTS:
        old, new = getattr(before, part, {}), getattr(after, part, {})
        for language in dict.fromkeys((*old, *new)):
            change = TextChange(part, language, old.get(language, ""), new.get(language, ""))
            if change.old != change.new:
                yield change


def parameter_changes(
    name: ClauseName, before: ClauseRevision | None, after: ClauseRevision | None
) -> Iterator[ParameterChange]:
    """The parameters that differ."""
    old = before.parameters if before else {}
    new = after.parameters if after else {}
    for key in dict.fromkeys((*old, *new)):
        if old.get(key) != new.get(key):
            yield ParameterChange(clause=name, name=key, old=old.get(key), new=new.get(key))


def check_changes(
    name: ClauseName, before: ClauseRevision | None, after: ClauseRevision | None
) -> Iterator[CheckChange]:
    """The checks that differ."""
    old = {check.id: check for check in before.checks} if before else {}
    new = {check.id: check for check in after.checks} if after else {}
    for key in dict.fromkeys((*old, *new)):
        if old.get(key) != new.get(key):
            parts = _check_parts(old.get(key), new.get(key))
            yield CheckChange(clause=name, id=key, old=old.get(key), new=new.get(key), parts=parts)


def other_changes(before: ClauseRevision | None, after: ClauseRevision | None) -> Iterator[str]:
    """The names of further parts that differ, of a clause in both editions."""
    for part in _OTHER:
        if before and after and getattr(before, part) != getattr(after, part):
            yield part


def _check_parts(old: Check | None, new: Check | None) -> dict[str, Redline]:
    lines = {
        item.name: redline(_part(old, item.name), _part(new, item.name)) for item in fields(Check) if item.name != "id"
    }
    return {part: line for part, line in lines.items() if line.changed}


def _part(check: Check | None, name: str) -> str:
    if check is None:
        return ""
    value = getattr(check, name)
    return text_in(value) if name == "message" else str(value)
