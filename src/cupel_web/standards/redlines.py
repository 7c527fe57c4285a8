"""What changed between two editions, arranged for the page."""

from dataclasses import dataclass
from functools import cache

from cupel.standard import Change, ClauseDiff, EditionDiff, diff_editions
from cupel_web.standards.queries import edition_named

MOVES = ("moved", "renumbered", "split", "merged", "recast", "covered-by", "new", "withdrawn")


@dataclass(frozen=True, kw_only=True)
class PageRedline:
    """Moves grouped by kind, and the clauses whose content differs."""

    moves: list[tuple[str, tuple[Change, ...]]]
    clauses: list[ClauseDiff]


def redline_between(standard: str, old: str, new: str, *, text: str) -> PageRedline:
    """The difference, narrowed to clauses with ``text`` in their label or title."""
    difference = _difference(standard, old, new)
    moves = [(kind, difference.of_kind(kind)) for kind in MOVES]
    return PageRedline(
        moves=[(kind, changes) for kind, changes in moves if changes],
        clauses=[clause for clause in difference.clauses if text.lower() in _name(clause).lower()],
    )


@cache
def _difference(standard: str, old: str, new: str) -> EditionDiff:
    return diff_editions(edition_named(standard, old), edition_named(standard, new))


def _name(clause: ClauseDiff) -> str:
    names = [name for name in (clause.old, clause.new) if name]
    return " ".join(f"{name.label} {name.title}" for name in names)
