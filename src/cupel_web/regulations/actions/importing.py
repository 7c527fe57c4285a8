"""Take in a file of instruments."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from cupel import coverage
from cupel.coverage import InstrumentList, compare, instruments_from
from cupel.errors import ProcedureError
from cupel_web.groups.models import Group
from cupel_web.kernel.events import append_event
from cupel_web.kernel.models import User
from cupel_web.kernel.permissions import require
from cupel_web.regulations.models import DatedEvent, Import, Instrument, InstrumentVersion, Watch


def import_instruments(
    found: InstrumentList, *, watcher: Group | None, by: User | None, now: datetime
) -> Import | None:
    """Take in what a file says; ``watcher`` watches instruments that are new. The same file again changes nothing and
    gives None.

    Raises :class:`~cupel.errors.ProcedureError` for an edition older than the last one, or for other facts under its
    day.
    """
    require(by, "regulations.keep_instruments")
    with transaction.atomic():
        last = Import.objects.select_for_update().first()
        if last is not None and last.content_hash == found.content_hash:
            return None
        _require_newer(found, last)
        changes = compare(instruments_from(last.content) if last else None, found)
        _Writing(watcher, by, now).write(found)
        made: Import = Import.objects.create(
            edition=found.edition, content_hash=found.content_hash, content=dict(found.data),
            changes=[asdict(each) for each in changes], imported_at=now, imported_by=by,
        )  # fmt: skip
        append_event(
            "regulations.instruments_imported", by=by, about=made, now=now, edition=found.edition.isoformat(),
            content=found.content_hash, instruments=len(found.instruments), changes=len(changes),
        )  # fmt: skip
    return made


def _require_newer(found: InstrumentList, last: Import | None) -> None:
    if last is not None and found.edition <= last.edition:
        raise ProcedureError(
            _("The edition of {day} was imported already, and this one of {edition} says something else.").format(
                day=last.edition, edition=found.edition
            ),
            code="instruments-edition",
            remedy=_("Give the file the day of its newest facts as edition."),
        )


@dataclass(frozen=True)
class _Writing:
    """Brings the records to what a file says; what was added by hand stays."""

    watcher: Group | None
    by: User | None
    now: datetime

    def write(self, found: InstrumentList) -> None:
        Instrument.objects.exclude(code__in=found.by_code).filter(removed_at=None).update(removed_at=self.now)
        for each in found.instruments:
            record = self._instrument(each)
            self._versions(record, each.versions)
            self._events(record, each.events)

    def _instrument(self, said: coverage.Instrument) -> Instrument:
        facts = {
            "title": dict(said.title),
            "addressees": dict(said.addressees),
            "state": dict(said.state),
            "source": said.source,
            "mark": said.mark,
            "reach": {metal: {"reach": each.reach.value, "mark": each.mark} for metal, each in said.reach.items()},
            "reach_remark": dict(said.reach_remark),
            "removed_at": None,
        }
        record, created = Instrument.objects.update_or_create(
            code=said.code, defaults=facts, create_defaults={**facts, "recorded_at": self.now}
        )
        if created and self.watcher is not None:
            Watch.objects.create(instrument=record, group=self.watcher, began_at=self.now, decided_by=self.by)
        return record

    def _versions(self, record: Instrument, said: Sequence[coverage.Version]) -> None:
        for each in said:
            facts = {"on": each.on, "what": dict(each.what), "source": each.source, "mark": each.mark}
            InstrumentVersion.objects.update_or_create(
                instrument=record, name=each.name, defaults={**facts, "by_hand": False, "withdrawn_at": None},
                create_defaults={**facts, "recorded_at": self.now, "recorded_by": self.by},
            )  # fmt: skip
        gone = record.versions.filter(by_hand=False, withdrawn_at=None).exclude(name__in=[each.name for each in said])
        gone.update(withdrawn_at=self.now)

    def _events(self, record: Instrument, said: Sequence[coverage.DatedEvent]) -> None:
        known = {each.key: each for each in record.events.all()}
        for each in said:
            event = known.get(each.id) or DatedEvent(
                instrument=record, key=each.id, recorded_at=self.now, recorded_by=self.by
            )
            if event.pk is None or event.rule != each.when:
                event.dated_at = self.now
            event.on, event.yearly = each.when.on, each.when.yearly
            event.what, event.source, event.mark = dict(each.what), each.source, each.mark
            event.withdrawn_at = None
            event.save()
        gone = record.events.filter(by_hand=False, withdrawn_at=None).exclude(key__in=[each.id for each in said])
        gone.update(withdrawn_at=self.now)
