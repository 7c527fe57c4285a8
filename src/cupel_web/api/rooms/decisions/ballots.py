"""Ballots: opened, voted in, counted and closed, with the objections in them."""

from datetime import date, datetime
from typing import Any, Literal

from django.http import HttpRequest
from ninja import Query, Router, Schema

from cupel.governance import Outcome, Position
from cupel_web.api.access import ApiRequest, caller_of, granted, open_to_all
from cupel_web.api.paging import Page, Paging, Sought, page_of
from cupel_web.api.rooms.decisions.objections import Objection, objection_data
from cupel_web.api.rooms.groups import GROUP, Rule
from cupel_web.decisions import actions, forms, models
from cupel_web.decisions.queries.counting import Taken, taken_by
from cupel_web.decisions.queries.reading import reading_of, seats_of
from cupel_web.decisions.queries.records import (
    ballot_seen_by,
    closed_ballots_of,
    elector_of,
    running_ballots_of,
)
from cupel_web.decisions.results import Sheet
from cupel_web.decisions.results import Tally as Counted
from cupel_web.decisions.states import BallotState
from cupel_web.groups.models import Group, Part
from cupel_web.groups.queries.records import group_kept_by, group_named
from cupel_web.kernel import clock
from cupel_web.kernel.models import User

router = Router(tags=["decisions"])
BALLOT = f"{GROUP}/ballots/{{ulid:ballot}}"
ELECTOR = f"{GROUP}/electors/{{ulid:elector}}"


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


def _of_voter(elector: models.Elector, user: User) -> dict[str, Any]:
    return {"group": elector.ballot.group, "voter": user}


@router.post(f"{ELECTOR}/positions", response={201: SeatInBallot})
@granted("decisions.take_position", elector_of, form=forms.PositionForm, using=_of_voter)
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
        "objections": [objection_data(objection) for objection, _answer in reading.objections],
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
