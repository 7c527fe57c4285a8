"""Writes all artefacts of a consultation into a folder, from what its authors and the group published."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, time
from functools import partial
from pathlib import Path

from cupel.consultation import Consultation as EngineConsultation
from cupel.consultation import (
    Content,
    Workflow,
    feedback,
    published,
    response,
    synopsis_content,
    write_bulk_csv,
    write_bulk_json,
    write_docx,
    write_html,
    write_pdf,
    write_xlsx,
)
from cupel.exchange import Comment, Signature
from cupel_web.consultations.models import ArtefactSet
from cupel_web.consultations.models.artefact import ArtefactKind
from cupel_web.consultations.queries.changes import changes_by_comment
from cupel_web.consultations.queries.dispositions import engine_consultation
from cupel_web.drafting.documents import DOCUMENTS, Document, Revision, written
from cupel_web.kernel.jobs import Progress
from cupel_web.standards.queries import edition_of

Write = Callable[[Path], None]
Written = tuple[ArtefactKind, str, Path]
"""Its kind, its suffix, and where it lies."""

CONTENTS: dict[str, Callable[[Content, Path], None]] = {
    "html": write_html, "docx": write_docx, "xlsx": write_xlsx, "pdf": write_pdf,
}  # fmt: skip
BULK: dict[str, Callable[[EngineConsultation, Path], None]] = {"csv": write_bulk_csv, "json": write_bulk_json}


DRAFT = {
    ArtefactKind.TRACKED: ("changes-word", "changes-pdf"),
    ArtefactKind.CLEAN: ("clean-word", "clean-pdf", "clean-html"),
}
"""As which documents the draft is written."""


def write_artefacts(ordered: ArtefactSet, folder: Path, *, progress: Progress) -> list[Written]:
    """Every artefact in every format."""
    writers, written = list(_writers(ordered)), []
    for kind, suffix, write in writers:
        path = folder / f"{kind}.{suffix}"
        write(path)
        written.append((kind, suffix, path))
        progress("artefacts", len(written), len(writers))
    return written


def as_public(known: EngineConsultation) -> EngineConsultation:
    """The consultation with decisions that are published and no others: what the group only agreed is not told."""
    told = {name: each for name, each in known.dispositions.items() if each.workflow is Workflow.PUBLISHED}
    return replace(known, dispositions=told)


def _writers(ordered: ArtefactSet) -> Iterator[tuple[ArtefactKind, str, Write]]:
    consultation = ordered.consultation
    known, text = as_public(engine_consultation(consultation)), ordered.text or consultation.text
    revision = _revision(ordered, known)
    for kind, names in DRAFT.items():
        for document in map(DOCUMENTS.__getitem__, names):
            yield kind, document.suffix, partial(_write, document, revision)
    contents = {
        ArtefactKind.FEEDBACK: feedback(known),
        ArtefactKind.RESPONSE: response(known, changes_by_comment(consultation, known, text)),
        ArtefactKind.SYNOPSIS: synopsis_content(known),
    }
    for kind, content in contents.items():
        for suffix, write in CONTENTS.items():
            yield kind, suffix, partial(write, content)
    for suffix, write_bulk in BULK.items():
        yield ArtefactKind.COMMENTS, suffix, partial(write_bulk, known)


def _revision(ordered: ArtefactSet, known: EngineConsultation) -> Revision:
    consultation, text = ordered.consultation, ordered.text or ordered.consultation.text
    new, closed = edition_of(text), datetime.combine(consultation.last_day, time(), UTC)
    return Revision(
        old=edition_of(consultation.text), new=new, language=consultation.languages[0],
        by=Signature(author=consultation.group.name, when=text.frozen_at),
        comments=list(_remarks(known, set(new.clauses), when=closed)),
    )  # fmt: skip


def _remarks(known: EngineConsultation, clauses: set[str], *, when: datetime) -> Iterator[Comment]:
    """Comments on clauses that the draft has, as far as they are published, each with what was decided."""
    for each in published(known.comments):
        if each.clause in clauses and (each.text or each.change):
            found = known.disposition(each.id)
            decided = f"{found.decision}: {found.reason}".rstrip(": ") if found.decided else ""
            told = "\n".join(part for part in (f"{each.id} {each.text or ''}".strip(), each.change, decided) if part)
            yield Comment(uid=each.clause, author=each.author or each.organisation or each.id, when=when, text=told)


def _write(document: Document, revision: Revision, path: Path) -> None:
    path.write_bytes(written(document, revision))
