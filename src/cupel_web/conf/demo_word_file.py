"""The demo's Word file: an owner changed two sentences of the draft as it was a while ago, one of which the group has
split since, and wrote a comment.
"""

from datetime import datetime, timedelta
from io import BytesIO

from docx import Document
from docx.text.run import Run

from cupel.exchange import edition_docx
from cupel_web.conf.demo_scheme import Scheme
from cupel_web.conf.demo_work import worked
from cupel_web.drafting.actions import upload_word_file
from cupel_web.drafting.models import Draft, WordFile
from cupel_web.drafting.queries.reading import reading_at

SENT = 5
"""After this edit of the draft the file was written."""
OWNER = "Hearth Zinc Union"
CHANGED = (
    ("who collected it,", "who collected it and was paid for it,"),
    ("give notice that lets them adapt", "give notice of at least six months"),
)
COMMENTED, COMMENT = "Red flags taken up in time", "Thirty days are short for what is still at sea."


def came(scheme: Scheme, *, now: datetime) -> None:
    """Take the file into the room of the group's draft, where none came yet and it is still open."""
    draft = Draft.objects.filter(group=scheme.groups["technical"]).earliest("opened_at")
    if WordFile.objects.exists() or not draft.is_open:
        return
    content = _changed(edition_docx(reading_at(draft, SENT).edition, language=draft.language))
    name = f"{draft.standard.upper()} {draft.edition}, {OWNER}.docx"
    by = scheme.people["expert"]
    worked(upload_word_file(draft, [content], file_name=name, by=by, now=now - timedelta(days=2)))


def _changed(content: bytes) -> bytes:
    """The file as the owner sends it back."""
    document, written = Document(BytesIO(content)), BytesIO()
    runs = [run for paragraph in document.paragraphs for run in paragraph.runs]
    for old, new in CHANGED:
        run = _saying(old, runs)
        run.text = run.text.replace(old, new)
    document.add_comment(_saying(COMMENTED, runs), text=COMMENT, author=OWNER, initials="HZU")
    document.save(written)
    return written.getvalue()


def _saying(text: str, runs: list[Run]) -> Run:
    return next(run for run in runs if text in run.text)
