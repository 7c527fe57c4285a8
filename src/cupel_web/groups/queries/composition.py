"""Who sits in a group on a day, and whether its interests are balanced."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from cupel.governance import Requirement, Voter, balance, electorate
from cupel_web.groups.models import Group, Part, SeatRecord, Tenure
from cupel_web.groups.queries.life import procedure_of
from cupel_web.groups.states import SeatState
from cupel_web.people.models import Acceptance, Affiliation
from cupel_web.people.queries import affiliations_on, undertakings_on


@dataclass(frozen=True, kw_only=True)
class Sitting:
    """A seat on a day: who holds it, who may stand in, where the holder works; ``missing``: whether the holder has yet
    to accept an undertaking, so that the seat does not count.
    """

    seat: SeatRecord
    holder: Tenure | None
    alternates: list[Tenure]
    affiliations: list[Affiliation]
    missing: bool

    @property
    def state(self) -> SeatState:
        if self.holder is None:
            return SeatState.OPEN
        return SeatState.PENDING if self.missing else SeatState.ACTIVE

    @property
    def is_named(self) -> bool:
        """Whether the holder agreed to be named on public pages."""
        profile = getattr(self.holder.person, "profile", None) if self.holder else None
        return profile is not None and profile.named_in_public


@dataclass(frozen=True, kw_only=True)
class Composition:
    """The seats of a group on a day; ``voters`` of those that are active, and every rule of balance with what is
    reached.
    """

    sittings: list[Sitting]
    voters: tuple[Voter, ...]
    balance: tuple[Requirement, ...]

    @property
    def is_balanced(self) -> bool:
        return all(rule.met for rule in self.balance)

    @property
    def open_seats(self) -> list[SeatRecord]:
        return [sitting.seat for sitting in self.sittings if sitting.state is SeatState.OPEN]


def composition(group: Group, *, on: date) -> Composition:
    """Who sits in ``group`` on a day, in a constant number of queries."""
    sittings = sittings_of(group, on=on)
    procedure = procedure_of(group, on=on)
    if procedure is None:
        return Composition(sittings=sittings, voters=(), balance=())
    active = [sitting.seat.seat for sitting in sittings if sitting.state is SeatState.ACTIVE]
    voters = electorate(active, procedure)
    return Composition(sittings=sittings, voters=voters, balance=balance(voters, procedure))


def sittings_of(group: Group, *, on: date) -> list[Sitting]:
    """Every seat that exists on a day, by category and name."""
    seats = list(group.seats.on(on).select_related("organisation"))
    tenures = tenures_on(seats, day=on)
    persons = [tenure.person for tenure in tenures]
    agreed, places = _agreed(tenures, on=on), affiliations_on(on, *persons)
    filled: dict[int, list[Tenure]] = {seat.pk: [] for seat in seats}
    for tenure in tenures:
        filled[tenure.seat_id].append(tenure)
    return [_sitting(seat, filled[seat.pk], agreed, places) for seat in seats]


def tenures_on(seats: Sequence[SeatRecord], *, day: date) -> list[Tenure]:
    """Who fills ``seats`` on a day, with persons and what they agreed to be named as."""
    return list(Tenure.objects.on(day).filter(seat__in=seats).select_related("person__profile").order_by("pk"))


def _sitting(
    seat: SeatRecord, tenures: list[Tenure], agreed: set[int], places: dict[int, list[Affiliation]]
) -> Sitting:
    holder = next((each for each in tenures if each.part == Part.HOLDER), None)
    return Sitting(
        seat=seat,
        holder=holder,
        alternates=[each for each in tenures if each.part == Part.ALTERNATE],
        affiliations=places[holder.person_id] if holder else [],
        missing=holder is not None and holder.person_id not in agreed,
    )


def _agreed(tenures: list[Tenure], *, on: date) -> set[int]:
    """Persons who accepted every undertaking in force."""
    asked = {undertaking.pk for undertaking in undertakings_on(on)}
    persons = {tenure.person_id for tenure in tenures}
    accepted = Acceptance.objects.filter(person__in=persons, undertaking__in=asked).values_list("person", "undertaking")
    given: dict[int, set[int]] = {person: set() for person in persons}
    for person, undertaking in accepted:
        given[person].add(undertaking)
    return {person for person, texts in given.items() if texts == asked}
