"""Verbs of artefacts: all are ordered with one button and written in the background."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from cupel.errors import ConsultationError
from cupel_web.consultations.artefacts import Written
from cupel_web.consultations.models import Artefact, ArtefactSet, Consultation
from cupel_web.consultations.queries.changes import later_text
from cupel_web.consultations.states import Step
from cupel_web.drafting.actions import freeze_draft
from cupel_web.drafting.models import Draft, Outcome
from cupel_web.kernel.events import append_event
from cupel_web.kernel.files import chunks_of, store_file
from cupel_web.kernel.jobs import completing, enqueue, queue_job
from cupel_web.kernel.models import Job, User
from cupel_web.kernel.permissions import require
from cupel_web.standards.models import EditionText

WRITE = "cupel_web.consultations.jobs.write_set"


def order_artefacts(consultation: Consultation, *, by: User | None, now: datetime) -> ArtefactSet:
    """Have all artefacts written; one that is being written already is what one gets.

    Raises :class:`~cupel.errors.ConsultationError` before disposition has begun: until then comments may change; and
    :class:`~cupel.errors.ProcedureError` where the draft has mistakes.
    """
    require(by, "consultations.run", consultation)
    with transaction.atomic():
        locked = Consultation.objects.select_for_update().get(pk=consultation.pk)
        if Step.DISPOSITION not in locked.done:
            raise ConsultationError(
                _("Disposition has not begun."),
                code="consultation-stage",
                remedy=_("Record after the close that it has begun."),
            )
        waiting = locked.artefact_sets.filter(job__finished_at=None, job__failed_at=None).first()
        if waiting is not None:
            return waiting
        text = _text_now(locked, by=by, now=now)
        job = queue_job("consultations.artefacts", now=now)
        ordered: ArtefactSet = ArtefactSet.objects.create(
            consultation=locked, text=text, job=job, ordered_at=now, ordered_by=by
        )
        append_event("consultations.artefacts_ordered", by=by, about=ordered, scope=locked.group, now=now)
        enqueue(WRITE, ordered)
    return ordered


def _text_now(consultation: Consultation, *, by: User | None, now: datetime) -> EditionText:
    """What became of the consulted text: the group's draft as it is now, else the newest text that is public."""
    text = consultation.text
    drafts = Draft.objects.filter(group=consultation.group, standard=text.standard, edition=text.edition)
    draft = drafts.exclude(closing__outcome=Outcome.ABANDONED).order_by("-pk").first()
    return freeze_draft(draft, by=by, now=now) if draft else later_text(consultation) or text


def end_artefacts(ordered: ArtefactSet, job: Job, *, written: list[Written], now: datetime) -> None:
    """Keep the files that the job wrote, all at once."""
    kept = [(kind, suffix, store_file(chunks_of(path), now=now)) for kind, suffix, path in written]
    with completing(job, now=now):
        Artefact.objects.bulk_create(
            Artefact(within=ordered, kind=kind, suffix=suffix, stored=stored) for kind, suffix, stored in kept
        )
        append_event(
            "consultations.artefacts_written", by=None, about=ordered, scope=ordered.consultation.group, now=now,
            files=[stored.sha256 for _kind, _suffix, stored in kept],
        )  # fmt: skip
