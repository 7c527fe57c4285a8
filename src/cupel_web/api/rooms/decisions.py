"""Decisions: ballots with their count and positions, objections and their answers, approvals by owners."""

from datetime import date, datetime
from typing import Any, Literal

from django.http import HttpRequest
from ninja import Query, Router, Schema

from cupel.governance import Answer, Outcome, Position, Step
from cupel_web.api.access import ApiRequest, caller_of, granted, open_to_all
from cupel_web.api.paging import Page, Paging, Sought, page_of
from cupel_web.api.rooms.groups import GROUP, Rule
from cupel_web.decisions import actions, forms, models
from cupel_web.decisions.queries.counting import Taken, taken_by
from cupel_web.decisions.queries.matrices import Line, Standing, standing_of, standings_of
from cupel_web.decisions.queries.reading import reading_of, seats_of
from cupel_web.decisions.queries.records import (
    ballot_seen_by,
    closed_ballots_of,
    elector_of,
    matrices_named,
    matrix_of,
    objection_seen_by,
    owner_of,
    running_ballots_of,
)
from cupel_web.decisions.results import Sheet
from cupel_web.decisions.results import Tally as Counted
from cupel_web.decisions.states import BallotState, MatrixState
from cupel_web.groups.models import Group, Part
from cupel_web.groups.queries.records import group_kept_by, group_named
from cupel_web.kernel import clock
from cupel_web.kernel.models import User
from cupel_web.people.models import Membership, Role
from cupel_web.people.queries import nothing

router = Router(tags=["decisions"])
BALLOT = f"{GROUP}/ballots/{{ulid:ballot}}"
ELECTOR = f"{GROUP}/electors/{{ulid:elector}}"
OBJECTION = f"{GROUP}/objections/{{ulid:objection}}"
APPROVAL = "/approvals/{ulid:matrix}"
OWNER = f"{APPROVAL}/owners/{{ulid:owner}}"


class BallotBrief(Schema):
    """``votes``: how many there are by position, once it is closed; ``outcome``: what it came to then."""

    public_id: str
    title: str
    state: BallotState
    outcome: Outcome | None
    votes: dict[str, int] | None
    opened_at: datetime
    closes_on: date
    zone: str
    closes_at: datetime
    closed_at: datetime | None


class Tally(Schema):
    """Votes of a category or of an organisation; no ``name``: of seats in a personal capacity."""

    name: str
    votes: dict[str, int]


class BallotCount(Schema):
    """What the votes come to, rule by rule; of a ballot that runs, as if it were closed as it stands."""

    outcome: Outcome
    rules: list[Rule]
    votes: dict[str, int]
    categories: list[Tally]
    organisations: list[Tally]


class SeatInBallot(Schema):
    """What counts for a seat. ``by_chair``: the chair recused it; ``cast_by``: only where the person agreed to be named
    in public; ``is_yours``: the caller may vote for it now.
    """

    elector: str
    label: str
    category: str
    organisation: str
    position: Position | None
    reason: str
    by_chair: bool
    by_alternate: bool
    cast_by: str | None
    is_yours: bool


class ObjectionStep(Schema):
    step: Step
    text: str
    at: datetime


class Objection(Schema):
    """``reply_due``: the last day to answer the resolution that is proposed; ``next``: what the rules let happen."""

    public_id: str
    ballot: str
    number: int
    seat: str
    category: str
    clause: str
    reason: str
    wanted: str
    raised_at: datetime
    answer: Answer
    reply_due: date | None
    next: list[Step]
    steps: list[ObjectionStep]


class Annulment(Schema):
    reason: str
    decided_at: datetime


class Ballot(BallotBrief):
    """``sha256`` is of what is decided, ``result_sha256`` of the result when it was closed; ``is_intact``: what is kept
    of the result still has that hash.
    """

    group: str
    text: str
    subject_type: str
    subject: str
    subject_title: str
    subject_path: str
    sha256: str
    procedure_uid: str
    procedure_version: str
    reply_days: int
    appeal_days: int
    result_sha256: str | None
    is_intact: bool
    annulment: Annulment | None
    count: BallotCount
    seats: list[SeatInBallot]
    objections: list[Objection]


class MatrixContent(Schema):
    number: int
    sha256: str
    note: str
    set_at: datetime


class OwnerWord(Schema):
    """What an owner said of a content."""

    content: int
    approves: bool
    given_at: datetime

    @staticmethod
    def resolve_content(word: models.OwnerWord) -> int:
        return word.content.number


