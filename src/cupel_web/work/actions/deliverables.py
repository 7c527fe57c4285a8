"""Verbs about deliverables: add, describe, who edits, which format, what each part is, what it needs, publish."""

import hashlib
import json
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from cupel.errors import ProcedureError
from cupel_web.kernel.events import append_event
from cupel_web.kernel.models import User
from cupel_web.kernel.permissions import require
from cupel_web.kernel.revisions import claim
from cupel_web.work.actions.workstreams import require_insider, require_running
from cupel_web.work.models import (
    Deliverable,
    DeliverableKind,
    Dependency,
    Editor,
    Format,
    FormatAgreement,
    Release,
    Workstream,
)
from cupel_web.work.needs import all_needs
from cupel_web.work.queries.progress import Progress, progress_of


@dataclass(frozen=True, kw_only=True)
class NewDeliverable:
    """What is to be handed over, who answers for it, until when if there is a day."""

    title: str
    kind: DeliverableKind
    purpose: str
    owner: User
    due_on: date | None = None


def add_deliverable(stream: Workstream, new: NewDeliverable, *, by: User | None, now: datetime) -> Deliverable:
    """Plan something that the workstream hands over; raises :class:`~cupel.errors.ProcedureError` if it is over, and
    for an owner who does not take part.
    """
    require(by, "work.lead_workstream", stream)
    require_insider(stream.group, new.owner)
    with transaction.atomic():
        require_running(stream)
        made: Deliverable = Deliverable.objects.create(workstream=stream, added_at=now, added_by=by, **vars(new))
        append_event("work.deliverable_added", by=by, about=made, scope=stream.group, now=now, kind=new.kind.value,
            owner=new.owner.public_id)  # fmt: skip
    return made


def change_deliverable(
    deliverable: Deliverable, wanted: NewDeliverable, *, revision: int, by: User | None, now: datetime
) -> None:
    """Describe it anew; raises :class:`~cupel.errors.ProcedureError` if somebody else did since ``revision``, or if it
    is published.
    """
    require(by, "work.keep_deliverable", deliverable)
    with transaction.atomic():
        require_unpublished(deliverable)
        if wanted.owner != deliverable.owner:
            require(by, "work.lead_workstream", deliverable.workstream)
            require_insider(deliverable.group, wanted.owner)
        claim(deliverable, revision=revision)
        for name, value in vars(wanted).items():
            setattr(deliverable, name, value)
        deliverable.save(update_fields=list(vars(wanted)))
        append_event("work.deliverable_changed", by=by, about=deliverable, scope=deliverable.group, now=now,
            revision=deliverable.revision, owner=wanted.owner.public_id)  # fmt: skip


def add_editor(deliverable: Deliverable, *, person: User, by: User | None, now: datetime) -> Editor:
    """Let a person who takes part in the group edit it; again changes nothing."""
    require(by, "work.keep_deliverable", deliverable)
    require_insider(deliverable.group, person)
    with transaction.atomic():
        require_unpublished(deliverable)
        editor, created = Editor.objects.get_or_create(
            deliverable=deliverable, person=person, ended_at=None, defaults={"began_at": now}
        )
        if created:
            append_event("work.editor_added", by=by, about=deliverable, scope=deliverable.group, now=now,
                person=person.public_id)  # fmt: skip
    return editor


def end_editor(editor: Editor, *, by: User | None, now: datetime) -> None:
    """The person no longer edits it."""
    require(by, "work.keep_deliverable", editor.deliverable)
    with transaction.atomic():
        editor.ended_at = now
        editor.save(update_fields=["ended_at"])
        append_event("work.editor_ended", by=by, about=editor.deliverable, scope=editor.deliverable.group, now=now,
            person=editor.person.public_id)  # fmt: skip


def agree_format(deliverable: Deliverable, *, wanted: Format, by: User | None, now: datetime) -> FormatAgreement:
    """The group's chair agrees what the deliverable consists of; raises :class:`~cupel.errors.ProcedureError` for a
    format of another kind.
    """
    require(by, "work.agree_format", deliverable)
    with transaction.atomic():
        require_unpublished(deliverable)
        if wanted.kind != deliverable.kind:
            raise ProcedureError(
                _("This is a format for another kind of deliverable."),
                code="format-kind",
                remedy=_("Choose a format of its kind."),
            )
        agreement: FormatAgreement = FormatAgreement.objects.create(
            deliverable=deliverable, format=wanted, agreed_at=now, agreed_by=by
        )
        append_event("work.format_agreed", by=by, about=deliverable, scope=deliverable.group, now=now,
            format=wanted.uid, number=wanted.number)  # fmt: skip
    return agreement


