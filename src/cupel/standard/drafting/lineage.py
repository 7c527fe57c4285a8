"""What became of every clause of the base: the edges from the base to the draft.

Clauses that share an origin belong together: one and one is a reworded clause, one and several a split, several and one
a merge, several and several were recast. A part that came and went within the draft leaves no edge of its own.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from cupel.standard.changes.judgement import Judgement, suggested
from cupel.standard.drafting.edits import Judge
from cupel.standard.drafting.state import DraftState
from cupel.standard.lineage import DEFAULT, LineageEdge, heaviest


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """The kind of a clause's change: what the group decided, else what is proposed.

    ``decided`` is None without a decision; ``outdated`` where the clause was edited after it, so that it holds no more.
    """

    uid: str
    proposed: Judgement
    decided: Judge | None = None
    outdated: bool = False

    @property
    def kind(self) -> str:
        """The kind that holds."""
        known = self.decided.kind if self.decided is not None and not self.outdated else None
        return known or self.proposed.kind


def verdicts(state: DraftState) -> Mapping[str, Verdict]:
    """For every clause of the draft that goes on from one of the base with another content, in printed order."""
    return {
        uid: _verdict(state, uid, source)
        for uid in state.tree.walk()
        if (source := predecessor(state, uid)) is not None
        if source != uid or state.changed(uid)
    }


def predecessor(state: DraftState, uid: str) -> str | None:
    """The clause of the base to compare with: the same one, else the only one it comes from."""
    origins = state.descent.origins[uid]
    if uid in origins:
        return uid
    return next(iter(origins)) if len(origins) == 1 else None


def _verdict(state: DraftState, uid: str, source: str) -> Verdict:
    proposed = suggested(state.base.clauses[source], state.clauses[uid], language=state.language)
    judged = state.descent.judged.get(uid)
    if judged is None:
        return Verdict(uid=uid, proposed=proposed)
    return Verdict(uid=uid, proposed=proposed, decided=judged.edit, outdated=judged.content != state.hash_now(uid))


def edges(state: DraftState) -> tuple[LineageEdge, ...]:
    """One edge for everything that did not simply stay: each clause of base and draft is in one, or unchanged."""
    return (*_continued(state), *_new(state), *_ended(state))


@dataclass
class _Family:
    sources: set[str]
    targets: list[str]


def _families(state: DraftState) -> list[_Family]:
    """Clauses of base and draft that share origins, directly or over others, in printed order."""
    of: dict[str, _Family] = {}
    for uid in state.tree.walk():
        family = _Family(set(state.descent.origins[uid]), [uid])
        for other in {id(of[source]): of[source] for source in family.sources if source in of}.values():
            family = _Family(other.sources | family.sources, [*other.targets, *family.targets])
        of |= dict.fromkeys(family.sources, family)
    return list({id(family): family for family in of.values()}.values())


def _continued(state: DraftState) -> Iterator[LineageEdge]:
    places = {uid: place for place, uid in enumerate(state.base.labels)}
    for family in sorted(_families(state), key=lambda family: min(places[uid] for uid in family.sources)):
        sources, targets = tuple(sorted(family.sources, key=places.__getitem__)), tuple(family.targets)
        kind = _kind(state, sources, targets)
        if kind is not None:
            yield _edge(state, kind, sources, targets, about=(*targets, *sources))


def _kind(state: DraftState, sources: tuple[str, ...], targets: tuple[str, ...]) -> str | None:
    if len(sources) > 1:
        return "recast" if len(targets) > 1 else "merged"
    if len(targets) > 1:
        return "split"
    (source,), (target,) = sources, targets
    if source != target or state.changed(target):
        return _verdict(state, target, source).kind
    return "moved" if state.base.parents[source] != state.tree.parents[target] else None


def _new(state: DraftState) -> Iterator[LineageEdge]:
    for uid in state.tree.walk():
        if not state.descent.origins[uid]:
            yield _edge(state, "new", (), (uid,), about=(uid,))


def _ended(state: DraftState) -> Iterator[LineageEdge]:
    left = frozenset[str]().union(*state.descent.origins.values())
    for uid in state.base.labels:
        if uid not in left:
            last, covered_by = _end(state, uid)
            kind = "covered-by" if covered_by else "withdrawn"
            yield _edge(state, kind, (uid,), tuple(covered_by), about=(*last, uid))


def _end(state: DraftState, uid: str) -> tuple[list[str], list[str]]:
    """What the clause was under before it went, the last first, and the clauses there are that cover it."""
    passed: dict[str, None] = {}
    found: dict[str, None] = {}
    waiting = [uid]
    while waiting:
        each = waiting.pop()
        if each in state.clauses:
            found[each] = None
        elif each not in passed:
            passed[each] = None
            waiting += state.descent.became.get(each, ())
    return list(reversed(passed)), [each for each in state.tree.walk() if each in found]


def _edge(
    state: DraftState, kind: str, sources: tuple[str, ...], targets: tuple[str, ...], *, about: tuple[str, ...]
) -> LineageEdge:
    """With what was said and decided ``about`` clauses; of several rules the heaviest, of reasons the first."""
    uids = tuple(dict.fromkeys(about))
    decided = [judge for uid in uids if (judge := _standing(state, uid)) is not None]
    rules = [judge.carry_over for judge in decided if judge.carry_over != DEFAULT]
    notes = [judge.note for judge in decided if judge.note]
    notes += [state.descent.notes[uid] for uid in uids if uid in state.descent.notes]
    return LineageEdge(
        from_edition=state.base.edition,
        to_edition=state.edition_key,
        kind=kind,
        sources=sources,
        targets=targets,
        carry_over=heaviest(rules) if rules else DEFAULT,
        note=notes[0] if notes else {},
        decided_by=next((judge.decided_by for judge in decided if judge.decided_by), None),
        decided_on=next((judge.decided_on for judge in decided if judge.decided_on), None),
    )


def _standing(state: DraftState, uid: str) -> Judge | None:
    """The decision about a clause, unless the clause was edited after it."""
    judged = state.descent.judged.get(uid)
    return judged.edit if judged is not None and judged.content == state.hash_now(uid) else None
