"""Verbs of the secretariat: key forms in that came by mail, say where a comment belongs."""

from dataclasses import asdict, dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from cupel.errors import ConsultationError
from cupel_web.consultations.actions.saving import Author
from cupel_web.consultations.actions.taking import require_keying
from cupel_web.consultations.models import Comment, CommentVersion, Consultation, Placing, Submission
from cupel_web.consultations.models.submission import Origin
from cupel_web.consultations.queries.texts import is_clause
from cupel_web.kernel.clock import day_of
from cupel_web.kernel.events import append_event
from cupel_web.kernel.models import User
from cupel_web.kernel.permissions import require
from cupel_web.kernel.revisions import stale


@dataclass(frozen=True, kw_only=True)
class PaperForm:
    """A form that came outside the workspace: how, on which day, and why it is taken if that was after the close."""

    origin: Origin
    received_on: date
    late_reason: str = ""


def key_submission(
    consultation: Consultation, author: Author, form: PaperForm, *, by: User, now: datetime
) -> Submission:
    """Begin a submission for somebody who mailed a form or wrote a letter; comments are then added, or the form is
    imported.

    Raises :class:`~cupel.errors.ConsultationError` for one received tomorrow, after the close without a reason, and
    once disposition has begun.
    """
    require(by, "consultations.key", consultation)
    require_keying(consultation, late_reason=form.late_reason, now=now)
    if form.received_on > day_of(now):
        raise ConsultationError(
            _("That day is to come."), code="no-such-day", remedy=_("Give the day on which the form was received.")
        )
    with transaction.atomic():
        submission: Submission = Submission.objects.create(
            consultation=consultation, keyed_by=by, begun_at=now, **asdict(author), **asdict(form)
        )
        append_event("consultations.keyed", by=by, about=submission, scope=consultation.group, now=now,
            origin=form.origin.value, received_on=form.received_on.isoformat(), late=bool(form.late_reason),
            consent=author.consent)  # fmt: skip
    return submission


@dataclass(frozen=True, kw_only=True)
class Where:
    """Where a comment belongs, and why; ``revision``: how often it was placed when somebody looked."""

    clause: str
    reason: str = ""
    revision: int | None = None


def place_comment(version: CommentVersion, where: Where, *, by: User, now: datetime) -> Placing:
    """Say where a comment belongs that was sent without a sure clause, or on the wrong one; what was sent stays.

    Raises :class:`~cupel.errors.ConsultationError` for a clause that the text does not have, and
    :class:`~cupel.errors.ProcedureError` with code ``stale`` where somebody placed it meanwhile.
    """
    consultation = version.comment.consultation
    require(by, "consultations.run", consultation)
    if not is_clause(consultation, where.clause):
        raise ConsultationError(
            _("The text has no such clause."), code="no-clause", remedy=_("Choose one of the clauses.")
        )
    with transaction.atomic():
        Comment.objects.select_for_update().get(pk=version.comment_id)
        if where.revision is not None and version.placings.count() != where.revision:
            raise stale()
        placing: Placing = Placing.objects.create(
            version=version, clause=where.clause, reason=where.reason, placed_at=now, placed_by=by
        )
        append_event("consultations.placed", by=by, about=version.comment, scope=consultation.group, now=now,
            clause=where.clause)  # fmt: skip
    return placing
