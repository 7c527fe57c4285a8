"""Agendas of meetings: what is on them, as each caller may see it, and all that is done about an item."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from ninja import Router, Schema

from cupel_web.api.access import ApiRequest, granted
from cupel_web.api.rooms.groups import Rule
from cupel_web.kernel import clock
from cupel_web.kernel.models import User
from cupel_web.meetings import actions, forms, models
from cupel_web.meetings.queries.agenda import Entry, papers_for, public_items
from cupel_web.meetings.queries.reading import Inside, inside_of
from cupel_web.meetings.queries.records import item_of, meeting_of
from cupel_web.work.actions import NewActionItem, add_action_item
from cupel_web.work.models import ActionItem, Thread
from cupel_web.work.queries.reading import reader_of

router = Router(tags=["agenda"])
MEETING = "/groups/{slug:slug}/meetings/{ulid:meeting}"
ITEM = f"{MEETING}/items/{{ulid:item}}"


class MeetingPerson(Schema):
    person: str
    name: str


class ItemSubject(Schema):
    """What an item is about: ``kind`` and permanent id, as ``subject`` of a body joins them with a colon."""

    kind: str
    id: str
    name: str
    path: str


class ItemRecord(Schema):
    """A paper or thread of an item that the caller reads."""

    public_id: str
    title: str


class ItemDeclaration(Schema):
    """What a person, or the seat they fill, has to gain or lose in an item, and whether they stand back from it."""

    person: str
    name: str
    seat: str | None
    text: str
    recuses: bool
    declared_at: datetime

    @staticmethod
    def resolve_person(declaration: models.Declaration) -> str:
        return declaration.person.public_id

    @staticmethod
    def resolve_name(declaration: models.Declaration) -> str:
        return declaration.person.name

    @staticmethod
    def resolve_seat(declaration: models.Declaration) -> str | None:
        return declaration.seat.public_id if declaration.seat else None


class ItemDecision(Schema):
    """What was decided; ``ballot``: the ballot it was decided by, if there was one."""

    public_id: str
    text: str
    taken_at: datetime
    ballot: str | None

    @staticmethod
    def resolve_ballot(decision: models.DecisionTaken) -> str | None:
        return decision.ballot or None


class ItemTask(Schema):
    """What somebody took on."""

    public_id: str
    title: str
    owner: str
    owner_name: str
    due_on: date

    @staticmethod
    def resolve_owner(task: ActionItem) -> str:
        return task.owner.public_id

    @staticmethod
    def resolve_owner_name(task: ActionItem) -> str:
        return task.owner.name


class MeetingQuorum(Schema):
    """Whether enough are there, of how many votes, rule by rule."""

    is_reached: bool
    votes: int
    rules: list[Rule]


class MeetingItem(Schema):
    """An item as the caller may see it. ``is_open``: they may follow it; of one in camera that is closed to them the
    texts are left out, and the title too where they do not sit in the group. Others read title, kind and minutes of
    what is not in camera. ``taken_up_at``: the moment at which its ``quorum`` counts.
    """

    public_id: str
    title: str | None
    kind: str
    duration: int
    in_camera: bool
    is_open: bool = False
    revision: int | None = None
    presenter: MeetingPerson | None = None
    text: str | None = None
    subject: ItemSubject | None = None
    papers: Sequence[ItemRecord] = ()
    declarations: Sequence[ItemDeclaration] = ()
    taken_up_at: datetime | None = None
    quorum: MeetingQuorum | None = None
    decisions: Sequence[ItemDecision] = ()
    action_items: Sequence[ItemTask] = ()
    threads: Sequence[ItemRecord] = ()


class Agenda(Schema):
    """Items in order; ``revision``, for those inside, counts changes of the order."""

    revision: int | None
    items: list[MeetingItem]


class AgendaOrder(Schema):
    """Every item's public id once, in the wanted order."""

    revision: int
    order: list[str]


class RemovedItem(Schema):
    public_id: str
    removed_at: datetime


def named(person: User) -> dict[str, str]:
    """A person for those who may know the name."""
    return {"person": person.public_id, "name": person.name}


def outside_agenda(meeting: models.Meeting) -> dict[str, Any]:
    """What anybody may know of it."""
    return {"revision": None, "items": [_told(item) for item in public_items(meeting)]}


def inside_agenda(meeting: models.Meeting, inside: Inside) -> dict[str, Any]:
    """What somebody inside sees of it."""
    return {"revision": meeting.revision, "items": [_item(entry, threads) for entry, threads in inside.agenda]}


def _offered(meeting: models.Meeting, user: User) -> dict[str, Any]:
    return {"group": meeting.group, "papers": papers_for(meeting, reader_of(user, on=clock.today()))}


def _offered_for(item: models.AgendaItem, user: User) -> dict[str, Any]:
    return _offered(item.meeting, user)


