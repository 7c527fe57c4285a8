"""Organisations, and who acts for them."""

from datetime import datetime
from typing import Any

from ninja import Query, Router, Schema

from cupel_web.api.access import ApiRequest, granted, signed_in
from cupel_web.api.paging import Page, Paging, page_of
from cupel_web.kernel import clock
from cupel_web.kernel.models import User
from cupel_web.people import actions, forms, models
from cupel_web.people.passwords import send_first_password
from cupel_web.people.queries import (
    all_organisations,
    members_of,
    membership_seen_by,
    nothing,
    organisation_seen_by,
)

router = Router(tags=["organisations"])
ORGANISATION = "/organisations/{ulid:organisation}"


class OrganisationName(Schema):
    public_id: str
    name: str


class Organisation(OrganisationName):
    kind: str
    country: str
    metals: list[str]
    founded_at: datetime


class ListedOrganisation(Organisation):
    """``people`` is how many act for it today."""

    people: int


class Member(Schema):
    """A membership: who acts for an organisation, as what."""

    public_id: str
    person: str
    name: str
    email: str
    role: str
    began_at: datetime
    ended_at: datetime | None

    @staticmethod
    def resolve_person(membership: models.Membership) -> str:
        return membership.person.public_id

    @staticmethod
    def resolve_name(membership: models.Membership) -> str:
        return membership.person.name

    @staticmethod
    def resolve_email(membership: models.Membership) -> str:
        return membership.person.email


@router.get("/organisations", response=Page[ListedOrganisation])
@granted("people.list_organisations", nothing)
def list_organisations(request: ApiRequest, _nothing: None, paging: Query[Paging], q: str = "") -> Any:
    """Every organisation by name; ``q``: those whose name contains it."""
    return page_of(all_organisations(text=q.strip()), paging)


@router.get("/organisations/names", response=Page[OrganisationName])
@signed_in
def list_names(request: ApiRequest, paging: Query[Paging], q: str = "") -> Any:
    """Organisations for which one can say that one works: ids and names."""
    return page_of(models.Organisation.objects.filter(name__icontains=q.strip()), paging)


@router.post("/organisations", response={201: Organisation})
@granted("people.found_organisation", nothing, form=forms.OrganisationForm)
def found_organisation(request: ApiRequest, _nothing: None, form: forms.OrganisationForm) -> Any:
    """Add an organisation."""
    return actions.found_organisation(form.wanted(), by=request.user, now=clock.now())


@router.get(ORGANISATION, response=Organisation)
@granted("people.see_members", organisation_seen_by)
def read_organisation(request: ApiRequest, organisation: models.Organisation) -> Any:
    """What an organisation is."""
    return organisation


@router.get(f"{ORGANISATION}/people", response=Page[Member])
@granted("people.see_members", organisation_seen_by)
def list_members(request: ApiRequest, organisation: models.Organisation, paging: Query[Paging]) -> Any:
    """Who acts for an organisation today."""
    return page_of(members_of(organisation), paging)


def _roles(organisation: models.Organisation, _user: User) -> dict[str, Any]:
    return {"organisation": organisation}


@router.post(f"{ORGANISATION}/people", response={201: Member})
@granted("people.add_member", organisation_seen_by, form=forms.MemberForm, using=_roles)
def add_member(request: ApiRequest, organisation: models.Organisation, form: forms.MemberForm) -> Any:
    """Let a person act for the organisation; somebody new gets a mail with which they set their password."""
    person = actions.NewMember(**form.cleaned_data)
    membership = actions.add_member(organisation, person=person, by=request.user, now=clock.now())
    send_first_password(request, membership.person)
    return membership


@router.delete(f"{ORGANISATION}/people/{{ulid:membership}}", response=Member)
@granted("people.end_membership", membership_seen_by)
def end_membership(request: ApiRequest, membership: models.Membership) -> Any:
    """The person acts for the organisation in this role no longer."""
    actions.end_membership(membership, by=request.user, now=clock.now())
    return membership
