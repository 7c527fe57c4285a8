"""Whether comments are taken at a moment."""

from datetime import datetime

from django.utils.translation import gettext as _

from cupel.errors import ConsultationError
from cupel_web.consultations.models import Consultation, Submission
from cupel_web.consultations.states import Stage, Step, SubmissionState
from cupel_web.kernel.models import User
from cupel_web.kernel.permissions import require


def require_open(consultation: Consultation, *, now: datetime) -> None:
    """Raises :class:`~cupel.errors.ConsultationError` with code ``closed`` unless the public may comment now. It looks
    at extensions afresh, as one may be minutes old.
    """
    fresh = Consultation.objects.get(pk=consultation.pk)
    stage = fresh.stage(now)
    if stage is Stage.OPEN:
        return
    when = fresh.opens_there if stage is Stage.ANNOUNCED else fresh.closes_there
    said = _("Comments are taken from {when} {zone} on.") if stage is Stage.ANNOUNCED else _(
        "Comments were taken until {when} {zone}."
    )  # fmt: skip
    remedy = _("Write to the secretariat.") if not fresh.email else _("Write to {email}.").format(email=fresh.email)
    raise ConsultationError(
        said.format(when=when.strftime("%Y-%m-%d %H:%M"), zone=fresh.zone), code="closed", remedy=remedy
    )


def require_taking(submission: Submission, *, by: User | None, now: datetime) -> None:
    """Raises :class:`~cupel.errors.ConsultationError` unless comments may be added to the submission now: before the
    close by whoever holds its link; what the secretariat keys in, by the secretariat, after the close too with a
    reason, until disposition begins.
    """
    if submission.state is SubmissionState.WITHDRAWN:
        raise ConsultationError(
            _("This submission was withdrawn."), code="withdrawn", remedy=_("Begin another before the close.")
        )
    if submission.keyed_by_id is None:
        require_open(submission.consultation, now=now)
        return
    require(by, "consultations.key", submission)
    require_keying(submission.consultation, late_reason=submission.late_reason, now=now)


def require_keying(consultation: Consultation, *, late_reason: str, now: datetime) -> None:
    """Raises :class:`~cupel.errors.ConsultationError` where the secretariat may not key anything in (any more)."""
    fresh = Consultation.objects.get(pk=consultation.pk)
    stage = fresh.stage(now)
    if stage in {Stage.PREPARED, Stage.ANNOUNCED}:
        require_open(consultation, now=now)
    if Step.DISPOSITION in fresh.done or stage is Stage.RESPONSE:
        raise ConsultationError(
            _("Disposition has begun."), code="closed", remedy=_("Nothing is added to what the group decides on.")
        )
    if stage is not Stage.OPEN and not late_reason.strip():
        raise ConsultationError(
            _("The consultation is closed."), code="late", remedy=_("Say why this is taken after the close.")
        )
