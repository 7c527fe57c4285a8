"""Verbs about what people took on."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from cupel.errors import ProcedureError
from cupel_web.groups.models import Group
from cupel_web.kernel.events import append_event
from cupel_web.kernel.models import PublicModel, User
from cupel_web.kernel.permissions import require
from cupel_web.notices.actions import Letter, tell_duty
from cupel_web.work.models import ActionItem


@dataclass(frozen=True, kw_only=True)
class NewActionItem:
    """What is to be done, by whom, until when; ``origin``: the record it comes from, if any."""

    title: str
    owner: User
    due_on: date
    origin: PublicModel | None = None


def add_action_item(group: Group, new: NewActionItem, *, by: User | None, now: datetime) -> ActionItem:
    """Write down that a person does something for the group, and tell them."""
    require(by, "work.add_action_item", group)
    with transaction.atomic():
        item: ActionItem = ActionItem.objects.create(
            group=group, title=new.title, owner=new.owner, due_on=new.due_on, added_at=now, added_by=by,
            origin_type=new.origin._meta.label_lower if new.origin else "",
            origin=new.origin.public_id if new.origin else "",
        )  # fmt: skip
        append_event("work.action_item_added", by=by, about=item, scope=group, now=now, owner=new.owner.public_id,
            due=new.due_on.isoformat(), origin=item.origin)  # fmt: skip
        if new.owner != by:
            letter = Letter(
                template="notices/mail/duty.txt",
                path=reverse("finish_action_item", kwargs={"slug": group.slug, "item": item.public_id}),
                values={"act": new.title, "about": group.name, "due": new.due_on},
            )
            tell_duty(new.owner, letter, about=item, now=now)
    return item


def finish_action_item(item: ActionItem, *, by: User | None, now: datetime) -> None:
    """It is done; raises :class:`~cupel.errors.ProcedureError` if it is over already."""
    require(by, "work.finish_action_item", item)
    with transaction.atomic():
        _require_open(item)
        item.done_at, item.done_by = now, by
        item.save(update_fields=["done_at", "done_by"])
        append_event("work.action_item_done", by=by, about=item, scope=item.group, now=now)


def drop_action_item(item: ActionItem, *, reason: str, by: User | None, now: datetime) -> None:
    """It will not be done; raises :class:`~cupel.errors.ProcedureError` if it is over already."""
    require(by, "work.drop_action_item", item)
    with transaction.atomic():
        _require_open(item)
        item.dropped_at, item.dropped_reason = now, reason
        item.save(update_fields=["dropped_at", "dropped_reason"])
        append_event("work.action_item_dropped", by=by, about=item, scope=item.group, now=now)


def _require_open(item: ActionItem) -> None:
    """Locked and read anew, so that of two people who end it at once one is told."""
    known = ActionItem.objects.select_for_update().get(pk=item.pk)
    if known.done_at or known.dropped_at:
        raise ProcedureError(
            _("This is done or dropped already."), code="item-over", remedy=_("Add it anew if it is to be done again.")
        )
