"""Recommendations on their way to those who decide, with replies and clocks; reviews, objectives and what follows."""

from datetime import date, datetime
from typing import Any, Literal

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Query, Router, Schema

from cupel.governance import ClockState, Position, Unit, state
from cupel_web.api.access import ApiRequest, caller_of, granted, open_to_all, signed_in
from cupel_web.api.paging import Page, Paging, Sought, page_of
from cupel_web.api.rooms.groups import GROUP
from cupel_web.groups.models import Group
from cupel_web.groups.queries.records import group_kept_by
from cupel_web.kernel import clock
from cupel_web.kernel.models import User
from cupel_web.people.queries import nothing
from cupel_web.recommendations import actions, forms, models
from cupel_web.recommendations.queries.chain import Chain
from cupel_web.recommendations.queries.records import (
    Served,
    Wanted,
    cycles,
    drafts_seen_by,
    follow_up_seen_by,
    idle_in,
    leg_seen_by,
    legs_in_order,
    lies_with,
    listed,
    nothing_served,
    objective_named,
    objectives,
    recommendation_seen_by,
    recommended_in,
    reviews_in,
    reviews_listed,
    served_in,
    state_on,
)
from cupel_web.recommendations.states import Purpose, RecommendationState, ReplyKind

router = Router(tags=["recommendations"])
ONE = "/recommendations/{ulid:recommendation}"
LEG = f"{ONE}/legs/{{ulid:leg}}"


class RecommendationBrief(Schema):
    """``lies_with``: the body whose reply is awaited, until ``due_on``; that is empty while its clock rests."""

    public_id: str
    title: str
    group: str
    state: RecommendationState
    element: str
    objective: str
    cycle: str
    submitted_at: datetime | None
    lies_with: str | None
    due_on: date | None


class LegPause(Schema):
    """Days that a reply clock does not count; no ``last`` while it rests."""

    first: date
    last: date | None
    reason: str


class Reply(Schema):
    """``body`` stood in the place of the one asked; ``ballot``: how it decided, where it voted."""

    body: str
    answer: ReplyKind
    reasons: str
    ballot: str | None
    replied_on: date

    @staticmethod
    def resolve_body(reply: models.Reply) -> str:
        return reply.body.slug

    @staticmethod
    def resolve_ballot(reply: models.Reply) -> str | None:
        return reply.ballot.public_id if reply.ballot else None


class Leg(Schema):
    """A part of the way: the recommendation lies with a body, which has ``length`` of ``unit`` to reply."""

    public_id: str
    number: int
    body: str
    purpose: Purpose
    started_on: date
    length: int
    unit: Unit
    due_on: date | None
    clock: ClockState
    pauses: list[LegPause]
    reply: Reply | None


class FollowUp(Schema):
    """What is to be done, by which group, in which role there; ``evidence`` once it is done."""

    public_id: str
    what: str
    group: str
    role: str
    due_on: date
    is_overdue: bool
    done_on: date | None
    evidence: str

    @staticmethod
    def resolve_group(follow_up: models.FollowUp) -> str:
        return follow_up.group.slug

    @staticmethod
    def resolve_is_overdue(follow_up: models.FollowUp) -> bool:
        return not hasattr(follow_up, "done") and follow_up.due_on < clock.today()

    @staticmethod
    def resolve_done_on(follow_up: models.FollowUp) -> date | None:
        return follow_up.done.done_on if hasattr(follow_up, "done") else None

    @staticmethod
    def resolve_evidence(follow_up: models.FollowUp) -> str:
        return follow_up.done.evidence if hasattr(follow_up, "done") else ""


class Dissent(Schema):
    """A seat that objected or abstained in the ballot, as it was when the recommendation was submitted."""

    seat: str
    category: str
    position: Position
    reason: str


class Withdrawal(Schema):
    reason: str
    withdrawn_at: datetime


class Conclusion(Schema):
    note: str
    concluded_at: datetime


class Recommendation(RecommendationBrief):
    """``sha256`` is of its words, once they do not change any more; ``revision`` counts edits of the draft."""

    objective_text: str
    text: str
    reasons: str
    dissent: str
    ballot_dissent: list[Dissent]
    ballot: str | None
    review: str | None
    revises: str | None
    revised_by: str | None
    advice_length: int
    advice_unit: Unit
    decision_length: int
    decision_unit: Unit
    sha256: str
    revision: int
    withdrawal: Withdrawal | None
    conclusion: Conclusion | None
    legs: list[Leg]
    follow_ups: list[FollowUp]


