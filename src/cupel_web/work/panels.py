"""What pages of groups, clauses and instruments show of work."""

from cupel_web.groups.models import Group
from cupel_web.kernel import clock
from cupel_web.kernel.models import User
from cupel_web.kernel.panels import Panel
from cupel_web.regulations.models import Instrument
from cupel_web.work.models import IssueClause, IssueInstrument
from cupel_web.work.queries.issues import with_state
from cupel_web.work.queries.programme import standing
from cupel_web.work.queries.reading import issues_read_by, public_issues, reader_of
from cupel_web.work.queries.talk import threads_about

SHOWN = 10


def work_of_group(_user: User | None, group: Group) -> Panel:
    """The group's running workstreams, and the way to its programme and papers."""
    running = standing(group, on=clock.today())
    context = {"group": group, "running": running[:SHOWN]}
    return Panel(template="work/parts/group_panel.html", context=context)


def issues_about_instrument(user: User | None, instrument: Instrument) -> Panel:
    """Issues about the instrument that this person may read, newest first."""
    reader = reader_of(user, on=clock.today())
    linked = IssueInstrument.objects.filter(instrument=instrument, removed_at=None).values("issue")
    found = issues_read_by(reader).filter(pk__in=linked, withdrawn_at=None)
    context = {"issues": list(with_state(found)[:SHOWN]), "group": instrument.watch and instrument.watch.group}
    return Panel(template="work/parts/instrument_panel.html", context=context)


def work_on_clause(user: User | None, clause: str) -> Panel | None:
    """Public issues and readable threads about the clause."""
    reader = reader_of(user, on=clock.today())
    linked = IssueClause.objects.filter(clause=clause, removed_at=None).values("issue")
    issues = list(with_state(public_issues().filter(pk__in=linked))[:SHOWN])
    threads = list(threads_about(clause, reader)[:SHOWN])
    if not issues and not threads:
        return None
    context = {"clause_issues": issues, "clause_threads": threads}
    return Panel(template="work/parts/clause_panel.html", context=context)
