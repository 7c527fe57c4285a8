"""Lineage clause by clause, and its composition over several editions.

A split is as many links as it has parts, a merge as many as it has sources. Links compose like a relation: kinds unite,
notes follow one another, and of rules the heavier one holds, so the order in which editions are put together makes no
difference. A clause that no link names stays what it is.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from cupel.standard.lineage import KEEP, SHAPES, LineageEdge, heaviest
from cupel.standard.texts import Texts


@dataclass(frozen=True, kw_only=True)
class Link:
    """``source`` of an older edition is, or went into, ``target`` of a later one: uids.

    Without a source the target is new; without a target nothing of the source is left. ``rule`` is the carry-over rule.
    """

    source: str | None
    target: str | None
    kinds: tuple[str, ...] = ()
    rule: str = KEEP
    notes: tuple[Texts, ...] = ()


def links_of(edges: Sequence[LineageEdge]) -> tuple[Link, ...]:
    """The links of the edges between two editions.

    A clause that takes in another one and has no edge of its own is also what it was.
    """
    arriving = {uid for edge in edges if edge.kind != "covered-by" for uid in edge.targets}
    leaving = {uid for edge in edges for uid in edge.sources}
    covering = {uid for edge in edges if edge.kind == "covered-by" for uid in edge.targets}
    own = [Link(source=uid, target=uid) for uid in sorted(covering - arriving - leaving)]
    return _united([*own, *(link for edge in edges for link in _links(edge))])


def compose_links(first: Sequence[Link], then: Sequence[Link]) -> tuple[Link, ...]:
    """Links from a to c, of those from a to b and from b to c."""
    following: dict[str, list[Link]] = {}
    for link in then:
        if link.source is not None:
            following.setdefault(link.source, []).append(link)
    made = {link.target for link in first}
    found = [one for link in first for one in _onward(link, following)]
    return _united([*found, *(link for link in then if link.source is None or link.source not in made)])


def _links(edge: LineageEdge) -> Iterator[Link]:
    sources: tuple[str | None, ...] = edge.sources or (None,)
    targets: tuple[str | None, ...] = edge.targets or (None,)
    for source in sources:
        for target in targets:
            notes = (edge.note,) if edge.note else ()
            yield Link(source=source, target=target, kinds=(edge.kind,), rule=edge.rule, notes=notes)


def _onward(link: Link, following: dict[str, list[Link]]) -> Iterator[Link]:
    """The link with what follows its target; what was new and is gone again leaves no trace."""
    if link.target is None or link.target not in following:
        yield link
        return
    for later in following[link.target]:
        if link.source is not None or later.target is not None:
            yield _joined(link.source, later.target, (link, later))


def _united(links: Iterable[Link]) -> tuple[Link, ...]:
    """One link per pair of clauses."""
    ways: dict[tuple[str | None, str | None], list[Link]] = {}
    for link in links:
        ways.setdefault((link.source, link.target), []).append(link)
    return tuple(each[0] if len(each) == 1 else _joined(*pair, each) for pair, each in ways.items())


def _joined(source: str | None, target: str | None, links: Sequence[Link]) -> Link:
    return Link(
        source=source,
        target=target,
        kinds=united_kinds(links),
        rule=heaviest(link.rule for link in links),
        notes=united_notes(links),
    )


def united_kinds(links: Iterable[Link]) -> tuple[str, ...]:
    """The kinds of all links, each once, in the order of the list of kinds."""
    found = {kind for link in links for kind in link.kinds}
    return tuple(kind for kind in SHAPES if kind in found)


def united_notes(links: Iterable[Link]) -> tuple[Texts, ...]:
    """The notes of all links, each once."""
    found: list[Texts] = []
    for link in links:
        found.extend(note for note in link.notes if note not in found)
    return tuple(found)