class MatrixOwner(Schema):
    """``word`` is of the content that holds, with its ``reason`` for owners and the secretariat, ``void`` of earlier
    ones; ``is_yours``: the caller speaks for it.
    """

    public_id: str
    organisation: str
    procedure: str
    procedure_on: date | None
    word: OwnerWord | None
    reason: str | None
    void: list[OwnerWord]
    is_yours: bool


class ApprovalBrief(Schema):
    """Owners approve one content; ``approved`` of ``asked`` did. ``approved_on``: the day of the last approval."""

    public_id: str
    title: str
    standard: str
    edition: str
    subject_path: str
    begun_at: datetime
    state: MatrixState
    approved: int
    asked: int
    approved_on: date | None
    effective_on: date | None
    sha256: str


class Approval(ApprovalBrief):
    contents: list[MatrixContent]
    owners: list[MatrixOwner]


class WantedBallots(Schema):
    """``show``: closed ballots, or those that run, which only who may enter the group's rooms finds."""

    show: Literal["closed", "running"] = "closed"
    text: Sought = ""
    outcome: Outcome | Literal[""] = ""


@router.get(f"{GROUP}/ballots", response=Page[BallotBrief], auth=None)
@open_to_all
def list_ballots(request: HttpRequest, slug: str, wanted: Query[WantedBallots], paging: Query[Paging]) -> Any:
    """Closed ballots of a group, those closed last first; running ones for those who may enter its rooms."""
    group, user = group_named(slug), caller_of(request)
    if wanted.show == "closed":
        found = closed_ballots_of(group, text=wanted.text, outcome=wanted.outcome)
    else:
        found = running_ballots_of(group).filter(title__icontains=wanted.text)
        found = found if user and user.has_perm("groups.enter", group) else found.none()
    page = page_of(found, paging)
    return {**page, "items": [_brief(ballot) for ballot in page["items"]]}


@router.get(BALLOT, response=Ballot, auth=None)
@open_to_all
def read_ballot(request: HttpRequest, slug: str, ballot: str) -> Any:
    """One ballot: the motion, the count rule by rule, who said what by seat, objections and their answers."""
    user = caller_of(request)
    return _ballot(ballot_seen_by(user, slug, ballot), user)


@router.post(f"{GROUP}/ballots", response={201: Ballot})
@granted("decisions.open_ballot", group_kept_by, form=forms.BallotForm)
def open_ballot(request: ApiRequest, group: Group, form: forms.BallotForm) -> Any:
    """Put a motion to the vote of the seats that are active today."""
    ballot = actions.open_ballot(group, form.motion(), form.window(), by=request.user, now=clock.now())
    return _ballot(ballot_seen_by(request.user, group.slug, ballot.public_id), request.user)


@router.post(f"{BALLOT}/closing", response={201: Ballot})
@granted("decisions.close_ballot", ballot_seen_by)
def close_ballot(request: ApiRequest, ballot: models.Ballot) -> Any:
    """Write down what it came to, for good."""
    actions.close_ballot(ballot, by=request.user, now=clock.now())
    return _ballot(ballot_seen_by(request.user, ballot.group.slug, ballot.public_id), request.user)


@router.post(f"{BALLOT}/annulment", response={201: Ballot})
@granted("decisions.void_ballot", ballot_seen_by, form=forms.ReasonForm)
def void_ballot(request: ApiRequest, ballot: models.Ballot, form: forms.ReasonForm) -> Any:
    """Declare a closed ballot void; its result stays as it is."""
    actions.void_ballot(ballot, reason=form.cleaned_data["reason"], by=request.user, now=clock.now())
    return _ballot(ballot_seen_by(request.user, ballot.group.slug, ballot.public_id), request.user)


@router.post(f"{ELECTOR}/positions", response={201: SeatInBallot})
@granted("decisions.take_position", elector_of, form=forms.PositionForm)
def take_position(request: ApiRequest, elector: models.Elector, form: forms.PositionForm) -> Any:
    """Take a position for a seat; the latest counts, and who objects says why and what should change."""
    actions.take_position(elector, form.wanted_stand(), by=request.user, now=clock.now())
    return _seat_now(elector, request.user)


