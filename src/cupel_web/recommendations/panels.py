"""A group's latest recommendations, and those that lie with it, on its page."""

from cupel_web.groups.models import Group
from cupel_web.kernel import clock
from cupel_web.kernel.models import User
from cupel_web.kernel.panels import Panel
from cupel_web.recommendations.queries.records import Wanted, legs_in_order, listed, state_on

SHOWN = 5


def latest_recommendations(person: User | None, group: Group) -> Panel:
    """For all the same: recommendations are public."""
    today = clock.today()
    own = listed(Wanted(group=group.slug), on=today)[:SHOWN]
    received = legs_in_order().filter(body=group, reply=None, recommendation__withdrawal=None)
    context = {
        "group": group,
        "own": [(each, state_on(each, today)) for each in own],
        "received": received.select_related("recommendation__group").order_by("due_on", "pk")[:SHOWN],
        "today": today,
        "may_draft": person is not None and person.has_perm("recommendations.draft", group),
    }
    return Panel(template="recommendations/parts/latest.html", context=context)
