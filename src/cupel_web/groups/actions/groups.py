"""Verbs about a group itself: found it, describe it, move it on in its life."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from cupel.errors import ProcedureError
from cupel_web.groups.models import Group, GroupKind, Phase
from cupel_web.groups.queries.life import state_of
from cupel_web.groups.states import NEXT, GroupState
from cupel_web.kernel.events import append_event
from cupel_web.kernel.models import User
from cupel_web.kernel.permissions import require
from cupel_web.kernel.revisions import claim


@dataclass(frozen=True, kw_only=True)
class Description:
    """What a group is; ``slug`` is its address and never changes."""

    slug: str
    name: str
    kind: GroupKind
    purpose: str
    procedure_uid: str
    invites: tuple[str, ...] = ()
    parent: Group | None = None
    succeeds: Group | None = None


def propose_group(new: Description, *, on: date, reason: str, by: User | None, now: datetime) -> Group:
    """Add a group, proposed since ``on``."""
    require(by, "groups.propose_group")
    with transaction.atomic():
        group: Group = Group.objects.create(
            slug=new.slug, name=new.name, kind=new.kind, purpose=new.purpose, procedure_uid=new.procedure_uid,
            invites=list(new.invites), parent=new.parent, succeeds=new.succeeds, created_at=now,
        )  # fmt: skip
        append_event("groups.proposed", by=by, about=group, scope=group, now=now, kind=new.kind.value)
        _begin(group, Step(to=GroupState.PROPOSED, on=on, reason=reason), by=by, now=now)
    return group


@dataclass(frozen=True, kw_only=True)
class Wording:
    """What may change of a group's description."""

    name: str
    purpose: str
    invites: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Step:
    """The state a group moves to, the day it holds from, and why."""

    to: GroupState
    on: date
    reason: str


def change_group(group: Group, wording: Wording, *, revision: int, by: User | None, now: datetime) -> None:
    """Describe the group anew; raises :class:`~cupel.errors.ProcedureError` if somebody else did since
    ``revision``.
    """
    require(by, "groups.change_group", group)
    with transaction.atomic():
        claim(group, revision=revision)
        group.name, group.purpose, group.invites = wording.name, wording.purpose, list(wording.invites)
        group.save(update_fields=["name", "purpose", "invites"])
        append_event("groups.described", by=by, about=group, scope=group, now=now, revision=group.revision)


def move_group(group: Group, step: Step, *, by: User | None, now: datetime) -> Phase:
    """The group is in another state from a day on; raises :class:`~cupel.errors.ProcedureError` for one that may not
    follow, and for a day before the state that holds began.
    """
    require(by, "groups.move_group", group)
    with transaction.atomic():
        Group.objects.select_for_update().get(pk=group.pk)
        last = group.phases.order_by("began_on", "pk").last()
        if last is not None and step.on < last.began_on:
            raise ProcedureError(
                _("{state} holds since {day}.").format(state=last.state, day=last.began_on),
                code="phase-before",
                remedy=_("Give a day on which it holds, or later."),
            )
        known = GroupState(last.state) if last else None
        if step.to not in NEXT[known]:
            after = ", ".join(sorted(NEXT[known])) or _("nothing")
            raise ProcedureError(
                _("A group that is {known} cannot become {to}.").format(known=known, to=step.to),
                code="phase-order",
                remedy=_("What may follow: {states}.").format(states=after),
            )
        return _begin(group, step, by=by, now=now)


def require_at_work(group: Group, *, on: date) -> None:
    """Raise :class:`~cupel.errors.ProcedureError` unless the group works on the day."""
    state = state_of(group, on=on)
    if state not in {GroupState.ACTIVE, GroupState.RECONVENED}:
        raise ProcedureError(
            _("{group} is {state} on {day}.").format(group=group.name, state=state or _("not there"), day=on),
            code="not-at-work",
            remedy=_("Make it active, or re-convene it, first."),
        )


def _begin(group: Group, step: Step, *, by: User | None, now: datetime) -> Phase:
    phase: Phase = Phase.objects.create(
        group=group, state=step.to.value, began_on=step.on, reason=step.reason, recorded_at=now, recorded_by=by
    )
    append_event("groups.phase_begun", by=by, about=phase, scope=group, now=now, state=step.to.value,
        on=step.on.isoformat())  # fmt: skip
    return phase
