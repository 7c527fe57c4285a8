"""A draft that tests name: the next edition of the model standard, in the working group."""

import pytest
from tests.web.people_at_work import NOON
from tests.web.scheme_at_work import Scheme

from cupel.standard.drafting import Edit
from cupel_web.drafting.actions import Editing, NewDraft, edit, open_draft
from cupel_web.drafting.models import Draft, EditRecord
from cupel_web.drafting.queries.reading import reading_of
from cupel_web.kernel.models import User

NEW = NewDraft(standard="mdd", base="2023", edition="2026", purpose="Say more about recycled feed.")


def edited(
    draft: Draft, *edits: Edit, seen: int | None = None, by: User | None = None, note: str = ""
) -> list[EditRecord]:
    """Edits by somebody who saw the draft as it is, or after its ``seen``-th edit."""
    known = reading_of(draft).number if seen is None else seen
    return edit(draft, Editing(edits=edits, seen=known, note=note), by=by, now=NOON)


def clause_named(draft: Draft, label: str) -> str:
    """The uid of the clause with this label."""
    return next(uid for uid, found in reading_of(draft).state.labels.used.items() if found == label)


@pytest.fixture
def draft(scheme: Scheme) -> Draft:
    """Open in the working group, as nobody has edited it."""
    return open_draft(scheme.group, NEW, by=None, now=NOON)