@router.post(f"{ELECTOR}/recusal", response={201: SeatInBallot})
@granted("decisions.recuse_seat", elector_of, form=forms.ReasonForm)
def recuse_seat(request: ApiRequest, elector: models.Elector, form: forms.ReasonForm) -> Any:
    """The chair decides that a seat takes no part in the ballot."""
    actions.recuse_seat(
        elector, recused=True, reason=form.cleaned_data["reason"], by=request.user, now=clock.now()
    )  # fmt: skip
    return _seat_now(elector, request.user)


@router.post(f"{ELECTOR}/readmission", response={201: SeatInBallot})
@granted("decisions.recuse_seat", elector_of, form=forms.ReasonForm)
def readmit_seat(request: ApiRequest, elector: models.Elector, form: forms.ReasonForm) -> Any:
    """The chair lifts the recusal: the seat takes part again."""
    actions.recuse_seat(
        elector, recused=False, reason=form.cleaned_data["reason"], by=request.user, now=clock.now()
    )  # fmt: skip
    return _seat_now(elector, request.user)


@router.get(OBJECTION, response=Objection)
@granted("decisions.see_objection", objection_seen_by)
def read_objection(request: ApiRequest, objection: models.Objection) -> Any:
    """One objection, what was done about it, and what may come next."""
    return _objection(objection)


@router.post(f"{OBJECTION}/resolutions", response={201: Objection})
@granted("decisions.propose_resolution", objection_seen_by, form=forms.ResolutionForm)
def propose_resolution(request: ApiRequest, objection: models.Objection, form: forms.ResolutionForm) -> Any:
    """Offer the objector a way out, with a clock for the answer; without one in time, the objection is timed out."""
    actions.propose_resolution(objection, text=form.cleaned_data["text"], by=request.user, now=clock.now())
    return _objection_now(objection, request.user)


@router.post(f"{OBJECTION}/answer", response={201: Objection})
@granted("decisions.take_position", objection_seen_by, form=forms.AnswerForm)
def answer_resolution(request: ApiRequest, objection: models.Objection, form: forms.AnswerForm) -> Any:
    """The objector accepts the proposed resolution, and takes another position, or does not accept it."""
    actions.answer_resolution(
        objection, position=form.settled, text=form.cleaned_data["text"], by=request.user, now=clock.now()
    )
    return _objection_now(objection, request.user)


@router.post(f"{OBJECTION}/withdrawal", response={201: Objection})
@granted("decisions.take_position", objection_seen_by, form=forms.WithdrawalForm)
def withdraw_objection(request: ApiRequest, objection: models.Objection, form: forms.WithdrawalForm) -> Any:
    """The objector takes the objection back, and takes another position."""
    position = Position(form.cleaned_data["position"])
    actions.withdraw_objection(objection, position=position, by=request.user, now=clock.now())
    return _objection_now(objection, request.user)


@router.post(f"{OBJECTION}/overruling", response={201: Objection})
@granted("decisions.overrule_objection", objection_seen_by, form=forms.ReasonForm)
def overrule_objection(request: ApiRequest, objection: models.Objection, form: forms.ReasonForm) -> Any:
    """The chair overrules it with a reason, where the rules of the group let it."""
    actions.overrule(objection, reason=form.cleaned_data["reason"], by=request.user, now=clock.now())
    return _objection_now(objection, request.user)


@router.post(f"{OBJECTION}/pause", response={201: Objection})
@granted("decisions.pause_objection", objection_seen_by, form=forms.ReasonForm)
def pause_objection(request: ApiRequest, objection: models.Objection, form: forms.ReasonForm) -> Any:
    """The objector's time to answer stands still, with a reason."""
    actions.pause_objection(objection, reason=form.cleaned_data["reason"], by=request.user, now=clock.now())
    return _objection_now(objection, request.user)


@router.delete(f"{OBJECTION}/pause", response=Objection)
@granted("decisions.pause_objection", objection_seen_by)
def resume_objection(request: ApiRequest, objection: models.Objection) -> Any:
    """The objector's time to answer runs again."""
    actions.resume_objection(objection, by=request.user, now=clock.now())
    return _objection_now(objection, request.user)


@router.post(f"{OBJECTION}/appeal", response={201: Objection})
@granted("decisions.take_position", objection_seen_by, form=forms.ReasonForm)
def appeal_objection(request: ApiRequest, objection: models.Objection, form: forms.ReasonForm) -> Any:
    """The objector takes an overruled objection to the chair of the group above."""
    actions.appeal(objection, reason=form.cleaned_data["reason"], by=request.user, now=clock.now())
    return _objection_now(objection, request.user)


