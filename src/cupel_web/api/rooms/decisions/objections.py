"""Objections in ballots: resolutions, answers, overruling, appeals."""

from datetime import date, datetime
from typing import Any

from ninja import Router, Schema

from cupel.governance import Answer, Position, Step
from cupel_web.api.access import ApiRequest, granted
from cupel_web.api.rooms.groups import GROUP
from cupel_web.decisions import actions, forms, models
from cupel_web.decisions.queries.records import (
    objection_seen_by,
)
from cupel_web.kernel import clock
from cupel_web.kernel.models import User

router = Router(tags=["decisions"])
OBJECTION = f"{GROUP}/objections/{{ulid:objection}}"


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


@router.get(OBJECTION, response=Objection)
@granted("decisions.see_objection", objection_seen_by)
def read_objection(request: ApiRequest, objection: models.Objection) -> Any:
    """One objection, what was done about it, and what may come next."""
    return objection_data(objection)


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


def _objection_now(objection: models.Objection, user: User) -> dict[str, Any]:
    """The objection as it stands after an act."""
    return objection_data(objection_seen_by(user, objection.elector.ballot.group.slug, objection.public_id))


def objection_data(objection: models.Objection) -> dict[str, Any]:
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
