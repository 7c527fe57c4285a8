"""Open a cycle, or record a review that found no need for one."""

from dataclasses import asdict, dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from cupel.errors import ProcedureError
from cupel_web.groups.models import Group, ProcedureVersion
from cupel_web.groups.queries.life import version_on
from cupel_web.kernel.events import append_event
from cupel_web.kernel.models import User
from cupel_web.kernel.permissions import require
from cupel_web.standards.cycles.actions.standing import require_past
from cupel_web.standards.models import ChangeKind, Cycle, ReviewOutcome
from cupel_web.standards.queries import standards


@dataclass(frozen=True, kw_only=True)
class NewCycle:
    """What is revised (no ``base_edition``: a new standard is made), and the terms of reference."""

    standard: str
    base_edition: str
    new_edition: str
    change: ChangeKind
    opened_on: date
    announced_on: date | None
    scope: str
    need: str
    objectives: str = ""
    risks: str = ""
    overlap: str = ""


@dataclass(frozen=True, kw_only=True)
class NoChange:
    """A review of an edition that found no need for change."""

    standard: str
    edition: str
    reviewed_on: date
    reasons: str


def open_cycle(group: Group, new: NewCycle, *, by: User | None, now: datetime) -> Cycle:
    """Open a cycle under the group's rules of the day; raises :class:`~cupel.errors.ProcedureError` where the rules do
    not say how to revise, the base edition does not exist, or the new edition has a cycle already.
    """
    require(by, "standards.run_cycle", group)
    _require_editions(new)
    with transaction.atomic():
        procedure = _procedure(group, new.opened_on)
        if Cycle.objects.filter(standard=new.standard, new_edition=new.new_edition).exists():
            raise ProcedureError(
                _("There is a cycle for {standard} {edition}.").format(
                    standard=new.standard.upper(), edition=new.new_edition
                ),
                code="cycle-twice",
                remedy=_("Give the new edition another name, or go on with that cycle."),
            )
        made: Cycle = Cycle.objects.create(
            group=group, procedure=procedure, opened_at=now, opened_by=by, **asdict(new)
        )  # fmt: skip
        append_event(
            "standards.cycle_opened", by=by, about=made, scope=group, now=now, standard=new.standard,
            edition=new.new_edition, change=new.change.value, procedure=procedure.public_id,
        )  # fmt: skip
    return made


def record_review(group: Group, found: NoChange, *, by: User | None, now: datetime) -> ReviewOutcome:
    """Record a review that found no need for change; raises :class:`~cupel.errors.ProcedureError` for a day to come."""
    require(by, "standards.run_cycle", group)
    with transaction.atomic():
        require_past(found.reviewed_on, now)
        made: ReviewOutcome = ReviewOutcome.objects.create(
            group=group, recorded_at=now, recorded_by=by, **asdict(found)
        )
        append_event(
            "standards.reviewed", by=by, about=made, scope=group, now=now, standard=found.standard,
            edition=found.edition, on=found.reviewed_on.isoformat(),
        )  # fmt: skip
    return made


def _require_editions(new: NewCycle) -> None:
    known = standards().get(new.standard)
    if new.change is ChangeKind.NEW:
        if known is not None or new.base_edition:
            raise ProcedureError(
                _("{standard} is no new standard.").format(standard=new.standard.upper()), code="cycle-base",
                remedy=_("Choose the edition that is revised and another kind of change."),
            )  # fmt: skip
    elif known is None or new.base_edition not in known.editions:
        raise ProcedureError(
            _("There is no edition {edition} of {standard}.").format(
                edition=new.base_edition or "–", standard=new.standard.upper()
            ),
            code="cycle-base",
            remedy=_("Choose the edition that is revised."),
        )


def _procedure(group: Group, on: date) -> ProcedureVersion:
    version = version_on(group.procedure_uid, on)
    if version is None or version.procedure.cycle is None:
        raise ProcedureError(
            _("The rules of {group} on that day do not say how a standard is revised.").format(group=group.name),
            code="cycle-rules",
            remedy=_("Adopt a version of the procedure with a part on cycles."),
        )
    return version
