"""Verbs about organisations, how they take part, and who may act for them here."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from cupel_web.kernel.events import append_event, salted_hash
from cupel_web.kernel.models import User
from cupel_web.kernel.permissions import require
from cupel_web.people.actions.persons import profile_of, registered
from cupel_web.people.models import Membership, Organisation, OrganisationKind, Participation, Role, Standing


@dataclass(frozen=True, kw_only=True)
class NewOrganisation:
    """What an organisation is; ``metals``: codes such as ``cu``; ``country``: ISO 3166-1 alpha-2."""

    name: str
    kind: OrganisationKind
    country: str = ""
    metals: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class NewMember:
    """Who is to act for an organisation, and as what."""

    email: str
    name: str
    role: Role


def found_organisation(new: NewOrganisation, *, by: User | None, now: datetime) -> Organisation:
    """Add an organisation; ``by`` is None only when the operator does it from the command line."""
    require(by, "people.found_organisation")
    with transaction.atomic():
        organisation = Organisation.objects.create(
            name=new.name, kind=new.kind, country=new.country, metals=sorted(new.metals), founded_at=now
        )
        append_event(
            "people.organisation_founded", by=by, about=organisation, scope=organisation, now=now, kind=new.kind.value
        )
    return organisation


def begin_participation(
    organisation: Organisation, *, standing: Standing, since: date, by: User | None, now: datetime
) -> Participation:
    """The organisation takes part from ``since`` on."""
    require(by, "people.change_participation", organisation)
    with transaction.atomic():
        participation: Participation = Participation.objects.create(
            organisation=organisation, standing=standing, since=since
        )
        facts = {"standing": standing.value, "since": since.isoformat()}
        append_event("people.participation_begun", by=by, about=participation, scope=organisation, now=now, **facts)
    return participation


def end_participation(participation: Participation, *, until: date, by: User | None, now: datetime) -> None:
    """The organisation's last day in this standing."""
    require(by, "people.change_participation", participation.organisation)
    with transaction.atomic():
        participation.until = until
        participation.save(update_fields=["until"])
        append_event(
            "people.participation_ended", by=by, about=participation, scope=participation.organisation, now=now,
            until=until.isoformat(),
        )  # fmt: skip


def add_member(organisation: Organisation, *, person: NewMember, by: User | None, now: datetime) -> Membership:
    """Let a person act for ``organisation``; someone new gets an account without a password, set by mail later."""
    require(by, "people.add_member", organisation)
    with transaction.atomic():
        user = registered(person.email, name=person.name)
        membership, created = Membership.objects.get_or_create(
            person=user, organisation=organisation, role=person.role, ended_at=None, defaults={"began_at": now}
        )
        if created:
            address = salted_hash(user.email, salt=profile_of(user).salt)
            facts = {"person": user.public_id, "role": person.role.value, "address": address}
            append_event("people.member_added", by=by, about=membership, scope=organisation, now=now, **facts)
    return membership


def end_membership(membership: Membership, *, by: User, now: datetime) -> None:
    """From now on the person no longer acts for the organisation in this role."""
    require(by, "people.end_membership", membership)
    with transaction.atomic():
        membership.ended_at = now
        membership.save(update_fields=["ended_at"])
        append_event("people.membership_ended", by=by, about=membership, scope=membership.organisation, now=now)
