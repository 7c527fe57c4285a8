"""Verbs that carry a decision into the text: apply a proposed change to a draft, link one that was made already."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from cupel.consultation import Workflow
from cupel.errors import ConsultationError
from cupel_web.consultations.models import ChangeLink, Comment, DispositionFact
from cupel_web.consultations.queries.changes import CHANGING
from cupel_web.consultations.queries.dispositions import clusters_in, disposition_on, last_facts
from cupel_web.consultations.queries.links import drafts_for, links_of
from cupel_web.drafting.actions import Editing, edit
from cupel_web.drafting.models import Draft, EditRecord
from cupel_web.kernel.events import append_event
from cupel_web.kernel.models import User
from cupel_web.kernel.permissions import require


def apply_change(
    comment: Comment, draft: Draft, wanted: Editing, *, by: User | None, now: datetime
) -> list[ChangeLink]:
    """Edit the draft on a comment, and write down that it was on this one and those that say the same.

    Raises as :func:`cupel_web.drafting.actions.edit`, and :class:`~cupel.errors.ConsultationError` where the decision
    changes nothing or the draft is not the group's of this standard.
    """
    require(by, "consultations.dispose", comment)
    with transaction.atomic():
        _require_changing(comment)
        _require_own(comment, [draft])
        return _linked(comment, edit(draft, wanted, by=by, now=now), by=by, now=now)


def link_change(
    comment: Comment, records: Sequence[EditRecord], *, by: User | None, now: datetime
) -> list[ChangeLink]:  # fmt: skip
    """Write down that edits that were made already were made on a comment and those that say the same."""
    require(by, "consultations.dispose", comment)
    with transaction.atomic():
        _require_changing(comment)
        _require_own(comment, [record.draft for record in records])
        return _linked(comment, records, by=by, now=now)


def unlink_change(link: ChangeLink, *, reason: str, by: User | None, now: datetime) -> list[ChangeLink]:
    """An edit was not made on a comment, nor on those that say the same, after all."""
    require(by, "consultations.dispose", link.comment)
    with transaction.atomic():
        Comment.objects.select_for_update().get(pk=link.comment_id)
        known = links_of(_together(link.comment)).filter(edit=link.edit_id)
        taken = [
            ChangeLink(comment=each.comment, edit=link.edit, holds=False, reason=reason, made_at=now, made_by=by)
            for each in known.select_related("comment")
        ]
        made = ChangeLink.objects.bulk_create(taken)
        append_event(
            "consultations.change_unlinked", by=by, about=link.comment, scope=link.comment.consultation.group, now=now,
            edit=link.edit.public_id, comments=len(made),
        )  # fmt: skip
    return made


def _linked(comment: Comment, records: Sequence[EditRecord], *, by: User | None, now: datetime) -> list[ChangeLink]:
    """Links that are not there yet."""
    together = _together(comment)
    known = set(links_of(together).values_list("comment", "edit"))
    made = ChangeLink.objects.bulk_create(
        ChangeLink(comment=each, edit=record, made_at=now, made_by=by)
        for each in together
        for record in records
        if (each.pk, record.pk) not in known
    )
    append_event(
        "consultations.change_linked", by=by, about=comment, scope=comment.consultation.group, now=now,
        edits=[record.public_id for record in records], comments=len(together),
    )  # fmt: skip
    return made


def _together(comment: Comment) -> list[Comment]:
    """The comment and those that say the same, but for those that were decided otherwise."""
    cluster = clusters_in(comment.consultation).filter(comments=comment).first()
    members = list(cluster.comments.all()) if cluster else [comment]
    otherwise = {fact.comment_id for fact in last_facts(members) if not _may_change(fact)}
    return [each for each in members if each.pk == comment.pk or each.pk not in otherwise]


def _may_change(fact: DispositionFact) -> bool:
    return not fact.decision or fact.decision in CHANGING


def _require_changing(comment: Comment) -> None:
    """Locks the comment: one act at a time says what was made on it."""
    Comment.objects.select_for_update().get(pk=comment.pk)
    known = disposition_on(comment)
    if known.decision not in CHANGING or known.workflow in {Workflow.NEW, Workflow.ASSIGNED}:
        raise ConsultationError(
            _("No decision on {comment} changes the text.").format(comment=comment.name),
            code="comment-decision",
            remedy=_("Propose to accept it, at least in part, first."),
        )


def _require_own(comment: Comment, wanted: Sequence[Draft]) -> None:
    keys = {draft.pk for draft in wanted}
    if drafts_for(comment.consultation).filter(pk__in=keys).count() != len(keys):
        raise ConsultationError(
            _("This is no draft of the group's on this standard."),
            code="comment-draft",
            remedy=_("Choose an edit of one of the group's drafts."),
        )
