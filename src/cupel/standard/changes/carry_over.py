"""What the results of an assessment against one edition are worth under a later one (exchange.md 1.3).

Edges of consecutive editions are composed: from 2021 to 2023 a clause that was split in 2022 and strengthened in 2023
is both, and the heavier rule holds. The outcome is a to-do list, never a silent copy.
"""

from collections import deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from cupel.standard.edition import Edition
from cupel.standard.lineage import (
    ARCHIVE,
    ASSESS,
    CARRY_OVER,
    KEEP,
    KEEP_AND_FLAG,
    KEEP_IF_MET,
    RE_ASSESS,
    LineageEdge,
)
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


@dataclass(frozen=True)
class _Trace:
    sources: frozenset[str]
    kinds: tuple[str, ...] = ()
    action: str = KEEP
    notes: tuple[Texts, ...] = ()


_Traces = dict[str, _Trace]


def carry_over(lineage: Iterable[LineageEdge], old: Edition, new: Edition) -> tuple[CarriedOver, ...]:
    """The fate of every clause of ``new`` in printed order, then of the clauses of ``old`` that have none in it.

    Between editions that no lineage joins, such as a draft's, clauses match by uid and the step of the version decides.
    """
    edges = tuple(lineage)
    traces = {uid: _Trace(frozenset({uid})) for uid in old.labels}
    ended: _Traces = {}
    path = _path(edges, old.edition, new.edition)
    for earlier, later in pairwise(path):
        step = [edge for edge in edges if (edge.from_edition, edge.to_edition) == (earlier, later)]
        traces = _advance(traces, step, ended)
    arrived = [_arrived(uid, traces.get(uid), old, new) for uid in new.labels]
    continued = {source for item in arrived for source in item.sources}
    return (*arrived, *(_archived(uid, old, ended) for uid in old.labels if uid not in continued))


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


def _advance(traces: _Traces, edges: Sequence[LineageEdge], ended: _Traces) -> _Traces:
    """One step along the lineage; what is in no edge stays as it is."""
    leaving = {uid for edge in edges for uid in edge.sources}
    following = {uid: trace for uid, trace in traces.items() if uid not in leaving}
    for edge in sorted(edges, key=lambda edge: edge.kind == "covered-by"):
        trace = _along(edge, [traces[uid] for uid in edge.sources if uid in traces])
        if not edge.targets:
            ended.update(dict.fromkeys(trace.sources, trace))
        for uid in edge.targets:
            there = following.get(uid) if edge.kind == "covered-by" else None
            following[uid] = trace if there is None else _joined([there, trace])
    return following


def _along(edge: LineageEdge, sources: Sequence[_Trace]) -> _Trace:
    joined = _joined(sources)
    notes = (*joined.notes, edge.note) if edge.note else joined.notes
    action = edge.rule if not sources else _heaviest([joined.action, edge.rule])
    return replace(joined, kinds=_once((*joined.kinds, edge.kind)), action=action, notes=notes)


def _joined(traces: Sequence[_Trace]) -> _Trace:
    """Several traces as one; a source that was new on the way has no result, so the rest cannot simply be kept."""
    fresh = [trace.action == ASSESS for trace in traces]
    actions = [RE_ASSESS if trace.action == ASSESS and not all(fresh) else trace.action for trace in traces]
    return _Trace(
        frozenset().union(*(trace.sources for trace in traces)),
        _once(kind for trace in traces for kind in trace.kinds),
        _heaviest(actions),
        tuple(note for trace in traces for note in trace.notes),
    )


def _heaviest(actions: Iterable[str]) -> str:
    return max(actions, key=CARRY_OVER.index, default=KEEP)


def _once(kinds: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(kinds))


def _arrived(uid: str, trace: _Trace | None, old: Edition, new: Edition) -> CarriedOver:
    if trace is None:
        trace = _Trace(frozenset(), ("new",), ASSESS)
    kinds, action = trace.kinds, trace.action
    if uid in trace.sources:
        before, after = old.clauses[uid].revision, new.clauses[uid].revision
        change = position_change(old, new, uid)
        if not kinds and before != after:
            action = _step_action(before, after)
        elif not kinds and not change:
            kinds = ("unchanged",)
        kinds = _once((*kinds, change)) if change else kinds
    order = [source for source in old.labels if source in trace.sources]
    return CarriedOver(
        uid=uid, label=new.labels[uid], sources=tuple(order), kinds=kinds, action=action, notes=trace.notes
    )


def _archived(uid: str, old: Edition, ended: _Traces) -> CarriedOver:
    trace = ended.get(uid, _Trace(frozenset({uid}), ("withdrawn",)))
    return CarriedOver(
        uid=uid, label=old.labels[uid], sources=(uid,), kinds=trace.kinds, action=ARCHIVE, notes=trace.notes
    )


def _step_action(before: str, after: str) -> str:
    """The default where nobody decided: by the first part of the version that differs."""
    parts = zip(before.split("."), after.split("."), strict=True)
    step = next((number for number, (one, other) in enumerate(parts) if one != other), 2)
    return (RE_ASSESS, KEEP_AND_FLAG, KEEP)[step]
