"""Groups: their life, mandate, rules and seats; who sits, who may enter, who asks to join."""

from datetime import date, datetime
from typing import Any

from django.http import Http404, HttpRequest
from ninja import Query, Router, Schema

from cupel.governance import Requirement
from cupel_web.api.access import ApiRequest, granted, open_to_all
from cupel_web.api.paging import Page, Paging, page_of
from cupel_web.groups import actions, forms, models
from cupel_web.groups.queries.composition import Sitting, composition
from cupel_web.groups.queries.life import procedure_of, state_in, state_of, terms_on, version_on
from cupel_web.groups.queries.records import (
    access_of,
    all_groups,
    application_of,
    applications_to,
    group_kept_by,
    group_named,
    seat_of,
    tenure_of,
    terms_of,
)
from cupel_web.groups.states import NEXT
from cupel_web.kernel import clock
from cupel_web.kernel.models import User
from cupel_web.people.actions import registered
from cupel_web.people.queries import nothing

router = Router(tags=["groups"])
GROUP = "/groups/{slug:slug}"


class Phase(Schema):
    state: str
    began_on: date
    reason: str


class GroupBrief(Schema):
    slug: str
    name: str
    kind: str
    state: str | None
    parent: str | None
    succeeds: str | None

    @staticmethod
    def resolve_state(group: models.Group) -> str | None:
        return state_in(group.phases.all(), on=clock.today())

    @staticmethod
    def resolve_parent(group: models.Group) -> str | None:
        return group.parent.slug if group.parent else None

    @staticmethod
    def resolve_succeeds(group: models.Group) -> str | None:
        return group.succeeds.slug if group.succeeds else None


class Group(GroupBrief):
    purpose: str
    invites: list[str]
    procedure_uid: str
    revision: int
    phases: list[Phase]

    @staticmethod
    def resolve_phases(group: models.Group) -> list[models.Phase]:
        return list(group.phases.all())


class Terms(Schema):
    public_id: str
    number: int
    mandate: str
    out_of_scope: str
    composition: str
    working: str
    in_force: date
    lasts_until: date | None
    revision: int
    approved_on: date | None
    sha256: str | None

    @staticmethod
    def resolve_approved_on(terms: models.TermsOfReference) -> date | None:
        return terms.approval.approved_on if hasattr(terms, "approval") else None

    @staticmethod
    def resolve_sha256(terms: models.TermsOfReference) -> str | None:
        return terms.approval.sha256 if hasattr(terms, "approval") else None


class Procedure(Schema):
    uid: str
    version: str
    in_force: date
    sha256: str
    data: dict[str, Any]


class Seat(Schema):
    """A seat as anybody may see it; ``holder`` only where the person agreed to be named."""

    public_id: str
    label: str
    category: str
    capacity: str
    office: str
    votes: bool
    organisation: str | None
    state: str
    holder: str | None
    affiliations: list[str]
    alternates: int
    term_ends: date | None


class Rule(Schema):
    """What a rule needs and what is reached: fractions as ``n/m``; counts as numbers."""

    rule: str
    category: str | None
    needed: str
    reached: str
    met: bool

    @staticmethod
    def resolve_needed(rule: Requirement) -> str:
        return str(rule.needed)

    @staticmethod
    def resolve_reached(rule: Requirement) -> str:
        return str(rule.reached)


class Membership(Schema):
    seats: list[Seat]
    voters: int
    is_balanced: bool
    balance: list[Rule]


class OpenedSeat(Schema):
    public_id: str
    label: str
    category: str
    capacity: str
    office: str
    votes: bool
    opened_on: date
    closed_on: date | None


class Tenure(Schema):
    public_id: str
    seat: str
    person: str
    part: str
    began_on: date
    term_ends: date
    ended_on: date | None

    @staticmethod
    def resolve_seat(tenure: models.Tenure) -> str:
        return tenure.seat.public_id

    @staticmethod
    def resolve_person(tenure: models.Tenure) -> str:
        return tenure.person.public_id


class Access(Schema):
    public_id: str
    person: str
    name: str
    role: str
    began_at: datetime
    ended_at: datetime | None

    @staticmethod
    def resolve_person(access: models.Access) -> str:
        return access.person.public_id

    @staticmethod
    def resolve_name(access: models.Access) -> str:
        return access.person.name


class Application(Schema):
    public_id: str
    state: str
    name: str
    email: str
    joins_as: str
    capacity: str
    organisation_name: str
    category: str
    seat: str | None
    statement: str
    interests: str
    received_at: datetime
    letter: str | None

    @staticmethod
    def resolve_seat(application: models.Application) -> str | None:
        return application.seat.public_id if application.seat else None

    @staticmethod
    def resolve_letter(application: models.Application) -> str | None:
        return application.ruling.letter if hasattr(application, "ruling") else None


