"""A group's latest decisions, on its page."""

from cupel_web.decisions.queries.records import closed_ballots_of, running_ballots_of
from cupel_web.groups.models import Group
from cupel_web.kernel.models import User
from cupel_web.kernel.panels import Panel

SHOWN = 5


def latest_decisions(person: User | None, group: Group) -> Panel:
    """The latest closed ballots for all; those that run for insiders."""
    enters = person is not None and person.has_perm("groups.enter", group)
    context = {
        "group": group,
        "closed": closed_ballots_of(group)[:SHOWN],
        "running": running_ballots_of(group)[:SHOWN] if enters else [],
    }
    return Panel(template="decisions/parts/latest.html", context=context)
