"""What a group's page shows of its meetings."""

from typing import Any

from cupel_web.kernel import clock
from cupel_web.kernel.models import User
from cupel_web.kernel.panels import Panel
from cupel_web.meetings.queries.schedule import next_meeting


def meetings_of_group(user: User | None, group: Any) -> Panel:
    """The next meeting, and the way to all of them."""
    inside = user is not None and user.has_perm("meetings.enter", group)
    coming = next_meeting(group, inside=inside, now=clock.now())
    may_convene = user is not None and user.has_perm("meetings.convene", group)
    context = {"group": group, "next": coming, "may_convene": may_convene}
    return Panel(template="meetings/parts/of_group.html", context=context)
