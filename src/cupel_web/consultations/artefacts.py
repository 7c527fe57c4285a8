"""Writes all artefacts of a consultation into a folder, from what its authors and the group published."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

from cupel.consultation import Consultation as EngineConsultation
from cupel.consultation import (
    Content,
    Workflow,
    feedback,
    response,
    synopsis_content,
    write_bulk_csv,
    write_bulk_json,
    write_docx,
    write_html,
    write_xlsx,
)
from cupel_web.consultations.models import Consultation
from cupel_web.consultations.models.artefact import ArtefactKind
from cupel_web.consultations.queries.changes import changes_by_comment
from cupel_web.consultations.queries.dispositions import engine_consultation
from cupel_web.kernel.jobs import Progress

WRITERS: dict[str, Callable[[Content, Path], None]] = {"html": write_html, "docx": write_docx, "xlsx": write_xlsx}
BULK: dict[str, Callable[[EngineConsultation, Path], None]] = {"csv": write_bulk_csv, "json": write_bulk_json}

Written = tuple[ArtefactKind, str, Path]
"""Its kind, its suffix, and where it lies."""


def write_artefacts(consultation: Consultation, folder: Path, *, progress: Progress) -> list[Written]:
    """Every artefact in every format."""
    known = as_public(engine_consultation(consultation))
    contents = {
        ArtefactKind.FEEDBACK: feedback(known),
        ArtefactKind.RESPONSE: response(known, changes_by_comment(consultation, known)),
        ArtefactKind.SYNOPSIS: synopsis_content(known),
    }
    total = len(contents) * len(WRITERS) + len(BULK)
    written = []
    for each in _written(known, contents, folder):
        written.append(each)
        progress("artefacts", len(written), total)
    return written


def as_public(known: EngineConsultation) -> EngineConsultation:
    """The consultation with decisions that are published and no others: what the group only agreed is not told."""
    told = {name: each for name, each in known.dispositions.items() if each.workflow is Workflow.PUBLISHED}
    return replace(known, dispositions=told)


def _written(known: EngineConsultation, contents: dict[ArtefactKind, Content], folder: Path) -> Iterator[Written]:
    for kind, content in contents.items():
        for suffix, write in WRITERS.items():
            path = folder / f"{kind}.{suffix}"
            write(content, path)
            yield kind, suffix, path
    for suffix, write_bulk in BULK.items():
        path = folder / f"{ArtefactKind.COMMENTS}.{suffix}"
        write_bulk(known, path)
        yield ArtefactKind.COMMENTS, suffix, path
