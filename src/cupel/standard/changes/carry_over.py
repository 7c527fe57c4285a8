"""What the results of an assessment against one edition are worth under a later one (exchange.md 1.3).

Edges of consecutive editions are composed: from 2021 to 2023 a clause that was split in 2022 and strengthened in 2023
is both, and the heavier rule holds. The outcome is a to-do list, never a silent copy.
"""

from collections import deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from itertools import pairwise

from cupel.standard.changes.links import Link, compose_links, links_of, united_kinds, united_notes
from cupel.standard.edition import Edition
from cupel.standard.lineage import (
    ARCHIVE,
    ASSESS,
    KEEP,
    KEEP_AND_FLAG,
    KEEP_IF_MET,
    RE_ASSESS,
    LineageEdge,
    heaviest,
)
from cupel.standard.semver import step_between
from cupel.standard.texts import Texts


@dataclass(frozen=True, kw_only=True)
class CarriedOver:
    """One clause of the new edition (for ``archive``: of the old one), where it comes from, and what to do.

    ``sources`` are uids in the old edition; ``kinds`` the kinds of the edges passed, computed moves included.
    """

    uid: str
    label: str
    sources: tuple[str, ...]
    kinds: tuple[str, ...]
    action: str
    notes: tuple[Texts, ...] = ()

    def decide(self, met: Mapping[str, bool]) -> str:
        """The action given which sources were rated met: ``keep-if-met`` becomes keep or re-assess."""
        if self.action != KEEP_IF_MET:
            return self.action
        return KEEP if all(met.get(uid, False) for uid in self.sources) else RE_ASSESS


def carry_over(lineage: Iterable[LineageEdge], old: Edition, new: Edition) -> tuple[CarriedOver, ...]:
    """The fate of every clause of ``new`` in printed order, then of the clauses of ``old`` that have none in it.

    Between editions that no lineage joins, such as a draft's, clauses match by uid and the step of the version decides.
    """
    links = passage(tuple(lineage), old.edition, new.edition)
    arriving, ended = _by_target(links, old), {link.source: link for link in links if link.target is None}
    arrived = [_arrived(uid, arriving.get(uid, []), old, new) for uid in new.labels]
    continued = {source for item in arrived for source in item.sources}
    return (*arrived, *(_archived(uid, old, ended.get(uid)) for uid in old.labels if uid not in continued))


def passage(edges: Sequence[LineageEdge], old: str, new: str) -> tuple[Link, ...]:
    """The links from the edition ``old`` to ``new`` along the recorded lineage, composed; none where it does not lead
    there.
    """
    steps = (
        links_of([edge for edge in edges if (edge.from_edition, edge.to_edition) == step])
        for step in pairwise(_path(edges, old, new))
    )
    nothing: tuple[Link, ...] = ()
    return reduce(compose_links, steps, nothing)


def position_change(old: Edition, new: Edition, uid: str) -> str | None:
    """``moved`` to another parent, ``renumbered`` under the same one, or None; the clause is in both editions."""
    if old.parents[uid] != new.parents[uid]:
        return "moved"
    return "renumbered" if old.labels[uid] != new.labels[uid] else None


def _path(edges: Sequence[LineageEdge], old: str, new: str) -> list[str]:
    """The shortest way from edition to edition along the recorded lineage; none where it does not lead there."""
    steps: dict[str, list[str]] = {}
    for edge in edges:
        if edge.to_edition not in steps.setdefault(edge.from_edition, []):
            steps[edge.from_edition].append(edge.to_edition)
    waiting = deque([[old]])
    seen = {old}
    while waiting:
        path = waiting.popleft()
        if path[-1] == new:
            return path
        for following in steps.get(path[-1], []):
            if following not in seen:
                seen.add(following)
                waiting.append([*path, following])
    return []


def _by_target(links: Sequence[Link], old: Edition) -> dict[str, list[Link]]:
    """The links to each clause; one of the old edition that no link names leads to itself."""
    found: dict[str, list[Link]] = {}
    for link in links:
        if link.target is not None and (link.source is None or link.source in old.labels):
            found.setdefault(link.target, []).append(link)
    leaving = {link.source for link in links}
    for uid in old.labels:
        if uid not in leaving:
            found.setdefault(uid, []).append(Link(source=uid, target=uid))
    return found


def _arrived(uid: str, links: Sequence[Link], old: Edition, new: Edition) -> CarriedOver:
    found = {link.source for link in links}
    sources = tuple(source for source in old.labels if source in found)
    kinds, action = (united_kinds(links), _action(links)) if links else (("new",), ASSESS)
    if uid in sources:
        before, after = old.clauses[uid].revision, new.clauses[uid].revision
        change = position_change(old, new, uid)
        if not kinds and before != after:
            action = _step_action(before, after)
        elif not kinds and not change:
            kinds = ("unchanged",)
        kinds = tuple(dict.fromkeys((*kinds, change))) if change else kinds
    return CarriedOver(
        uid=uid, label=new.labels[uid], sources=sources, kinds=kinds, action=action, notes=united_notes(links)
    )


def _action(links: Sequence[Link]) -> str:
    """The heaviest rule; with a source that was new on the way and has no result, the rest cannot simply be kept."""
    mixed = any(link.source is not None for link in links)
    return heaviest(RE_ASSESS if mixed and link.rule == ASSESS else link.rule for link in links)


def _archived(uid: str, old: Edition, link: Link | None) -> CarriedOver:
    kinds, notes = (link.kinds, link.notes) if link else (("withdrawn",), ())
    return CarriedOver(uid=uid, label=old.labels[uid], sources=(uid,), kinds=kinds, action=ARCHIVE, notes=notes)


def _step_action(before: str, after: str) -> str:
    """The default where nobody decided: by the first part of the version that differs."""
    return (RE_ASSESS, KEEP_AND_FLAG, KEEP)[step_between(before, after)]
