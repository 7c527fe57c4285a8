"""What people took on for a group."""

from datetime import date, datetime
from typing import Any, Literal

from ninja import Query, Router, Schema

from cupel_web.api.access import ApiRequest, granted
from cupel_web.api.paging import Page, Paging, page_of
from cupel_web.api.persons import PersonBrief, person_shown
from cupel_web.api.rooms.work.common import GROUP
from cupel_web.groups.models import Group
from cupel_web.groups.queries.records import group_entered_by
from cupel_web.kernel import clock
from cupel_web.kernel.models import User
from cupel_web.work import actions, models
from cupel_web.work.forms.issues import ReasonForm
from cupel_web.work.forms.work import ActionItemForm
from cupel_web.work.queries.reading import reader_of
from cupel_web.work.queries.records import action_item_of, action_items_of

router = Router(tags=["work"])
ITEM = f"{GROUP}/action-items/{{ulid:item}}"


class ActionItem(Schema):
    """Something a person does by a day; ``owner`` is empty for somebody who left."""

    public_id: str
    group: str
    title: str
    owner: PersonBrief | None
    due_on: date
    state: str
    done_at: datetime | None
    dropped_at: datetime | None
    dropped_reason: str

    @staticmethod
    def resolve_group(item: models.ActionItem) -> str:
        return item.group.slug

    @staticmethod
    def resolve_owner(item: models.ActionItem) -> dict[str, str] | None:
        return person_shown(item.owner, inside=True)

    @staticmethod
    def resolve_state(item: models.ActionItem) -> str:
        return item.state(on=clock.today())


@router.get(f"{GROUP}/action-items", response=Page[ActionItem])
@granted("groups.enter", group_entered_by)
def list_action_items(request: ApiRequest, group: Group, paging: Query[Paging], show: Literal["", "all"] = "") -> Any:
    """What people took on and did not do yet, the oldest day first; ``show=all``: also what is over."""
    return page_of(action_items_of(reader_of(request.user, on=clock.today()), group, show=show), paging)


def _of_group(group: Group, _user: User) -> dict[str, Any]:
    return {"group": group}


@router.post(f"{GROUP}/action-items", response={201: ActionItem})
@granted("work.add_action_item", group_entered_by, form=ActionItemForm, using=_of_group)
def add_action_item(request: ApiRequest, group: Group, form: ActionItemForm) -> Any:
    """Write down that a person does something by a day."""
    return actions.add_action_item(group, form.wanted(), by=request.user, now=clock.now())


@router.post(f"{ITEM}/completion", response={201: ActionItem})
@granted("work.finish_action_item", action_item_of)
def finish_action_item(request: ApiRequest, item: models.ActionItem) -> Any:
    """It is done."""
    actions.finish_action_item(item, by=request.user, now=clock.now())
    return item


@router.post(f"{ITEM}/drop", response={201: ActionItem})
@granted("work.drop_action_item", action_item_of, form=ReasonForm)
def drop_action_item(request: ApiRequest, item: models.ActionItem, form: ReasonForm) -> Any:
    """It will not be done."""
    actions.drop_action_item(item, reason=form.cleaned_data["reason"], by=request.user, now=clock.now())
    return item
