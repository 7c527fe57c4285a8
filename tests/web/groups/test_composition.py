"""Who sits, whose seat counts, and whether interests are balanced."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from tests.web.people_at_work import NOON
from tests.web.scheme_at_work import (
    CIVIL,
    FOUNDED,
    INDUSTRY,
    TERM_ENDS,
    TODAY,
    Scheme,
    accepts_all,
    founded,
    person,
    seat,
    sits,
)

from cupel.errors import ProcedureError
from cupel_web.groups.actions import (
    Filling,
    close_seat,
    end_tenure,
    grant_access,
    open_seat,
    renew_tenure,
    seat_person,
)
from cupel_web.groups.actions.seats import NewSeat
from cupel_web.groups.models import AccessRole, Capacity, Part, Tenure
from cupel_web.groups.queries.composition import composition
from cupel_web.groups.states import SeatState
from cupel_web.kernel.duties import duties_of
from cupel_web.kernel.models import User
from cupel_web.people.actions import Work, affiliate, end_affiliation

pytestmark = pytest.mark.django_db


def state_of_seat(scheme: Scheme, name: str, *, on: date = TODAY) -> SeatState:
    found = composition(scheme.group, on=on).sittings
    return next(each.state for each in found if each.seat == scheme.seats[name])


def left_seats(scheme: Scheme, *, on: date) -> list[str]:
    return [seat.label for seat in composition(scheme.group, on=on).left_seats]


def test_a_seat_counts_once_its_holder_accepted_the_undertakings(scheme: Scheme) -> None:
    user = person("new@example.org")
    sits(user, scheme.seats["labour"])
    assert state_of_seat(scheme, "labour") is SeatState.PENDING
    assert composition(scheme.group, on=TODAY).voters == ()
    accepts_all(user)
    assert state_of_seat(scheme, "labour") is SeatState.ACTIVE
    assert [voter.category for voter in composition(scheme.group, on=TODAY).voters] == [CIVIL]


def test_a_seat_is_open_before_and_after_the_term(scheme: Scheme, member: User) -> None:
    assert state_of_seat(scheme, "village", on=FOUNDED) is SeatState.ACTIVE
    assert state_of_seat(scheme, "village", on=TERM_ENDS) is SeatState.ACTIVE
    assert state_of_seat(scheme, "village", on=TERM_ENDS + timedelta(days=1)) is SeatState.OPEN


def test_who_left_does_not_sit_from_that_day_on(scheme: Scheme, member: User) -> None:
    end_tenure(Tenure.objects.get(person=member), on=TODAY, by=None, now=NOON)
    assert state_of_seat(scheme, "village", on=TODAY - timedelta(days=1)) is SeatState.ACTIVE
    assert state_of_seat(scheme, "village", on=TODAY) is SeatState.OPEN


def test_a_holder_left_once_they_no_longer_work_for_the_organisation(scheme: Scheme, member: User) -> None:
    village = scheme.seats["village"].organisation
    assert village is not None
    assert left_seats(scheme, on=TODAY) == []
    work = affiliate(member, work=Work(organisation=village, since=FOUNDED), by=member, now=NOON)
    end_affiliation(work, until=TODAY, by=member, now=NOON)
    assert left_seats(scheme, on=TODAY) == []
    assert left_seats(scheme, on=TODAY + timedelta(days=1)) == ["Village"]
    affiliate(member, work=Work(organisation=village, since=TODAY + timedelta(days=5)), by=member, now=NOON)
    assert left_seats(scheme, on=TODAY + timedelta(days=5)) == []


def test_who_never_said_where_they_work_did_not_leave(scheme: Scheme, member: User) -> None:
    other = founded("Elsewhere")
    work = affiliate(member, work=Work(organisation=other, since=FOUNDED), by=member, now=NOON)
    end_affiliation(work, until=FOUNDED, by=member, now=NOON)
    assert left_seats(scheme, on=TODAY) == []


def test_of_a_departure_the_secretariat_alone_is_told(
    scheme: Scheme, chair: User, member: User, secretary: User
) -> None:
    village = scheme.seats["village"].organisation
    assert village is not None
    work = affiliate(member, work=Work(organisation=village, since=FOUNDED), by=member, now=NOON)
    end_affiliation(work, until=TODAY - timedelta(days=3), by=member, now=NOON)
    (duty,) = duties_of(secretary, on=TODAY)
    assert (duty.act, duty.since) == (
        "Fill a seat whose holder left Example Village Council", TODAY - timedelta(days=2)
    )  # fmt: skip
    assert duties_of(chair, on=TODAY) == duties_of(member, on=TODAY) == []
    end_tenure(Tenure.objects.get(person=member), on=TODAY, by=None, now=NOON)
    assert duties_of(secretary, on=TODAY) == []


def test_the_secretariat_is_told_of_terms_that_end_soon_until_somebody_follows(
    scheme: Scheme, member: User, secretary: User
) -> None:
    assert duties_of(secretary, on=TERM_ENDS - timedelta(days=61)) == []
    (duty,) = duties_of(secretary, on=TERM_ENDS - timedelta(days=60))
    assert (duty.act, duty.due) == ("Renew a term that ends, or fill the seat", TERM_ENDS)
    assert duties_of(member, on=TERM_ENDS - timedelta(days=60)) == []
    renew_tenure(Tenure.objects.get(), last=TERM_ENDS + timedelta(days=365), by=None, now=NOON)
    assert duties_of(secretary, on=TERM_ENDS) == []


def test_balance_is_computed_from_the_seats_that_count(scheme: Scheme, chair: User, member: User) -> None:
    assert composition(scheme.group, on=TODAY).is_balanced
    expert = person("expert@example.org")
    sits(expert, scheme.seats["expert"])
    accepts_all(expert)
    unbalanced = composition(scheme.group, on=TODAY)
    assert not unbalanced.is_balanced
    assert [(rule.category, rule.met) for rule in unbalanced.balance if not rule.met] == [(INDUSTRY, False)]


def test_one_holder_a_seat_but_alternates_beside(scheme: Scheme, member: User) -> None:
    second = Filling(person=person("second@example.org"), part=Part.HOLDER, first=TODAY, last=TERM_ENDS)
    with pytest.raises(ProcedureError) as refused:
        seat_person(scheme.seats["village"], second, by=None, now=NOON)
    assert refused.value.code == "seat-held"
    stand_in = Filling(person=second.person, part=Part.ALTERNATE, first=TODAY, last=TERM_ENDS)
    seat_person(scheme.seats["village"], stand_in, by=None, now=NOON)
    sitting = next(each for each in composition(scheme.group, on=TODAY).sittings if each.alternates)
    assert [each.person for each in sitting.alternates] == [second.person]


def test_a_term_is_renewed_from_the_day_after_once(scheme: Scheme, member: User) -> None:
    first = Tenure.objects.get(person=member)
    again = renew_tenure(first, last=date(2030, 12, 31), by=None, now=NOON)
    assert (again.began_on, again.renews) == (TERM_ENDS + timedelta(days=1), first)
    with pytest.raises(ProcedureError):
        renew_tenure(Tenure.objects.get(pk=first.pk), last=date(2031, 1, 1), by=None, now=NOON)


def test_a_term_that_ends_before_it_begins_is_refused(scheme: Scheme) -> None:
    wrong = Filling(person=person("x@example.org"), part=Part.HOLDER, first=TODAY, last=FOUNDED)
    with pytest.raises(ProcedureError, match="before it begins"):
        seat_person(scheme.seats["labour"], wrong, by=None, now=NOON)


def test_a_seat_says_for_an_organisation_exactly_where_it_names_one(scheme: Scheme) -> None:
    wrong = NewSeat(label="Odd", category=CIVIL, capacity=Capacity.ORGANISATION, opened_on=FOUNDED)
    with pytest.raises(ProcedureError) as refused:
        open_seat(scheme.group, wrong, by=None, now=NOON)
    assert refused.value.code == "seat-capacity"


def test_a_closed_seat_is_gone_and_nobody_sits_on_it(scheme: Scheme, member: User) -> None:
    close_seat(scheme.seats["village"], on=TODAY, by=None, now=NOON)
    assert scheme.seats["village"] not in [each.seat for each in composition(scheme.group, on=TODAY).sittings]
    assert Tenure.objects.get(person=member).ended_on == TODAY


def test_a_seat_gives_no_access_and_access_no_seat(scheme: Scheme) -> None:
    sitting, entering = person("sits@example.org"), person("enters@example.org")
    filling = Filling(person=sitting, part=Part.HOLDER, first=TODAY, last=TERM_ENDS)
    seat_person(scheme.seats["labour"], filling, by=None, now=NOON)
    grant_access(scheme.group, person=entering, role=AccessRole.OBSERVER, by=None, now=NOON)
    assert not sitting.has_perm("groups.enter", scheme.group)
    assert entering.has_perm("groups.enter", scheme.group)
    assert not entering.has_perm("groups.take_part", scheme.group)
    assert not Tenure.objects.filter(person=entering).exists()


def test_a_chair_seats_nobody(scheme: Scheme, chair: User) -> None:
    filling = Filling(person=chair, part=Part.HOLDER, first=TODAY, last=TERM_ENDS)
    with pytest.raises(PermissionDenied):
        seat_person(scheme.seats["labour"], filling, by=chair, now=NOON)


@pytest.mark.parametrize("number", [4, 40])
def test_composition_takes_as_many_queries_whatever_the_number_of_seats(
    number: int, scheme: Scheme, django_assert_num_queries: object
) -> None:
    for each in range(number):
        user = person(f"member{each}@example.org")
        sits(user, seat(scheme.group, f"Seat {each}", category=CIVIL))
        accepts_all(user)
    with django_assert_num_queries(7):  # type: ignore[operator]
        assert len(composition(scheme.group, on=TODAY).voters) == number
