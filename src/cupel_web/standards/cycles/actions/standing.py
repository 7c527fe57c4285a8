"""Where a cycle stands while something is recorded."""

from datetime import date, datetime

from django.utils.translation import gettext as _

from cupel.errors import ProcedureError
from cupel_web.kernel.clock import day_of
from cupel_web.standards.cycles.queries import all_cycles
from cupel_web.standards.cycles.records import is_over, record_of
from cupel_web.standards.models import Cycle


def finish(cycle: Cycle, today: date) -> None:
    """Keep the day on which nothing is awaited any more; empty again where something is taken back."""
    record = record_of(fresh(cycle), on=today)
    ended = [each.ended for each in record.stages if each.ended is not None]
    cycle.finished_on = max(ended, default=today) if is_over(record) else None
    cycle.save(update_fields=["finished_on"])


def fresh(cycle: Cycle) -> Cycle:
    """The cycle with its facts as they are in the database now."""
    return all_cycles().get(pk=cycle.pk)


def not_so(message: str) -> ProcedureError:
    """What is asked does not fit the cycle as it stands."""
    return ProcedureError(message, code="stage", remedy=_("Look at the stages of the cycle as they stand."))


def require_past(day: date, now: datetime) -> None:
    """Raise :class:`~cupel.errors.ProcedureError` for a day to come."""
    if day > day_of(now):
        raise ProcedureError(
            _("{day} is still to come.").format(day=day),
            code="day-to-come",
            remedy=_("Record it once it has happened."),
        )
