"""A draft as documents that people send each other."""

import io
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from cupel.exchange import Signature, edition_docx, edition_html, edition_pdf, redline_docx, redline_pdf
from cupel.standard import standard_files
from cupel.standard.drafting import finished
from cupel_web.drafting.models import Draft
from cupel_web.drafting.queries.reading import Reading

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
PDF, HTML = "application/pdf", "text/html; charset=utf-8"


@dataclass(frozen=True, kw_only=True)
class Document:
    """A kind of document: the end of its file's name, its type, and how it is written."""

    suffix: str
    media_type: str
    write: Callable[[Reading, Signature, str], bytes | str]


DOCUMENTS = {
    "clean-word": Document(
        suffix="docx", media_type=WORD, write=lambda read, _by, language: edition_docx(read.edition, language=language)
    ),
    "changes-word": Document(
        suffix="docx", media_type=WORD,
        write=lambda read, by, language: redline_docx(read.state.base, read.edition, signature=by, language=language),
    ),
    "clean-pdf": Document(
        suffix="pdf", media_type=PDF, write=lambda read, _by, language: edition_pdf(read.edition, language=language)
    ),
    "changes-pdf": Document(
        suffix="pdf", media_type=PDF,
        write=lambda read, _by, language: redline_pdf(read.state.base, read.edition, language=language),
    ),
    "clean-html": Document(
        suffix="html", media_type=HTML, write=lambda read, _by, language: edition_html(read.edition, language=language)
    ),
}  # fmt: skip
"""By the name in the address. Tracked changes are the group's, of the moment of the download."""


def written(draft: Draft, reading: Reading, document: Document, *, now: datetime) -> bytes:
    """The draft as the document; raises :class:`~cupel.errors.DocumentError` where it cannot be written."""
    made = document.write(reading, Signature(author=draft.group.name, when=now), draft.language)
    return made.encode() if isinstance(made, str) else made


def packed(draft: Draft, reading: Reading) -> bytes:
    """The standard with the draft as its newest edition, as a zip of the files that the command line reads."""
    written_to = io.BytesIO()
    with zipfile.ZipFile(written_to, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, text in sorted(standard_files(finished(reading.state)).items()):
            archive.writestr(f"{draft.standard}/{path}", text)
    return written_to.getvalue()
