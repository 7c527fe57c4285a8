"""What edits of structure make of a draft: new clauses, moves, splits, merges, withdrawals."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from cupel.errors import StandardError
from cupel.messages import _
from cupel.standard.clause import ClauseRevision
from cupel.standard.drafting.content_edits import PARTS
from cupel.standard.drafting.edits import Add, Merge, Move, Part, Split, StructureEdit, Withdraw
from cupel.standard.drafting.merging import merged_clause, regranted
from cupel.standard.drafting.state import DraftState
from cupel.standard.drafting.translations import brought, inherited
from cupel.standard.drafting.tree import Tree
from cupel.standard.semver import FIRST
from cupel.standard.texts import Texts, slots


def restructured(state: DraftState, edit: StructureEdit) -> DraftState:
    """The state after the edit; raises StandardError where it does not fit."""
    match edit:
        case Add():
            return _added(state, edit)
        case Move():
            return _moved(state, edit)
        case Split():
            return _split(state, edit)
        case Merge():
            return _merged(state, edit)
        case Withdraw():
            return _withdrawn(state, edit)


def _added(state: DraftState, edit: Add) -> DraftState:
    uid = edit.clause.uid
    _require_unused(state, [uid])
    _require_place(state.tree, edit.parent, edit.position)
    grown = replace(
        state,
        tree=state.tree.put(uid, edit.parent, edit.position),
        clauses={**state.clauses, uid: replace(edit.clause, revision=FIRST, places={})},
    )
    grown = brought(grown, uid, **{part: getattr(edit.clause, part) for part in PARTS})
    return _noted(grown.with_descent(origins={**state.descent.origins, uid: frozenset()}), [uid], edit.note)


def _moved(state: DraftState, edit: Move) -> DraftState:
    state.clause(edit.uid)
    if edit.parent is not None and edit.parent in (edit.uid, *state.tree.walk(edit.uid)):
        message = _("A clause cannot be put below itself.")
        raise StandardError(message, code="draft-loop", remedy=_("Choose a place outside it."))
    left = state.tree.taken(edit.uid)
    _require_place(left, edit.parent, edit.position)
    return _noted(replace(state, tree=left.put(edit.uid, edit.parent, edit.position)), [edit.uid], edit.note)


def _split(state: DraftState, edit: Split) -> DraftState:
    source = state.clause(edit.uid)
    uids = [part.uid for part in edit.parts]
    if len(set(uids)) < 2 or len(set(uids)) < len(uids):
        message = _("A split needs two parts or more, each with a uid of its own.")
        raise StandardError(message, code="draft-split", remedy=_("Name the parts; one of them may keep the uid."))
    _require_unused(state, [uid for uid in uids if uid != edit.uid])
    heir = edit.uid if edit.uid in uids else uids[0]
    clauses = {uid: clause for uid, clause in state.clauses.items() if uid != edit.uid}
    clauses |= {part.uid: _part(source, part, heir=heir) for part in edit.parts}
    parent, place = state.tree.parents[edit.uid], _place(state.tree, edit.uid)
    tree = state.tree.taken(edit.uid)
    for number, uid in enumerate(uids):
        tree = tree.put(uid, parent, place + number)
    tree = tree.adopted(edit.uid, heir)
    descended = _descended(replace(state, tree=tree, clauses=clauses), [edit.uid], uids)
    descended = inherited(descended, edit.uid, heir)
    for part in edit.parts:
        descended = brought(descended, part.uid, title=part.title, text=part.text)
    return _noted(descended, uids, edit.note)


def _part(source: ClauseRevision, part: Part, *, heir: str) -> ClauseRevision:
    """A part with its own texts; what hangs on the clause goes to its heir, the parameters also to who names them."""
    if part.uid == heir:
        title, text = {**source.title, **part.title}, {**source.text, **part.text}
        if heir == source.uid:
            return replace(source, title=title, text=text, places={})
        granted = tuple(regranted(each, {source.uid}, heir) for each in source.exceptions)
        return replace(source, uid=heir, revision=FIRST, title=title, text=text, exceptions=granted, places={})
    named = {name for texts in (part.title, part.text) for words in texts.values() for name in slots(words)}
    return ClauseRevision(
        uid=part.uid,
        revision=FIRST,
        kind=source.kind,
        level=source.level,
        critical=source.critical,
        title=part.title,
        text=part.text,
        authors=source.authors,
        applicability=source.applicability,
        topics=source.topics,
        parameters={name: one for name, one in source.parameters.items() if name in named},
    )


def _merged(state: DraftState, edit: Merge) -> DraftState:
    sources = [state.clause(uid) for uid in edit.sources]
    if len(set(edit.sources)) < 2 or len(set(edit.sources)) < len(sources):
        message = _("A merge needs two clauses or more.")
        raise StandardError(message, code="draft-merge", remedy=_("Name each clause that is merged, once."))
    nested = [uid for uid in edit.sources if set(state.tree.above(uid)) & set(edit.sources)]
    if nested:
        message = _("The clause {label} is below another one of those that are merged.")
        words = message.format(label=state.labels.used[nested[0]])
        raise StandardError(words, code="draft-merge", remedy=_("Move it out first."))
    into = edit.into.uid
    if into not in edit.sources:
        _require_unused(state, [into])
    heir = into if into in edit.sources else next(uid for uid in state.tree.walk() if uid in edit.sources)
    clauses = {uid: clause for uid, clause in state.clauses.items() if uid not in edit.sources}
    clauses[into] = merged_clause(sources, edit.into, heir=heir)
    tree = _joined(state.tree, edit.sources, into, heir)
    descended = _descended(replace(state, tree=tree, clauses=clauses), edit.sources, [into])
    descended = brought(inherited(descended, heir, into), into, title=edit.into.title, text=edit.into.text)
    return _noted(descended, [into], edit.note)


def _joined(tree: Tree, sources: Iterable[str], into: str, heir: str) -> Tree:
    """The merged clause in the place of its heir, with the children of all."""
    if into != heir:
        tree = tree.put(into, tree.parents[heir], _place(tree, heir)).adopted(heir, into)
    for uid in sources:
        if uid != into:
            tree = tree.adopted(uid, into).taken(uid)
    return tree


def _withdrawn(state: DraftState, edit: Withdraw) -> DraftState:
    state.clause(edit.uid)
    if not edit.reason:
        message = _("A withdrawal needs a reason.")
        raise StandardError(message, code="draft-reason", remedy=_("Say why the clause goes."))
    if state.tree.below(edit.uid):
        message = _("There are clauses below {label}.").format(label=state.labels.used[edit.uid])
        raise StandardError(message, code="draft-children", remedy=_("Withdraw or move them first."))
    for uid in edit.covered_by:
        state.clause(uid)
    if edit.uid in edit.covered_by:
        message = _("A clause that is withdrawn cannot cover itself.")
        raise StandardError(message, code="draft-covered", remedy=_("Name another clause, or none."))
    clauses = {uid: clause for uid, clause in state.clauses.items() if uid != edit.uid}
    left = replace(state, tree=state.tree.taken(edit.uid), clauses=clauses)
    origins = {uid: found for uid, found in state.descent.origins.items() if uid != edit.uid}
    became = {**state.descent.became, edit.uid: edit.covered_by}
    return _noted(left.with_descent(origins=origins, became=became), [edit.uid], edit.reason)


def _descended(state: DraftState, sources: Iterable[str], targets: Iterable[str]) -> DraftState:
    """With ``targets`` descending from all that ``sources`` descended from."""
    sources, targets = tuple(sources), tuple(targets)
    found = frozenset[str]().union(*(state.descent.origins[uid] for uid in sources))
    origins = {uid: known for uid, known in state.descent.origins.items() if uid not in sources}
    stay = {uid for uid in sources if uid in targets}
    became = {
        uid: tuple(dict.fromkeys(each for known in after for each in (targets if known in stay else (known,))))
        for uid, after in state.descent.became.items()
    }
    gone = {uid: targets for uid in sources if uid not in targets}
    return state.with_descent(origins=origins | dict.fromkeys(targets, found), became={**became, **gone})


def _noted(state: DraftState, uids: Iterable[str], note: Texts) -> DraftState:
    if not note:
        return state
    notes: Mapping[str, Texts] = dict.fromkeys(uids, note)
    return state.with_descent(notes={**state.descent.notes, **notes})


def _place(tree: Tree, uid: str) -> int:
    return tree.below(tree.parents[uid]).index(uid)


def _require_place(tree: Tree, parent: str | None, position: int) -> None:
    if parent is not None and parent not in tree:
        message = _("There is no clause {uid} to put it below.").format(uid=parent)
        raise StandardError(message, code="draft-clause", remedy=_("Choose a clause of the draft, or the top."))
    most = len(tree.below(parent))
    if not 0 <= position <= most:
        message = _("There is no position {position} here.").format(position=position)
        raise StandardError(message, code="draft-position", remedy=_("Name one from 0 to {most}.").format(most=most))


def _require_unused(state: DraftState, uids: Iterable[str]) -> None:
    for uid in uids:
        if state.known(uid):
            message = _("The uid {uid} is already that of a clause.").format(uid=uid)
            raise StandardError(message, code="draft-uid", remedy=_("Give the new clause a new uid."))
