"""Verbs of writing a submission: save comments, say who sends them, attach files. Nothing counts before it is sent."""

import secrets
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from cupel.errors import ConsultationError
from cupel_web.consultations.actions.taking import require_open, require_taking
from cupel_web.consultations.models import (
    Attachment,
    Comment,
    Consultation,
    DraftComment,
    Question,
    Submission,
)
from cupel_web.consultations.models.comment import REMARK, Kind, Way
from cupel_web.consultations.queries.comments import sent_in
from cupel_web.consultations.queries.texts import is_clause
from cupel_web.kernel.events import append_event
from cupel_web.kernel.files import path_of, store_file
from cupel_web.kernel.ids import new_id
from cupel_web.kernel.models import User
from cupel_web.kernel.revisions import claim
from cupel_web.kernel.uploads import plain_name
from cupel_web.work.media import media_type_of, text_of

MOST_COMMENTS = 2000
"""Comments of one submission, sent or not; the largest known consultation had about 25 from each commenter."""

MOST_ATTACHMENTS = 10


@dataclass(frozen=True, kw_only=True)
class Written:
    """A comment as it was written on a page; ``clause``: a uid or ``general``."""

    clause: str
    kind: Kind
    text: str
    change: str = ""
    question: Question | None = None
    contributor: str = ""


@dataclass(frozen=True, kw_only=True)
class Author:
    """Who sends a submission and what may be published of it; codes as in :class:`~cupel_web.consultations.models.
    Submission`.
    """

    name: str
    category: str
    consent: str
    email: str = ""
    organisation: str = ""
    country: str = ""
    language: str = ""


@dataclass(frozen=True, kw_only=True)
class Enclosure:
    """A file as it came: its name, its bytes in pieces, and what it is."""

    file_name: str
    chunks: Iterable[bytes] = field(repr=False)
    note: str = ""


def begin_submission(
    consultation: Consultation, written: Written, *, language: str, now: datetime
) -> tuple[Submission, str]:
    """Save somebody's first comment; returns the submission and the secret for its link, which is kept nowhere.

    Raises :class:`~cupel.errors.ConsultationError` with code ``closed`` unless the consultation is open.
    """
    with transaction.atomic():
        submission, secret = new_submission(consultation, language=language, now=now)
        save_comment(submission, written, by=None, now=now)
    return submission, secret


def new_submission(consultation: Consultation, *, language: str, now: datetime) -> tuple[Submission, str]:
    """An empty submission and the secret for its link; call it inside the act's own transaction."""
    require_open(consultation, now=now)
    secret = secrets.token_urlsafe(24)
    submission: Submission = Submission.objects.create(
        consultation=consultation, key=Submission.key_of(secret), language=language, begun_at=now
    )
    return submission, secret


def save_comment(submission: Submission, written: Written, *, by: User | None, now: datetime) -> DraftComment:
    """Save a comment.

    Raises :class:`~cupel.errors.ConsultationError` where comments are not taken, there are too many, or the text has no
    such clause.
    """
    require_taking(submission, by=by, now=now)
    _require_clause(submission, written.clause)
    with transaction.atomic():
        require_room(submission, 1)
        identity = new_id()
        draft: DraftComment = DraftComment.objects.create(
            submission=submission, public_id=identity, row=identity, way=Way(submission.origin), saved_at=now,
            **_columns(written),
        )  # fmt: skip
    return draft


def change_comment(draft: DraftComment, written: Written, *, revision: int, by: User | None, now: datetime) -> None:
    """Save a comment again that was read at ``revision``.

    Raises what :func:`save_comment` does, and :class:`~cupel.errors.ProcedureError` with code ``stale`` where somebody
    else who shares the submission saved it meanwhile.
    """
    require_taking(draft.submission, by=by, now=now)
    _require_clause(draft.submission, written.clause)
    with transaction.atomic():
        claim(draft, revision=revision)
        changes = {**_columns(written), "suggestion": {}, "saved_at": now}
        DraftComment.objects.filter(pk=draft.pk).update(**changes)


def place_draft(draft: DraftComment, *, clause: str, by: User | None, now: datetime) -> None:
    """Say which clause an imported comment is on.

    Raises :class:`~cupel.errors.ConsultationError` where comments are not taken or the text has no such clause.
    """
    require_taking(draft.submission, by=by, now=now)
    _require_clause(draft.submission, clause)
    changed = DraftComment.objects.filter(pk=draft.pk)
    changed.update(clause=clause, suggestion={}, saved_at=now, revision=draft.revision + 1)