def add_dependency(deliverable: Deliverable, *, needs: Deliverable, by: User | None, now: datetime) -> Dependency:
    """It is published only after the other; raises :class:`~cupel.errors.ProcedureError` where the other needs this
    one, directly or through others. Again changes nothing.
    """
    require(by, "work.keep_deliverable", deliverable)
    with transaction.atomic():
        require_unpublished(deliverable)
        link, created = Dependency.objects.get_or_create(
            deliverable=deliverable, needs=needs, removed_at=None, defaults={"added_at": now, "added_by": by}
        )
        if created:
            # the event log takes one act after the other: after this line nobody else can add the way back unseen
            append_event("work.dependency_added", by=by, about=deliverable, scope=deliverable.group, now=now,
                needs=needs.public_id)  # fmt: skip
            _require_no_cycle(deliverable)
    return link


def remove_dependency(link: Dependency, *, by: User | None, now: datetime) -> None:
    """It does not need the other after all."""
    require(by, "work.keep_deliverable", link.deliverable)
    with transaction.atomic():
        require_unpublished(link.deliverable)
        link.removed_at = now
        link.save(update_fields=["removed_at"])
        append_event("work.dependency_removed", by=by, about=link.deliverable, scope=link.deliverable.group, now=now,
            needs=link.needs.public_id)  # fmt: skip


def publish_deliverable(deliverable: Deliverable, *, by: User | None, now: datetime) -> Release:
    """Publish it as it is. Raises :class:`~cupel.errors.ProcedureError` while no format is agreed, a group's mark
    stands, a required part is not there or cannot be known to be, or something it needs is not published.
    """
    require(by, "work.publish_deliverable", deliverable)
    with transaction.atomic():
        require_unpublished(deliverable)
        progress = progress_of([deliverable])[deliverable.pk]
        _require_ready(progress)
        assert progress.format is not None
        content = progress.content
        digest = hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()
        release: Release = Release.objects.create(
            deliverable=deliverable, format=progress.format, content=content, sha256=digest, published_at=now,
            published_by=by,
        )  # fmt: skip
        append_event(
            "work.deliverable_published", by=by, about=deliverable, scope=deliverable.group, now=now, sha256=digest
        )
    return release


def require_unpublished(deliverable: Deliverable) -> None:
    """Raise :class:`~cupel.errors.ProcedureError` for a deliverable that is published; locks it."""
    Deliverable.objects.select_for_update().get(pk=deliverable.pk)
    if Release.objects.filter(deliverable=deliverable).exists():
        raise ProcedureError(
            _("{title} is published and does not change any more.").format(title=deliverable.title),
            code="published",
            remedy=_("Plan a new deliverable for what is to change."),
        )


def _require_no_cycle(deliverable: Deliverable) -> None:
    needs: dict[int, set[int]] = {}
    for one, other in Dependency.objects.filter(removed_at=None).values_list("deliverable", "needs"):
        needs.setdefault(one, set()).add(other)
    if deliverable.pk in all_needs(deliverable.pk, needs):
        raise ProcedureError(
            _("The other deliverable needs this one: neither could be published first."),
            code="dependency-cycle",
            remedy=_("Remove the way back first, or leave this one out."),
        )


def _require_ready(progress: Progress) -> None:
    if progress.format is None:
        raise ProcedureError(
            _("No format is agreed."), code="no-format", remedy=_("The group's chair agrees one first.")
        )
    if progress.marks:
        names = ", ".join(sorted({mark.group.name for mark in progress.marks}))
        raise ProcedureError(
            _("Something needs resolution for: {groups}.").format(groups=names),
            code="marked",
            remedy=_("Only the group that marked it lifts the mark."),
        )
    if progress.missing:
        names = ", ".join(state.part.name for state in progress.missing)
        raise ProcedureError(
            _("Parts are missing: {parts}.").format(parts=names),
            code="parts-missing",
            remedy=_("Put in what the format asks for each of them."),
        )
    if progress.waits_for:
        names = ", ".join(other.title for other in progress.waits_for)
        raise ProcedureError(
            _("It needs what is not published: {titles}.").format(titles=names),
            code="dependency",
            remedy=_("Publish that first, or remove the dependency."),
        )
