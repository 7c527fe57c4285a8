"""Verbs of sister groups: be asked, answer, mark what needs resolution, lift the mark."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cupel.errors import ProcedureError
from cupel_web.groups.models import Group
from cupel_web.groups.queries.records import chairs_of
from cupel_web.kernel.events import append_event
from cupel_web.kernel.models import User
from cupel_web.kernel.permissions import require
from cupel_web.notices.actions import Letter, tell_duty
from cupel_web.work.actions.deliverables import require_unpublished
from cupel_web.work.models import Deliverable, Lifting, Mark, Review


@dataclass(frozen=True, kw_only=True)
class Objection:
    """What needs resolution for a group."""

    group: Group
    reason: str


def ask_review(deliverable: Deliverable, *, group: Group, by: User | None, now: datetime) -> Review:
    """Ask another group to look at a deliverable, and tell its chairs; while it has not answered, asking again changes
    nothing.
    """
    require(by, "work.keep_deliverable", deliverable)
    _require_sister(deliverable, group)
    with transaction.atomic():
        require_unpublished(deliverable)
        review, created = Review.objects.get_or_create(
            deliverable=deliverable, group=group, answered_at=None, defaults={"asked_at": now, "asked_by": by}
        )
        if created:
            append_event("work.review_asked", by=by, about=deliverable, scope=deliverable.group, now=now,
                group=group.public_id)  # fmt: skip
            _tell_asked(review, now=now)
    return review


def _tell_asked(review: Review, *, now: datetime) -> None:
    deliverable = review.deliverable
    address = {"slug": deliverable.group.slug, "deliverable": deliverable.public_id}
    letter = Letter(
        template="notices/mail/duty.txt",
        path=reverse("deliverable", kwargs=address),
        values={"act": gettext_lazy("Answer a review"), "about": f"{deliverable.title}, {deliverable.group.name}"},
    )
    for person in chairs_of(review.group):
        tell_duty(person, letter, about=review, now=now)


def answer_review(review: Review, *, answer: str, by: User | None, now: datetime) -> None:
    """The group says what it thinks; what needs resolution it marks. Raises :class:`~cupel.errors.ProcedureError` if it
    has answered.
    """
    require(by, "work.answer_review", review)
    with transaction.atomic():
        if Review.objects.select_for_update().get(pk=review.pk).answered_at:
            raise ProcedureError(
                _("The group has answered already."), code="answered", remedy=_("Mark what needs resolution instead.")
            )
        review.answer, review.answered_at, review.answered_by = answer, now, by
        review.save(update_fields=["answer", "answered_at", "answered_by"])
        append_event("work.review_answered", by=by, about=review.deliverable, scope=review.group, now=now)


def mark_deliverable(deliverable: Deliverable, objection: Objection, *, by: User | None, now: datetime) -> Mark:
    """A sister group says that something needs resolution: until it lifts the mark nothing is published.

    Raises :class:`~cupel.errors.ProcedureError` for the deliverable's own group, and once it is published.
    """
    require(by, "work.mark_deliverable", objection.group)
    _require_sister(deliverable, objection.group)
    with transaction.atomic():
        require_unpublished(deliverable)
        mark: Mark = Mark.objects.create(
            deliverable=deliverable, group=objection.group, reason=objection.reason, marked_at=now, marked_by=by
        )
        append_event("work.deliverable_marked", by=by, about=deliverable, scope=objection.group, now=now,
            mark=mark.public_id)  # fmt: skip
    return mark


def lift_mark(mark: Mark, *, resolution: str, by: User | None, now: datetime) -> Lifting:
    """The marking group says how it was resolved; raises :class:`~cupel.errors.ProcedureError` if it is lifted."""
    require(by, "work.lift_mark", mark)
    with transaction.atomic():
        Mark.objects.select_for_update().get(pk=mark.pk)
        if Lifting.objects.filter(mark=mark).exists():
            raise ProcedureError(
                _("This mark is lifted already."), code="lifted", remedy=_("Mark it anew if more needs resolution.")
            )
        lifting: Lifting = Lifting.objects.create(mark=mark, resolution=resolution, lifted_at=now, lifted_by=by)
        append_event("work.mark_lifted", by=by, about=mark.deliverable, scope=mark.group, now=now,
            mark=mark.public_id)  # fmt: skip
    return lifting


def _require_sister(deliverable: Deliverable, group: Group) -> None:
    if deliverable.group.pk == group.pk:
        raise ProcedureError(
            _("This is the group's own deliverable."),
            code="own-deliverable",
            remedy=_("Another group reviews and marks it; the group itself edits it."),
        )
