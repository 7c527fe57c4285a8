"""What the group reads and decides: comments that count, where they belong, what becomes of each."""

from datetime import datetime
from typing import Annotated, Any

from ninja import Field, Query, Router, Schema

from cupel import consultation as engine
from cupel.consultation import Filter
from cupel_web.api.access import ApiRequest, granted
from cupel_web.api.bodies import Body, valid
from cupel_web.api.paging import Page, Paging, Sought, page_of
from cupel_web.api.persons import PersonBrief, person_shown
from cupel_web.api.rooms.consultations.common import ONE
from cupel_web.consultations import actions, models
from cupel_web.consultations.forms.deciding import AssignForm, BulkForm, DecisionForm
from cupel_web.consultations.forms.running import PlacingForm
from cupel_web.consultations.models.disposition import Decision, Workflow
from cupel_web.consultations.queries import comments, finding
from cupel_web.consultations.queries.dispositions import last_facts
from cupel_web.kernel import clock
from cupel_web.kernel.models import User

router = Router(tags=["consultations"])
COMMENT = "/consultations/comments/{ulid:comment}"


class BoardComment(Schema):
    """A comment that counts, in the version that holds, for the group. ``clause``: a uid, ``general``, or empty where
    nobody placed it; ``state`` and what follows: what became of it so far.
    """

    public_id: str
    name: str
    clause: str
    label: str
    kind: str
    text: str
    change: str
    version: int
    counted_at: datetime
    organisation: str
    author: str
    category: str
    country: str
    language: str
    consent: str
    state: str
    decision: str
    reason: str
    answer: str
    assignee: PersonBrief | None


class WantedComments(Schema):
    """Comments that hold ``text``; ``clause``: a uid, ``general``, or ``none`` for those that nobody placed; ``state``
    of the work.
    """

    text: Sought = ""
    clause: Sought = ""
    category: Sought = ""
    language: Sought = ""
    state: Sought = ""


class ManyDecisions(Body):
    """One decision for all open comments that pass; what is empty does not restrict. ``reason`` by language, in which
    ``{clause}`` and ``{title}`` stand for each comment's clause.
    """

    decision: Decision
    reason: dict[str, Annotated[str, Field(max_length=4000)]]
    words: Annotated[str, Field(max_length=200)] = ""
    clause: str = ""
    category: str = ""
    language: str = ""
    state: Workflow | None = None


class LeftComment(Schema):
    comment: str
    reason: str


class ProposedMany(Schema):
    """How many comments it was proposed for, and which were left as they are."""

    proposed: int
    left: list[LeftComment]


@router.get(f"{ONE}/comments", response=Page[BoardComment])
@granted("consultations.read_comments", finding.consultation_inside)
def list_comments(
    request: ApiRequest, consultation: models.Consultation, wanted: Query[WantedComments], paging: Query[Paging]
) -> Any:
    """Every comment that counts, in the order of their numbers."""
    given = wanted.dict()
    state = given.pop("state")
    found = comments.filtered(comments.current(consultation), **given)
    page = page_of(comments.in_state(found, state) if state in Workflow else found, paging)
    return {**page, "items": _rows(list(page["items"]))}


@router.get(COMMENT, response=BoardComment)
@granted("consultations.read_comments", finding.comment_inside)
def read_comment(request: ApiRequest, comment: models.Comment) -> Any:
    """One comment and what became of it so far."""
    return _now(comment)


def _of_consultation(comment: models.Comment, _user: User) -> dict[str, Any]:
    return {"consultation": comment.consultation}


@router.put(f"{COMMENT}/place", response=BoardComment)
@granted("consultations.run", finding.comment_inside, form=PlacingForm, using=_of_consultation)
def place_comment(request: ApiRequest, comment: models.Comment, form: PlacingForm) -> Any:
    """Say which clause a comment is on: a uid, or ``general``."""
    given, version = form.cleaned_data, comments.current(comment.consultation).get(comment=comment)
    actions.place_comment(version, actions.Where(**given), by=request.user, now=clock.now())
    return _now(comment)


def _of_group(comment: models.Comment, _user: User) -> dict[str, Any]:
    return {"group": comment.consultation.group}


