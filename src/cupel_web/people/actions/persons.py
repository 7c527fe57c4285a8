"""Verbs about persons: who they are, whom they work for, what they declare, and forgetting them."""

from dataclasses import dataclass
from datetime import date, datetime

from allauth.account.models import EmailAddress
from django.db import transaction

from cupel_web.kernel.events import append_event, salted_hash
from cupel_web.kernel.models import User
from cupel_web.kernel.permissions import require
from cupel_web.people import personal
from cupel_web.people.models import Affiliation, Interest, Membership, Organisation, Profile


@dataclass(frozen=True, kw_only=True)
class AboutMe:
    """What a person lets us know; ``named_in_public``: consent to be named on public pages."""

    name: str
    country: str = ""
    about: str = ""
    named_in_public: bool = False
    zone: str = "UTC"


@dataclass(frozen=True, kw_only=True)
class Work:
    """For whom a person works, since when, and as what."""

    organisation: Organisation
    since: date
    position: str = ""


def registered(email: str, *, name: str) -> User:
    """The person with this address; someone new gets an account without a password, which they set by mail."""
    known = User.objects.filter(email__iexact=email).first()
    if known is not None:
        return known
    user = User.objects.create_user(email, name=name)
    EmailAddress.objects.create(user=user, email=user.email, primary=True, verified=True)
    Profile.objects.create(person=user)
    return user


def profile_of(person: User) -> Profile:
    """The person's profile, made where they signed up by themselves."""
    return Profile.objects.get_or_create(person=person)[0]


def change_profile(person: User, *, about: AboutMe, now: datetime) -> Profile:
    """Write down what a person says of themselves; consent to be named is an event of its own."""
    with transaction.atomic():
        profile = profile_of(person)
        consented = profile.named_in_public
        profile.country, profile.about, profile.zone = about.country, about.about, about.zone
        profile.named_in_public = about.named_in_public
        profile.save()
        person.name = about.name
        person.save(update_fields=["name"])
        digest = salted_hash(f"{about.name} {about.about}", salt=profile.salt)
        append_event("people.profile_changed", by=person, about=person, now=now, content=digest)
        if about.named_in_public != consented:
            append_event("people.naming_consent", by=person, about=person, now=now, given=about.named_in_public)
    return profile


def affiliate(person: User, *, work: Work, by: User | None, now: datetime) -> Affiliation:
    """The person works for an organisation, beside what else they do."""
    require(by, "people.change_person", person)
    with transaction.atomic():
        affiliation: Affiliation = Affiliation.objects.create(
            person=person, organisation=work.organisation, since=work.since, position=work.position
        )
        facts = {"person": person.public_id, "since": work.since.isoformat()}
        append_event("people.affiliated", by=by, about=affiliation, scope=work.organisation, now=now, **facts)
    return affiliation


def end_affiliation(affiliation: Affiliation, *, until: date, by: User | None, now: datetime) -> None:
    """The last day on which the person worked there."""
    require(by, "people.change_person", affiliation.person)
    with transaction.atomic():
        affiliation.until = until
        affiliation.save(update_fields=["until"])
        append_event(
            "people.affiliation_ended", by=by, about=affiliation, scope=affiliation.organisation, now=now,
            person=affiliation.person.public_id, until=until.isoformat(),
        )  # fmt: skip


def declare_interest(person: User, *, text: str, organisation: Organisation | None = None, now: datetime) -> Interest:
    """Declare a conflict of interest; it stands until the person ends it."""
    with transaction.atomic():
        interest: Interest = Interest.objects.create(
            person=person, text=text, organisation=organisation, declared_at=now
        )
        digest = salted_hash(text, salt=profile_of(person).salt)
        append_event("people.interest_declared", by=person, about=interest, now=now, content=digest)
    return interest


def end_interest(interest: Interest, *, by: User, now: datetime) -> None:
    """The interest is over; that it stood stays on record."""
    require(by, "people.change_person", interest.person)
    with transaction.atomic():
        interest.ended_at = now
        interest.save(update_fields=["ended_at"])
        append_event("people.interest_ended", by=by, about=interest, now=now)


def erase_person(person: User, *, by: User | None, now: datetime) -> None:
    """Forget who the person is: every holding erases, memberships end, and the salt of their hashes is gone.

    What their seat did stays on record under an id that leads to nobody.
    """
    require(by, "people.erase_person", person)
    with transaction.atomic():
        Membership.objects.current().filter(person=person).update(ended_at=now)
        personal.erased(person)
        append_event("people.person_erased", by=by, about=person, now=now)
