"""A deliverable as a caller may read it: its parts, milestones, people, and what stands in its way."""

from datetime import date, datetime
from typing import Any

from django.http import HttpRequest
from ninja import Schema

from cupel_web.api.persons import PersonBrief, person_shown
from cupel_web.api.rooms.work.common import reader
from cupel_web.api.rooms.work.formats import FormatBrief, FormatPart, part_asked
from cupel_web.kernel import clock
from cupel_web.work import models
from cupel_web.work.models import Dependency, Editor, Mark, Milestone, Review
from cupel_web.work.queries import records
from cupel_web.work.queries.deliverables import OpenedDeliverable, OpenedMilestone, opened
from cupel_web.work.queries.progress import PartState


class PartSignature(Schema):
    """What the named reviewer said; ``remark`` only for those inside the group."""

    approves: bool
    remark: str | None
    signed_at: datetime


class PartContent(Schema):
    """What was put in for a part last. ``withheld``: a paper or text is there that the caller may not read."""

    public_id: str
    added_at: datetime
    paper: str | None
    text: str
    link: str
    day: date | None
    reviewer: PersonBrief | None
    signature: PartSignature | None
    withheld: bool


class DeliverablePart(Schema):
    """A part of the agreed format; ``met`` is ``met``, ``not met`` or ``unknown``."""

    part: FormatPart
    met: str
    content: PartContent | None


class DeliverableMilestone(Schema):
    """A milestone; ``papers_withheld`` counts papers that the caller may not read."""

    public_id: str
    title: str
    due_on: date
    first_due_on: date
    state: str
    done_at: datetime | None
    papers: list[str]
    papers_withheld: int


class DeliverableEditor(Schema):
    """Somebody who edits; ``person`` where the caller may know who it is."""

    public_id: str
    person: PersonBrief | None
    began_at: datetime
    ended_at: datetime | None


class DeliverableNeed(Schema):
    """Another deliverable that is published first."""

    public_id: str
    group: str
    deliverable: str
    title: str
    published: bool
    removed_at: datetime | None


class DeliverableReview(Schema):
    """Another group was asked what it thinks."""

    public_id: str
    group: str
    asked_at: datetime
    answer: str
    answered_at: datetime | None


class DeliverableMark(Schema):
    """Something needs resolution for another group, until that group lifts the mark."""

    public_id: str
    group: str
    reason: str
    marked_at: datetime
    resolution: str | None
    lifted_at: datetime | None


class Deliverable(Schema):
    """A deliverable; ``sha256`` is of what its parts were when it was published."""

    public_id: str
    group: str
    workstream: str
    title: str
    kind: str
    purpose: str
    state: str
    owner: PersonBrief | None
    due_on: date | None
    format: FormatBrief | None
    parts: list[DeliverablePart]
    milestones: list[DeliverableMilestone]
    editors: list[DeliverableEditor]
    needs: list[DeliverableNeed]
    reviews: list[DeliverableReview]
    marks: list[DeliverableMark]
    published_at: datetime | None
    sha256: str | None
    revision: int


def whole(request: HttpRequest, deliverable: models.Deliverable) -> dict[str, Any]:
    """A deliverable as it stands now and as the caller may read it."""
    read = opened_for(request, deliverable)
    known, progress = read.deliverable, read.progress
    own = {name: getattr(known, name) for name in ("public_id", "title", "kind", "purpose", "due_on", "revision")}
    return {
        **own,
        "group": known.group.slug,
        "workstream": known.workstream.public_id,
        "state": read.state,
        "owner": person_shown(known.owner, inside=read.inside),
        "format": progress.format,
        "parts": [_part(state, read) for state in progress.parts],
        "milestones": [_milestone(each, read) for each in read.milestones],
        "editors": [editor_shown(each, inside=read.inside) for each in read.editors],
        "needs": [need_shown(link) for link in progress.needs],
        "reviews": [review_shown(each) for each in read.reviews],
        "marks": [mark_shown(each) for each in read.marks],
        "published_at": progress.release.published_at if progress.release else None,
        "sha256": progress.release.sha256 if progress.release else None,
    }


def opened_for(request: HttpRequest, deliverable: models.Deliverable) -> OpenedDeliverable:
    found = records.deliverable_of(None, deliverable.group.slug, deliverable.public_id)
    return opened(found, reader(request), on=clock.today())


def part_after(request: HttpRequest, deliverable: models.Deliverable, key: str) -> dict[str, Any]:
    read = opened_for(request, deliverable)
    return next(_part(state, read) for state in read.progress.parts if state.part.key == key)


def milestone_after(request: HttpRequest, milestone: Milestone) -> dict[str, Any]:
    read = opened_for(request, milestone.deliverable)
    return next(_milestone(each, read) for each in read.milestones if each.milestone == milestone)


def _part(state: PartState, read: OpenedDeliverable) -> dict[str, Any]:
    return {"part": part_asked(state.part), "met": state.met, "content": _content(state, read)}


def _content(state: PartState, read: OpenedDeliverable) -> dict[str, Any] | None:
    record = state.record
    if record is None:
        return None
    paper = record.paper if record.paper_id in read.readable else None
    text = record.text if read.shows_texts else ""
    own = {name: getattr(record, name) for name in ("public_id", "added_at", "link", "day")}
    return {
        **own,
        "paper": paper.public_id if paper else None,
        "text": text,
        "reviewer": person_shown(record.reviewer, inside=read.inside),
        "signature": _signature(state, read),
        "withheld": (record.paper_id is not None and paper is None) or text != record.text,
    }


def _signature(state: PartState, read: OpenedDeliverable) -> dict[str, Any] | None:
    signed = state.signature
    if signed is None:
        return None
    remark = signed.remark if read.inside else None
    return {"approves": signed.approves, "signed_at": signed.signed_at, "remark": remark}


def _milestone(opened: OpenedMilestone, read: OpenedDeliverable) -> dict[str, Any]:
    names = ("public_id", "title", "due_on", "first_due_on", "done_at")
    own = {name: getattr(opened.milestone, name) for name in names}
    shown = [paper.public_id for paper in opened.papers if paper.pk in read.readable]
    return {**own, "state": opened.state, "papers": shown, "papers_withheld": len(opened.papers) - len(shown)}


def editor_shown(editor: Editor, *, inside: bool) -> dict[str, Any]:
    own = {name: getattr(editor, name) for name in ("public_id", "began_at", "ended_at")}
    return {**own, "person": person_shown(editor.person, inside=inside)}


def need_shown(link: Dependency) -> dict[str, Any]:
    needs = link.needs
    return {
        "public_id": link.public_id,
        "group": needs.group.slug,
        "deliverable": needs.public_id,
        "title": needs.title,
        "published": hasattr(needs, "release"),
        "removed_at": link.removed_at,
    }


def review_shown(review: Review) -> dict[str, Any]:
    own = {name: getattr(review, name) for name in ("public_id", "asked_at", "answer", "answered_at")}
    return {**own, "group": review.group.slug}


def mark_shown(mark: Mark) -> dict[str, Any]:
    own = {name: getattr(mark, name) for name in ("public_id", "reason", "marked_at")}
    lifting = getattr(mark, "lifting", None)
    return {
        **own,
        "group": mark.group.slug,
        "resolution": lifting.resolution if lifting else None,
        "lifted_at": lifting.lifted_at if lifting else None,
    }
