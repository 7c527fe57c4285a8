"""Revision cycles of a group, on its page."""

from cupel.governance import overdue
from cupel_web.groups.models import Group
from cupel_web.kernel import clock
from cupel_web.kernel.models import User
from cupel_web.kernel.panels import Panel
from cupel_web.standards.cycles.queries import cycles_of, revises
from cupel_web.standards.cycles.records import record_of

SHOWN = 5


def cycles_of_group(person: User | None, group: Group) -> Panel | None:
    """The cycles that run, each with whether something is late; nothing where there is none and the person cannot
    open one.
    """
    today = clock.today()
    running = list(cycles_of([group])[:SHOWN])
    may_open = person is not None and person.has_perm("standards.run_cycle", group) and revises(group, on=today)
    if not running and not may_open:
        return None
    rows = [(each, bool(overdue(record_of(each, on=today), today))) for each in running]
    context = {"group": group, "rows": rows, "may_open": may_open}
    return Panel(template="standards/cycles/parts/panel.html", context=context)
