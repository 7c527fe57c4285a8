"""Verbs about seats: open, fill, renew, leave, close; and who may enter the group's rooms."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from cupel.errors import ProcedureError
from cupel_web.groups.actions.groups import require_at_work
from cupel_web.groups.models import Access, AccessRole, Application, Capacity, Group, Office, Part, SeatRecord, Tenure
from cupel_web.kernel.events import append_event
from cupel_web.kernel.models import User
from cupel_web.kernel.permissions import require
from cupel_web.notices.actions import Letter, tell
from cupel_web.people.actions import registered
from cupel_web.people.models import Organisation

DAY = timedelta(days=1)


@dataclass(frozen=True, kw_only=True)
class NewSeat:
    """What a seat is; ``organisation`` exactly where the capacity is that of one."""

    label: str
    category: str
    capacity: Capacity
    opened_on: date
    organisation: Organisation | None = None
    office: Office = Office.NONE
    votes: bool = True


@dataclass(frozen=True, kw_only=True)
class Filling:
    """Who is to fill a seat, as what, and from when to when, both days counted."""

    person: User
    part: Part
    first: date
    last: date


@dataclass(frozen=True, kw_only=True)
class Newcomer:
    """Who is to fill a seat, known by their address, as what and from when to when; ``access`` to the group's rooms."""

    email: str
    name: str
    part: Part
    first: date
    last: date
    access: AccessRole | None = None


def open_seat(group: Group, new: NewSeat, *, by: User | None, now: datetime) -> SeatRecord:
    """Add a seat; raises :class:`~cupel.errors.ProcedureError` if capacity and organisation contradict each other."""
    require(by, "groups.keep_seats", group)
    if (new.capacity is Capacity.ORGANISATION) != (new.organisation is not None):
        raise ProcedureError(
            _("The seat {seat} says for an organisation without one, or the reverse.").format(seat=new.label),
            code="seat-capacity",
            remedy=_("Name the organisation exactly where the seat speaks for one."),
        )
    with transaction.atomic():
        seat: SeatRecord = SeatRecord.objects.create(group=group, **vars(new))
        facts = {"category": new.category, "capacity": new.capacity.value}
        append_event(
            "groups.seat_opened", by=by, about=seat, scope=group, now=now, votes=new.votes,
            organisation=new.organisation.public_id if new.organisation else None, **facts,
        )  # fmt: skip
    return seat


def close_seat(seat: SeatRecord, *, on: date, by: User | None, now: datetime) -> None:
    """From ``on`` the seat is no more; who sits on it leaves."""
    require(by, "groups.keep_seats", seat)
    with transaction.atomic():
        seat.closed_on = on
        seat.save(update_fields=["closed_on"])
        for tenure in seat.tenures.on(on):
            end_tenure(tenure, on=on, by=by, now=now)
        append_event("groups.seat_closed", by=by, about=seat, scope=seat.group, now=now, on=on.isoformat())


def seat_person(seat: SeatRecord, filling: Filling, *, by: User | None, now: datetime) -> Tenure:
    """Let a person fill the seat for a term; raises :class:`~cupel.errors.ProcedureError` while somebody holds it, for
    a term that ends before it begins, and for a group that is not at work.
    """
    require(by, "groups.keep_seats", seat)
    with transaction.atomic():
        SeatRecord.objects.select_for_update().get(pk=seat.pk)
        require_at_work(seat.group, on=filling.first)
        _require_free(seat, filling)
        return _begin(seat, filling, renews=None, by=by, now=now)


def fill_seat(
    seat: SeatRecord, new: Newcomer, *, application: Application | None = None, by: User, now: datetime
) -> Tenure:
    """Seat a person known by their address, with access if wished; all or nothing. Raises as :func:`seat_person`."""
    require(by, "groups.keep_seats", seat)
    with transaction.atomic():
        person = registered(new.email, name=new.name)
        filling = Filling(person=person, part=new.part, first=new.first, last=new.last)
        tenure = seat_person(seat, filling, by=by, now=now)
        if new.access:
            grant_access(seat.group, person=person, role=new.access, by=by, now=now)
        if application:
            Application.objects.filter(pk=application.pk).update(person=person)
        letter = Letter(
            template="groups/mail/seated.txt",
            path=reverse("account_reset_password") if not person.has_usable_password() else reverse("home"),
            values={"seat": seat, "tenure": tenure, "is_new": not person.has_usable_password()},
        )
        tell(person.email, letter, about=tenure, now=now)
    return tenure


