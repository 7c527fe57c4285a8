"""An edition as documents that people send each other, clean or against the one before."""

import io
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from cupel.exchange import Comment, Signature, edition_docx, edition_html, edition_pdf, redline_docx, redline_pdf
from cupel.standard import Edition, Standard, standard_files
from cupel.standard.drafting import finished
from cupel_web.drafting.models import Draft
from cupel_web.drafting.queries.reading import Reading

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
PDF, HTML = "application/pdf", "text/html; charset=utf-8"


@dataclass(frozen=True, kw_only=True)
class Revision:
    """What documents are written of: the edition ``new`` and the one before, whose the changes are, in which language,
    and the remarks that stand beside clauses in a Word file with changes.
    """

    old: Edition
    new: Edition
    by: Signature
    language: str
    comments: Sequence[Comment] = ()


@dataclass(frozen=True, kw_only=True)
class Document:
    """A kind of document: the end of its file's name, its type, and how it is written."""

    suffix: str
    media_type: str
    write: Callable[[Revision], bytes | str]


DOCUMENTS = {
    "clean-word": Document(
        suffix="docx", media_type=WORD, write=lambda each: edition_docx(each.new, language=each.language)
    ),
    "changes-word": Document(
        suffix="docx", media_type=WORD,
        write=lambda each: redline_docx(
            each.old, each.new, signature=each.by, language=each.language, comments=each.comments
        ),
    ),
    "clean-pdf": Document(
        suffix="pdf", media_type=PDF, write=lambda each: edition_pdf(each.new, language=each.language)
    ),
    "changes-pdf": Document(
        suffix="pdf", media_type=PDF, write=lambda each: redline_pdf(each.old, each.new, language=each.language)
    ),
    "clean-html": Document(
        suffix="html", media_type=HTML, write=lambda each: edition_html(each.new, language=each.language)
    ),
}  # fmt: skip
"""By the name in the address."""


def written(document: Document, revision: Revision) -> bytes:
    """The revision as the document; raises :class:`~cupel.errors.DocumentError` where it cannot be written."""
    made = document.write(revision)
    return made.encode() if isinstance(made, str) else made


def draft_written(document: Document, draft: Draft, reading: Reading, *, now: datetime) -> bytes:
    """A draft as the document against its base, the tracked changes being its group's at the moment ``now``."""
    by = Signature(author=draft.group.name, when=now)
    return written(document, Revision(old=reading.state.base, new=reading.edition, by=by, language=draft.language))


def draft_packed(reading: Reading) -> bytes:
    """The standard with the draft as its newest edition, as :func:`packed` does it."""
    return packed(finished(reading.state))


def packed(standard: Standard) -> bytes:
    """The standard as a ZIP file of the files that the command line reads; the same standard gives the same bytes."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, text in sorted(standard_files(standard).items()):
            archive.writestr(zipfile.ZipInfo(f"{standard.key}/{path}"), text, zipfile.ZIP_DEFLATED)
    return target.getvalue()
