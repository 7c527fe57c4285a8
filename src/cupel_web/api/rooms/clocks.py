"""Clocks that run in groups: who waits for whom, since when, until when, and what happens then."""

from datetime import date
from typing import Any

from ninja import Query, Router, Schema

from cupel_web.api.access import ApiRequest, granted
from cupel_web.api.paging import Page, Paging, page_of
from cupel_web.groups.clocks import RunningClock, clocks_of
from cupel_web.groups.models import Group
from cupel_web.groups.queries.records import all_groups, group_entered_by
from cupel_web.kernel import clock
from cupel_web.people.queries import nothing

router = Router(tags=["clocks"])


class ClockPause(Schema):
    first: date
    last: date | None
    reason: str


class Clock(Schema):
    """``due``: the last day in time; none while a pause lasts, or where there is no term."""

    group: str
    act: str
    about: str
    path: str
    waiting: str
    awaited: str
    started: date
    due: date | None
    term: str
    then: str
    state: str
    pauses: list[ClockPause]

    @staticmethod
    def resolve_group(running: RunningClock) -> str:
        return running.group.slug

    @staticmethod
    def resolve_state(running: RunningClock) -> str:
        return running.state(on=clock.today()).value


@router.get("/groups/{slug:slug}/clocks", response=Page[Clock])
@granted("groups.enter", group_entered_by)
def clocks(request: ApiRequest, group: Group, paging: Query[Paging]) -> dict[str, Any]:
    """The clocks of a group today, the oldest deadline first."""
    return page_of(clocks_of([group], on=clock.today()), paging)


@router.get("/clocks", response=Page[Clock])
@granted("groups.see_clocks", nothing)
def all_clocks(request: ApiRequest, _about: None, paging: Query[Paging]) -> dict[str, Any]:
    """The clocks of every group today, the oldest deadline first."""
    return page_of(clocks_of(list(all_groups()), on=clock.today()), paging)
