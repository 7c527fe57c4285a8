"""Verbs about the parts of a deliverable: put in what the format asks for, and sign."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from cupel.errors import ProcedureError
from cupel_web.kernel.events import append_event
from cupel_web.kernel.models import User
from cupel_web.kernel.permissions import require
from cupel_web.notices.actions import Letter, tell_duty
from cupel_web.work.actions.deliverables import require_unpublished
from cupel_web.work.checks import Kind
from cupel_web.work.models import Deliverable, Paper, PartRecord, Signature
from cupel_web.work.queries.progress import agreed_format


@dataclass(frozen=True, kw_only=True)
class Filled:
    """What is put in for a part: which of these matters follows from how the part is checked."""

    part: str
    paper: Paper | None = None
    text: str = ""
    link: str = ""
    day: date | None = None
    reviewer: User | None = None


def fill_part(deliverable: Deliverable, filled: Filled, *, by: User | None, now: datetime) -> PartRecord:
    """Put in what there is for a part; it takes the place of what was there. A named reviewer is told by mail.

    Raises :class:`~cupel.errors.ProcedureError` for a part that the agreed format does not have, and for a paper of
    another group.
    """
    require(by, "work.keep_deliverable", deliverable)
    with transaction.atomic():
        require_unpublished(deliverable)
        _require_part(deliverable, filled)
        record: PartRecord = PartRecord.objects.create(
            deliverable=deliverable, added_at=now, added_by=by, **vars(filled)
        )
        append_event("work.part_filled", by=by, about=deliverable, scope=deliverable.group, now=now, part=filled.part,
            record=record.public_id)  # fmt: skip
        if filled.reviewer:
            letter = Letter(template="work/mail/sign.txt", path=_path(deliverable), values={"deliverable": deliverable})
            tell_duty(filled.reviewer, letter, about=record, now=now)
    return record


def sign_part(record: PartRecord, *, approves: bool, remark: str = "", by: User, now: datetime) -> Signature:
    """The named reviewer says whether the deliverable is good as it is now; raises
    :class:`~cupel.errors.ProcedureError` where somebody else was named meanwhile.
    """
    require(by, "work.sign_part", record)
    with transaction.atomic():
        require_unpublished(record.deliverable)
        newest = PartRecord.objects.filter(deliverable=record.deliverable, part=record.part).first()
        if newest != record:
            raise ProcedureError(
                _("The reviewer of this part was changed."), code="reviewer-changed", remedy=_("Look at it anew.")
            )
        signature: Signature = Signature.objects.create(
            record=record, approves=approves, remark=remark, signed_at=now, signed_by=by
        )
        append_event("work.part_signed", by=by, about=record.deliverable, scope=record.deliverable.group, now=now,
            part=record.part, approves=approves)  # fmt: skip
    return signature


def _require_part(deliverable: Deliverable, filled: Filled) -> None:
    agreed = agreed_format(deliverable)
    part = next((each for each in agreed.checks if each.key == filled.part), None) if agreed else None
    if part is None:
        raise ProcedureError(
            _("The agreed format has no such part."), code="no-part", remedy=_("Look at its format anew.")
        )
    if filled.paper and filled.paper.group_id != deliverable.group.pk:
        raise ProcedureError(
            _("This paper is in another group's library."),
            code="other-library",
            remedy=_("File it in the library of the group whose deliverable this is."),
        )
    if part.kind is Kind.SIGNED and filled.reviewer is None:
        raise ProcedureError(_("Nobody is named."), code="no-reviewer", remedy=_("Name who is to sign."))


def _path(deliverable: Deliverable) -> str:
    address = {"slug": deliverable.group.slug, "deliverable": deliverable.public_id}
    return reverse("deliverable", kwargs=address)
