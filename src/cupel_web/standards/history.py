"""A clause in the other editions of its standard, as the recorded lineage tells it."""

from collections.abc import Iterator
from dataclasses import dataclass

from cupel.standard import Edition, LineageEdge, Standard
from cupel_web.standards.queries import words


@dataclass(frozen=True, kw_only=True)
class Relative:
    """A clause of another edition that the clause came from, became, or is; ``kinds``: what happened in between."""

    edition: Edition
    uid: str
    label: str
    title: str
    kinds: tuple[str, ...]


def relatives(standard: Standard, edition: Edition, uid: str) -> list[Relative]:
    """The clause in every other full edition, oldest edition first; nothing for an edition that has no such clause."""
    others = [other for other in standard.editions.values() if other.content == "full" and other != edition]
    return [
        relative
        for other in sorted(others, key=lambda other: other.edition)
        for relative in _in_edition(edition, other, uid)
    ]


def _in_edition(edition: Edition, other: Edition, uid: str) -> Iterator[Relative]:
    labels = other.labels
    edges = list(_edges(edition, other, uid))
    found = dict.fromkeys([uid, *(far for _edge, far in edges)])
    for far in found:
        if far in labels:
            kinds = tuple(edge.kind for edge, end in edges if end == far)
            title = words(other.clauses[far].title)
            yield Relative(edition=other, uid=far, label=labels[far], title=title, kinds=kinds)


def _edges(edition: Edition, other: Edition, uid: str) -> Iterator[tuple[LineageEdge, str]]:
    """Edges between the two editions that touch the clause, each with a clause at its other end."""
    for edge in edition.lineage:
        ends = (edge.from_edition, edge.to_edition)
        if ends == (other.edition, edition.edition) and uid in edge.targets:
            yield from ((edge, far) for far in edge.sources)
        if ends == (edition.edition, other.edition) and uid in edge.sources:
            yield from ((edge, far) for far in edge.targets)
