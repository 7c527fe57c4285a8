"""Verbs about interests in an item: declare one, take it back."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from cupel_web.groups.models import SeatRecord, Tenure
from cupel_web.kernel.events import append_event
from cupel_web.kernel.models import User
from cupel_web.kernel.permissions import require
from cupel_web.meetings.actions.open_meetings import require_unsettled
from cupel_web.meetings.models import AgendaItem, Declaration
from cupel_web.meetings.queries.attending import declarations_at
from cupel_web.meetings.queries.schedule import seats_filled_by
from cupel_web.work.actions.papers import recuse_from_paper


@dataclass(frozen=True, kw_only=True)
class Statement:
    """What a person has to gain or lose, and whether they stand back; ``withdrawn``: there is nothing any more."""

    text: str = ""
    recuses: bool = False
    withdrawn: bool = False


def declare(item: AgendaItem, statement: Statement, *, by: User, now: datetime) -> list[Declaration]:
    """Declare an interest in an item, for every seat one fills on the day, else for oneself; it takes the place of what
    one declared before.
    """
    require(by, "meetings.declare", item)
    with transaction.atomic():
        require_unsettled(item.meeting)
        seats: list[SeatRecord | None] = [each.seat for each in seats_filled_by(by, item.meeting.appointment)]
        rows = [_row(item, seat, statement, by=by, now=now) for seat in seats or [None]]
        close_papers(item, now=now)
    return rows


def _row(item: AgendaItem, seat: SeatRecord | None, statement: Statement, *, by: User, now: datetime) -> Declaration:
    row: Declaration = Declaration.objects.create(item=item, person=by, seat=seat, declared_at=now, **vars(statement))
    append_event("meetings.declared", by=by, about=row, scope=item.meeting.group, now=now, item=item.public_id,
        seat=seat.public_id if seat else "", recuses=statement.recuses, withdrawn=statement.withdrawn)  # fmt: skip
    return row


def close_papers(item: AgendaItem, *, now: datetime) -> None:
    """Who stands back from an item reads none of its papers while these are in camera; only a chair or the secretariat
    opens them again.
    """
    persons = _standing_back(item)
    for paper in item.papers.all() if persons else ():
        for person in persons:
            recuse_from_paper(paper, person=person, by=None, now=now)


def _standing_back(item: AgendaItem) -> list[User]:
    """Persons who stand back, alone or with a seat that they fill on the day."""
    standing = [row for row in declarations_at([item])[item.pk] if row.recuses]
    seats = [row.seat_id for row in standing if row.seat_id]
    tenures = Tenure.objects.on(item.meeting.appointment.day).filter(seat__in=seats).select_related("person")
    found = [*(row.person for row in standing), *(tenure.person for tenure in tenures)]
    return list({person.pk: person for person in found}.values())
