"""The demo's regulations: imported a year ago, watched by the Due Diligence group, some dates dealt with since."""

from datetime import datetime, timedelta

from cupel.coverage import load_instruments, shipped_instruments
from cupel_web.conf.demo_scheme import Scheme
from cupel_web.kernel.clock import day_of
from cupel_web.regulations.actions import Watching, change_watch, deal_with_date, import_instruments
from cupel_web.regulations.models import Import
from cupel_web.regulations.queries.dates import passed
from cupel_web.regulations.queries.records import instrument_named, instruments
from cupel_web.work.actions import propose_issues

YEAR = timedelta(days=366)
REPORTS = {"CAS211", "DF1502", "LKSG"}
"""Yearly reports that companies handed in: the group only took note of them."""


def watched(scheme: Scheme, *, now: datetime) -> None:
    """Import the instruments as if a year ago, and let the machine and the group have done their part since."""
    if Import.objects.exists():
        propose_issues(now=now)
        return
    group = scheme.groups["due-diligence"]
    import_instruments(load_instruments(shipped_instruments()), watcher=group, by=None, now=now - YEAR)
    norway = instrument_named("NOTA")
    wanted = Watching(group=group, months=12)
    change_watch(norway, wanted, revision=norway.revision, by=None, now=now - YEAR)
    for each in passed(instruments(), on=day_of(now)):
        if each.instrument.code in REPORTS:
            deal_with_date(each, reason="Taken note of; nothing follows for the standard.", by=None, now=now)
    propose_issues(now=now)
