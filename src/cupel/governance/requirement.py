"""What a rule asked for and what there was: every rule that decides is shown, met or not, in exact fractions."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction

from cupel.governance.procedure import Voter


@dataclass(frozen=True, kw_only=True)
class Requirement:
    """``rule``: which (quorum, quorum of each, balance, ...); ``category`` it is about, if one. ``reached`` and
    ``needed``: shares, or numbers of votes where the rule counts.
    """

    rule: str
    category: str | None = None
    reached: Fraction
    needed: Fraction
    met: bool


def share_of(part: int, whole: int) -> Fraction:
    """Exact share; of nothing it is 0."""
    return Fraction(part, whole) if whole else Fraction(0)


def at_least(rule: str, reached: Fraction, needed: Fraction, *, more: bool = False) -> Requirement:
    """A share that must be reached, or exceeded."""
    return Requirement(rule=rule, reached=reached, needed=needed, met=reached > needed if more else reached >= needed)


def at_most(rule: str, reached: Fraction, limit: Fraction, *, category: str | None = None) -> Requirement:
    """A share that must not be exceeded."""
    return Requirement(rule=rule, category=category, reached=reached, needed=limit, met=reached <= limit)


def of_each(rule: str, voters: Iterable[Voter], categories: tuple[str, ...], needed: int) -> Iterator[Requirement]:
    """A number of votes that each category must have; nothing if none is asked for."""
    counts = Counter(voter.category for voter in voters)
    if needed:
        for category in categories:
            reached, least = Fraction(counts[category]), Fraction(needed)
            yield Requirement(rule=rule, category=category, reached=reached, needed=least, met=reached >= least)
