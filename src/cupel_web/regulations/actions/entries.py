"""Add a version or an event to an instrument by hand, or withdraw one that was."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from cupel.coverage import DateRule
from cupel.errors import ProcedureError
from cupel.standard import Texts
from cupel_web.kernel.events import append_event
from cupel_web.kernel.ids import new_id
from cupel_web.kernel.models import User
from cupel_web.kernel.permissions import require
from cupel_web.regulations.models import DatedEvent, Instrument, InstrumentVersion


@dataclass(frozen=True, kw_only=True)
class Said:
    """A statement with its source, and how sure it is: a mark of :data:`cupel.coverage.SOURCE_MARKS`."""

    what: Texts
    source: str
    mark: str


@dataclass(frozen=True, kw_only=True)
class NewVersion(Said):
    """A version: ``on`` is a day, month or year, or empty."""

    name: str
    on: str = ""


@dataclass(frozen=True, kw_only=True)
class NewEvent(Said):
    """A dated event."""

    when: DateRule


def add_version(instrument: Instrument, version: NewVersion, *, by: User | None, now: datetime) -> InstrumentVersion:
    """Add a version; raises :class:`~cupel.errors.ProcedureError` where the instrument had one of this name."""
    require(by, "regulations.keep_instruments")
    with transaction.atomic():
        if instrument.versions.filter(name=version.name).exists():
            raise ProcedureError(
                _("{code} has a version of this name.").format(code=instrument.code),
                code="version-twice",
                remedy=_("Give it the number or name that tells it from the others."),
            )
        made: InstrumentVersion = InstrumentVersion.objects.create(
            instrument=instrument, name=version.name, on=version.on, by_hand=True, **_statement(version),
            recorded_at=now, recorded_by=by,
        )  # fmt: skip
        append_event("regulations.version_added", by=by, about=made, scope=instrument, now=now, mark=version.mark)
    return made


def add_event(instrument: Instrument, event: NewEvent, *, by: User | None, now: datetime) -> DatedEvent:
    """Add a dated event."""
    require(by, "regulations.keep_instruments")
    with transaction.atomic():
        made: DatedEvent = DatedEvent.objects.create(
            instrument=instrument, key=new_id(), on=event.when.on, yearly=event.when.yearly, by_hand=True,
            **_statement(event), recorded_at=now, recorded_by=by, dated_at=now,
        )  # fmt: skip
        append_event("regulations.event_added", by=by, about=made, scope=instrument, now=now, mark=event.mark)
    return made


def withdraw_entry(entry: InstrumentVersion | DatedEvent, *, reason: str, by: User | None, now: datetime) -> None:
    """It does not hold after all; that it was said stays. Raises :class:`~cupel.errors.ProcedureError` for one that an
    imported file says: there a newer file corrects it.
    """
    require(by, "regulations.keep_instruments")
    with transaction.atomic():
        locked = type(entry)._default_manager.select_for_update().get(pk=entry.pk)
        if not locked.by_hand or locked.withdrawn_at is not None:
            raise ProcedureError(
                _("This was not added by hand, or is withdrawn already."),
                code="not-by-hand",
                remedy=_("What an imported file says is corrected by a newer file."),
            )
        locked.withdrawn_at, locked.withdrawn_why = now, reason
        locked.save(update_fields=["withdrawn_at", "withdrawn_why"])
        append_event("regulations.entry_withdrawn", by=by, about=locked, scope=locked.instrument, now=now)


def _statement(said: Said) -> dict[str, object]:
    return {"what": dict(said.what), "source": said.source, "mark": said.mark}
