"""Lineage between editions: what became of each clause, and what an assessment's results are worth after it.

Kinds and default carry-over rules are those of exchange.md 1.3, and ``recast`` where several clauses became several.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from cupel.standard.texts import Texts

KEEP = "keep"
KEEP_AND_FLAG = "keep-and-flag"
KEEP_IF_MET = "keep-if-met"
RE_CHECK = "re-check"
RE_ASSESS = "re-assess"
ASSESS = "assess"
ARCHIVE = "archive"
CARRY_OVER = (KEEP, KEEP_AND_FLAG, KEEP_IF_MET, RE_CHECK, RE_ASSESS, ASSESS, ARCHIVE)
"""From the lightest to the heaviest. ``keep-if-met`` keeps where every source is met and re-assesses otherwise."""

DEFAULT = "default"
JUDGED = ("editorial", "clarified", "relaxed", "strengthened")
"""Kinds of a reworded clause, which a group decides; from the lightest to the heaviest carry-over rule."""

MANY = 10_000


class Shape(NamedTuple):
    """How many clauses a kind of edge has on each side, and what becomes of their results by default."""

    sources: tuple[int, int]
    targets: tuple[int, int]
    carry_over: str


SHAPES = {
    "unchanged": Shape((1, 1), (1, 1), KEEP),
    "moved": Shape((1, 1), (1, 1), KEEP),
    "renumbered": Shape((1, 1), (1, 1), KEEP),
    "editorial": Shape((1, 1), (1, 1), KEEP),
    "clarified": Shape((1, 1), (1, 1), KEEP_AND_FLAG),
    "strengthened": Shape((1, 1), (1, 1), RE_ASSESS),
    "relaxed": Shape((1, 1), (1, 1), KEEP_IF_MET),
    "split": Shape((1, 1), (2, MANY), RE_CHECK),
    "merged": Shape((2, MANY), (1, 1), KEEP_IF_MET),
    "recast": Shape((2, MANY), (2, MANY), RE_CHECK),
    "covered-by": Shape((1, MANY), (1, MANY), RE_CHECK),
    "new": Shape((0, 0), (1, MANY), ASSESS),
    "withdrawn": Shape((1, MANY), (0, 0), ARCHIVE),
}
SAME_REVISION = ("unchanged", "moved", "renumbered")
NOTE_REQUIRED = ("withdrawn", "covered-by")


def heaviest(rules: Iterable[str]) -> str:
    """The heaviest of carry-over rules; ``keep`` where there is none."""
    return max(rules, key=CARRY_OVER.index, default=KEEP)


@dataclass(frozen=True, kw_only=True)
class LineageEdge:
    """What became of ``sources`` (uids in ``from_edition``): they are ``targets`` (uids in ``to_edition``) now."""

    from_edition: str
    to_edition: str
    kind: str
    sources: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()
    carry_over: str = DEFAULT
    note: Texts = field(default_factory=dict)
    decided_by: str | None = None
    decided_on: str | None = None

    @property
    def rule(self) -> str:
        """The carry-over rule: the one decided, else the kind's default."""
        return SHAPES[self.kind].carry_over if self.carry_over == DEFAULT else self.carry_over
