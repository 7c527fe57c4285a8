"""Times of day in time zones, across changes of daylight-saving time.

What begins at an instant has a time of day in the zone it was planned in, as clocks there show it.
"""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from cupel.errors import ProcedureError


def instant(given: datetime, zone: str) -> datetime:
    """The instant, in UTC, of a time without zone as clocks in ``zone`` show it; of a time that comes twice the first.
    A time with an offset from UTC is that instant, whatever the zone.

    Raises :class:`~cupel.errors.ProcedureError` for a time that clocks skip, and for days at the ends of the calendar.
    """
    there = given if given.tzinfo else given.replace(tzinfo=ZoneInfo(zone), fold=0)
    try:
        found = there.astimezone(UTC)
        back = found.astimezone(ZoneInfo(zone))
    except OverflowError as error:
        raise ProcedureError(
            _("{day} is out of reach of calendars.").format(day=given.date()),
            code="no-such-day",
            remedy=_("Give a nearer day."),
        ) from error
    if given.tzinfo is None and back.replace(tzinfo=None) != given:
        raise ProcedureError(
            _("In {zone} clocks skip {time}.").format(zone=zone, time=given.strftime("%Y-%m-%d %H:%M")),
            code="skipped-time",
            remedy=_("Give a time that clocks show on that day."),
        )
    return found


def in_zone(moment: datetime, zone: str) -> datetime:
    """An instant as clocks in ``zone`` show it."""
    return moment.astimezone(ZoneInfo(zone))