def drop_draft(draft: DraftComment, *, by: User | None, now: datetime) -> None:
    """Delete what was saved and not sent; of a comment that was sent before, what was sent stays."""
    require_taking(draft.submission, by=by, now=now)
    draft.delete()


def take_up(comment: Comment, *, by: User | None, now: datetime) -> DraftComment:
    """Begin another version of a comment that was sent; until that is sent, the version before holds."""
    require_taking(comment.submission, by=by, now=now)
    version = sent_in(comment.submission).get(comment=comment)
    kept = {name: getattr(version, name) for name in REMARK if name != "clause"}
    clause = getattr(version, "place", version.clause)
    draft, _created = DraftComment.objects.get_or_create(
        submission=comment.submission, row=comment.row,
        defaults={"comment": comment, "saved_at": now, "clause": clause, **kept},
    )  # fmt: skip
    return draft


def describe_submission(submission: Submission, author: Author, *, by: User | None, now: datetime) -> None:
    """Say who sends it, and what may be published. Another address has to be confirmed anew."""
    require_taking(submission, by=by, now=now)
    with transaction.atomic():
        locked = Submission.objects.select_for_update().get(pk=submission.pk)
        if locked.email.lower() != author.email.lower():
            locked.confirmed_at = None
        for name, value in asdict(author).items():
            setattr(locked, name, value)
        locked.save()
        append_event("consultations.described", by=by, about=locked, scope=locked.consultation.group, now=now,
            consent=author.consent, category=author.category)  # fmt: skip


def attach(submission: Submission, enclosure: Enclosure, *, by: User | None, now: datetime) -> Attachment:
    """Add a file; its words are read as far as they can be.

    Raises :class:`~cupel.errors.ConsultationError` for more than :data:`MOST_ATTACHMENTS`.
    """
    require_taking(submission, by=by, now=now)
    if submission.attachments.filter(removed_at=None).count() >= MOST_ATTACHMENTS:
        raise ConsultationError(
            _("A submission has at most {most} attachments.").format(most=MOST_ATTACHMENTS),
            code="too-many",
            remedy=_("Remove one, or put several into one file."),
        )
    stored = store_file(enclosure.chunks, now=now)
    name = plain_name(enclosure.file_name) or "file"
    with path_of(stored).open("rb") as file:
        text = text_of(name, file, size=stored.size)
    with transaction.atomic():
        attachment: Attachment = Attachment.objects.create(
            submission=submission, stored=stored, file_name=name, media_type=media_type_of(name), note=enclosure.note,
            text=text, added_at=now,
        )  # fmt: skip
        append_event("consultations.attached", by=by, about=attachment, scope=submission.consultation.group, now=now,
            submission=submission.public_id, sha256=stored.sha256)  # fmt: skip
    return attachment


def detach(attachment: Attachment, *, by: User | None, now: datetime) -> None:
    """Take a file back."""
    submission = attachment.submission
    require_taking(submission, by=by, now=now)
    with transaction.atomic():
        Attachment.objects.filter(pk=attachment.pk, removed_at=None).update(removed_at=now)
        append_event("consultations.detached", by=by, about=attachment, scope=submission.consultation.group, now=now,
            submission=submission.public_id)  # fmt: skip


def require_room(submission: Submission, number: int) -> None:
    """Raises :class:`~cupel.errors.ConsultationError` where ``number`` comments more are too many."""
    if submission.drafts.filter(comment=None).count() + submission.comments.count() + number > MOST_COMMENTS:
        raise ConsultationError(
            _("A submission has at most {most} comments.").format(most=MOST_COMMENTS),
            code="too-many",
            remedy=_("Put comments on one clause together, or write to the secretariat."),
        )


def _require_clause(submission: Submission, clause: str) -> None:
    if not is_clause(submission.consultation, clause):
        raise ConsultationError(
            _("The text has no such clause."), code="no-clause", remedy=_("Choose one of the clauses.")
        )


def _columns(written: Written) -> dict[str, Any]:
    return {
        "clause": written.clause, "kind": written.kind, "text": written.text, "change": written.change,
        "question": written.question, "contributor": written.contributor,
    }  # fmt: skip