class ProgrammeReview(Schema):
    public_id: str
    group: str
    title: str
    findings: str
    element: str
    objective: str
    cycle: str
    concluded_on: date

    @staticmethod
    def resolve_group(review: models.Review) -> str:
        return review.group.slug

    @staticmethod
    def resolve_objective(review: models.Review) -> str:
        return review.objective.code


class ObjectiveVersion(Schema):
    text: str
    in_force: date


class Objective(Schema):
    """An objective of the mission; ``text`` is the one in force, empty before the first is."""

    public_id: str
    code: str
    text: str
    versions: list[ObjectiveVersion]

    @staticmethod
    def resolve_text(objective: models.Objective) -> str:
        return objective.text_on(clock.today())

    @staticmethod
    def resolve_versions(objective: models.Objective) -> list[models.ObjectiveVersion]:
        return list(objective.versions.all())


class ServedObjective(Schema):
    """What a cycle did for an objective."""

    objective: str
    text: str
    reviews: list[ProgrammeReview]
    recommendations: list[RecommendationBrief]


class WantedReviews(Schema):
    text: Sought = ""
    group: Sought = ""
    element: Sought = ""
    objective: Sought = ""
    cycle: Sought = ""


class WantedRecommendations(WantedReviews):
    state: RecommendationState | Literal[""] = ""


class OfCycle(Schema):
    cycle: Sought


@router.get("/recommendations", response=Page[RecommendationBrief], auth=None)
@open_to_all
def list_recommendations(request: HttpRequest, wanted: Query[WantedRecommendations], paging: Query[Paging]) -> Any:
    """Recommendations that were submitted, the newest first."""
    page = page_of(listed(Wanted(**wanted.model_dump()), on=clock.today()), paging)
    return {**page, "items": [_brief(each) for each in page["items"]]}


@router.get("/recommendations/drafts", response=Page[RecommendationBrief])
@signed_in
def list_drafts(request: ApiRequest, paging: Query[Paging]) -> Any:
    """Drafts of groups in whose rooms the caller is at home."""
    page = page_of(drafts_seen_by(request.user), paging)
    return {**page, "items": [_brief(each) for each in page["items"]]}


@router.get(ONE, response=Recommendation, auth=None)
@open_to_all
def read_recommendation(request: HttpRequest, recommendation: str) -> Any:
    """One recommendation: what it says, its way with clocks and replies, what follows; drafts for those inside."""
    return _now(recommendation, caller_of(request))


def _of_group(group: Group, _user: User) -> dict[str, Any]:
    return {"group": group}


@router.post(f"{GROUP}/recommendations", response={201: Recommendation})
@granted("recommendations.draft", group_kept_by, form=forms.RecommendationForm, using=_of_group)
def draft_recommendation(request: ApiRequest, group: Group, form: forms.RecommendationForm) -> Any:
    """Begin a recommendation; ``revision`` is 0."""
    draft = actions.draft(group, form.wanted(), by=request.user, now=clock.now())
    return _now(draft.public_id, request.user)


def _of_its_group(recommendation: models.Recommendation, _user: User) -> dict[str, Any]:
    return {"group": recommendation.group}


@router.put(ONE, response=Recommendation)
@granted("recommendations.draft", recommendation_seen_by, form=forms.RecommendationForm, using=_of_its_group)
def edit_recommendation(
    request: ApiRequest, recommendation: models.Recommendation, form: forms.RecommendationForm
) -> Any:
    """Edit a draft."""
    revision = form.cleaned_data["revision"]
    actions.change(recommendation, form.wanted(), revision=revision, by=request.user, now=clock.now())
    return _now(recommendation.public_id, request.user)


@router.post(f"{ONE}/submission", response={201: Recommendation})
@granted("recommendations.submit", recommendation_seen_by)
def submit_recommendation(request: ApiRequest, recommendation: models.Recommendation) -> Any:
    """Send it to the body above the group; its words do not change any more and are public."""
    actions.submit(recommendation, by=request.user, now=clock.now())
    return _now(recommendation.public_id, request.user)


@router.post(f"{ONE}/withdrawal", response={201: Recommendation})
@granted("recommendations.withdraw", recommendation_seen_by, form=forms.ReasonForm)
def withdraw_recommendation(request: ApiRequest, recommendation: models.Recommendation, form: forms.ReasonForm) -> Any:
    """The group takes it back while it is on its way."""
    actions.withdraw(recommendation, reason=form.cleaned_data["reason"], by=request.user, now=clock.now())
    return _now(recommendation.public_id, request.user)


