"""A group's work programme: its workstreams and what they hand over."""

from datetime import date
from typing import Any, Literal

from django.http import HttpRequest
from ninja import Query, Router, Schema

from cupel_web.api.access import ApiRequest, granted, open_to_all
from cupel_web.api.paging import Page, Paging, page_of
from cupel_web.api.persons import PersonBrief, person_shown
from cupel_web.api.rooms.work.common import GROUP, is_inside, reader
from cupel_web.api.rooms.work.progress import Deliverable, whole
from cupel_web.groups.forms import DayForm
from cupel_web.groups.models import Group
from cupel_web.groups.queries.records import group_kept_by, group_named
from cupel_web.kernel import clock
from cupel_web.kernel.models import User
from cupel_web.work import actions, models
from cupel_web.work.forms.issues import WorkstreamForm
from cupel_web.work.forms.work import DayReasonForm, DeliverableForm, EditWorkstreamForm
from cupel_web.work.queries.programme import (
    PlannedDeliverable,
    deliverables_in_order,
    planned,
    programme_of,
    workstreams_of,
)
from cupel_web.work.queries.records import workstream_of

router = Router(tags=["work"])
STREAM = f"{GROUP}/workstreams/{{ulid:workstream}}"


class OpenMilestone(Schema):
    """A milestone that is not reached."""

    public_id: str
    title: str
    due_on: date
    state: str


class DeliverableBrief(Schema):
    """How far a deliverable is; ``parts`` is 0 where no format is agreed."""

    public_id: str
    title: str
    kind: str
    state: str
    due_on: date | None
    parts: int
    parts_met: int
    needs_resolution: bool
    milestones: list[OpenMilestone]


class WorkstreamBrief(Schema):
    public_id: str
    group: str
    title: str
    state: str
    starts_on: date
    done_on: date | None
    stopped_on: date | None
    deliverables: list[DeliverableBrief]


class Workstream(WorkstreamBrief):
    """A workstream; ``lead`` where the caller may know who it is, ``issues``: what it came of."""

    purpose: str
    lead: PersonBrief | None
    stopped_reason: str
    issues: list[str]
    revision: int


@router.get(f"{GROUP}/workstreams", response=Page[WorkstreamBrief], auth=None)
@open_to_all
def list_workstreams(request: HttpRequest, slug: str, paging: Query[Paging], show: Literal["", "all"] = "") -> Any:
    """A group's work programme, what is overdue first; ``show=all``: with workstreams that are over."""
    on = clock.today()
    page = page_of(workstreams_of(group_named(slug), on=on, over=show == "all"), paging)
    rows = programme_of(list(page["items"]), on=on)
    return {**page, "items": [_brief(row.workstream, row.deliverables) for row in rows]}


def _of_group(group: Group, _user: User) -> dict[str, Any]:
    return {"group": group}


@router.post(f"{GROUP}/workstreams", response={201: Workstream})
@granted("work.plan_work", group_kept_by, form=WorkstreamForm, using=_of_group)
def add_workstream(request: ApiRequest, group: Group, form: WorkstreamForm) -> Any:
    """Plan a workstream."""
    made = actions.add_workstream(group, form.wanted(), by=request.user, now=clock.now())
    return _again(request, made)


@router.get(STREAM, response=Workstream, auth=None)
@open_to_all
def read_workstream(request: HttpRequest, slug: str, workstream: str) -> Any:
    """A workstream with what it hands over."""
    return _whole(request, workstream_of(None, slug, workstream))


def _of_its_group(stream: models.Workstream, _user: User) -> dict[str, Any]:
    return {"group": stream.group}


@router.put(STREAM, response=Workstream)
@granted("work.lead_workstream", workstream_of, form=EditWorkstreamForm, using=_of_its_group)
def change_workstream(request: ApiRequest, stream: models.Workstream, form: EditWorkstreamForm) -> Any:
    """Describe a workstream anew."""
    revision = form.cleaned_data["revision"]
    actions.change_workstream(stream, form.wanted(), revision=revision, by=request.user, now=clock.now())
    return _again(request, stream)


@router.post(f"{STREAM}/completion", response={201: Workstream})
@granted("work.lead_workstream", workstream_of, form=DayForm)
def finish_workstream(request: ApiRequest, stream: models.Workstream, form: DayForm) -> Any:
    """Its work is done."""
    actions.finish_workstream(stream, on=form.cleaned_data["on"], by=request.user, now=clock.now())
    return _again(request, stream)


@router.post(f"{STREAM}/stop", response={201: Workstream})
@granted("work.plan_work", workstream_of, form=DayReasonForm)
def stop_workstream(request: ApiRequest, stream: models.Workstream, form: DayReasonForm) -> Any:
    """It is given up."""
    actions.stop_workstream(stream, **form.cleaned_data, by=request.user, now=clock.now())
    return _again(request, stream)


@router.post(f"{STREAM}/deliverables", response={201: Deliverable})
@granted("work.lead_workstream", workstream_of, form=DeliverableForm, using=_of_its_group)
def add_deliverable(request: ApiRequest, stream: models.Workstream, form: DeliverableForm) -> Any:
    """Plan a deliverable."""
    return whole(request, actions.add_deliverable(stream, form.wanted(), by=request.user, now=clock.now()))


def _again(request: ApiRequest, stream: models.Workstream) -> dict[str, Any]:
    """The workstream as it stands after the act."""
    return _whole(request, workstream_of(None, stream.group.slug, stream.public_id))


def _whole(request: HttpRequest, stream: models.Workstream) -> dict[str, Any]:
    acts, on = stream.issue_acts.select_related("issue"), clock.today()
    return {
        **_brief(stream, planned(list(deliverables_in_order(stream.deliverables.all(), on=on)), on=on)),
        "purpose": stream.purpose,
        "lead": person_shown(stream.lead, inside=is_inside(reader(request), stream.group)),
        "stopped_reason": stream.stopped_reason,
        "issues": [act.issue.public_id for act in acts],
        "revision": stream.revision,
    }


def _brief(stream: models.Workstream, deliverables: list[PlannedDeliverable]) -> dict[str, Any]:
    own = {name: getattr(stream, name) for name in ("public_id", "title", "starts_on", "done_on", "stopped_on")}
    return {
        **own,
        "group": stream.group.slug,
        "state": stream.state(on=clock.today()),
        "deliverables": [_planned(each) for each in deliverables],
    }


def _planned(row: PlannedDeliverable) -> dict[str, Any]:
    own = {name: getattr(row.deliverable, name) for name in ("public_id", "title", "kind", "due_on")}
    return {
        **own,
        "state": row.state,
        "parts": len(row.progress.parts),
        "parts_met": row.progress.met,
        "needs_resolution": bool(row.progress.marks) and row.progress.release is None,
        "milestones": [
            {"public_id": each.public_id, "title": each.title, "due_on": each.due_on, "state": state}
            for each, state in row.milestones
        ],
    }
