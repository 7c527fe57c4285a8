"""Verb of taking a filled template in: every row becomes a comment or is listed, and the same file changes nothing."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from cupel.consultation import Comment as EngineComment
from cupel.consultation import LeftRow, Merged, Origin, ReadComment, ReadTemplate, merge, read_template
from cupel_web.consultations.actions.saving import Enclosure, new_submission, require_room
from cupel_web.consultations.actions.taking import require_taking
from cupel_web.consultations.models import Consultation, DraftComment, ImportedFile, Submission
from cupel_web.consultations.models.comment import MOST_TEXT
from cupel_web.consultations.queries.engine import engine_submission, rows_of
from cupel_web.consultations.queries.texts import book_of
from cupel_web.kernel.events import append_event
from cupel_web.kernel.files import path_of, store_file
from cupel_web.kernel.ids import new_id
from cupel_web.kernel.models import User
from cupel_web.kernel.uploads import plain_name, suffix_of

MOST_LISTED = 1000
"""Rows of one file that are listed as no comments."""


def import_template(submission: Submission, enclosure: Enclosure, *, by: User | None, now: datetime) -> ImportedFile:
    """Save the comments of a filled XLSX or DOCX in a submission. Those it has already are left as they are; one with
    other words is changed, or becomes the next version of what was sent.

    Raises :class:`~cupel.errors.ConsultationError` for a file that cannot be read or is unsafe, where comments are not
    taken, and for too many.
    """
    require_taking(submission, by=by, now=now)
    name = plain_name(enclosure.file_name) or "file"
    stored = store_file(enclosure.chunks, now=now)
    origin = Origin.DOCX if suffix_of(name) == ".docx" else Origin.XLSX
    sent = engine_submission(submission, origin=origin)
    read = read_template(path_of(stored), sent, book_of(submission.consultation), name=name)
    fitting = [each for each in read.comments if _fits(each)]
    with transaction.atomic():
        Submission.objects.select_for_update().get(pk=submission.pk)
        merged = merge([each.comment for each in fitting], rows_of(submission))
        require_room(submission, len(merged.added))
        where = {each.comment.id: each for each in fitting}
        _write(submission, merged, where, origin, now)
        imported: ImportedFile = ImportedFile.objects.create(
            submission=submission, stored=stored, file_name=name, imported_at=now, imported_by=by,
            **_outcome(read, merged),
        )  # fmt: skip
        append_event("consultations.imported", by=by, about=imported, scope=submission.consultation.group, now=now,
            submission=submission.public_id, sha256=stored.sha256, added=imported.added, edited=imported.edited,
            unchanged=imported.unchanged)  # fmt: skip
    return imported


def begin_with_template(
    consultation: Consultation, enclosure: Enclosure, *, language: str, now: datetime
) -> tuple[ImportedFile, str]:
    """Begin a submission with a filled template; returns what came of the file and the secret for the submission's
    link. Raises what :func:`import_template` does, and then nothing is begun.
    """
    with transaction.atomic():
        submission, secret = new_submission(consultation, language=language, now=now)
        return import_template(submission, enclosure, by=None, now=now), secret


def _write(
    submission: Submission, merged: Merged, where: dict[str, ReadComment], origin: Origin, now: datetime
) -> None:
    drafts = {draft.row: draft for draft in submission.drafts.all()}
    sent = {comment.row: comment for comment in submission.comments.all()}
    for comment in merged.edited:
        columns = {**_columns(comment, where.get(comment.id)), "saved_at": now}
        if comment.id in drafts:
            draft = drafts[comment.id]
            DraftComment.objects.filter(pk=draft.pk).update(**columns, revision=draft.revision + 1)
        else:
            DraftComment.objects.create(
                submission=submission, comment=sent[comment.id], row=comment.id, way=origin, **columns
            )
    DraftComment.objects.bulk_create(
        DraftComment(
            submission=submission, public_id=new_id(), row=comment.id, way=origin, saved_at=now,
            **_columns(comment, where.get(comment.id)),
        )
        for comment in merged.added
    )  # fmt: skip


def _columns(comment: EngineComment, read: ReadComment | None) -> dict[str, Any]:
    placement = read.placement if read else None
    unsure = placement is not None and comment.clause is None
    return {
        "clause": comment.clause or "",
        "label": comment.label[:200],
        "kind": comment.kind.value,
        "text": comment.text,
        "change": comment.change,
        "line": comment.line[:100],
        "part": comment.part[:200],
        "contributor": comment.commenter[:200],
        "suggestion": {"uid": placement.uid, "reason": placement.reason, "others": list(placement.others)}
        if unsure and placement
        else {},
    }


def _outcome(read: ReadTemplate, merged: Merged) -> dict[str, Any]:
    where = {each.comment.id: each for each in read.comments}
    left = [*map(_left, read.left), *(_too_long(each) for each in read.comments if not _fits(each))]
    left += [_refused(each, where) for each in merged.refused]
    remarks = [{"place": str(each.place), "text": remark} for each in read.comments for remark in each.remarks]
    return {
        "added": len(merged.added),
        "edited": len(merged.edited),
        "unchanged": len(merged.unchanged),
        "unplaced": sum(each.comment.clause is None for each in read.comments),
        "left": left[:MOST_LISTED],
        "remarks": remarks[:MOST_LISTED],
    }


def _fits(read: ReadComment) -> bool:
    return len(read.comment.text) <= MOST_TEXT and len(read.comment.change) <= MOST_TEXT


def _too_long(read: ReadComment) -> dict[str, Any]:
    return {
        "place": str(read.place), "text": read.comment.text[:200], "note": False,
        "problem": _("The comment is longer than {most} characters.").format(most=MOST_TEXT),
        "remedy": _("Shorten it, or attach the long text as a file."),
    }  # fmt: skip


def _refused(comment: EngineComment, where: dict[str, ReadComment]) -> dict[str, Any]:
    read = where.get(comment.id)
    return {
        "place": str(read.place) if read else "", "text": comment.text[:200], "note": False,
        "problem": _("The row carries the mark of a comment of another submission."),
        "remedy": _("Copy its text into a row of your own template."),
    }  # fmt: skip


def _left(row: LeftRow) -> dict[str, Any]:
    return {
        "place": str(row.place), "text": row.text[:200], "problem": row.problem, "remedy": row.remedy,
        "note": row.note,
    }  # fmt: skip