@router.get("/groups", response=list[GroupBrief], auth=None)
@open_to_all
def list_groups(request: HttpRequest) -> Any:
    """Every group, council and board."""
    return all_groups()


@router.get(GROUP, response=Group, auth=None)
@open_to_all
def read_group(request: HttpRequest, slug: str) -> Any:
    """What a group is for and where it stands."""
    return group_named(slug)


@router.get(f"{GROUP}/members", response=Membership, auth=None)
@open_to_all
def read_members(request: HttpRequest, slug: str) -> Any:
    """Who sits in it today, and whether interests are balanced as its rules ask."""
    found = composition(group_named(slug), on=clock.today())
    return {
        "seats": [_seat(sitting) for sitting in found.sittings],
        "voters": len(found.voters),
        "is_balanced": found.is_balanced,
        "balance": found.balance,
    }


@router.get(f"{GROUP}/procedure", response=Procedure, auth=None)
@open_to_all
def read_procedure(request: HttpRequest, slug: str) -> Any:
    """The rules in force."""
    version = version_on(group_named(slug).procedure_uid, clock.today())
    if version is None:
        raise Http404
    return version


@router.get(f"{GROUP}/terms", response=list[Terms], auth=None)
@open_to_all
def list_terms(request: HttpRequest, slug: str) -> Any:
    """Approved terms of reference, newest first; proposed ones too for those who may enter."""
    group = group_named(slug)
    versions = group.terms.select_related("approval")
    inside = isinstance(request.user, User) and request.user.has_perm("groups.enter", group)
    return versions if inside else versions.filter(approval__isnull=False)


@router.get(f"{GROUP}/terms/current", response=Terms, auth=None)
@open_to_all
def read_terms_in_force(request: HttpRequest, slug: str) -> Any:
    """The terms of reference in force."""
    found = terms_on(group_named(slug), clock.today())
    if found is None:
        raise Http404
    return found


@router.post("/groups", response={201: Group})
@granted("groups.propose_group", nothing, form=forms.GroupForm)
def propose_group(request: ApiRequest, _nothing: None, form: forms.GroupForm) -> Any:
    """Propose a group."""
    given = form.cleaned_data
    group = actions.propose_group(
        form.wanted(), on=given["on"], reason=given["reason"], by=request.user, now=clock.now()
    )
    return group_named(group.slug)


@router.put(GROUP, response=Group)
@granted("groups.change_group", group_kept_by, form=forms.WordingForm)
def change_group(request: ApiRequest, group: models.Group, form: forms.WordingForm) -> Any:
    """Describe a group anew."""
    revision = form.cleaned_data["revision"]
    actions.change_group(group, form.wanted(), revision=revision, by=request.user, now=clock.now())
    return group_named(group.slug)


def _following(group: models.Group, _user: User) -> dict[str, Any]:
    return {"following": NEXT[state_of(group, on=clock.today())]}


@router.post(f"{GROUP}/phases", response={201: Group})
@granted("groups.move_group", group_kept_by, form=forms.StepForm, using=_following)
def move_group(request: ApiRequest, group: models.Group, form: forms.StepForm) -> Any:
    """Move a group on in its life."""
    actions.move_group(group, form.wanted(), by=request.user, now=clock.now())
    return group_named(group.slug)


@router.post(f"{GROUP}/terms", response={201: Terms})
@granted("groups.propose_terms", group_kept_by, form=forms.MandateForm)
def propose_terms(request: ApiRequest, group: models.Group, form: forms.MandateForm) -> Any:
    """Propose terms of reference; ``revision`` is 0."""
    return actions.propose_terms(group, form.wanted(), by=request.user, now=clock.now())


@router.put(f"{GROUP}/terms/{{ulid:terms}}", response=Terms)
@granted("groups.propose_terms", terms_of, form=forms.MandateForm)
def change_terms(request: ApiRequest, terms: models.TermsOfReference, form: forms.MandateForm) -> Any:
    """Edit terms of reference while they are proposed."""
    revision = form.cleaned_data["revision"]
    actions.change_terms(terms, form.wanted(), revision=revision, by=request.user, now=clock.now())
    return terms


@router.post(f"{GROUP}/terms/{{ulid:terms}}/approval", response={201: Terms})
@granted("groups.approve_terms", terms_of, form=forms.DayForm)
def approve_terms(request: ApiRequest, terms: models.TermsOfReference, form: forms.DayForm) -> Any:
    """Approve exactly this text."""
    actions.approve_terms(terms, on=form.cleaned_data["on"], by=request.user, now=clock.now())
    return terms_of(request.user, terms.group.slug, terms.public_id)


def _categories(group: models.Group, _user: User) -> dict[str, Any]:
    return {"categories": forms.seat_categories(procedure_of(group, on=clock.today()))}


