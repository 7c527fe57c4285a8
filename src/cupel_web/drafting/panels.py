"""What pages of groups and of revision cycles show of drafts."""

from cupel_web.drafting.queries.records import drafts
from cupel_web.groups.models import Group
from cupel_web.kernel.models import User
from cupel_web.kernel.panels import Panel
from cupel_web.standards.models import Cycle

SHOWN = 5


def drafts_of_group(user: User | None, group: Group) -> Panel | None:
    """The group's open drafts, to those who may read them."""
    if user is None or not user.has_perm("drafting.read", group):
        return None
    found = list(drafts().filter(group=group, closing=None)[:SHOWN])
    may_open = user.has_perm("drafting.open", group)
    if not found and not may_open:
        return None
    context = {"drafts": found, "group": group, "may_open": may_open}
    return Panel(template="drafting/parts/group_panel.html", context=context)


def drafts_of_cycle(user: User | None, cycle: Cycle) -> Panel | None:
    """The group's drafts of the edition that the cycle makes, to those who may read them."""
    if user is None or not user.has_perm("drafting.read", cycle.group):
        return None
    found = drafts().filter(group=cycle.group, standard=cycle.standard, edition=cycle.new_edition)
    return Panel(template="drafting/parts/group_panel.html", context={"drafts": list(found[:SHOWN])})
