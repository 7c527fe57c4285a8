"""Comments as they are compared: what is said in words, what in facts, and whether two ask for different things."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from cupel.consultation.clauses import ClauseBook
from cupel.consultation.clusters.facts import Facts, facts_of, sort_of
from cupel.consultation.data import Comment


@dataclass(frozen=True)
class Said:
    """One comment. ``clause``: its uid, or None where it is not placed; ``facts`` without what the draft says now."""

    comment: Comment
    now: Facts

    @property
    def clause(self) -> str | None:
        """Where it belongs."""
        return self.comment.clause

    @property
    def language(self) -> str:
        """The language without its region."""
        return self.comment.submission.language.split("-")[0].lower()

    @property
    def text(self) -> str:
        """All that is said."""
        return f"{self.comment.text}\n{self.comment.change}".strip()

    @cached_property
    def facts(self) -> Facts:
        """What is said in any language alike."""
        return facts_of(self.text, self.language) - self.now

    @cached_property
    def telling(self) -> Facts:
        """The facts without bare numbers, which may be of a house or a footnote."""
        return frozenset(fact for fact in self.facts if sort_of(fact) or not fact[:1].isdigit())

    @cached_property
    def asked(self) -> Facts:
        """The facts of the proposed change; those of the comment where none is proposed."""
        proposed = facts_of(self.comment.change, self.language) - self.now
        return proposed or self.facts


def said(comments: Iterable[Comment], book: ClauseBook) -> list[Said]:
    """The comments ready to be compared; what their clause states already, and labels, tell nothing."""
    now = {
        clause.uid: frozenset(fact for value in clause.values for fact in facts_of(value, "en"))
        for clause in book.clauses
    }
    labels = frozenset(clause.label for clause in book.clauses)
    return [Said(comment, now.get(comment.clause or "", frozenset()) | labels) for comment in comments]


def at_odds(one: Facts, other: Facts) -> bool:
    """Whether both name days, amounts in one unit, quoted terms or documents, and share none of that sort."""
    ours, theirs = _sorted(one), _sorted(other)
    return any(not ours[sort] & theirs[sort] for sort in ours.keys() & theirs.keys())


def shared(group: Sequence[Said]) -> Facts:
    """Facts that half of the comments have."""
    counts: dict[str, int] = {}
    for fact in (fact for each in group for fact in each.facts):
        counts[fact] = counts.get(fact, 0) + 1
    return frozenset(fact for fact, number in counts.items() if 2 * number >= len(group))


def _sorted(facts: Facts) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for fact in facts:
        if sort := sort_of(fact):
            found.setdefault(sort, set()).add(fact)
    return found