@router.post(f"{MEETING}/items", response={201: MeetingItem})
@granted("meetings.keep", meeting_of, form=forms.ItemForm, using=_offered)
def add_item(request: ApiRequest, meeting: models.Meeting, form: forms.ItemForm) -> Any:
    """Put an item at the end of the agenda; ``subject`` is ``clause:`` or ``deliverable:`` and an id."""
    return _seen(actions.add_item(meeting, form.wanted(), by=request.user, now=clock.now()), request.user)


@router.put(ITEM, response=MeetingItem)
@granted("meetings.word", item_of, form=forms.ItemForm, using=_offered_for)
def change_item(request: ApiRequest, item: models.AgendaItem, form: forms.ItemForm) -> Any:
    """Word an item anew; papers that the caller may not read stay with it."""
    revision = form.cleaned_data["revision"]
    actions.change_item(item, form.wanted(item), revision=revision, by=request.user, now=clock.now())
    return _seen(item, request.user)


@router.delete(ITEM, response=RemovedItem)
@granted("meetings.keep", item_of)
def remove_item(request: ApiRequest, item: models.AgendaItem) -> Any:
    """Take an item off the agenda; one that was taken up stays on it."""
    actions.remove_item(item, by=request.user, now=clock.now())
    return item


@router.put(f"{MEETING}/agenda", response=Agenda)
@granted("meetings.keep", meeting_of)
def order_agenda(request: ApiRequest, meeting: models.Meeting, body: AgendaOrder) -> Any:
    """Put the agenda in another order."""
    now = clock.now()
    actions.order_agenda(meeting, body.order, revision=body.revision, by=request.user, now=now)
    return inside_agenda(meeting, inside_of(meeting, user=request.user, now=now))


@router.post(f"{ITEM}/openings", response={201: MeetingItem})
@granted("meetings.keep", item_of)
def take_up_item(request: ApiRequest, item: models.AgendaItem) -> Any:
    """The meeting comes to this item now: at this moment its quorum counts."""
    now = clock.now()
    actions.take_up(item, at=now, by=request.user, now=now)
    return _seen(item, request.user)


@router.post(f"{ITEM}/declarations", response={201: MeetingItem})
@granted("meetings.declare", item_of, form=forms.DeclarationForm)
def declare_in_item(request: ApiRequest, item: models.AgendaItem, form: forms.DeclarationForm) -> Any:
    """Declare an interest in an item, or that there is none any more."""
    actions.declare(item, form.wanted(), by=request.user, now=clock.now())
    return _seen(item, request.user)


def _clock(item: models.AgendaItem, _user: User) -> dict[str, Any]:
    return {"zone": item.meeting.appointment.zone, "now": clock.now()}


@router.post(f"{ITEM}/decisions", response={201: MeetingItem})
@granted("meetings.keep", item_of, form=forms.DecisionForm, using=_clock)
def decide_item(request: ApiRequest, item: models.AgendaItem, form: forms.DecisionForm) -> Any:
    """Write down what the meeting decided."""
    wording = actions.Wording(**form.cleaned_data)
    actions.record_decision(item, wording, by=request.user, now=clock.now())
    return _seen(item, request.user)


def _group(item: models.AgendaItem, _user: User) -> dict[str, Any]:
    return {"group": item.meeting.group}


@router.post(f"{ITEM}/action-items", response={201: MeetingItem})
@granted("meetings.keep", item_of, form=forms.TakeOnForm, using=_group)
def take_on(request: ApiRequest, item: models.AgendaItem, form: forms.TakeOnForm) -> Any:
    """Somebody takes something on."""
    new = NewActionItem(**form.cleaned_data, origin=item)
    add_action_item(item.meeting.group, new, by=request.user, now=clock.now())
    return _seen(item, request.user)


def _seen(item: models.AgendaItem, user: User) -> dict[str, Any]:
    """An item on the agenda as the person sees it now."""
    inside = inside_of(item.meeting, user=user, now=clock.now())
    return next(_item(entry, threads) for entry, threads in inside.agenda if entry.item.pk == item.pk)


def _told(item: models.AgendaItem) -> dict[str, Any]:
    return {name: getattr(item, name) for name in ("public_id", "title", "kind", "duration", "in_camera")}


def _item(entry: Entry, threads: list[Thread]) -> dict[str, Any]:
    item, told = entry.item, {**_told(entry.item), "revision": entry.item.revision, "is_open": entry.is_open}
    told["taken_up_at"] = entry.opening.began_at if entry.opening else None
    if entry.is_named:
        told |= {
            "presenter": named(item.presenter) if item.presenter else None,
            "declarations": entry.declarations, "quorum": entry.quorum,
        }  # fmt: skip
    else:
        told["title"] = None
    if entry.is_open:
        told |= {
            "text": item.text, "subject": _subject(entry), "papers": entry.papers,
            "decisions": list(item.decisions.all()), "action_items": entry.action_items, "threads": threads,
        }  # fmt: skip
    return told


def _subject(entry: Entry) -> dict[str, str] | None:
    if entry.subject is None:
        return None
    return {"kind": entry.item.subject_kind, "id": entry.item.subject, **vars(entry.subject)}
