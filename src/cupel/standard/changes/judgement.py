"""What a change of a clause amounts to, as far as the data tell: proposed with reasons, decided by people.

A change whose direction cannot be told counts as the heavier one, since results are then looked at again.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from cupel.messages import _
from cupel.standard.changes.clause_diff import worded_otherwise
from cupel.standard.clause import LEVELS, Check, ClauseRevision, Parameter
from cupel.standard.lineage import JUDGED
from cupel.standard.texts import DEFAULT_LANGUAGE

EDITORIAL, CLARIFIED, RELAXED, STRENGTHENED = JUDGED
BINDING = ("criterion", "requirement", "definition")
_WORDS = re.compile(r"\d+(?:[.,]\d+)*|\w+|[{}%<>=+-]")


class Reason(NamedTuple):
    """One thing that changed, the kind it speaks for, and why in words."""

    kind: str
    words: str


@dataclass(frozen=True, kw_only=True)
class Judgement:
    """The heaviest kind that a reason speaks for: editorial, clarified, relaxed or strengthened."""

    kind: str
    reasons: tuple[Reason, ...] = ()


def suggested(before: ClauseRevision, after: ClauseRevision, *, language: str = DEFAULT_LANGUAGE) -> Judgement:
    """The kind of the change of a clause whose texts are drawn up in ``language``."""
    reasons = tuple(_reasons(before, after, language))
    return Judgement(kind=max((each.kind for each in reasons), key=JUDGED.index, default=EDITORIAL), reasons=reasons)


def _reasons(before: ClauseRevision, after: ClauseRevision, language: str) -> Iterator[Reason]:
    yield from _of_texts(before, after, language)
    yield from _of_level(before, after)
    yield from _of_parameters(before.parameters, after.parameters)
    yield from _of_checks(before, after)
    yield from _of_exceptions(before, after)
    yield from _of_evidence(before, after)
    yield from _of_reach(before, after)
    if before.kind != after.kind:
        yield Reason(STRENGTHENED, _("It is another kind of clause."))
    if (before.topics, before.audit) != (after.topics, after.audit):
        yield Reason(CLARIFIED, _("Its topics or its review changed."))


def _of_texts(before: ClauseRevision, after: ClauseRevision, language: str) -> Iterator[Reason]:
    for part, tag, old, new in worded_otherwise(before, after):
        if tag != language:
            yield Reason(EDITORIAL, _("A translation changed ({language}).").format(language=tag))
        elif part in ("title", "rationale"):
            yield Reason(EDITORIAL, _("Its title or rationale was reworded."))
        elif _WORDS.findall(old.casefold()) == _WORDS.findall(new.casefold()):
            yield Reason(EDITORIAL, _("Only punctuation, case or spaces of its text changed."))
        elif part == "text" and {before.kind, after.kind} & set(BINDING):
            yield Reason(STRENGTHENED, _("Its text was reworded; whether it demands more is not known."))
        else:
            yield Reason(CLARIFIED, _("Its explanation was reworded."))


def _of_level(before: ClauseRevision, after: ClauseRevision) -> Iterator[Reason]:
    if before.level != after.level:
        demands = _rank(after.level) > _rank(before.level)
        words = _("Its level went from {old} to {new}.").format(old=before.level or "-", new=after.level or "-")
        yield Reason(STRENGTHENED if demands else RELAXED, words)
    if before.critical != after.critical:
        words = _("It became critical.") if after.critical else _("It is critical no longer.")
        yield Reason(STRENGTHENED if after.critical else RELAXED, words)


def _rank(level: str | None) -> int:
    return len(LEVELS) - LEVELS.index(level) if level else 0


def _of_parameters(before: Mapping[str, Parameter], after: Mapping[str, Parameter]) -> Iterator[Reason]:
    for name in dict.fromkeys((*before, *after)):
        old, new = before.get(name), after.get(name)
        if old == new:
            continue
        told = _("The parameter {name} went from {old} to {new}.")
        words = told.format(name=name, old=old.words if old else "-", new=new.words if new else "-")
        yield Reason(_direction(old, new), words)


def _direction(old: Parameter | None, new: Parameter | None) -> str:
    """A higher minimum and a lower maximum demand more; of other values nobody can tell."""
    if old is None or new is None or (old.type, old.unit, old.comparator) != (new.type, new.unit, new.comparator):
        return STRENGTHENED
    if old.value == new.value:
        return CLARIFIED
    if isinstance(old.value, str) or isinstance(new.value, str) or new.comparator not in ("min", "max"):
        return STRENGTHENED
    return STRENGTHENED if (new.value > old.value) == (new.comparator == "min") else RELAXED


def _of_checks(before: ClauseRevision, after: ClauseRevision) -> Iterator[Reason]:
    old, new = ({check.id: check for check in clause.checks} for clause in (before, after))
    for key in dict.fromkeys((*old, *new)):
        if key not in old:
            yield Reason(STRENGTHENED, _("The check {check} came.").format(check=key))
        elif key not in new:
            yield Reason(RELAXED, _("The check {check} went.").format(check=key))
        elif old[key] != new[key]:
            rule = _rule(old[key]) != _rule(new[key])
            yield Reason(STRENGTHENED if rule else EDITORIAL, _("The check {check} changed.").format(check=key))


def _rule(check: Check) -> tuple[object, ...]:
    return check.finding, check.entity, check.applies, check.holds, check.severity, check.empty


def _of_exceptions(before: ClauseRevision, after: ClauseRevision) -> Iterator[Reason]:
    if any(each not in after.exceptions for each in before.exceptions):
        yield Reason(STRENGTHENED, _("An exception went or changed."))
    if any(each not in before.exceptions for each in after.exceptions):
        yield Reason(RELAXED, _("An exception came or changed."))


def _of_evidence(before: ClauseRevision, after: ClauseRevision) -> Iterator[Reason]:
    old, new = ({item.code: item for item in clause.evidence} for clause in (before, after))
    if new.keys() - old.keys():
        yield Reason(STRENGTHENED, _("More evidence is expected."))
    if old.keys() - new.keys():
        yield Reason(RELAXED, _("Less evidence is expected."))
    if any(old[code] != new[code] for code in old.keys() & new.keys()):
        yield Reason(CLARIFIED, _("Expected evidence is described otherwise."))


def _of_reach(before: ClauseRevision, after: ClauseRevision) -> Iterator[Reason]:
    """A facet without values does not restrict."""
    old, new = before.applicability, after.applicability
    for facet in ("metals", "roles", "materials"):
        was, now = frozenset(getattr(old, facet)), frozenset(getattr(new, facet))
        if was and (not now or now - was):
            yield Reason(STRENGTHENED, _("It applies to more ({facet}).").format(facet=facet))
        if now and (not was or was - now):
            yield Reason(RELAXED, _("It applies to fewer ({facet}).").format(facet=facet))
    if old.when != new.when:
        yield Reason(STRENGTHENED, _("The condition under which it applies changed."))
