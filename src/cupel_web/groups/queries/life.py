"""Where groups stand, and under which rules."""

from collections.abc import Iterable
from datetime import date

from cupel.governance import Procedure
from cupel_web.groups.models import Group, Phase, ProcedureVersion, TermsOfReference
from cupel_web.groups.states import GroupState


def state_in(phases: Iterable[Phase], *, on: date) -> GroupState | None:
    """The state that holds on a day; ``phases`` of one group in the order of their days."""
    begun = [phase for phase in phases if phase.began_on <= on]
    return GroupState(begun[-1].state) if begun else None


def state_of(group: Group, *, on: date) -> GroupState | None:
    """The group's state on a day."""
    return state_in(group.phases.all(), on=on)


def version_on(uid: str, day: date) -> ProcedureVersion | None:
    """The version of a procedure in force on a day."""
    return ProcedureVersion.objects.filter(uid=uid, in_force__lte=day).order_by("-in_force", "-pk").first()


def procedure_of(group: Group, *, on: date) -> Procedure | None:
    """The group's rules on a day."""
    version = version_on(group.procedure_uid, on)
    return version.procedure if version else None


def terms_on(group: Group, day: date) -> TermsOfReference | None:
    """The approved terms of reference in force on a day."""
    approved = group.terms.filter(approval__isnull=False, in_force__lte=day).select_related("approval__body")
    return approved.order_by("-in_force", "-number").first()
