"""Who sits in a group on a day, and whether its interests are balanced."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, QuerySet, Subquery

from cupel.governance import Requirement, Voter, balance, electorate
from cupel_web.groups.models import Group, Part, SeatRecord, Tenure
from cupel_web.groups.queries.life import procedure_of
from cupel_web.groups.states import SeatState
from cupel_web.people.models import Acceptance, Affiliation
from cupel_web.people.queries import affiliations_on, undertakings_on


@dataclass(frozen=True, kw_only=True)
class Sitting:
    """A seat on a day: who holds it, who may stand in, where the holder works; ``missing``: whether the holder has yet
    to accept an undertaking, so that the seat does not count; ``left``: persons, by row number, who fill the seat and
    no longer work for the organisation for which it speaks.
    """

    seat: SeatRecord
    holder: Tenure | None
    alternates: list[Tenure]
    affiliations: list[Affiliation]
    missing: bool
    left: frozenset[int]

    @property
    def has_left(self) -> bool:
        """Whether the holder no longer works for the organisation for which the seat speaks."""
        return self.holder is not None and self.holder.person_id in self.left

    @property
    def is_unaffiliated(self) -> bool:
        """Whether the holder speaks for themselves and works, as far as they say, for nobody who takes part."""
        return self.holder is not None and self.seat.organisation_id is None and not self.affiliations

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

    @property
    def left_seats(self) -> list[SeatRecord]:
        """Seats whose holder no longer works for the organisation for which they speak."""
        return [sitting.seat for sitting in self.sittings if sitting.has_left]


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
    left = set(departed(on=on).filter(seat__in=seats).values_list("seat", "person"))
    filled: dict[int, list[Tenure]] = {seat.pk: [] for seat in seats}
    for tenure in tenures:
        filled[tenure.seat_id].append(tenure)
    return [_sitting(seat, filled[seat.pk], agreed, places, left) for seat in seats]


def tenures_on(seats: Sequence[SeatRecord], *, day: date) -> list[Tenure]:
    """Who fills ``seats`` on a day, with persons and what they agreed to be named as."""
    return list(Tenure.objects.on(day).filter(seat__in=seats).select_related("person__profile").order_by("pk"))


def departed(*, on: date) -> QuerySet[Tenure]:
    """Who fills a seat of an organisation on a day and no longer works for it, with ``worked_until``, their last day
    there. Who never said that they work there is not among them: that is not known.
    """
    there = Affiliation.objects.filter(person=OuterRef("person"), organisation=OuterRef("seat__organisation"))
    last = there.filter(until__lt=on).order_by("-until").values("until")[:1]
    seats = SeatRecord.objects.on(on).exclude(organisation=None)
    filled = Tenure.objects.on(on).filter(~Exists(there.on(on)), seat__in=seats)
    return filled.annotate(worked_until=Subquery(last)).exclude(worked_until=None).order_by("pk")


def _sitting(
    seat: SeatRecord,
    tenures: list[Tenure],
    agreed: set[int],
    places: dict[int, list[Affiliation]],
    left: set[tuple[int, int]],
) -> Sitting:
    holder = next((each for each in tenures if each.part == Part.HOLDER), None)
    return Sitting(
        seat=seat,
        holder=holder,
        alternates=[each for each in tenures if each.part == Part.ALTERNATE],
        affiliations=places[holder.person_id] if holder else [],
        missing=holder is not None and holder.person_id not in agreed,
        left=frozenset(each.person_id for each in tenures if (seat.pk, each.person_id) in left),
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
