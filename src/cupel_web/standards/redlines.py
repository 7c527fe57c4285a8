"""What changed between two editions, arranged for the page."""

from dataclasses import dataclass, field
from functools import lru_cache

from cupel.standard import Change, ClauseDiff, Edition, EditionDiff, diff_editions

MOVES = ("moved", "renumbered", "split", "merged", "recast", "covered-by", "new", "withdrawn")


@dataclass(frozen=True, kw_only=True)
class PageRedline:
    """Moves grouped by kind, and the clauses whose content differs."""

    moves: list[tuple[str, tuple[Change, ...]]]
    clauses: list[ClauseDiff]


def redline_between(old: Edition, new: Edition, *, text: str) -> PageRedline:
    """The difference, narrowed to clauses with ``text`` in their label or title."""
    difference = _difference(_named(old), _named(new))
    moves = [(kind, difference.of_kind(kind)) for kind in MOVES]
    return PageRedline(
        moves=[(kind, changes) for kind, changes in moves if changes],
        clauses=[clause for clause in difference.clauses if text.lower() in _name(clause).lower()],
    )


@dataclass(frozen=True)
class _Named:
    """An edition that is the same as another where name and content are."""

    reference: str
    manifest_hash: str
    edition: Edition = field(compare=False)


@lru_cache(maxsize=64)
def _difference(old: _Named, new: _Named) -> EditionDiff:
    return diff_editions(old.edition, new.edition)


def _named(edition: Edition) -> _Named:
    return _Named(edition.reference, edition.manifest_hash, edition)


def _name(clause: ClauseDiff) -> str:
    names = [name for name in (clause.old, clause.new) if name]
    return " ".join(f"{name.label} {name.title}" for name in names)
