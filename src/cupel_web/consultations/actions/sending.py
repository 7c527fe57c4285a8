"""Verbs of sending a submission: send, confirm the address, withdraw."""

from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

from django.core.signing import BadSignature, Signer
from django.db import transaction
from django.db.models import Max
from django.urls import reverse
from django.utils.translation import gettext as _

from cupel.errors import ConsultationError
from cupel.standard import canonical_json
from cupel_web.consultations.actions.taking import require_open, require_taking
from cupel_web.consultations.models import (
    Comment,
    CommentVersion,
    Consultation,
    DraftComment,
    Sending,
    Submission,
    Withdrawal,
)
from cupel_web.consultations.models.comment import REMARK
from cupel_web.consultations.queries.comments import sent_in
from cupel_web.consultations.queries.texts import clause_name, pin_of
from cupel_web.kernel.events import append_event
from cupel_web.kernel.languages import language
from cupel_web.kernel.models import User
from cupel_web.notices.actions import Letter, tell

DAY = timedelta(days=1)
MAILS_A_DAY = 3
"""To one address that confirms none of them, as for applications."""


def send_submission(submission: Submission, *, secret: str = "", by: User | None = None, now: datetime) -> None:
    """Send all that is saved. It counts at once where the address is confirmed or the secretariat keyed it in, else
    from the moment the link in the receipt is opened. The receipt holds all comments and the submission's link.

    Raises :class:`~cupel.errors.ConsultationError` where nothing is taken, nothing new is saved, it is not said who
    sends it, or too many mails went to an address that confirms none.
    """
    require_taking(submission, by=by, now=now)
    with transaction.atomic():
        locked = Submission.objects.select_for_update().get(pk=submission.pk)
        _require_complete(locked, now)
        locked.sent_at = now
        locked.save(update_fields=["sent_at"])
        counts = bool(locked.confirmed_at or locked.keyed_by_id)
        append_event("consultations.sent", by=by, about=locked, scope=locked.consultation.group, now=now,
            comments=locked.drafts.count(), counts=counts)  # fmt: skip
        if locked.email and secret:
            receipt(locked, secret, now=now)
        if counts:
            _count(locked, by=by, now=now)


def confirm_submission(submission: Submission, token: str, *, now: datetime) -> None:
    """Whoever sent it reads the mail at the address: what was sent counts from now on, after the close too.

    Raises :class:`~cupel.errors.ConsultationError` for a link that is not of this submission and address.
    """
    if not is_confirming(submission, token):
        raise ConsultationError(
            _("This link does not belong to the address of this submission."),
            code="confirmation",
            remedy=_("Open the link in the newest mail."),
        )
    with transaction.atomic():
        locked = Submission.objects.select_for_update().get(pk=submission.pk)
        if locked.confirmed_at is None and locked.sent_at is not None:
            locked.confirmed_at = now
            locked.save(update_fields=["confirmed_at"])
            append_event("consultations.confirmed", by=None, about=locked, scope=locked.consultation.group, now=now)
            _count(locked, by=None, now=now)


def withdraw_submission(submission: Submission, *, by: User | None = None, now: datetime) -> None:
    """Take everything back before the close: what was written and by whom is forgotten; that something was withdrawn
    stays on record where it had counted.
    """
    require_open(submission.consultation, now=now)
    with transaction.atomic():
        locked = Submission.objects.select_for_update().get(pk=submission.pk)
        append_event("consultations.withdrawn", by=by, about=locked, scope=locked.consultation.group, now=now)
        if not locked.sendings.exists():
            locked.delete()
            return
        locked.drafts.all().delete()
        locked.imports.all().delete()
        locked.attachments.all().delete()
        locked.name = locked.email = locked.organisation = ""
        locked.save()
        Withdrawal.objects.get_or_create(submission=locked, defaults={"withdrawn_at": now})
        CommentVersion.objects.filter(comment__submission=locked).redact(
            label="", text="", change="", part="", line="", contributor=""
        )


def confirming_token(submission: Submission) -> str:
    """What only the mail to the submission's address holds."""
    return _signer().signature(_signed(submission))


def is_confirming(submission: Submission, token: str) -> bool:
    """Whether the token came with a mail to the submission's present address."""
    try:
        _signer().unsign(f"{_signed(submission)}.{token}")
    except BadSignature:
        return False
    return bool(submission.email)


