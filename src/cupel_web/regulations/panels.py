"""What pages of groups show of instruments."""

from cupel_web.groups.models import Group
from cupel_web.kernel import clock
from cupel_web.kernel.models import User
from cupel_web.kernel.panels import Panel
from cupel_web.regulations.queries.dates import next_of, watched_by
from cupel_web.regulations.queries.records import instruments

SHOWN = 5


def watched_by_group(_user: User | None, group: Group) -> Panel | None:
    """The dates that come next of the instruments this group watches; nothing where it watches none."""
    watched = watched_by(instruments(), {group.pk})
    if not watched:
        return None
    coming = [each for instrument in watched if (each := next_of(instrument, on=clock.today()))]
    context = {"number": len(watched), "coming": sorted(coming, key=lambda each: each.on)[:SHOWN]}
    return Panel(template="regulations/parts/group_panel.html", context=context)
