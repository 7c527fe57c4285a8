"""What is done to drafts: open one, edit it, freeze its text, close it; the edits that were made."""

from datetime import datetime
from typing import Annotated, Any

from django.http import HttpResponse
from ninja import Field, Query, Router, Schema

from cupel.errors import StandardError
from cupel.standard.drafting import edit_from
from cupel_web.api.access import ApiRequest, granted
from cupel_web.api.bodies import Body
from cupel_web.api.edits import EditData
from cupel_web.api.paging import Page, Paging, page_of
from cupel_web.api.problems import problem
from cupel_web.api.rooms.drafts.common import DRAFT, Draft, MadeEdit, draft_data, made_edit
from cupel_web.api.rooms.groups import GROUP
from cupel_web.drafting import actions, models
from cupel_web.drafting.forms import CloseForm, OpenForm
from cupel_web.drafting.queries.records import draft_seen_by, group_that_drafts
from cupel_web.groups.models import Group
from cupel_web.kernel import clock

router = Router(tags=["drafts"])
MOST_EDITS = 500
"""Edits of one request."""


class NewEdits(Body):
    """Edits, all or none, as of the draft after its ``after``-th edit (0: as its base); ``note`` says why."""

    edits: Annotated[list[EditData], Field(min_length=1, max_length=MOST_EDITS)]
    after: Annotated[int, Field(ge=0)]
    note: Annotated[str, Field(max_length=2000)] = ""


class WantedEdits(Schema):
    """Edits made after the ``after``-th."""

    after: int = 0


class FrozenText(Schema):
    """An edition as it was, which later edits do not change."""

    public_id: str
    standard: str
    edition: str
    manifest_hash: str
    sha256: str
    frozen_at: datetime


@router.post(f"{GROUP}/drafts", response={201: Draft})
@granted("drafting.open", group_that_drafts, form=OpenForm)
def open_draft(request: ApiRequest, group: Group, form: OpenForm) -> Any:
    """Open a draft of a new edition; ``base`` is one such as ``mdd@2023``."""
    return draft_data(actions.open_draft(group, form.wanted(), by=request.user, now=clock.now()))


@router.get(f"{DRAFT}/edits", response=Page[MadeEdit])
@granted("drafting.read", draft_seen_by)
def list_edits(request: ApiRequest, draft: models.Draft, wanted: Query[WantedEdits], paging: Query[Paging]) -> Any:
    """Edits in order: who made each, when and why."""
    page = page_of(draft.edits.filter(number__gt=wanted.after).select_related("made_by"), paging)
    return {**page, "items": [made_edit(record) for record in page["items"]]}


@router.post(f"{DRAFT}/edits", response={201: list[MadeEdit]})
@granted("drafting.edit", draft_seen_by)
def edit_draft(request: ApiRequest, draft: models.Draft, body: NewEdits) -> Any:
    """Make edits of any kind, all or none; ``undo`` takes one back, ``judge`` is the chair's. Where somebody edited the
    same since ``after``, the answer is 409 with the numbers of those edits in ``meanwhile``.
    """
    wanted = actions.Editing(edits=[edit_from(each) for each in body.edits], seen=body.after, note=body.note)
    try:
        made = actions.edit(draft, wanted, by=request.user, now=clock.now())
    except StandardError as error:
        return _stale(draft, wanted, error)
    return [made_edit(record) for record in made]


@router.post(f"{DRAFT}/frozen-texts", response={201: FrozenText})
@granted("drafting.freeze", draft_seen_by)
def freeze_draft(request: ApiRequest, draft: models.Draft) -> Any:
    """Keep the text as it is now, to consult on; the same text again is the one that is kept already."""
    return actions.freeze_draft(draft, by=request.user, now=clock.now())


@router.post(f"{DRAFT}/closing", response={201: Draft})
@granted("drafting.close", draft_seen_by, form=CloseForm)
def close_draft(request: ApiRequest, draft: models.Draft, form: CloseForm) -> Any:
    """Edit it no more: it is ``finished``, which it cannot be with mistakes, or ``abandoned``."""
    outcome, reason = models.Outcome(form.cleaned_data["outcome"]), form.cleaned_data["reason"]
    actions.close_draft(draft, outcome, reason=reason, by=request.user, now=clock.now())
    return draft_data(draft_seen_by(request.user, draft.public_id))


def _stale(draft: models.Draft, wanted: actions.Editing, error: StandardError) -> HttpResponse:
    """What others did to the same clauses since; every other mistake is raised."""
    if error.code != "draft-stale":
        raise error
    uids = {uid for each in wanted.edits for uid in each.uids}
    since = list(draft.edits.filter(number__gt=wanted.seen))
    about = [record.number for record in since if uids & set(record.edit.uids)] or [record.number for record in since]
    return problem(409, error.message, code=error.code, remedy=error.remedy, meanwhile=about)
