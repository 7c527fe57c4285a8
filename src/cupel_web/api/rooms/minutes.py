"""Minutes of meetings: written, circulated, commented on, approved."""

from datetime import date, datetime
from typing import Any, Literal

from django.http import HttpRequest
from ninja import Router, Schema

from cupel_web.api.access import ApiRequest, granted, open_to_all
from cupel_web.api.rooms.agenda import MEETING
from cupel_web.kernel import clock
from cupel_web.kernel.models import User
from cupel_web.meetings import actions, forms, models
from cupel_web.meetings.queries.minutes import meetings_beside, text_for
from cupel_web.meetings.queries.reading import reading_of
from cupel_web.meetings.queries.records import meeting_of, minutes_of, minutes_read_by, text_of

router = Router(tags=["minutes"])
MINUTES = f"{MEETING}/minutes/{{ulid:minutes}}"
TEXT = f"{MINUTES}/items/{{ulid:item}}"


class MinutesNotice(Schema):
    """The competition-law notice was read out: its version and digest, by which seat, when."""

    version: int
    sha256: str
    seat: str
    at: str


class MinutesAttendance(Schema):
    seat: str
    category: str
    votes: bool
    how: str
    since: str


class MinutesRule(Schema):
    rule: str
    category: str
    reached: str
    needed: str
    met: bool


class MinutesDecision(Schema):
    id: str
    text: str
    at: str
    ballot_type: str
    ballot: str


class MinutesTask(Schema):
    id: str
    title: str
    due: str


class MinutesItem(Schema):
    """What the minutes say on an item: when it was taken up and the quorum then, which seats stood back, the text."""

    id: str
    title: str
    kind: str
    in_camera: bool
    text: str
    began: str
    quorum: list[MinutesRule]
    recused: list[str]
    decisions: list[MinutesDecision]
    action_items: list[MinutesTask]


class ClosedMinutesItem(Schema):
    """An item in camera that the caller may not follow."""

    id: str
    in_camera: Literal[True]
    closed: Literal[True]


class MinutesContent(Schema):
    """All that a version says, without names. Its canonical JSON (keys in order, no spaces, UTF-8) hashes to ``sha256``
    of the minutes where nothing is left out for the caller.
    """

    meeting: str
    group: str
    title: str
    begins: str
    zone: str
    duration: int
    procedure: str
    version: int
    notice: list[MinutesNotice]
    attendance: list[MinutesAttendance]
    items: list[MinutesItem | ClosedMinutesItem]


class MinutesComment(Schema):
    """Somebody read the minutes and perhaps asks for a change."""

    public_id: str
    person: str
    name: str
    text: str
    asks_change: bool
    made_at: datetime

    @staticmethod
    def resolve_person(remark: models.MinutesRemark) -> str:
        return remark.person.public_id

    @staticmethod
    def resolve_name(remark: models.MinutesRemark) -> str:
        return remark.person.name


class Minutes(Schema):
    """A version of minutes as the caller may read it. ``comments``: for those inside; their own alone where items in
    camera are closed to them.
    """

    public_id: str
    number: int
    state: str
    sha256: str | None
    circulated_at: datetime | None
    comments_until: date | None
    tacit: bool | None
    approved_at: datetime | None
    way: str | None
    approved_by_meeting: str | None
    content: MinutesContent
    comments: list[MinutesComment] | None


class MinutesDraft(Schema):
    """What a draft says on an item; ``revision`` counts edits."""

    item: str
    text: str
    revision: int


@router.get(MINUTES, response=Minutes, auth=None)
@open_to_all
def read_minutes(request: HttpRequest, slug: str, meeting: str, minutes: str) -> Any:
    """One version of the minutes."""
    return _minutes(minutes_read_by(request.user, slug, meeting, minutes), request.user)


@router.post(f"{MEETING}/minutes", response={201: Minutes})
@granted("meetings.keep", meeting_of)
def draft_minutes(request: ApiRequest, meeting: models.Meeting) -> Any:
    """Begin the minutes, or the next version of circulated ones with their texts."""
    return _minutes(actions.draft_minutes(meeting, by=request.user, now=clock.now()), request.user)


@router.get(TEXT, response=MinutesDraft)
@granted("meetings.write", text_of)
def read_text(request: ApiRequest, about: tuple[models.Minutes, models.AgendaItem]) -> Any:
    """What a version says on one item, for those who write it."""
    return _draft(*about)


@router.put(TEXT, response=MinutesDraft)
@granted("meetings.write", text_of, form=forms.MinutesForm)
def write_minutes(request: ApiRequest, about: tuple[models.Minutes, models.AgendaItem], form: forms.MinutesForm) -> Any:
    """Write what the draft says on one item."""
    given = form.cleaned_data
    actions.write_minutes(text_for(*about), given["text"], revision=given["revision"], by=request.user, now=clock.now())
    return _draft(*about)


@router.post(f"{MINUTES}/circulation", response={201: Minutes})
@granted("meetings.keep", minutes_of, form=forms.CirculateForm)
def circulate_minutes(request: ApiRequest, minutes: models.Minutes, form: forms.CirculateForm) -> Any:
    """Send the draft to everybody invited for comments; from now on this version does not change."""
    actions.circulate(minutes, form.wanted(), by=request.user, now=clock.now())
    return _fresh(minutes, request.user)


@router.post(f"{MINUTES}/comments", response={201: MinutesComment})
@granted("meetings.comment_minutes", minutes_of, form=forms.CommentForm)
def comment_minutes(request: ApiRequest, minutes: models.Minutes, form: forms.CommentForm) -> Any:
    """Say that one read the minutes, and what should change."""
    return actions.comment(minutes, **form.cleaned_data, by=request.user, now=clock.now())


def _beside(minutes: models.Minutes, _user: User) -> dict[str, Any]:
    return {"meetings": meetings_beside(minutes)}


@router.post(f"{MINUTES}/approval", response={201: Minutes})
@granted("meetings.keep", minutes_of, form=forms.ApproveForm, using=_beside)
def approve_minutes(request: ApiRequest, minutes: models.Minutes, form: forms.ApproveForm) -> Any:
    """Approve exactly what was circulated: at a later meeting, or because nobody asked for a change in time."""
    way, at = models.MinutesWay(form.cleaned_data["way"]), form.cleaned_data["at"]
    actions.approve_minutes(minutes, way, at=at, by=request.user, now=clock.now())
    return _fresh(minutes, request.user)


def _fresh(minutes: models.Minutes, user: User) -> dict[str, Any]:
    meeting = minutes.meeting
    return _minutes(minutes_of(user, meeting.group.slug, meeting.public_id, minutes.public_id), user)


def _minutes(minutes: models.Minutes, user: object) -> dict[str, Any]:
    read = reading_of(minutes, user=user, on=clock.today())
    circulation, approval = getattr(minutes, "circulation", None), getattr(minutes, "approval", None)
    return {
        "public_id": minutes.public_id,
        "number": minutes.number,
        "state": read.state,
        "sha256": circulation.sha256 if circulation else None,
        "circulated_at": circulation.circulated_at if circulation else None,
        "comments_until": circulation.comments_until if circulation else None,
        "tacit": circulation.tacit if circulation else None,
        "approved_at": approval.approved_at if approval else None,
        "way": approval.way if approval else None,
        "approved_by_meeting": approval.at.public_id if approval and approval.at else None,
        "content": read.content,
        "comments": read.remarks if read.is_inside else None,
    }


def _draft(minutes: models.Minutes, item: models.AgendaItem) -> dict[str, Any]:
    text = text_for(minutes, item)
    return {"item": item.public_id, "text": text.text, "revision": text.revision}