@router.post(f"{ONE}/revision", response={201: Recommendation})
@granted("recommendations.draft", recommendation_seen_by)
def revise_recommendation(request: ApiRequest, recommendation: models.Recommendation) -> Any:
    """Begin the next draft of what was referred back; the new draft comes back."""
    draft = actions.revise(recommendation, by=request.user, now=clock.now())
    return _now(draft.public_id, request.user)


@router.post(f"{ONE}/legs", response={201: Recommendation})
@granted("recommendations.forward", recommendation_seen_by)
def forward_recommendation(request: ApiRequest, recommendation: models.Recommendation) -> Any:
    """Send it on to the next body, after advice or where the body that has it is at work no longer."""
    actions.forward(recommendation, by=request.user, now=clock.now())
    return _now(recommendation.public_id, request.user)


def _of_body(leg: models.Leg, _user: User) -> dict[str, Any]:
    return {"body": Chain(on=clock.today()).in_place_of(leg.body)}


@router.post(f"{LEG}/reply", response={201: Recommendation})
@granted("recommendations.reply", leg_seen_by, form=forms.ReplyForm, using=_of_body)
def reply_recommendation(request: ApiRequest, leg: models.Leg, form: forms.ReplyForm) -> Any:
    """Reply for the body that was asked, or that stands in its place."""
    actions.reply(leg, form.wanted(), by=request.user, now=clock.now())
    return _now(leg.recommendation.public_id, request.user)


@router.post(f"{LEG}/pause", response={201: Recommendation})
@granted("recommendations.pause", leg_seen_by, form=forms.ReasonForm)
def pause_clock(request: ApiRequest, leg: models.Leg, form: forms.ReasonForm) -> Any:
    """The reply clock stands still from today on, with a reason."""
    actions.pause(leg, reason=form.cleaned_data["reason"], by=request.user, now=clock.now())
    return _now(leg.recommendation.public_id, request.user)


@router.delete(f"{LEG}/pause", response=Recommendation)
@granted("recommendations.pause", leg_seen_by)
def resume_clock(request: ApiRequest, leg: models.Leg) -> Any:
    """The reply clock runs again, today counting."""
    actions.resume(leg, by=request.user, now=clock.now())
    return _now(leg.recommendation.public_id, request.user)


@router.post(f"{ONE}/follow-ups", response={201: FollowUp})
@granted("recommendations.follow_up", recommendation_seen_by, form=forms.TaskForm)
def add_follow_up(request: ApiRequest, recommendation: models.Recommendation, form: forms.TaskForm) -> Any:
    """Add what is to follow an accepted recommendation."""
    return actions.add_follow_up(recommendation, form.wanted(), by=request.user, now=clock.now())


@router.post(f"{ONE}/follow-ups/{{ulid:follow_up}}/evidence", response={201: FollowUp})
@granted("recommendations.finish", follow_up_seen_by, form=forms.EvidenceForm)
def finish_follow_up(request: ApiRequest, follow_up: models.FollowUp, form: forms.EvidenceForm) -> Any:
    """It is done, and this shows it."""
    actions.finish(follow_up, evidence=form.cleaned_data["evidence"], by=request.user, now=clock.now())
    return follow_up_seen_by(request.user, follow_up.recommendation.public_id, follow_up.public_id)


@router.post(f"{ONE}/conclusion", response={201: Recommendation})
@granted("recommendations.conclude", recommendation_seen_by, form=forms.ConcludeForm)
def conclude_recommendation(
    request: ApiRequest, recommendation: models.Recommendation, form: forms.ConcludeForm
) -> Any:
    """Settle it after the decision, once everything that follows is done."""
    actions.conclude(recommendation, note=form.cleaned_data["note"], by=request.user, now=clock.now())
    return _now(recommendation.public_id, request.user)


@router.get("/reviews", response=Page[ProgrammeReview], auth=None)
@open_to_all
def list_reviews(request: HttpRequest, wanted: Query[WantedReviews], paging: Query[Paging]) -> Any:
    """Reviews of parts of the programme, those concluded last first."""
    return page_of(reviews_listed(Wanted(**wanted.model_dump())), paging)


@router.get("/reviews/{ulid:review}", response=ProgrammeReview, auth=None)
@open_to_all
def read_review(request: HttpRequest, review: str) -> Any:
    """One review and what it found."""
    return get_object_or_404(reviews_listed(Wanted()), public_id=review)