def renew_tenure(tenure: Tenure, *, last: date, by: User | None, now: datetime) -> Tenure:
    """Another term for the same person, from the day after this one until ``last``."""
    require(by, "groups.keep_seats", tenure.seat)
    filling = Filling(person=tenure.person, part=Part(tenure.part), first=tenure.term_ends + DAY, last=last)
    with transaction.atomic():
        SeatRecord.objects.select_for_update().get(pk=tenure.seat_id)
        if tenure.ended_on is not None or hasattr(tenure, "renewal"):
            raise ProcedureError(
                _("This term is renewed already, or was ended."),
                code="term-over",
                remedy=_("Seat the person anew if they are to sit."),
            )
        _require_free(tenure.seat, filling)
        return _begin(tenure.seat, filling, renews=tenure, by=by, now=now)


def end_tenure(tenure: Tenure, *, on: date, by: User | None, now: datetime) -> None:
    """From ``on`` the person no longer fills the seat."""
    require(by, "groups.keep_seats", tenure.seat)
    with transaction.atomic():
        tenure.ended_on = on
        tenure.save(update_fields=["ended_on"])
        append_event("groups.tenure_ended", by=by, about=tenure, scope=tenure.seat.group, now=now, on=on.isoformat())


def grant_access(group: Group, *, person: User, role: AccessRole, by: User | None, now: datetime) -> Access:
    """Let a person enter the group's rooms; granting it again changes nothing."""
    require(by, "groups.keep_seats", group)
    with transaction.atomic():
        access, created = Access.objects.get_or_create(
            group=group, person=person, role=role, ended_at=None, defaults={"began_at": now}
        )
        if created:
            facts = {"person": person.public_id, "role": role.value}
            append_event("groups.access_granted", by=by, about=access, scope=group, now=now, **facts)
    return access


def end_access(access: Access, *, by: User | None, now: datetime) -> None:
    """The person may no longer enter in this role."""
    require(by, "groups.keep_seats", access.group)
    with transaction.atomic():
        access.ended_at = now
        access.save(update_fields=["ended_at"])
        append_event("groups.access_ended", by=by, about=access, scope=access.group, now=now)


def _begin(seat: SeatRecord, filling: Filling, *, renews: Tenure | None, by: User | None, now: datetime) -> Tenure:
    tenure: Tenure = Tenure.objects.create(
        seat=seat, person=filling.person, part=filling.part, began_on=filling.first, term_ends=filling.last,
        renews=renews,
    )  # fmt: skip
    append_event(
        "groups.person_seated", by=by, about=tenure, scope=seat.group, now=now, seat=seat.public_id,
        person=filling.person.public_id, part=filling.part.value, first=filling.first.isoformat(),
        last=filling.last.isoformat(), renews=renews.public_id if renews else None,
    )  # fmt: skip
    return tenure


def _require_free(seat: SeatRecord, filling: Filling) -> None:
    if filling.last < filling.first:
        raise ProcedureError(
            _("A term cannot end on {last}, before it begins on {first}.").format(
                first=filling.first, last=filling.last
            ),
            code="term-order",
            remedy=_("Correct one of the two days."),
        )
    running = [each for each in seat.tenures.all() if _overlaps(each, filling)]
    if filling.part is Part.HOLDER and any(each.part == Part.HOLDER for each in running):
        raise ProcedureError(
            _("Somebody holds this seat in these days."),
            code="seat-held",
            remedy=_("End their term first, or begin after it."),
        )
    if any(each.person_id == filling.person.pk for each in running):
        raise ProcedureError(
            _("This person fills the seat already."), code="seated", remedy=_("Renew the term instead.")
        )


def _overlaps(tenure: Tenure, filling: Filling) -> bool:
    left = tenure.ended_on is not None and tenure.ended_on <= filling.first
    return tenure.began_on <= filling.last and filling.first <= tenure.term_ends and not left
