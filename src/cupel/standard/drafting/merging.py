"""What hangs on clauses that become one. Nothing is chosen silently: what does not agree must be settled first."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

from cupel.errors import StandardError
from cupel.messages import _
from cupel.standard.clause import LEVELS, CheckException, ClauseRevision
from cupel.standard.drafting.edits import Part
from cupel.standard.semver import FIRST
from cupel.standard.texts import Texts

T = TypeVar("T")


def merged_clause(sources: Sequence[ClauseRevision], into: Part, *, heir: str) -> ClauseRevision:
    """The clause that ``sources`` become: texts as given, the strictest level, all that hangs on any of them.

    Kind, applicability, topics and review are those of ``heir``, the one whose place it takes.
    """
    first = next(clause for clause in sources if clause.uid == heir)
    uids = {clause.uid for clause in sources}
    levels = [level for level in LEVELS if any(clause.level == level for clause in sources)]
    kept = heir == into.uid
    return replace(
        first,
        uid=into.uid,
        revision=first.revision if kept else FIRST,
        title={**first.title, **into.title} if kept else into.title,
        text={**first.text, **into.text} if kept else into.text,
        level=levels[0] if levels else None,
        critical=any(clause.critical for clause in sources),
        guidance=_following([clause.guidance for clause in sources]),
        rationale=_following([clause.rationale for clause in sources]),
        authors=tuple(dict.fromkeys(author for clause in sources for author in clause.authors)),
        evidence=tuple(_agreed([{each.code: each for each in clause.evidence} for clause in sources]).values()),
        parameters=_agreed([clause.parameters for clause in sources]),
        checks=tuple(_agreed([{each.id: each for each in clause.checks} for clause in sources]).values()),
        exceptions=tuple(
            dict.fromkeys(regranted(each, uids, into.uid) for clause in sources for each in clause.exceptions)
        ),
        places={},
    )


def _following(texts: Sequence[Texts]) -> Texts:
    """The texts of each language one after the other."""
    languages = dict.fromkeys(language for each in texts for language in each)
    return {
        language: "\n\n".join(dict.fromkeys(each[language] for each in texts if language in each))
        for language in languages
    }


def _agreed(named: Sequence[Mapping[str, T]]) -> dict[str, T]:
    """All things by name; raises StandardError where one name means two things."""
    found: dict[str, T] = {}
    for each in named:
        for name, thing in each.items():
            if found.setdefault(name, thing) != thing:
                message = _("{name} means different things in the clauses that are merged.").format(name=name)
                remedy = _("Make them equal, or give one another name, before the merge.")
                raise StandardError(message, code="draft-merge-conflict", remedy=remedy)
    return found


def regranted(exception: CheckException, uids: set[str], into: str) -> CheckException:
    """An exception to a check of one of the clauses ``uids``, or granted by one, as of the clause they became."""
    owner, hash_sign, check = exception.of.rpartition("#")
    of = f"{into}#{check}" if hash_sign and owner in uids else exception.of
    return replace(exception, of=of, clause=into if exception.clause in uids else exception.clause)
