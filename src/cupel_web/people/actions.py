"""Verbs about organisations and people."""

from dataclasses import dataclass
from datetime import datetime

from allauth.account.models import EmailAddress
from django.core.exceptions import PermissionDenied
from django.db import transaction

from cupel_web.kernel.events import append_event, salted_hash
from cupel_web.kernel.models import User
from cupel_web.people.models import Membership, Organisation, OrganisationKind, Role


@dataclass(frozen=True, kw_only=True)
class NewMember:
    """Who is to act for an organisation, and as what."""

    email: str
    name: str
    role: Role


def found_organisation(*, name: str, kind: OrganisationKind, by: User | None, now: datetime) -> Organisation:
    """Add an organisation; ``by`` is None only when the operator does it from the command line."""
    if by is not None and not by.has_perm("people.found_organisation"):
        raise PermissionDenied
    with transaction.atomic():
        organisation = Organisation.objects.create(name=name, kind=kind, founded_at=now)
        append_event("people.organisation_founded", by=by, about=organisation, scope=organisation, now=now)
    return organisation


def add_member(organisation: Organisation, *, person: NewMember, by: User | None, now: datetime) -> Membership:
    """Let a person act for ``organisation``; someone new gets an account without a password, set by mail later."""
    if by is not None and not by.has_perm("people.add_member", organisation):
        raise PermissionDenied
    with transaction.atomic():
        user = User.objects.filter(email__iexact=person.email).first() or _new_user(person)
        membership, created = Membership.objects.get_or_create(
            person=user, organisation=organisation, role=person.role, ended_at=None, defaults={"began_at": now}
        )
        if created:
            facts = {"person": user.public_id, "role": person.role.value, "address": salted_hash(user.email)}
            append_event("people.member_added", by=by, about=membership, scope=organisation, now=now, **facts)
    return membership


def end_membership(membership: Membership, *, by: User, now: datetime) -> None:
    """From now on the person no longer acts for the organisation in this role."""
    if not by.has_perm("people.end_membership", membership):
        raise PermissionDenied
    with transaction.atomic():
        membership.ended_at = now
        membership.save(update_fields=["ended_at"])
        append_event("people.membership_ended", by=by, about=membership, scope=membership.organisation, now=now)


def _new_user(person: NewMember) -> User:
    user = User.objects.create_user(person.email, name=person.name)
    EmailAddress.objects.create(user=user, email=user.email, primary=True, verified=True)
    return user
