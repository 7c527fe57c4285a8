"""How a ballot stands: what each seat said, what became of objections, what that comes to by the rules."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Prefetch

from cupel.governance import Position, Voter, count
from cupel_web.decisions.models import Ballot, Elector, Objection, PositionRecord, Recusal
from cupel_web.decisions.queries.records import objections_with_steps
from cupel_web.decisions.results import ObjectionAnswer, SeatPosition, result_data
from cupel_web.decisions.states import day_in
from cupel_web.groups.models import Part, Tenure
from cupel_web.groups.queries.composition import tenures_on
from cupel_web.kernel.models import User


@dataclass(frozen=True, kw_only=True)
class Taken:
    """What counts for a seat: its latest position, unless the chair ``recused`` it."""

    elector: Elector
    record: PositionRecord | None
    recusal: Recusal | None

    @property
    def position(self) -> Position | None:
        if self.recusal is not None:
            return Position.RECUSE
        return Position(self.record.position) if self.record else None

    @property
    def by_alternate(self) -> bool:
        """Whether the seat's alternate took the position that counts."""
        return self.recusal is None and self.record is not None and self.record.part == Part.ALTERNATE

    @property
    def cast_by(self) -> str:
        """Who cast it, if that person agreed to be named in public."""
        profile = getattr(self.record.person, "profile", None) if self.record else None
        named = profile is not None and profile.named_in_public and self.recusal is None
        return self.record.person.name if named and self.record else ""


def taken_in(ballot: Ballot) -> list[Taken]:
    """What counts for each seat of the electorate, by category and name, in a constant number of queries."""
    positions = PositionRecord.objects.select_related("person__profile").order_by("taken_at", "pk")
    recusals = Recusal.objects.order_by("decided_at", "pk")
    electors = ballot.electors.select_related("seat").prefetch_related(
        Prefetch("positions", queryset=positions), Prefetch("recusals", queryset=recusals)
    )
    return [taken_by(elector) for elector in electors]


def taken_by(elector: Elector) -> Taken:
    """What counts for one seat."""
    records, recusals = list(elector.positions.all()), list(elector.recusals.all())
    recusal = recusals[-1] if recusals and recusals[-1].recused else None
    return Taken(elector=elector, record=records[-1] if records else None, recusal=recusal)


def voters_of(electors: list[Elector]) -> tuple[Voter, ...]:
    """The votes there are, as the rules count them: each with its seats by public id."""
    shared: dict[str, list[Elector]] = {}
    for elector in sorted(electors, key=lambda each: each.public_id):
        shared.setdefault(elector.voter, []).append(elector)
    return tuple(
        Voter(voter_id=voter, category=seats[0].category, seats=tuple(seat.public_id for seat in seats))
        for voter, seats in sorted(shared.items())
    )


def objections_in(ballot: Ballot) -> list[Objection]:
    """Objections in a ballot with their steps, in the order in which they were raised."""
    return list(objections_with_steps().filter(elector__ballot=ballot).order_by("number", "pk"))


def counted(ballot: Ballot, *, now: datetime) -> dict[str, Any]:
    """What the ballot comes to at a moment, as plain data (:func:`cupel_web.decisions.results.result_data`)."""
    return counted_of(ballot, taken_in(ballot), objections_in(ballot), day=day_in(ballot.zone, now))


def counted_of(ballot: Ballot, taken: list[Taken], objections: list[Objection], *, day: date) -> dict[str, Any]:
    """The same, of what was taken in and objected."""
    voters = voters_of([each.elector for each in taken])
    answers = [
        ObjectionAnswer(
            objection=each.public_id, number=each.number, label=each.elector.label, answer=each.answer_on(day)
        )
        for each in objections
    ]
    seats = [
        SeatPosition(
            elector=each.elector.public_id, label=each.elector.label, category=each.elector.category,
            organisation=each.elector.organisation_name, position=each.position, by_chair=each.recusal is not None,
            by_alternate=each.by_alternate,
        )
        for each in taken
    ]  # fmt: skip
    positions = {seat.elector: seat.position for seat in seats if seat.position is not None}
    rules = ballot.procedure.procedure
    result = count(voters, positions, rules, objections=[each.answer for each in answers])
    return result_data(result, voters, seats, answers)


def part_on(elector: Elector, person: User, *, day: date) -> Part | None:
    """How the person fills the seat on a day; ``None``: not at all."""
    tenures = Tenure.objects.on(day).filter(seat=elector.seat_id, person=person).order_by("-part")
    found = tenures.first()
    return Part(found.part) if found else None


def fillers_of(electors: list[Elector], *, day: date) -> list[tuple[Elector, User]]:
    """Who speaks for each seat on a day, its holder and alternates, with accounts in use."""
    by_seat = {elector.seat_id: elector for elector in electors}
    tenures = tenures_on([elector.seat for elector in electors], day=day)
    return [(by_seat[tenure.seat_id], tenure.person) for tenure in tenures if tenure.person.is_active]
