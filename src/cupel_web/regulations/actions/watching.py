"""Say which group watches an instrument, and that a date is dealt with."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from cupel.errors import ProcedureError
from cupel_web.groups.models import Group
from cupel_web.kernel.events import append_event
from cupel_web.kernel.models import User
from cupel_web.kernel.permissions import require
from cupel_web.kernel.revisions import claim
from cupel_web.regulations.models import Dealing, Instrument, Watch
from cupel_web.regulations.queries.dates import Occurrence


@dataclass(frozen=True, kw_only=True)
class Watching:
    """The group that watches (None: nobody), and how many months before a date it is reminded."""

    group: Group | None
    months: int


def change_watch(instrument: Instrument, wanted: Watching, *, revision: int, by: User | None, now: datetime) -> Watch:
    """From now on this group watches; raises :class:`~cupel.errors.ProcedureError` if somebody else decided since
    ``revision``.
    """
    require(by, "regulations.keep_instruments")
    with transaction.atomic():
        claim(instrument, revision=revision)
        made: Watch = Watch.objects.create(
            instrument=instrument, group=wanted.group, months=wanted.months, began_at=now, decided_by=by
        )
        append_event(
            "regulations.watch_changed", by=by, about=instrument, scope=wanted.group, now=now, months=wanted.months
        )
    return made


def deal_with_date(occurrence: Occurrence, *, reason: str, by: User | None, now: datetime) -> Dealing:
    """Nothing more is to be done about one date; raises :class:`~cupel.errors.ProcedureError` where that was said."""
    require(by, "regulations.deal_with_date", occurrence)
    with transaction.atomic():
        made, created = Dealing.objects.get_or_create(
            event=occurrence.event, on=occurrence.on,
            defaults={"reason": reason, "dealt_at": now, "dealt_by": by},
        )  # fmt: skip
        if not created:
            raise ProcedureError(
                _("Somebody has dealt with this date."),
                code="dealt",
                remedy=_("Read what they wrote on the instrument's page."),
            )
        append_event(
            "regulations.date_dealt_with", by=by, about=occurrence.event, scope=occurrence.instrument, now=now,
            on=occurrence.on.isoformat(),
        )  # fmt: skip
    return made
