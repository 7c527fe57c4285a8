"""A draft that tests name: the next edition of the model standard, in the working group."""

from io import BytesIO

import pytest
from docx import Document
from tests.web.people_at_work import NOON
from tests.web.scheme_at_work import Scheme

from cupel.standard.drafting import Edit
from cupel_web.drafting.actions import Editing, NewDraft, edit, open_draft, upload_word_file
from cupel_web.drafting.jobs import read_word_file
from cupel_web.drafting.models import Draft, EditRecord, WordFile
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


def came_back(draft: Draft, content: bytes, *, name: str = "owner.docx", by: User | None = None) -> WordFile:
    """A Word file that was uploaded for the draft and read."""
    file = upload_word_file(draft, [content], file_name=name, by=by, now=NOON)
    read_word_file.call(file.public_id)
    return WordFile.objects.select_related("draft__group", "job").get(pk=file.pk)


def file_by_others() -> bytes:
    """A Word file that was not made here: two headings and two paragraphs."""
    made, written = Document(), BytesIO()
    for heading, text in (
        ("1 Policy", "The company has a policy on responsible supply that its management adopted."),
        ("2 Birds", "The company counts the birds on its sites every spring and publishes their number."),
    ):
        made.add_heading(heading)
        made.add_paragraph(text)
    made.save(written)
    return written.getvalue()


@pytest.fixture
def draft(scheme: Scheme) -> Draft:
    """Open in the working group, as nobody has edited it."""
    return open_draft(scheme.group, NEW, by=None, now=NOON)
