"""Verbs about workstreams: add, describe anew, finish, stop."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from cupel.errors import ProcedureError
from cupel_web.groups.models import Group
from cupel_web.kernel.events import append_event
from cupel_web.kernel.models import User
from cupel_web.kernel.permissions import require
from cupel_web.kernel.revisions import claim
from cupel_web.work.models import Workstream
from cupel_web.work.queries.records import insiders


@dataclass(frozen=True, kw_only=True)
class NewWorkstream:
    """What a workstream is for, who leads it, and the day it starts."""

    title: str
    purpose: str
    lead: User
    starts_on: date


def add_workstream(group: Group, new: NewWorkstream, *, by: User | None, now: datetime) -> Workstream:
    """Plan a strand of the group's work; raises :class:`~cupel.errors.ProcedureError` for a lead who may not enter."""
    require(by, "work.plan_work", group)
    require_insider(group, new.lead)
    with transaction.atomic():
        stream: Workstream = Workstream.objects.create(group=group, added_at=now, added_by=by, **vars(new))
        append_event("work.workstream_added", by=by, about=stream, scope=group, now=now, lead=new.lead.public_id,
            starts=new.starts_on.isoformat())  # fmt: skip
    return stream


def change_workstream(
    stream: Workstream, wanted: NewWorkstream, *, revision: int, by: User | None, now: datetime
) -> None:
    """Describe it anew; raises :class:`~cupel.errors.ProcedureError` if somebody else did since ``revision``, or if it
    is over.
    """
    require(by, "work.lead_workstream", stream)
    with transaction.atomic():
        require_running(stream)
        if wanted.lead != stream.lead:
            require(by, "work.plan_work", stream.group)
            require_insider(stream.group, wanted.lead)
        claim(stream, revision=revision)
        for name, value in vars(wanted).items():
            setattr(stream, name, value)
        stream.save(update_fields=list(vars(wanted)))
        append_event("work.workstream_changed", by=by, about=stream, scope=stream.group, now=now,
            revision=stream.revision, lead=wanted.lead.public_id)  # fmt: skip


def finish_workstream(stream: Workstream, *, on: date, by: User | None, now: datetime) -> None:
    """Its work is done; raises :class:`~cupel.errors.ProcedureError` if it is over, or not begun on that day."""
    require(by, "work.lead_workstream", stream)
    with transaction.atomic():
        require_running(stream)
        if on < stream.starts_on:
            raise ProcedureError(
                _("It starts on {day}.").format(day=stream.starts_on),
                code="not-begun",
                remedy=_("Give a day on which it ran, or stop it."),
            )
        stream.done_on = on
        stream.save(update_fields=["done_on"])
        append_event("work.workstream_done", by=by, about=stream, scope=stream.group, now=now, on=on.isoformat())


def stop_workstream(stream: Workstream, *, on: date, reason: str, by: User | None, now: datetime) -> None:
    """It is given up; raises :class:`~cupel.errors.ProcedureError` if it is over."""
    require(by, "work.plan_work", stream.group)
    with transaction.atomic():
        require_running(stream)
        stream.stopped_on, stream.stopped_reason = on, reason
        stream.save(update_fields=["stopped_on", "stopped_reason"])
        append_event("work.workstream_stopped", by=by, about=stream, scope=stream.group, now=now, on=on.isoformat())


def require_running(stream: Workstream) -> None:
    """Raise :class:`~cupel.errors.ProcedureError` for a workstream that is done or stopped; locked and read anew."""
    known = Workstream.objects.select_for_update().get(pk=stream.pk)
    if known.done_on or known.stopped_on:
        raise ProcedureError(
            _("This workstream is done or stopped."), code="workstream-over", remedy=_("Add a new workstream.")
        )


def require_insider(group: Group, person: User) -> None:
    """Raise :class:`~cupel.errors.ProcedureError` for somebody who does not take part in the group."""
    if not insiders(group).filter(pk=person.pk).exists():
        raise ProcedureError(
            _("This person does not take part in {group}.").format(group=group.name),
            code="not-inside",
            remedy=_("Give them access to its rooms as chair or member first."),
        )