def receipt(submission: Submission, secret: str, *, now: datetime) -> None:
    """Mail all comments and the link of a submission to its address."""
    path = reverse("my_submission", kwargs={"secret": secret})
    confirms = submission.confirmed_at is None
    letter = Letter(
        template="consultations/mail/receipt.txt",
        path=f"{path}?confirm={confirming_token(submission)}" if confirms else path,
        values={
            "submission": submission,
            "consultation": submission.consultation,
            "confirms": confirms,
            "comments": [
                _line(submission.consultation, draft) for draft in submission.drafts.select_related("comment")
            ],
            "before": [
                _line(submission.consultation, each) for each in sent_in(submission).filter(comment__draft=None)
            ],
        },
        language=language(),
    )
    tell(submission.email, letter, about=submission, now=now)


def _line(consultation: Consultation, remark: DraftComment | CommentVersion) -> dict[str, str]:
    name = remark.comment.name if remark.comment else ""
    where = clause_name(consultation, remark.clause) or remark.label or _("the whole text")
    return {"name": name, "where": where, "text": remark.text, "change": remark.change}


def _count(submission: Submission, *, by: User | None, now: datetime) -> None:
    """Make facts of what was saved until it was sent; what was changed since then waits for another sending."""
    assert submission.sent_at is not None
    drafts = list(submission.drafts.filter(saved_at__lte=submission.sent_at).select_related("comment").order_by("pk"))
    if not drafts:
        return
    consultation = Consultation.objects.select_for_update().get(pk=submission.consultation_id)
    sending: Sending = Sending.objects.create(
        submission=submission, sent_at=submission.sent_at, counted_at=now, comments=len(drafts),
        sha256=sha256(canonical_json([_content(draft) for draft in drafts])).hexdigest(),
    )  # fmt: skip
    comments = _numbered(consultation, submission, [draft for draft in drafts if draft.comment is None], now=now)
    versions = {
        row["comment"]: row["last"]
        for row in CommentVersion.objects.filter(comment__in=[draft.comment_id for draft in drafts if draft.comment_id])
        .values("comment")
        .annotate(last=Max("number"))
        .order_by()
    }
    CommentVersion.objects.bulk_create(
        _version(draft, comments.get(draft.row) or draft.comment, sending, versions, consultation) for draft in drafts
    )
    DraftComment.objects.filter(pk__in=[draft.pk for draft in drafts]).delete()
    append_event("consultations.counted", by=by, about=sending, scope=consultation.group, now=now,
        consultation=consultation.public_id, submission=submission.public_id, comments=sending.comments,
        sha256=sending.sha256)  # fmt: skip


def _numbered(
    consultation: Consultation, submission: Submission, drafts: list[DraftComment], *, now: datetime
) -> dict[str, Comment]:
    """A comment with the next number for each draft that has none, by row; the consultation is locked."""
    last = Comment.objects.filter(consultation=consultation).aggregate(last=Max("number"))["last"] or 0
    made = Comment.objects.bulk_create(
        Comment(consultation=consultation, submission=submission, number=number, row=draft.row, counted_at=now)
        for number, draft in enumerate(drafts, start=last + 1)
    )
    return {comment.row: comment for comment in made}


def _version(
    draft: DraftComment,
    comment: Comment | None,
    sending: Sending,
    versions: dict[int, int],
    consultation: Consultation,
) -> CommentVersion:
    assert comment is not None
    pin = pin_of(consultation, draft.clause)
    return CommentVersion(
        comment=comment, sending=sending, number=versions.get(comment.pk, 0) + 1,
        **{name: getattr(draft, name) for name in REMARK}, **vars(pin),
    )  # fmt: skip


def _content(draft: DraftComment) -> dict[str, Any]:
    return {name: str(getattr(draft, name) or "") for name in REMARK if name != "contributor"} | {"row": draft.row}


def _require_complete(submission: Submission, now: datetime) -> None:
    if not submission.is_described:
        raise ConsultationError(
            _("It is not said who sends these comments."), code="not-described", remedy=_("Fill in who you are.")
        )
    if not submission.drafts.exists():
        raise ConsultationError(
            _("There is nothing new to send."), code="nothing-new", remedy=_("Save a comment first.")
        )
    asked = Submission.objects.filter(email__iexact=submission.email, confirmed_at=None, sent_at__gt=now - DAY)
    if not submission.confirmed_at and submission.email and asked.exclude(pk=submission.pk).count() >= MAILS_A_DAY:
        raise ConsultationError(
            _("Several submissions wait for this address to be confirmed."),
            code="too-often",
            remedy=_("Open the link in one of the mails, or try again tomorrow."),
        )


def _signed(submission: Submission) -> str:
    return f"{submission.public_id}.{submission.email.lower()}"


def _signer() -> Signer:
    """Made when it is used: the key is not there where no server runs."""
    return Signer(sep=".", salt="cupel_web.consultations.confirm")