@router.put(f"{COMMENT}/assignee", response=BoardComment)
@granted("consultations.dispose", finding.comment_inside, form=AssignForm, using=_of_group)
def assign_comment(request: ApiRequest, comment: models.Comment, form: AssignForm) -> Any:
    """Hand a comment to a member."""
    given = form.cleaned_data
    actions.assign_comment(
        comment, to=given["person"], revision=given["revision"], by=request.user, now=clock.now()
    )  # fmt: skip
    return _now(comment)


@router.delete(f"{COMMENT}/assignee", response=BoardComment)
@granted("consultations.dispose", finding.comment_inside)
def release_comment(request: ApiRequest, comment: models.Comment) -> Any:
    """Take a comment back from whoever has it."""
    actions.release_comment(comment, by=request.user, now=clock.now())
    return _now(comment)


@router.post(f"{COMMENT}/proposals", response={201: BoardComment})
@granted("consultations.dispose", finding.comment_inside, form=DecisionForm)
def propose_decision(request: ApiRequest, comment: models.Comment, form: DecisionForm) -> Any:
    """Propose a decision and its reason, which the commenter reads."""
    seen = form.cleaned_data["revision"]
    actions.propose_decision(comment, form.verdict(), revision=seen, by=request.user, now=clock.now())
    return _now(comment)


@router.post(f"{COMMENT}/agreement", response={201: BoardComment})
@granted("consultations.agree", finding.comment_inside)
def agree_decision(request: ApiRequest, comment: models.Comment) -> Any:
    """The group agreed to what is proposed."""
    actions.agree_decisions([comment], by=request.user, now=clock.now())
    return _now(comment)


@router.post(f"{COMMENT}/publication", response={201: BoardComment})
@granted("consultations.agree", finding.comment_inside)
def publish_decision(request: ApiRequest, comment: models.Comment) -> Any:
    """Make public what the group agreed; the commenter is told."""
    actions.publish_decisions([comment], by=request.user, now=clock.now())
    return _now(comment)


@router.post(f"{ONE}/proposals", response={201: ProposedMany})
@granted("consultations.dispose", finding.consultation_inside)
def propose_for_many(request: ApiRequest, consultation: models.Consultation, body: ManyDecisions) -> Any:
    """Propose one decision for all comments that pass a filter; nothing that is agreed is changed."""
    reasons = {f"reason_{code}": text for code, text in body.reason.items()}
    form = valid(BulkForm({"decision": body.decision.value, **reasons}, consultation=consultation))
    made = actions.propose_for_many(consultation, _chosen(body), form.template(), by=request.user, now=clock.now())
    return proposed_data(made)


def _chosen(body: ManyDecisions) -> Filter:
    def one(value: str) -> frozenset[str]:
        return frozenset({value}) if value else frozenset()

    return Filter(
        clauses=one(body.clause), categories=one(body.category), languages=one(body.language), words=body.words,
        states=frozenset({engine.Workflow(body.state.value)}) if body.state else frozenset(),
    )  # fmt: skip


def proposed_data(made: Any) -> dict[str, Any]:
    """What was proposed for many, a :class:`cupel.consultation.Proposed`."""
    left = [{"comment": each.comment, "reason": each.reason} for each in made.conflicts]
    return {"proposed": len(made.dispositions), "left": left}


def _now(comment: models.Comment) -> dict[str, Any]:
    """The comment as it stands after an act."""
    (row,) = _rows([comments.current(comment.consultation).get(comment=comment)])
    return row


def _rows(versions: list[models.CommentVersion]) -> list[dict[str, Any]]:
    work = {fact.comment_id: fact for fact in last_facts([each.comment for each in versions])}
    return [_row(each, work.get(each.comment_id)) for each in versions]


def _row(version: models.CommentVersion, fact: models.DispositionFact | None) -> dict[str, Any]:
    comment, submission = version.comment, version.comment.submission
    return {
        **{name: getattr(version, name) for name in ("label", "kind", "text", "change")},
        **{name: getattr(submission, name) for name in ("organisation", "category", "country", "language", "consent")},
        "public_id": comment.public_id,
        "name": comment.name,
        "counted_at": comment.counted_at,
        "clause": comments.placed_on(version),
        "version": version.number,
        "author": submission.name,
        "state": fact.workflow if fact else Workflow.NEW,
        "decision": fact.decision if fact else "",
        "reason": fact.reason if fact else "",
        "answer": fact.answer if fact else "none",
        "assignee": person_shown(fact.assignee, inside=True) if fact else None,
    }
