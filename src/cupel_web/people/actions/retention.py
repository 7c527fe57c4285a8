"""Verbs about how long records are kept: set a term, hold, lift a hold, and do what is due on a day."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from cupel.errors import ProcedureError
from cupel.governance import Term
from cupel_web.kernel.clock import day_of
from cupel_web.kernel.events import append_event
from cupel_web.kernel.models import Fact, PublicModel, User
from cupel_web.kernel.permissions import require
from cupel_web.kernel.retention import KINDS, Act, Kind, RetentionClass, Rows
from cupel_web.people.models import Disposal, Hold, RetentionTerm
from cupel_web.people.retention import due_rows, rules

DAY = timedelta(days=1)
AT_ONCE = 500
"""Records in one transaction and its event."""

DONE: dict[Act | None, str] = {Act.DELETE: "records.deleted", Act.REDACT: "records.redacted"}
"""What the event log calls each act."""


@dataclass(frozen=True, kw_only=True)
class NewTerm:
    """How long records of a class are kept from a day on, and why."""

    term: Term
    in_force: date
    reason: str


@dataclass(frozen=True, kw_only=True)
class HeldBack:
    """What is held and why: ``record`` is a public id, empty for the whole class."""

    reason: str
    record: str = ""


def set_retention(retention: RetentionClass, new: NewTerm, *, by: User | None, now: datetime) -> RetentionTerm:
    """Add the next version of a term.

    Raises :class:`~cupel.errors.ProcedureError` for a class without a clock, a day that is past, and without a reason.
    """
    require(by, "people.keep_records")
    if retention.term is None:
        raise ProcedureError(
            _("No clock runs for records of this class."), code="no-clock", remedy=_("Choose a class that has one.")
        )
    if new.in_force < day_of(now) or not new.reason.strip():
        raise ProcedureError(
            _("A term holds from today or later, for a reason."),
            code="retention",
            remedy=_("Give a day that is not past, and say why the term changes."),
        )
    with transaction.atomic():
        number = RetentionTerm.objects.select_for_update().filter(retention=retention.code).count() + 1
        version: RetentionTerm = RetentionTerm.objects.create(
            retention=retention.code, number=number, length=new.term.length, unit=new.term.unit.value,
            in_force=new.in_force, reason=new.reason, set_at=now, set_by=by,
        )  # fmt: skip
        append_event(
            "records.term_set", by=by, about=version, now=now, retention=retention.code, number=number,
            length=new.term.length, unit=new.term.unit.value, in_force=new.in_force.isoformat(),
        )  # fmt: skip
    return version


def hold_records(retention: RetentionClass, held: HeldBack, *, by: User | None, now: datetime) -> Hold:
    """The clock of a class, or of one record, stands still from today on, and nothing of it is disposed of.

    Raises :class:`~cupel.errors.ProcedureError` without a reason, for a class without a clock, for a record that there
    is not, and for what is held already.
    """
    require(by, "people.keep_records")
    if retention.term is None or not held.reason.strip():
        raise ProcedureError(
            _("No clock runs there, or no reason is given."),
            code="hold",
            remedy=_("Choose a class with a clock, and say why it is held."),
        )
    with transaction.atomic():
        if held.record and not _exists(retention, held.record):
            raise ProcedureError(
                _("No record of this class has that number."),
                code="no-record",
                remedy=_("Copy it from the event log or from the list of what is due."),
            )
        if Hold.objects.filter(retention=retention.code, record=held.record, last=None).exists():
            raise ProcedureError(_("It is held already."), code="hold", remedy=_("Lift that hold first."))
        hold: Hold = Hold.objects.create(
            retention=retention.code, record=held.record, first=day_of(now), reason=held.reason, recorded_at=now,
            recorded_by=by,
        )  # fmt: skip
        append_event("records.held", by=by, about=hold, now=now, retention=retention.code, record=held.record)
    return hold


def lift_hold(hold: Hold, *, by: User | None, now: datetime) -> None:
    """The clock runs again, today counting; the days of the hold are added to the term.

    Raises :class:`~cupel.errors.ProcedureError` for a hold that is lifted.
    """
    require(by, "people.keep_records")
    with transaction.atomic():
        fresh = Hold.objects.select_for_update().get(pk=hold.pk)
        if fresh.last is not None:
            raise ProcedureError(_("This hold is lifted."), code="hold", remedy=_("Look at those that last."))
        fresh.last = max(fresh.first, day_of(now) - DAY)
        fresh.save(update_fields=["last"])
        append_event("records.hold_lifted", by=by, about=fresh, now=now, retention=fresh.retention, record=fresh.record)


def dispose(kind: Kind, *, by: User | None, now: datetime) -> list[Disposal]:
    """Delete or redact every record of a kind whose time is over, some hundred at a time, each with one event; a second
    time there is nothing left to do. Kinds that people review are left alone.
    """
    require(by, "people.keep_records")
    if kind.retention.act not in DONE:
        return []
    done = []
    for rows in kind.rows:
        while (disposal := _dispose_some(kind, rows, by=by, now=now)) is not None:
            done.append(disposal)
    return done


def _dispose_some(kind: Kind, rows: Rows, *, by: User | None, now: datetime) -> Disposal | None:
    """The rows are locked and looked at again: what was held, confirmed or decided meanwhile stays."""
    with transaction.atomic():
        rule = rules(on=day_of(now))[kind.retention.code]
        found = list(due_rows(rows, rule).order_by("pk").values_list("pk", flat=True)[:AT_ONCE])
        if not found:
            return None
        list(rows.model._default_manager.select_for_update().filter(pk__in=found).order_by("pk"))
        still = list(due_rows(rows, rule).filter(pk__in=found).order_by("pk").values_list("pk", flat=True))
        if not still or rule.term is None:
            return None
        ids = _ids(rows, still)
        _carry_out(kind, rows, still)
        disposal: Disposal = Disposal.objects.create(
            kind=kind.code, act=str(kind.retention.act), length=rule.term.length, unit=rule.unit, records=len(still),
            on=day_of(now), done_at=now,
        )  # fmt: skip
        append_event(
            DONE[kind.retention.act], by=by, about=disposal, now=now, kind=kind.code,
            model=rows.model._meta.label_lower, number=len(still), ids=ids,
        )  # fmt: skip
    return disposal


def _ids(rows: Rows, keys: list[Any]) -> list[str]:
    """Public ids of rows, where they have any."""
    if not issubclass(rows.model, PublicModel):
        return []
    return list(rows.model._default_manager.filter(pk__in=keys).order_by("pk").values_list("public_id", flat=True))


def _carry_out(kind: Kind, rows: Rows, keys: list[Any]) -> None:
    if kind.retention.act is Act.DELETE:
        rows.model._default_manager.filter(pk__in=keys).delete()
    elif issubclass(rows.model, Fact):
        rows.model.objects.filter(pk__in=keys).redact(**rows.blanks)
    else:
        rows.model._default_manager.filter(pk__in=keys).update(**rows.blanks)


def _exists(retention: RetentionClass, record: str) -> bool:
    """Whether a record of the class has this public id."""
    models = {rows.model for kind in KINDS.values() if kind.retention is retention for rows in kind.rows}
    public = [model for model in models if issubclass(model, PublicModel)]
    return any(model._default_manager.filter(public_id=record).exists() for model in public)