@router.post(f"{GROUP}/seats", response={201: OpenedSeat})
@granted("groups.keep_seats", group_kept_by, form=forms.SeatForm, using=_categories)
def open_seat(request: ApiRequest, group: models.Group, form: forms.SeatForm) -> Any:
    """Open a seat."""
    return actions.open_seat(group, form.wanted(), by=request.user, now=clock.now())


@router.delete(f"{GROUP}/seats/{{ulid:seat}}", response=OpenedSeat)
@granted("groups.keep_seats", seat_of)
def close_seat(request: ApiRequest, seat: models.SeatRecord) -> Any:
    """Close a seat as of today; who sits on it leaves."""
    actions.close_seat(seat, on=clock.today(), by=request.user, now=clock.now())
    return seat


@router.post(f"{GROUP}/seats/{{ulid:seat}}/tenures", response={201: Tenure})
@granted("groups.keep_seats", seat_of, form=forms.FillingForm)
def fill_seat(request: ApiRequest, seat: models.SeatRecord, form: forms.FillingForm) -> Any:
    """Seat a person; the seat counts once they accepted the undertakings."""
    return actions.fill_seat(seat, form.newcomer(), by=request.user, now=clock.now())


@router.post(f"{GROUP}/tenures/{{ulid:tenure}}/renewal", response={201: Tenure})
@granted("groups.keep_seats", tenure_of, form=forms.DayForm)
def renew_tenure(request: ApiRequest, tenure: models.Tenure, form: forms.DayForm) -> Any:
    """Another term for the same person, until a day."""
    return actions.renew_tenure(tenure, last=form.cleaned_data["on"], by=request.user, now=clock.now())


@router.delete(f"{GROUP}/tenures/{{ulid:tenure}}", response=Tenure)
@granted("groups.keep_seats", tenure_of)
def end_tenure(request: ApiRequest, tenure: models.Tenure) -> Any:
    """The person leaves the seat as of today."""
    actions.end_tenure(tenure, on=clock.today(), by=request.user, now=clock.now())
    return tenure_of(request.user, tenure.seat.group.slug, tenure.public_id)


@router.get(f"{GROUP}/access", response=list[Access])
@granted("groups.keep_seats", group_kept_by)
def list_access(request: ApiRequest, group: models.Group) -> Any:
    """Who may enter the group's rooms."""
    return models.Access.objects.current().filter(group=group).select_related("person").order_by("role", "pk")


@router.post(f"{GROUP}/access", response={201: Access})
@granted("groups.keep_seats", group_kept_by, form=forms.AccessForm)
def grant_access(request: ApiRequest, group: models.Group, form: forms.AccessForm) -> Any:
    """Let a person enter the group's rooms."""
    given = form.cleaned_data
    person = registered(given["email"], name=given["name"])
    role = models.AccessRole(given["role"])
    return actions.grant_access(group, person=person, role=role, by=request.user, now=clock.now())


@router.delete(f"{GROUP}/access/{{ulid:access}}", response=Access)
@granted("groups.keep_seats", access_of)
def end_access(request: ApiRequest, access: models.Access) -> Any:
    """The person may no longer enter."""
    actions.end_access(access, by=request.user, now=clock.now())
    return models.Access.objects.select_related("person").get(pk=access.pk)


@router.get(f"{GROUP}/applications", response=Page[Application])
@granted("groups.see_applications", group_kept_by)
def list_applications(request: ApiRequest, group: models.Group, paging: Query[Paging], show: str = "") -> Any:
    """Who asks to join, newest first; ``show=open``: those that wait for an answer."""
    return page_of(applications_to(group, show=show), paging)


@router.get(f"{GROUP}/applications/{{ulid:application}}", response=Application)
@granted("groups.see_applications", application_of)
def read_application(request: ApiRequest, application: models.Application) -> Any:
    """One application."""
    return application


@router.post(f"{GROUP}/applications/{{ulid:application}}/ruling", response={201: Application})
@granted("groups.decide_application", application_of, form=forms.RulingForm)
def rule_on_application(request: ApiRequest, application: models.Application, form: forms.RulingForm) -> Any:
    """Accept or decline; the letter goes out."""
    given = form.cleaned_data
    actions.rule(
        application, accepted=given["accepted"] == "yes", letter=given["letter"], by=request.user, now=clock.now()
    )
    return application_of(request.user, application.group.slug, application.public_id)


def _seat(sitting: Sitting) -> dict[str, Any]:
    seat, holder = sitting.seat, sitting.holder
    own = {name: getattr(seat, name) for name in ("public_id", "label", "category", "capacity", "office", "votes")}
    return {
        **own,
        "organisation": seat.organisation.name if seat.organisation else None,
        "state": sitting.state,
        "holder": holder.person.name if holder and sitting.is_named else None,
        "affiliations": [place.organisation.name for place in sitting.affiliations],
        "alternates": len(sitting.alternates),
        "term_ends": holder.term_ends if holder else None,
    }
