"""The person whose token it is: who they are, what awaits them, what they declared and accepted."""

from datetime import date, datetime
from typing import Any

from ninja import Query, Router, Schema

from cupel_web.api.access import ApiRequest, granted, own, signed_in
from cupel_web.api.paging import Page, Paging, page_of
from cupel_web.kernel import clock
from cupel_web.kernel.duties import Duty, duties_of
from cupel_web.kernel.models import User
from cupel_web.people import actions, forms, models, personal
from cupel_web.people.queries import affiliation_of, interest_of, myself, unaccepted, undertaking_of

router = Router(tags=["me"])


class OwnMembership(Schema):
    """For whom the person acts here, and as what."""

    public_id: str
    organisation: str
    organisation_name: str
    role: str
    began_at: datetime

    @staticmethod
    def resolve_organisation(membership: models.Membership) -> str:
        return membership.organisation.public_id

    @staticmethod
    def resolve_organisation_name(membership: models.Membership) -> str:
        return membership.organisation.name


class Me(Schema):
    public_id: str
    email: str
    name: str
    joined_at: datetime
    country: str
    zone: str
    about: str
    named_in_public: bool
    memberships: list[OwnMembership]


class AwaitingAct(Schema):
    """One act that is the person's: about what, at which page, waiting since when and until when."""

    act: str
    about: str
    path: str
    since: date
    due: date | None
    overdue: bool


class OwnAffiliation(Schema):
    public_id: str
    organisation: str
    organisation_name: str
    position: str
    since: date
    until: date | None

    @staticmethod
    def resolve_organisation(affiliation: models.Affiliation) -> str:
        return affiliation.organisation.public_id

    @staticmethod
    def resolve_organisation_name(affiliation: models.Affiliation) -> str:
        return affiliation.organisation.name


class DeclaredInterest(Schema):
    public_id: str
    text: str
    declared_at: datetime
    ended_at: datetime | None


class UndertakingVersion(Schema):
    """One version of a text; ``accepted_at`` is when the person accepted it."""

    public_id: str
    kind: str
    number: int
    text: str
    sha256: str
    in_force: date
    accepted_at: datetime | None


@router.get("/me", response=Me)
@signed_in
def read_me(request: ApiRequest) -> Any:
    """Who the person of the token is, and for whom they act."""
    return _me(request.user)


@router.put("/me", response=Me)
@own(myself, form=forms.AboutMeForm)
def change_me(request: ApiRequest, person: User, form: forms.AboutMeForm) -> Any:
    """Write down what one says of oneself."""
    actions.change_profile(person, about=form.wanted(), now=clock.now())
    return _me(person)


@router.get("/me/duties", response=Page[AwaitingAct])
@signed_in
def list_duties(request: ApiRequest, paging: Query[Paging]) -> Any:
    """What awaits one: the oldest deadline first, then what has none."""
    today = clock.today()
    return page_of([_act(duty, today) for duty in duties_of(request.user, on=today)], paging)


@router.get("/me/affiliations", response=list[OwnAffiliation])
@signed_in
def list_affiliations(request: ApiRequest) -> Any:
    """Where one works and worked, newest first."""
    return models.Affiliation.objects.filter(person=request.user).select_related("organisation")


@router.post("/me/affiliations", response={201: OwnAffiliation})
@granted("people.change_person", myself, form=forms.WorkForm)
def add_affiliation(request: ApiRequest, person: User, form: forms.WorkForm) -> Any:
    """Write down where one works."""
    return actions.affiliate(person, work=form.wanted(), by=person, now=clock.now())


@router.delete("/me/affiliations/{ulid:affiliation}", response=OwnAffiliation)
@own(affiliation_of)
def end_affiliation(request: ApiRequest, affiliation: models.Affiliation) -> Any:
    """One works there no longer, as of today."""
    actions.end_affiliation(affiliation, until=clock.today(), by=request.user, now=clock.now())
    return affiliation


@router.get("/me/interests", response=list[DeclaredInterest])
@signed_in
def list_interests(request: ApiRequest) -> Any:
    """What one declared to have to gain or lose, newest first."""
    return models.Interest.objects.filter(person=request.user)


@router.post("/me/interests", response={201: DeclaredInterest})
@own(myself, form=forms.InterestForm)
def declare_interest(request: ApiRequest, person: User, form: forms.InterestForm) -> Any:
    """Declare a conflict of interest."""
    return actions.declare_interest(person, text=form.cleaned_data["text"], now=clock.now())


@router.delete("/me/interests/{ulid:interest}", response=DeclaredInterest)
@own(interest_of)
def end_interest(request: ApiRequest, interest: models.Interest) -> Any:
    """The interest is over; that it stood stays on record."""
    actions.end_interest(interest, by=request.user, now=clock.now())
    return interest


@router.get("/me/undertakings", response=list[UndertakingVersion])
@signed_in
def list_undertakings(request: ApiRequest) -> Any:
    """What is to be accepted, then what one accepted."""
    accepted = models.Acceptance.objects.filter(person=request.user).select_related("undertaking")
    waiting = unaccepted(request.user, on=clock.today())
    return [_version(each) for each in waiting] + [_version(each.undertaking, each.accepted_at) for each in accepted]


@router.post("/me/undertakings/{ulid:undertaking}/acceptance", response={201: UndertakingVersion})
@own(undertaking_of)
def accept_undertaking(request: ApiRequest, undertaking: models.Undertaking) -> Any:
    """Accept exactly this version."""
    accepted = actions.accept_undertaking(undertaking, person=request.user, now=clock.now())
    return _version(undertaking, accepted.accepted_at)


@router.get("/me/data", response=dict[str, list[dict[str, Any]]])
@signed_in
def export_me(request: ApiRequest) -> Any:
    """All that is held about one, part by part."""
    return personal.exported(request.user)


def _me(person: User) -> dict[str, Any]:
    profile = actions.profile_of(person)
    own = {name: getattr(person, name) for name in ("public_id", "email", "name", "joined_at")}
    told = {name: getattr(profile, name) for name in ("country", "zone", "about", "named_in_public")}
    current = models.Membership.objects.current().filter(person=person).select_related("organisation")
    return {**own, **told, "memberships": list(current)}


def _act(duty: Duty, on: date) -> dict[str, Any]:
    return {**vars(duty), "overdue": duty.is_overdue(on)}


def _version(undertaking: models.Undertaking, accepted_at: datetime | None = None) -> dict[str, Any]:
    names = ("public_id", "kind", "number", "text", "sha256", "in_force")
    return {**{name: getattr(undertaking, name) for name in names}, "accepted_at": accepted_at}