@router.post(f"{OBJECTION}/appeal/ruling", response={201: Objection})
@granted("decisions.decide_appeal", objection_seen_by, form=forms.AppealForm)
def decide_appeal(request: ApiRequest, objection: models.Objection, form: forms.AppealForm) -> Any:
    """The chair of the group above upholds the appeal, which opens the objection again, or dismisses it."""
    given = form.cleaned_data
    actions.decide_appeal(
        objection, upheld=given["upheld"] == "yes", reason=given["reason"], by=request.user, now=clock.now()
    )
    return _objection_now(objection, request.user)


class WantedApprovals(Schema):
    text: Sought = ""


@router.get("/approvals", response=Page[ApprovalBrief], auth=None)
@open_to_all
def list_approvals(request: HttpRequest, wanted: Query[WantedApprovals], paging: Query[Paging]) -> Any:
    """Approvals that owners gave or are asked for; newest first."""
    page = page_of(matrices_named(text=wanted.text), paging)
    return {**page, "items": [_approval(each) for each in standings_of(list(page["items"]))]}


@router.get(APPROVAL, response=Approval, auth=None)
@open_to_all
def read_approval(request: HttpRequest, matrix: str) -> Any:
    """One approval: its contents, and what each owner said of the one that holds and of earlier ones; why, for owners
    and the secretariat.
    """
    user = caller_of(request)
    return _approval_in_full(matrix_of(user, matrix), user)


@router.post("/approvals", response={201: Approval})
@granted("decisions.begin_matrix", nothing, form=forms.MatrixForm)
def begin_approval(request: ApiRequest, _nothing: None, form: forms.MatrixForm) -> Any:
    """Ask owners for their approval of one content, or those of an edition (``standard@edition``)."""
    return _approval_in_full(actions.begin_matrix(form.wanted(), by=request.user, now=clock.now()), request.user)


@router.post(f"{APPROVAL}/contents", response={201: Approval})
@granted("decisions.keep_matrix", matrix_of, form=forms.ContentForm)
def set_content(request: ApiRequest, matrix: models.Matrix, form: forms.ContentForm) -> Any:
    """The content changed: what owners said of the one before is void, and each is asked anew."""
    actions.set_content(matrix, **form.cleaned_data, by=request.user, now=clock.now())
    return _approval_in_full(matrix, request.user)


@router.post(f"{APPROVAL}/effect", response={201: Approval})
@granted("decisions.keep_matrix", matrix_of, form=forms.EffectiveForm)
def set_effective(request: ApiRequest, matrix: models.Matrix, form: forms.EffectiveForm) -> Any:
    """The approved content is effective from a day on, at the earliest that of the last approval."""
    actions.set_effective(matrix, on=form.cleaned_data["on"], by=request.user, now=clock.now())
    return _approval_in_full(matrix, request.user)


@router.post(f"{OWNER}/words", response={201: Approval})
@granted("decisions.give_word", owner_of, form=forms.WordForm)
def give_word(request: ApiRequest, owner: models.MatrixOwner, form: forms.WordForm) -> Any:
    """Approve exactly the content with this hash for an owner, or decline it with a reason."""
    actions.give_word(owner, form.wanted(), by=request.user, now=clock.now())
    return _approval_in_full(owner.matrix, request.user)


@router.put(f"{OWNER}/procedure", response=Approval)
@granted("decisions.describe_procedure", owner_of, form=forms.OwnProcedureForm)
def describe_procedure(request: ApiRequest, owner: models.MatrixOwner, form: forms.OwnProcedureForm) -> Any:
    """Write down how an owner approves, and since when."""
    actions.describe_procedure(owner, form.wanted(), by=request.user, now=clock.now())
    return _approval_in_full(owner.matrix, request.user)


def _brief(ballot: models.Ballot) -> dict[str, Any]:
    closing = ballot.closing if hasattr(ballot, "closing") else None
    own = ("public_id", "title", "opened_at", "closes_on", "zone", "closes_at")
    return {
        **{name: getattr(ballot, name) for name in own},
        "state": ballot.state_at(clock.now()),
        "outcome": closing.outcome if closing else None,
        "votes": closing.result["overall"] if closing else None,
        "closed_at": closing.closed_at if closing else None,
    }


