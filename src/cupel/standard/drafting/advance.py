"""From a base edition to a draft, edit by edit."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields, is_dataclass, replace
from functools import reduce
from typing import Any, TypeVar

from cupel.errors import StandardError
from cupel.messages import _
from cupel.standard.canonical import nfc
from cupel.standard.drafting.content import edited
from cupel.standard.drafting.edits import Add, Edit, Judge, Merge, Move, SetHead, SetLabel, Split, Undo, Withdraw
from cupel.standard.drafting.numbering import numbering_of
from cupel.standard.drafting.state import Descent, DraftState, Judged
from cupel.standard.drafting.structure import restructured
from cupel.standard.drafting.translations import translated_before
from cupel.standard.drafting.tree import tree_of
from cupel.standard.drafting.undo import holding, meant, require_holding
from cupel.standard.lineage import CARRY_OVER, DEFAULT, JUDGED
from cupel.standard.model import Standard
from cupel.standard.texts import DEFAULT_LANGUAGE
from cupel.standard.units import tidy

T = TypeVar("T")


def begun(standard: Standard, *, base: str, edition: str, language: str = DEFAULT_LANGUAGE) -> DraftState:
    """A draft named ``edition`` that prints what the edition ``base`` prints, drawn up in ``language``.

    Raises StandardError where there is no such base, it has no clauses on record, or the name is taken.
    """
    old = standard.edition(base)
    if old.content != "full":
        message = _("Of the edition {edition} only the history is recorded.").format(edition=old.reference)
        raise StandardError(message, code="draft-base", remedy=_("Begin with an edition that has its clauses."))
    if edition in standard.editions:
        message = _("There is an edition {edition} already.").format(edition=edition)
        raise StandardError(message, code="draft-edition", remedy=_("Give the draft another name."))
    tree = tree_of(old)
    return DraftState(
        standard=standard,
        base=old,
        edition_key=edition,
        language=language,
        numbering=numbering_of(tree, old.labels, {uid: clause.kind for uid, clause in old.clauses.items()}),
        tree=tree,
        clauses=dict(old.clauses),
        descent=Descent(origins={uid: frozenset({uid}) for uid in old.clauses}),
        translated=translated_before(standard, old, language),
    )


def advanced(state: DraftState, edit: Edit) -> DraftState:
    """The draft after one more edit; raises StandardError with code and remedy where it does not fit."""
    return drafted(state, (edit,))


def drafted(state: DraftState, edits: Iterable[Edit]) -> DraftState:
    """The draft after more edits, in order; raises StandardError at the first that does not fit."""
    given, log, touched = [normal(edit) for edit in edits], list(state.edits), dict(state.touched)
    for number, edit in enumerate(given, start=len(log) + 1):
        if isinstance(edit, Undo):
            require_holding(log, edit)
        about = meant(log, edit)
        for uid in about.uids if about is not None else ():
            touched[uid] = (*touched.get(uid, ()), number)
        log.append(edit)
    start = state.start or state
    undoing = any(isinstance(edit, Undo) for edit in given)
    made = _again(start, log) if undoing else reduce(_applied, given, state)
    return replace(made, edits=tuple(log), touched=touched, start=start)


def _again(start: DraftState, log: Sequence[Edit]) -> DraftState:
    """The draft made again with the edits that hold; they must fit without the others."""
    made = start
    for number in holding(log):
        try:
            made = _applied(made, log[number - 1])
        except StandardError as error:
            message = _("Without what is taken back, edit {number} does not fit: {reason}")
            words = message.format(number=number, reason=error.message)
            raise StandardError(words, code="draft-undo", remedy=_("Take that edit back first.")) from error
    return made


def _applied(state: DraftState, edit: Edit) -> DraftState:
    match edit:
        case Add() | Move() | Split() | Merge() | Withdraw():
            return restructured(state, edit)
        case Judge():
            return _decided(state, edit)
        case SetLabel():
            return _labelled(state, edit)
        case Undo():
            return state
        case SetHead():
            return replace(state, head=_overlaid(state.head, edit))
        case _:
            return edited(state, edit)


def _decided(state: DraftState, edit: Judge) -> DraftState:
    if not state.known(edit.uid):
        state.clause(edit.uid)
    if edit.kind is not None and edit.kind not in JUDGED:
        message = _("{kind} is not a kind of change of a clause.").format(kind=edit.kind)
        raise StandardError(
            message, code="draft-kind", remedy=_("Name one of {names}.").format(names=", ".join(JUDGED))
        )
    if edit.carry_over not in (DEFAULT, *CARRY_OVER):
        message = _("{rule} is no rule of carry-over.").format(rule=edit.carry_over)
        remedy = _("Name one of {names}.").format(names=", ".join((DEFAULT, *CARRY_OVER)))
        raise StandardError(message, code="draft-carry-over", remedy=remedy)
    judged = Judged(edit, state.hash_now(edit.uid))
    return state.with_descent(judged={**state.descent.judged, edit.uid: judged})


def _labelled(state: DraftState, edit: SetLabel) -> DraftState:
    state.clause(edit.uid)
    given = {uid: label for uid, label in state.labels_given.items() if uid != edit.uid}
    if edit.label is None:
        return replace(state, labels_given=given)
    owner = next((uid for uid, label in given.items() if label == edit.label and uid in state.clauses), None)
    if not edit.label or owner is not None:
        message = _("The label {label!r} is empty, or it is given to another clause.").format(label=edit.label)
        raise StandardError(message, code="draft-label", remedy=_("Give another label, or none to have it computed."))
    return replace(state, labels_given={**given, edit.uid: edit.label})


def _overlaid(head: SetHead, edit: SetHead) -> SetHead:
    given = {item.name: getattr(edit, item.name) for item in fields(edit) if item.name != "made_on"}
    return replace(head, **{name: value for name, value in given.items() if value is not None})


def normal(value: T) -> T:
    """``value`` as files keep it: texts in Unicode NFC, whole numbers as integers."""
    made: Any = value
    if isinstance(value, str):
        made = nfc(value)
    elif isinstance(value, float):
        made = tidy(value)
    elif isinstance(value, tuple):
        made = tuple(normal(item) for item in value)
    elif isinstance(value, Mapping):
        made = {normal(key): normal(item) for key, item in value.items()}
    elif is_dataclass(value) and not isinstance(value, type):
        changes = {item.name: normal(getattr(value, item.name)) for item in fields(value)}
        made = replace(value, **changes)
    return made  # type: ignore[no-any-return]
