"""Editors at the same time: an edit says what it was made on, and whether that is still so can be asked.

Marks are clauses (``uid``), lists of clauses (``uid/children``, ``/children`` at the top), labels given by hand
(``uid/label``) and the edition's ``head``. Two edits without a common mark may be made in any order.
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import TypeVar

from cupel.errors import StandardError
from cupel.messages import _
from cupel.standard.canonical import sha256
from cupel.standard.drafting.edits import Add, Edit, Merge, Move, SetHead, SetLabel, Split, Undo, Withdraw
from cupel.standard.drafting.state import DraftState
from cupel.standard.drafting.undo import meant
from cupel.standard.dump import plain

E = TypeVar("E", bound=Edit)
HEAD = "head"
GONE = "-"
"""The hash of what does not exist."""


def marks(state: DraftState, edit: Edit) -> dict[str, str]:
    """The hash, as it stands, of everything that the edit depends on."""
    return {mark: _hash(state, mark) for mark in dict.fromkeys(_marks(state, edit))}


def made_on(state: DraftState, edit: E) -> E:
    """The edit as one that is made on this state."""
    return replace(edit, made_on=marks(state, edit))


def stale(state: DraftState, edit: Edit) -> tuple[str, ...]:
    """The marks that have changed since the edit was made; none where its author saw the draft as it stands."""
    return tuple(mark for mark, seen in edit.made_on.items() if _hash(state, mark) != seen)


def require_current(state: DraftState, edit: Edit) -> None:
    """Raises StandardError where something that the edit depends on has changed since it was made."""
    changed = stale(state, edit)
    if changed:
        uids = [mark.removesuffix("/children").removesuffix("/label") for mark in changed]
        names = [state.labels.used.get(uid) or uid or _("the order at the top") for uid in uids]
        message = _("Another edit changed {names} in the meantime.").format(names=", ".join(names))
        raise StandardError(message, code="draft-stale", remedy=_("Look at what it is now, and make the edit again."))


def _marks(state: DraftState, edit: Edit) -> Iterator[str]:
    match edit:
        case Add():
            yield f"{edit.parent or ''}/children"
        case Move():
            yield _siblings(state, edit.uid)
            yield f"{edit.parent or ''}/children"
        case Split() | Withdraw():
            yield from _all_of(state, edit.uid)
            yield from edit.covered_by if isinstance(edit, Withdraw) else ()
        case Merge():
            for uid in edit.sources:
                yield from _all_of(state, uid)
        case SetLabel():
            yield f"{edit.uid}/label"
        case SetHead():
            yield HEAD
        case Undo():
            about = meant(state.edits, edit)
            yield from _marks(state, about) if about is not None else ()
        case _:
            yield edit.uid


def _all_of(state: DraftState, uid: str) -> tuple[str, ...]:
    """What an edit depends on that makes an end of a clause, or another one of it."""
    return uid, _siblings(state, uid), f"{uid}/children", f"{uid}/label"


def _siblings(state: DraftState, uid: str) -> str:
    return f"{state.tree.parents.get(uid) or ''}/children"


def _hash(state: DraftState, mark: str) -> str:
    if mark == HEAD:
        return sha256(plain(state.head))
    uid, slash, what = mark.partition("/")
    if not slash:
        return state.hash_now(uid) or GONE
    if what == "label":
        return sha256(state.labels_given.get(uid))
    return sha256(state.tree.below(uid or None)) if not uid or uid in state.tree else GONE