def _ballot(ballot: models.Ballot, user: User | None) -> dict[str, Any]:
    now = clock.now()
    reading, mine = reading_of(ballot, now=now), seats_of(user, ballot, now=now)
    own = ("text", "subject_type", "subject", "subject_title", "subject_path", "sha256", "reply_days", "appeal_days")
    return {
        **_brief(ballot),
        **{name: getattr(ballot, name) for name in own},
        "group": ballot.group.slug,
        "procedure_uid": ballot.procedure.uid,
        "procedure_version": ballot.procedure.version,
        "result_sha256": ballot.closing.sha256 if hasattr(ballot, "closing") else None,
        "is_intact": not reading.is_spoiled,
        "annulment": ballot.annulment if hasattr(ballot, "annulment") else None,
        "count": _count(reading.sheet),
        "seats": [_seat(taken, mine) for taken in reading.taken],
        "objections": [_objection(objection) for objection, _answer in reading.objections],
    }


def _count(sheet: Sheet) -> dict[str, Any]:
    return {
        "outcome": sheet.outcome,
        "rules": sheet.rules,
        "votes": dict(sheet.overall.counts),
        "categories": [_tally(tally) for tally in sheet.categories],
        "organisations": [_tally(tally) for tally in sheet.organisations],
    }


def _tally(tally: Counted) -> dict[str, Any]:
    return {"name": tally.name, "votes": dict(tally.counts)}


def _seat_now(elector: models.Elector, user: User) -> dict[str, Any]:
    """The seat as it stands after an act."""
    ballot = elector.ballot
    fresh = elector_of(user, ballot.group.slug, elector.public_id)
    return _seat(taken_by(fresh), seats_of(user, ballot, now=clock.now()))


def _seat(taken: Taken, mine: set[int]) -> dict[str, Any]:
    elector, record, recusal = taken.elector, taken.record, taken.recusal
    return {
        "elector": elector.public_id,
        "label": elector.label,
        "category": elector.category,
        "organisation": elector.organisation_name,
        "position": taken.position,
        "reason": recusal.reason if recusal else record.reason if record else "",
        "by_chair": recusal is not None,
        "by_alternate": recusal is None and record is not None and record.part == Part.ALTERNATE,
        "cast_by": taken.cast_by or None,
        "is_yours": elector.seat_id in mine,
    }


def _objection_now(objection: models.Objection, user: User) -> dict[str, Any]:
    """The objection as it stands after an act."""
    return _objection(objection_seen_by(user, objection.elector.ballot.group.slug, objection.public_id))


def _objection(objection: models.Objection) -> dict[str, Any]:
    ballot = objection.elector.ballot
    day = ballot.day_at(clock.now())
    answer, own = objection.answer_on(day), ("public_id", "number", "clause", "reason", "wanted", "raised_at")
    return {
        **{name: getattr(objection, name) for name in own},
        "ballot": ballot.public_id,
        "seat": objection.elector.label,
        "category": objection.elector.category,
        "answer": answer,
        "reply_due": objection.reply_due() if answer is Answer.PROPOSED else None,
        "next": [] if hasattr(ballot, "closing") else sorted(objection.next_on(day)),
        "steps": list(objection.steps.all()),
    }


def _approval(standing: Standing) -> dict[str, Any]:
    own = ("public_id", "title", "standard", "edition", "subject_path", "begun_at")
    return {
        **{name: getattr(standing.matrix, name) for name in own},
        "state": standing.state,
        "approved": standing.approved,
        "asked": len(standing.lines),
        "approved_on": standing.approved_on,
        "effective_on": standing.effect.effective_on if standing.effect else None,
        "sha256": standing.content.sha256,
    }


def _approval_in_full(matrix: models.Matrix, user: User | None) -> dict[str, Any]:
    standing = standing_of(matrix)
    reads = user is not None and user.has_perm("decisions.read_owners_reasons", matrix)
    delegated = Membership.objects.current().filter(person=user, role=Role.DELEGATE)
    mine = set(delegated.values_list("organisation", flat=True))
    return {
        **_approval(standing),
        "contents": standing.contents,
        "owners": [_owner(line, mine, reads=reads) for line in standing.lines],
    }


def _owner(line: Line, mine: set[int], *, reads: bool) -> dict[str, Any]:
    owner = line.owner
    return {
        "public_id": owner.public_id,
        "organisation": owner.organisation.name,
        "procedure": owner.procedure,
        "procedure_on": owner.procedure_on,
        "word": line.word,
        "reason": line.word.reason if line.word and reads else None,
        "void": line.void,
        "is_yours": owner.organisation_id in mine,
    }
