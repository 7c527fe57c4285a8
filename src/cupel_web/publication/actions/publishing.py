"""Publish what every owner approved: it becomes an edition of its standard, and its files are written."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from cupel.errors import ProcedureError
from cupel.governance import Stage
from cupel.standard import DatedFact, Edition, Standard
from cupel.standard.dates import EditionDates
from cupel.standard.drafting import finished
from cupel.standard.edition import EditionOwner, OwnerApproval
from cupel_web.decisions.actions import set_effective
from cupel_web.decisions.queries.matrices import Standing, standing_of
from cupel_web.drafting.actions import close_draft
from cupel_web.drafting.models import Draft, Outcome
from cupel_web.drafting.queries.reading import reading_of
from cupel_web.kernel.clock import day_of
from cupel_web.kernel.events import append_event
from cupel_web.kernel.files import store_file
from cupel_web.kernel.jobs import completing, enqueue, queue_job
from cupel_web.kernel.models import Job, User
from cupel_web.kernel.permissions import require
from cupel_web.publication.models import AskedText, Publication, PublishedFile
from cupel_web.publication.queries import asked_of
from cupel_web.standards.actions import Succession, add_edition, freeze_edition
from cupel_web.standards.cycles.actions import StageNews, record_stage
from cupel_web.standards.cycles.queries import cycle_named
from cupel_web.standards.cycles.records import record_of
from cupel_web.standards.models import Cycle, FactKind

WRITE = "cupel_web.publication.jobs.write_files"


@dataclass(frozen=True, kw_only=True)
class Terms:
    """From which day on the edition is in force, until when the one before may still be used, and what changes."""

    in_force_on: date
    transition_until: date | None
    summary: str


def publish(draft: Draft, terms: Terms, *, by: User | None, now: datetime) -> Publication:
    """Publish the draft as the next edition of its standard; the draft is finished with that, and a revision cycle of
    this edition has its stage of publication behind it.

    Raises :class:`~cupel.errors.ProcedureError` unless every owner approved the draft exactly as it is now, for days
    that contradict each other, and where the cycle is not that far.
    """
    require(by, "publication.publish", draft)
    with transaction.atomic():
        locked = Draft.objects.select_for_update().get(pk=draft.pk)
        asked, standing = _approved(locked)
        _require_order(terms)
        if standing.effect is None or standing.effect.effective_on != terms.in_force_on:
            set_effective(standing.matrix, on=terms.in_force_on, by=by, now=now)
        standard, edition = _edition(locked, terms, standing, now)
        text = freeze_edition(standard, edition, now=now)
        made = add_edition(text, Succession(supersedes=locked.base, **vars(terms)), by=by, now=now)
        if locked.is_open:
            close_draft(locked, Outcome.FINISHED, reason=_("It is published."), by=by, now=now)
        publication: Publication = Publication.objects.create(
            edition=made, asked=asked, cycle=_cycle_ended(locked, by, now), job=queue_job("publication.files", now=now)
        )
        append_event(
            "publication.published", by=by, about=publication, scope=locked.group, now=now,
            manifest=text.manifest_hash, in_force=terms.in_force_on.isoformat(), supersedes=locked.base,
        )  # fmt: skip
        enqueue(WRITE, publication)
    return publication


def keep_files(publication: Publication, job: Job, *, files: Iterable[tuple[str, bytes]], now: datetime) -> None:
    """Keep the files that the job wrote, all at once."""
    kept = [(document, store_file([content], now=now)) for document, content in files]
    with completing(job, now=now):
        PublishedFile.objects.bulk_create(
            PublishedFile(publication=publication, document=document, stored=stored) for document, stored in kept
        )
        append_event(
            "publication.files_written", by=None, about=publication, scope=publication.asked.draft.group, now=now,
            files=[stored.sha256 for _document, stored in kept],
        )  # fmt: skip


def _approved(draft: Draft) -> tuple[AskedText, Standing]:
    asked = asked_of(draft)
    if asked is None:
        raise ProcedureError(
            _("Nobody asked the owners."), code="not-asked", remedy=_("Ask them, and publish what they approve.")
        )
    if hasattr(asked, "publication"):
        raise ProcedureError(_("It is published."), code="published", remedy=_("Open a draft of the next edition."))
    standing = standing_of(asked.content.matrix)
    if standing.content != asked.content or standing.approved_on is None:
        raise ProcedureError(
            _("Not every owner has approved this draft."),
            code="not-approved",
            remedy=_("Wait for their word, or change the draft and ask again."),
        )
    if reading_of(draft).edition.manifest_hash != asked.text.manifest_hash:
        raise ProcedureError(
            _("The draft was edited after the owners were asked, so what they approved is not what it says now."),
            code="approval-void",
            remedy=_("Ask them again, or take the edits back."),
        )
    return asked, standing


def _require_order(terms: Terms) -> None:
    if terms.transition_until is not None and terms.transition_until < terms.in_force_on:
        raise ProcedureError(
            _("The transition would end before the edition is in force."),
            code="transition",
            remedy=_("Give a later day, or none."),
        )


def _edition(draft: Draft, terms: Terms, standing: Standing, now: datetime) -> tuple[Standard, Edition]:
    """The standard with the draft as an edition that has its dates and its owners' approvals."""
    today = day_of(now)
    source = _("Approval {number} in this workspace").format(number=standing.matrix.public_id)

    def told(day: date | None) -> DatedFact | None:
        return DatedFact(on=day.isoformat(), source=source, mark="S") if day else None

    dates = EditionDates(
        adopted=told(standing.approved_on), published=told(today), effective=told(terms.in_force_on),
        transition_until=told(terms.transition_until),
    )  # fmt: skip
    status = "effective" if terms.in_force_on <= today else "approved"
    standard = finished(reading_of(draft).state, status=status, dates=dates)
    edition = standard.editions[draft.edition]
    return standard, replace(edition, owners=tuple(_with_approvals(standard, edition, standing)))


def _with_approvals(standard: Standard, edition: Edition, standing: Standing) -> Iterable[EditionOwner]:
    given = {line.owner.organisation.name: line.word for line in standing.lines if line.word}
    register = {owner.key: owner for owner in standard.owners}
    for each in edition.owners:
        owner = register[each.owner]
        word = given.get(owner.name) or given.get(owner.legal_name or "")
        day = day_of(word.given_at).isoformat() if word else None
        yield replace(each, approval=OwnerApproval(state="approved", on=day))


def _cycle_ended(draft: Draft, by: User | None, now: datetime) -> Cycle | None:
    """The revision of this edition, where there is one, with its stage of publication recorded as of today."""
    found = Cycle.objects.filter(standard=draft.standard, new_edition=draft.edition).first()
    if found is None:
        return None
    today = day_of(now)
    stage = next(
        (each for each in record_of(cycle_named(found.public_id), on=today).stages
         if each.rule.stage is Stage.PUBLICATION and not each.is_over), None,
    )  # fmt: skip
    if stage is not None:
        started = StageNews(stage=stage.rule.key, kind=FactKind.STARTED, first=today)
        ended = StageNews(stage=stage.rule.key, kind=FactKind.ENDED, last=today)
        for news in [ended] if stage.started else [started, ended]:
            found.refresh_from_db()
            record_stage(found, news, revision=found.revision, by=by, now=now)
    return found
