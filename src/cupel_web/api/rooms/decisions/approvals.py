"""Approvals by owners of one content hash."""

from datetime import date, datetime
from typing import Any

from django.http import HttpRequest
from ninja import Query, Router, Schema

from cupel_web.api.access import ApiRequest, caller_of, granted, open_to_all
from cupel_web.api.paging import Page, Paging, Sought, page_of
from cupel_web.decisions import actions, forms, models
from cupel_web.decisions.queries.matrices import Line, Standing, standing_of, standings_of
from cupel_web.decisions.queries.records import (
    matrices_named,
    matrix_of,
    owner_of,
)
from cupel_web.decisions.states import MatrixState
from cupel_web.kernel import clock
from cupel_web.kernel.models import User
from cupel_web.people.models import Membership, Role
from cupel_web.people.queries import nothing

router = Router(tags=["decisions"])
APPROVAL = "/approvals/{ulid:matrix}"
OWNER = f"{APPROVAL}/owners/{{ulid:owner}}"


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
