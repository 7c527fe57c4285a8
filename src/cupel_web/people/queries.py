"""Who is who."""

from datetime import date

from django.db.models import Count, Q, QuerySet
from django.shortcuts import get_object_or_404

from cupel_web.kernel.models import User
from cupel_web.people.models import (
    COMPANIES,
    Acceptance,
    Affiliation,
    Interest,
    Membership,
    Organisation,
    Role,
    Undertaking,
)


def holds(user: User, *roles: Role, organisation: Organisation | None = None) -> bool:
    """Whether the person holds one of ``roles``, in ``organisation`` if given."""
    memberships = Membership.objects.current().filter(person=user, role__in=roles)
    if organisation is not None:
        memberships = memberships.filter(organisation=organisation)
    return memberships.exists()


def organisations_of(user: User) -> QuerySet[Organisation]:
    """Organisations the person acts for."""
    return Organisation.objects.filter(memberships__person=user, memberships__ended_at=None).distinct()


def companies_of(user: User) -> QuerySet[Organisation]:
    """Companies the person acts for."""
    return organisations_of(user).filter(kind__in=COMPANIES)


def company_of(user: User, company: str) -> Organisation:
    """The company with this public id if the person acts for it; 404 hides all others."""
    return get_object_or_404(companies_of(user), public_id=company)


def organisation_of(user: User, organisation: str) -> Organisation:
    """The organisation with this public id if the person acts for it; 404 hides all others."""
    return get_object_or_404(organisations_of(user), public_id=organisation)


def organisation_seen_by(user: User, organisation: str) -> Organisation:
    """The organisation with this public id: members see their own, the secretariat sees every one; else 404."""
    organisations = Organisation.objects.all() if holds(user, Role.SECRETARIAT) else organisations_of(user)
    return get_object_or_404(organisations, public_id=organisation)


def membership_seen_by(user: User, organisation: str, membership: str) -> Membership:
    """A current membership of an organisation the person sees; else 404."""
    seen = organisation_seen_by(user, organisation)
    current = Membership.objects.current().select_related("person", "organisation")
    return get_object_or_404(current, organisation=seen, public_id=membership)


def nothing(user: User) -> None:  # noqa: ARG001
    """For pages about no record: the permission alone decides."""
    return


def myself(user: User) -> User:
    """The person themselves."""
    return user


def affiliation_of(user: User, affiliation: str) -> Affiliation:
    """One's own affiliation that has not ended; else 404."""
    return get_object_or_404(Affiliation, person=user, until=None, public_id=affiliation)


def interest_of(user: User, interest: str) -> Interest:
    """One's own interest that stands; else 404."""
    return get_object_or_404(Interest.objects.standing(), person=user, public_id=interest)


def undertaking_of(user: User, undertaking: str) -> Undertaking:  # noqa: ARG001
    """A version of an undertaking, which anybody may accept; else 404."""
    return get_object_or_404(Undertaking, public_id=undertaking)


def name_shown(who: User | None, *, inside: bool) -> str | None:
    """The name of a person for those who are ``inside`` a group's rooms, for others only with the person's consent;
    None where it is not theirs to see, and for somebody who left. Select ``profile`` with the person.
    """
    if who is None or not who.is_active:
        return None
    if inside:
        return str(who)
    profile = getattr(who, "profile", None)
    return who.name if profile is not None and profile.named_in_public and who.name else None


def members_of(organisation: Organisation) -> QuerySet[Membership]:
    """Current memberships with their persons."""
    return Membership.objects.current().filter(organisation=organisation).select_related("person").order_by("pk")


def all_organisations(*, text: str = "") -> QuerySet[Organisation]:
    """Organisations whose name contains ``text``, with ``people``, the number of current members."""
    people = Count("memberships", filter=Q(memberships__ended_at=None))
    return Organisation.objects.filter(name__icontains=text).annotate(people=people).order_by("name", "pk")


def affiliations_on(day: date, *persons: User) -> dict[int, list[Affiliation]]:
    """Where each person works on a day, newest first, by the person's row number."""
    found: dict[int, list[Affiliation]] = {person.pk: [] for person in persons}
    for row in Affiliation.objects.on(day).filter(person__in=persons).select_related("organisation"):
        found[row.person_id].append(row)
    return found


def undertakings_on(day: date) -> list[Undertaking]:
    """The newest version in force of each undertaking."""
    newest: dict[str, Undertaking] = {}
    for undertaking in Undertaking.objects.filter(in_force__lte=day).order_by("number"):
        newest[undertaking.kind] = undertaking
    return [newest[kind] for kind in sorted(newest)]


def unaccepted(person: User, *, on: date) -> list[Undertaking]:
    """Undertakings in force that the person has not accepted."""
    accepted = set(Acceptance.objects.filter(person=person).values_list("undertaking_id", flat=True))
    return [undertaking for undertaking in undertakings_on(on) if undertaking.pk not in accepted]