@router.post(f"{GROUP}/reviews", response={201: ProgrammeReview})
@granted("recommendations.record_review", group_kept_by, form=forms.ReviewForm)
def record_review(request: ApiRequest, group: Group, form: forms.ReviewForm) -> Any:
    """Write down a concluded review; it is public."""
    return actions.record_review(group, form.wanted(), by=request.user, now=clock.now())


@router.get("/objectives", response=list[Objective], auth=None)
@open_to_all
def list_objectives(request: HttpRequest) -> Any:
    """Every objective of the mission, with every text it had."""
    return objectives()


@router.post("/objectives", response={201: Objective})
@granted("recommendations.keep_objectives", nothing, form=forms.ObjectiveForm)
def add_objective(request: ApiRequest, _nothing: None, form: forms.ObjectiveForm) -> Any:
    """Add an objective with its first text."""
    return actions.add_objective(**form.cleaned_data, by=request.user, now=clock.now())


@router.post("/objectives/{ulid:objective}/versions", response={201: Objective})
@granted("recommendations.keep_objectives", objective_named, form=forms.WordingForm)
def reword_objective(request: ApiRequest, objective: models.Objective, form: forms.WordingForm) -> Any:
    """Give an objective another text from a day on."""
    actions.reword_objective(objective, **form.cleaned_data, by=request.user, now=clock.now())
    return objective_named(request.user, objective.public_id)


@router.get("/cycles", response=list[str], auth=None)
@open_to_all
def list_cycles(request: HttpRequest) -> Any:
    """Cycles in which something was reviewed or recommended, newest first."""
    return cycles()


@router.get("/objectives/served", response=list[ServedObjective], auth=None)
@open_to_all
def list_served(request: HttpRequest, of: Query[OfCycle]) -> Any:
    """What a cycle did, objective by objective; those that nothing served stand there too."""
    if not of.cycle:
        return []
    on = clock.today()
    reviews, recommended = list(reviews_in(of.cycle)), list(recommended_in(of.cycle, on=on))
    idle = nothing_served(list(idle_in(of.cycle, on=on)), on=on)
    return [_served(each) for each in (*served_in(reviews, recommended, on=on), *idle)]


def _now(recommendation: str, user: User | None) -> dict[str, Any]:
    """The recommendation as it stands for who may see it; else 404."""
    found = recommendation_seen_by(user, recommendation)
    on, withdrawn = clock.today(), hasattr(found, "withdrawal")
    next_one = found.revised_by if hasattr(found, "revised_by") else None
    own = ("text", "reasons", "dissent", "ballot_dissent", "advice_length", "advice_unit", "decision_length",
           "decision_unit", "sha256", "revision")  # fmt: skip
    return {
        **_brief(found),
        **{name: getattr(found, name) for name in own},
        "objective_text": found.objective.text_on(on),
        "ballot": found.ballot.public_id if found.ballot else None,
        "review": found.review.public_id if found.review else None,
        "revises": found.revises.public_id if found.revises else None,
        "revised_by": next_one.public_id if next_one and next_one.submitted_at else None,
        "withdrawal": found.withdrawal if withdrawn else None,
        "conclusion": found.conclusion if hasattr(found, "conclusion") else None,
        "legs": [_leg(leg, on=on, withdrawn=withdrawn) for leg in legs_in_order().filter(recommendation=found)],
        "follow_ups": list(found.follow_ups.select_related("group", "done")),
    }


def _brief(recommendation: models.Recommendation) -> dict[str, Any]:
    where = state_on(recommendation, clock.today())
    body = lies_with(recommendation, where)
    own = ("public_id", "title", "element", "cycle", "submitted_at")
    return {
        **{name: getattr(recommendation, name) for name in own},
        "group": recommendation.group.slug,
        "objective": recommendation.objective.code,
        "state": where,
        "lies_with": body,
        "due_on": vars(recommendation)["last_due"] if body else None,
    }


def _leg(leg: models.Leg, *, on: date, withdrawn: bool) -> dict[str, Any]:
    own = ("public_id", "number", "purpose", "started_on", "length", "unit", "due_on")
    return {
        **{name: getattr(leg, name) for name in own},
        "body": leg.body.slug,
        "clock": ClockState.STOPPED if withdrawn else state(leg.clock, on),
        "pauses": list(leg.pauses.all()),
        "reply": leg.reply if hasattr(leg, "reply") else None,
    }


def _served(served: Served) -> dict[str, Any]:
    return {
        "objective": served.objective.code,
        "text": served.text,
        "reviews": served.reviews,
        "recommendations": [_brief(each) for each, _state in served.recommendations],
    }
