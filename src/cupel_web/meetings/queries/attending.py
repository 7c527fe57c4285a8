"""Who is there, who stands back, and whether that is enough, at every moment of a meeting."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from cupel.governance import Procedure, Requirement, electorate, quorum
from cupel_web.groups.models import SeatRecord
from cupel_web.groups.queries.composition import Sitting, sittings_of
from cupel_web.groups.states import SeatState
from cupel_web.kernel.models import User
from cupel_web.meetings.models import AgendaItem, Attendance, Declaration, Meeting
from cupel_web.meetings.states import THERE, Presence


@dataclass(frozen=True, kw_only=True)
class Quorum:
    """How many votes there are, and every rule with what is reached and what is asked for."""

    rules: tuple[Requirement, ...]
    votes: int

    @property
    def is_reached(self) -> bool:
        return all(rule.met for rule in self.rules)


@dataclass(frozen=True, kw_only=True)
class Room:
    """The seats that exist on a meeting's day, its rules, and the log of who is there, oldest first."""

    sittings: list[Sitting]
    procedure: Procedure | None
    log: list[Attendance]

    def presences(self, at: datetime) -> dict[str, Attendance]:
        """What holds at a moment, by the seat's public id."""
        return {row.seat.public_id: row for row in self.log if row.since <= at}

    def there(self, at: datetime) -> frozenset[str]:
        """Public ids of the seats that are there at a moment."""
        return frozenset(seat for seat, row in self.presences(at).items() if Presence(row.presence) in THERE)

    def quorum(self, at: datetime, *, recused: Collection[str] = ()) -> Quorum | None:
        """Whether enough are there at a moment, leaving out seats that stand back; nothing without rules."""
        if self.procedure is None:
            return None
        active = [each.seat.seat for each in self.sittings if each.state is SeatState.ACTIVE]
        voters = electorate([seat for seat in active if seat.seat_id not in recused], self.procedure)
        return Quorum(rules=quorum(voters, self.there(at), self.procedure), votes=len(voters))


def room(meeting: Meeting) -> Room:
    """The room of a meeting, in a constant number of queries."""
    appointment = meeting.appointment
    return Room(
        sittings=sittings_of(meeting.group, on=appointment.day),
        procedure=appointment.procedure.procedure if appointment.procedure else None,
        log=list(meeting.attendance.select_related("seat", "person").order_by("since", "pk")),
    )


def declarations_at(items: Iterable[AgendaItem]) -> dict[int, list[Declaration]]:
    """The declarations that stand at each item, by its row number: the newest of each seat, or person without one."""
    items = list(items)
    newest: dict[tuple[int, int | None, int | None], Declaration] = {}
    for row in Declaration.objects.filter(item__in=items).select_related("seat", "person").order_by("pk"):
        newest[row.item_id, row.seat_id, None if row.seat_id else row.person_id] = row
    found: dict[int, list[Declaration]] = {item.pk: [] for item in items}
    for row in newest.values():
        if not row.withdrawn:
            found[row.item_id].append(row)
    return found


def recused_seats(item: AgendaItem) -> frozenset[str]:
    """Public ids of the seats that stand back from an item: they are not counted for its quorum, and do not vote."""
    return frozenset(_recused(declarations_at([item])[item.pk]))


def seats_of(declarations: Iterable[Declaration]) -> list[SeatRecord]:
    """The seats among ``declarations`` that stand back."""
    return [row.seat for row in declarations if row.recuses and row.seat is not None]


def is_recused(user: User, item: AgendaItem) -> bool:
    """Whether the person stands back from an item, for themselves or with a seat they fill on the day."""
    standing = [row for row in declarations_at([item])[item.pk] if row.recuses]
    if any(row.person_id == user.pk for row in standing):
        return True
    seats = {row.seat_id for row in standing if row.seat_id}
    return bool(seats) and user.tenures.on(item.meeting.appointment.day).filter(seat__in=seats).exists()


def _recused(declarations: Iterable[Declaration]) -> list[str]:
    return [seat.public_id for seat in seats_of(declarations)]
