"""What of a Word file is taken over into a draft, as ordinary edits."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from cupel.exchange.docx.draft import Naming, as_standard
from cupel.exchange.docx.reading.document import ImportedClause, ImportedDocument
from cupel.exchange.docx.returned import PartChange, Returned
from cupel.exchange.layout import read_level
from cupel.standard import ClauseRevision
from cupel.standard.drafting import (
    Add,
    DraftState,
    Edit,
    Move,
    Reword,
    SetCritical,
    SetLevel,
    Translate,
    Withdraw,
    advanced,
    text_hash,
)


@dataclass(frozen=True, kw_only=True)
class Taken:
    """What is taken over: other ``words`` and other ``places`` of clauses by uid, clauses that are ``gone``, and
    ``new`` ones by their number from 0 in the file, with the uids they are to have. ``note`` says why.
    """

    words: frozenset[str] = frozenset()
    places: frozenset[str] = frozenset()
    gone: frozenset[str] = frozenset()
    new: Mapping[int, str] = field(default_factory=dict)
    note: str = ""


def edits_of_returned(
    document: ImportedDocument, returned: Returned, state: DraftState, taken: Taken
) -> Iterator[Edit]:
    """The edits that make ``state`` say what is taken of the file; ``returned`` is what differs in it from the draft
    that was sent. A clause below one that is not taken stands where that one would.
    """
    for change in returned.changes:
        if change.uid in taken.words and change.uid in state.clauses:
            for part in change.parts:
                yield from _worded(part, state, change.uid)
    yield from _structured(document, returned, state, taken)


def can_be_taken(part: PartChange) -> bool:
    """Whether the change of a part can be made an edit: a level must be one of ours."""
    return part.part != "level" or read_level(part.new) is not None


def _worded(change: PartChange, state: DraftState, uid: str) -> Iterator[Edit]:
    clause = state.clauses[uid]
    if change.part == "level":
        level, critical = read_level(change.new) or (clause.level, clause.critical)
        if level != clause.level:
            yield SetLevel(uid=uid, level=level)
        if critical != clause.critical:
            yield SetCritical(uid=uid, critical=critical)
        return
    texts = getattr(clause, change.part)
    if texts.get(change.language, "") == change.new:
        return
    if change.language == state.language:
        yield Reword(uid=uid, part=change.part, text=change.new)
    else:
        source = text_hash(texts.get(state.language, ""))
        yield Translate(uid=uid, part=change.part, language=change.language, text=change.new, source=source)


@dataclass(frozen=True, kw_only=True)
class _Placed:
    """A clause of the file with its uid, and the clauses before and above it there."""

    clause: ImportedClause
    number: int
    uid: str | None
    before: tuple[str | None, ...]
    above: "_Placed | None"


def _structured(document: ImportedDocument, returned: Returned, state: DraftState, taken: Taken) -> Iterator[Edit]:
    made = _revisions(document, state, taken) if taken.new else {}
    positions = {change.uid for change in returned.changes if change.position} & taken.places
    for placed in _placed(document, taken):
        edit: Edit | None = None
        if placed.number in taken.new:
            parent, position = _stand(placed, state)
            clause = _among(made[placed.number], state.tree.below(parent), position, state)
            edit = Add(clause=clause, parent=parent, position=position)
        elif placed.uid in positions and placed.uid in state.tree:
            edit = _moved(placed, placed.uid, state)
        if edit is not None:
            state = advanced(state, edit)
            yield edit
    for uid in reversed(list(state.tree.walk())):
        if uid in taken.gone and uid in returned.missing:
            withdrawn = Withdraw(uid=uid, reason={state.language: taken.note})
            state = advanced(state, withdrawn)
            yield withdrawn


def _among(clause: ClauseRevision, siblings: tuple[str, ...], position: int, state: DraftState) -> ClauseRevision:
    """A heading with a text is of the kind of the clause beside it; a requirement of no said level must be met."""
    beside = siblings[max(position - 1, 0) : position + 1]
    if clause.kind != "section" or not clause.text or not beside:
        return clause
    kind = state.clauses[beside[0]].kind
    return replace(clause, kind=kind, level="must" if kind == "requirement" else None)


def _moved(placed: _Placed, uid: str, state: DraftState) -> Move | None:
    parent, position = _stand(placed, state)
    below = state.tree.below(state.tree.parents[uid])
    if (parent, position) == (state.tree.parents[uid], below.index(uid)):
        return None
    return Move(uid=uid, parent=parent, position=position)


def _stand(placed: _Placed, state: DraftState) -> tuple[str | None, int]:
    """Parent and position in the draft, the clause itself not counted: after the last of those before it in the file
    that stand there too; one level up where the clause above is not in the draft.
    """
    at: _Placed = placed
    while at.above is not None and at.above.uid not in state.tree:
        at = at.above
    parent = at.above.uid if at.above else None
    siblings = [uid for uid in state.tree.below(parent) if uid != placed.uid]
    last = next((uid for uid in reversed(at.before) if uid in siblings), None)
    return parent, siblings.index(last) + 1 if last else 0


def _placed(document: ImportedDocument, taken: Taken) -> Iterator[_Placed]:
    numbers = {id(clause): number for number, clause in enumerate(document.walk())}

    def uid_of(clause: ImportedClause) -> str | None:
        return taken.new.get(numbers[id(clause)], clause.uid)

    def walk(clauses: tuple[ImportedClause, ...], above: _Placed | None) -> Iterator[_Placed]:
        before: tuple[str | None, ...] = ()
        for clause in clauses:
            uid = uid_of(clause)
            here = _Placed(clause=clause, number=numbers[id(clause)], uid=uid, before=before, above=above)
            yield here
            yield from walk(clause.children, here)
            before = (*before, uid)

    return walk(document.clauses, None)


def _revisions(document: ImportedDocument, state: DraftState, taken: Taken) -> dict[int, ClauseRevision]:
    """The new clauses, as the file says them."""
    uids = iter(range(len(list(document.walk()))))
    naming = Naming(key=state.standard.key, edition=state.edition_key, language=state.language)
    made = as_standard(document, naming, new_uid=lambda: str(next(uids))).standard
    revisions = {int(uid): clause for (uid, _revision), clause in made.clauses.items()}
    return {number: replace(revisions[number], uid=uid) for number, uid in taken.new.items()}
