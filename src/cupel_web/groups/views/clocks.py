"""Pages of clocks: those of a group for who may enter it, and those of all groups for the secretariat."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from cupel.governance import ClockState
from cupel_web.groups.charts import timeline
from cupel_web.groups.clocks import RunningClock, clocks_of
from cupel_web.groups.models import Group
from cupel_web.groups.queries.records import all_groups, group_entered_by
from cupel_web.kernel import clock
from cupel_web.kernel.access import SignedInRequest, permitted
from cupel_web.people.queries import nothing

PER_PAGE = 50
SHOWN = (ClockState.OVERDUE, ClockState.RUNNING, ClockState.PAUSED)


@permitted("groups.enter", group_entered_by)
@require_GET
def clocks(request: SignedInRequest, group: Group) -> HttpResponse:
    """Who waits for whom in a group, since when, until when, and what happens then."""
    return render(
        request, "groups/clocks.html", {"group": group, **_page(request, clocks_of([group], on=clock.today()))}
    )


@permitted("groups.see_clocks", nothing)
@require_GET
def all_clocks(request: SignedInRequest, _about: None) -> HttpResponse:
    """The clocks of every group."""
    return render(request, "groups/clocks.html", _page(request, clocks_of(list(all_groups()), on=clock.today())))


def _page(request: HttpRequest, found: list[RunningClock]) -> dict[str, Any]:
    on, wanted = clock.today(), request.GET.get("state", "")
    states = [each.state(on=on) for each in found]
    shown = [each for each, state in zip(found, states, strict=True) if wanted in {"", state.value}]
    page = Paginator(shown, PER_PAGE).get_page(request.GET.get("page"))
    return {
        "today": on,
        "page": page,
        "timeline": timeline(list(page), on=on),
        "wanted": wanted,
        "tallies": [(state.value, states.count(state)) for state in SHOWN],
    }
