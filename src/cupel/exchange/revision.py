"""What changed from one edition to the next, set for print: what stays in place, goes, comes and moves.

The longest run of clauses that keep their order and depth stays where it is; others that are in both editions move.
Of a clause that moves and changes, the parts that change go where it was and come where it is.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from cupel.exchange.layout import (
    PARTS,
    ClauseText,
    Mark,
    Part,
    Passage,
    Run,
    RunKind,
    changed_runs,
    clause_passages,
    clause_texts,
    passage_of,
    replaced,
)
from cupel.exchange.order import Pair, longest_in_order
from cupel.standard import Edition, carry_over


def changed_passages(old: Edition, new: Edition, *, language: str) -> Iterator[Passage]:
    """Every passage of both editions: accepted, it is the new one; rejected, the old one."""
    before = list(clause_texts(old, language=language).values())
    after = list(clause_texts(new, language=language).values())
    pairs = _pairs(before, after, old, new)
    kept = longest_in_order([pair for pair in pairs if before[pair[0]].depth == after[pair[1]].depth])
    moves = _numbered([pair for pair in pairs if pair not in set(kept)])
    leaving = {pair[0]: (pair, number) for pair, number in moves.items()}
    arriving = {pair[1]: (pair, number) for pair, number in moves.items()}
    for (i, j), (p, q) in pairwise([(-1, -1), *sorted(kept), (len(before), len(after))]):
        if i >= 0:
            yield from _changed(before[i], after[j])
        for place in range(i + 1, p):
            yield from _gone(before[place], leaving.get(place), after)
        for place in range(j + 1, q):
            yield from _come(after[place], arriving.get(place), before)


def _pairs(before: Sequence[ClauseText], after: Sequence[ClauseText], old: Edition, new: Edition) -> list[Pair]:
    """Clauses of the same uid; a new uid whose source is gone is that source's successor, once."""
    places = {clause.uid: place for place, clause in enumerate(before)}
    sources = {fate.uid: fate.sources for fate in carry_over(new.lineage, old, new) if fate.uid in new.labels}
    taken = {uid for uid in new.labels if uid in places}
    found = []
    for place, clause in enumerate(after):
        uid = clause.uid if clause.uid in places else next((s for s in sources[clause.uid] if s not in taken), None)
        if uid is not None:
            taken.add(uid)
            found.append((places[uid], place))
    return found


def _numbered(moves: Iterable[Pair]) -> dict[Pair, int]:
    """Clauses that leave side by side and arrive side by side are one move."""
    numbered: dict[Pair, int] = {}
    previous: Pair = (-2, -2)
    for pair in sorted(moves, key=lambda pair: pair[1]):
        together = (pair[0] - 1, pair[1] - 1) == previous
        numbered[pair] = numbered[previous] if together else len(set(numbered.values())) + 1
        previous = pair
    return numbered


def _changed(old: ClauseText, new: ClauseText) -> Iterator[Passage]:
    for part in PARTS:
        if part not in new.pieces:
            if part in old.pieces:
                yield from _whole(old, part, "delete")
        elif part not in old.pieces:
            yield from _whole(new, part, "insert")
        elif old.languages[part] != new.languages[part]:
            yield from _whole(old, part, "delete")
            yield from _whole(new, part, "insert")
        else:
            label = replaced(old.label, new.label) if part == "title" else ()
            yield passage_of(new, part, changed_runs(old.pieces[part], new.pieces[part]), label=label)


def _whole(clause: ClauseText, part: Part, kind: RunKind) -> Iterator[Passage]:
    mark = _goes_or_comes(kind)
    return (passage for passage in clause_passages(clause, kind, mark=mark) if passage.part == part)


def _gone(clause: ClauseText, move: tuple[Pair, int] | None, after: Sequence[ClauseText]) -> Iterator[Passage]:
    if move is None:
        yield from clause_passages(clause, "delete", mark="delete")
        return
    pair, number = move
    yield from _side(clause, _changed(clause, after[pair[1]]), "delete", number)


def _come(clause: ClauseText, move: tuple[Pair, int] | None, before: Sequence[ClauseText]) -> Iterator[Passage]:
    if move is None:
        yield from clause_passages(clause, "insert", mark="insert")
        return
    pair, number = move
    yield from _side(clause, _changed(before[pair[0]], clause), "insert", number)


def _side(clause: ClauseText, both: Iterable[Passage], changes: RunKind, number: int) -> Iterator[Passage]:
    """One side of a move: of the changed clause, what was there (``delete``) or what is now (``insert``).

    A part that stays as it is moves, with its title; one that changes goes and comes as a whole. LibreOffice gives the
    paragraph after a move a wrong style where a paragraph in it is tracked in several ways.
    """
    moving: Mark = "move-from" if changes == "delete" else "move-to"
    for passage in both:
        runs = tuple(run for run in passage.runs if run.kind in ("keep", changes))
        if not runs:
            continue
        stays = passage.part == "title" or all(run.kind == "keep" for run in passage.runs)
        whole = clause.pieces[passage.part] if stays else tuple(replace(run, kind=changes) for run in runs)
        yield replace(
            passage,
            uid=clause.uid,
            kind=clause.kind,
            depth=clause.depth,
            runs=whole,
            label=(Run("keep", clause.label),) if passage.part == "title" else (),
            mark=moving if stays else _goes_or_comes(changes),
            move=number,
        )


def _goes_or_comes(kind: RunKind) -> Mark:
    return "insert" if kind == "insert" else "delete"
