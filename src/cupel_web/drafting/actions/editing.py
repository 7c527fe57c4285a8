"""Edit a draft. Editors work at the same time: an edit is made on the draft as its author saw it, and is refused where
what it depends on has changed since; all others go through in any order.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from cupel.errors import ProcedureError
from cupel.standard.drafting import DraftState, Edit, Judge, Undo, advanced, edit_data, made_on, require_current
from cupel_web.drafting.models import Draft, EditRecord
from cupel_web.drafting.queries.reading import Reading, reading_at, reading_of
from cupel_web.kernel.events import append_event
from cupel_web.kernel.models import User
from cupel_web.kernel.permissions import require


@dataclass(frozen=True, kw_only=True)
class Editing:
    """Edits, why they are made, and after which edit of the draft their author saw it (0: as the base)."""

    edits: Sequence[Edit]
    seen: int
    note: str = ""


def edit(draft: Draft, wanted: Editing, *, by: User | None, now: datetime) -> list[EditRecord]:
    """Make edits, all or none.

    Raises :class:`~cupel.errors.ProcedureError` where the draft is closed or nothing is to be done, and
    :class:`~cupel.errors.StandardError` where an edit does not fit, is out of date (code ``draft-stale``), or brings a
    mistake into the draft.
    """
    for permission in {"drafting.judge" if _judges(draft, each) else "drafting.edit" for each in wanted.edits}:
        require(by, permission, draft)
    with transaction.atomic():
        found = locked(draft)
        reading = reading_of(found)
        made = _made(found, reading, wanted)
        for mistake in tried(reading, made).brings(reading):
            raise mistake
        records = EditRecord.objects.bulk_create(
            EditRecord(draft=found, number=number, data=edit_data(each), note=wanted.note, made_at=now, made_by=by)
            for number, each in enumerate(made, reading.number + 1)
        )
        append_event(
            "drafting.edited", by=by, about=found, scope=found.group, now=now, first=records[0].number,
            kinds=[each.name for each in made], clauses=sorted({uid for each in made for uid in each.uids}),
        )  # fmt: skip
    return records


def _judges(draft: Draft, made: Edit) -> bool:
    """Whether an edit is a decision of the group, or takes one back."""
    while isinstance(made, Undo):
        record = draft.edits.filter(number=made.of).first()
        if record is None:
            return False
        made = record.edit
    return isinstance(made, Judge)


def tried(reading: Reading, edits: Sequence[Edit]) -> Reading:
    """What the draft would be after the edits, which are not made; raises as :func:`edit` where one does not fit."""
    state: DraftState = reading.state
    for each in edits:
        state = advanced(state, each)
    return Reading(state)


def locked(draft: Draft) -> Draft:
    """The draft, locked inside the act's transaction; raises :class:`~cupel.errors.ProcedureError` once closed."""
    found = Draft.objects.select_for_update(of=("self",)).select_related("group", "closing").get(pk=draft.pk)
    if not found.is_open:
        raise ProcedureError(
            _("This draft is closed."), code="draft-closed", remedy=_("Open a draft of the next edition.")
        )
    return found


def _made(draft: Draft, reading: Reading, wanted: Editing) -> list[Edit]:
    """The edits as made on what their author saw, all still current."""
    if not wanted.edits:
        raise ProcedureError(
            _("Nothing is different."), code="draft-same", remedy=_("Change something, or leave the page.")
        )
    before = reading.state if wanted.seen >= reading.number else reading_at(draft, wanted.seen).state
    made = [made_on(before, each) for each in wanted.edits]
    for each in made:
        require_current(reading.state, each)
    return made
