"""Edits that take back edits."""

from collections.abc import Sequence

from cupel.errors import StandardError
from cupel.messages import _
from cupel.standard.drafting.edits import Edit, Undo


def holding(edits: Sequence[Edit]) -> list[int]:
    """The numbers (from 1) of the edits that are not taken back."""
    undone: set[int] = set()
    for number, edit in reversed([*enumerate(edits, start=1)]):
        if isinstance(edit, Undo) and number not in undone:
            undone.add(edit.of)
    return [number for number in range(1, len(edits) + 1) if number not in undone]


def require_holding(edits: Sequence[Edit], undo: Undo) -> None:
    """Raises StandardError where ``undo`` is not about one of ``edits`` that holds."""
    if not 1 <= undo.of <= len(edits):
        message = _("There is no edit {number}.").format(number=undo.of)
        raise StandardError(message, code="draft-undo", remedy=_("The last is {last}.").format(last=len(edits)))
    if undo.of not in holding(edits):
        message = _("The edit {number} is taken back already.").format(number=undo.of)
        raise StandardError(message, code="draft-undo", remedy=_("Undo what took it back to have it hold again."))


def meant(edits: Sequence[Edit], edit: Edit) -> Edit | None:
    """The edit itself, or the one that it takes back or has hold again in the end; None where that is not there."""
    while isinstance(edit, Undo):
        if not 1 <= edit.of <= len(edits):
            return None
        edit = edits[edit.of - 1]
    return edit
