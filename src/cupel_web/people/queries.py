"""Who is who."""

from django.db.models import Count, Q, QuerySet
from django.http import Http404

from cupel_web.kernel.models import User
from cupel_web.people.models import Membership, Organisation, OrganisationKind, Role


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
    return organisations_of(user).filter(kind=OrganisationKind.COMPANY)


def company_of(user: User, company: str) -> Organisation:
    """The company with this public id if the person acts for it; 404 hides all others."""
    found = companies_of(user).filter(public_id=company).first()
    if found is None:
        raise Http404
    return found


def organisation_seen_by(user: User, organisation: str) -> Organisation:
    """The organisation with this public id: members see their own, the secretariat sees every one; else 404."""
    organisations = Organisation.objects.all() if holds(user, Role.SECRETARIAT) else organisations_of(user)
    found = organisations.filter(public_id=organisation).first()
    if found is None:
        raise Http404
    return found


def membership_seen_by(user: User, organisation: str, membership: str) -> Membership:
    """A current membership of an organisation the person sees; else 404."""
    seen = organisation_seen_by(user, organisation)
    found = Membership.objects.current().filter(organisation=seen, public_id=membership)
    if (member := found.select_related("person", "organisation").first()) is None:
        raise Http404
    return member


def nothing(user: User) -> None:  # noqa: ARG001
    """For pages about no record: the permission alone decides."""
    return


def members_of(organisation: Organisation) -> QuerySet[Membership]:
    """Current memberships with their persons."""
    return Membership.objects.current().filter(organisation=organisation).select_related("person").order_by("pk")


def all_organisations(*, text: str = "") -> QuerySet[Organisation]:
    """Organisations whose name contains ``text``, with ``people``, the number of current members."""
    people = Count("memberships", filter=Q(memberships__ended_at=None))
    return Organisation.objects.filter(name__icontains=text).annotate(people=people).order_by("name", "pk")
