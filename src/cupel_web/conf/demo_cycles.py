"""The demo's revision: the model standard in mid-cycle.

Its first round was short, which is justified against one code and not yet against another, and the comments take longer
than planned.
"""

from datetime import date, datetime, time, timedelta

from cupel_web.conf.demo_scheme import Scheme
from cupel_web.kernel.clock import day_of
from cupel_web.kernel.zones import instant
from cupel_web.standards.cycles.actions import (
    Justification,
    NewCycle,
    RoundNews,
    StageNews,
    open_cycle,
    record_stage,
    set_round,
    waive_rule,
)
from cupel_web.standards.cycles.queries import revises
from cupel_web.standards.models import ChangeKind, Cycle, FactKind

ZONE = "Europe/London"
DAY = timedelta(days=1)
OPENED, DRAFTED, ASKED, HEARD = (timedelta(days=days) for days in (262, 230, 110, 76))
"""So long ago the cycle was opened, drafting began, the first round opened and closed."""


def revised(scheme: Scheme, *, now: datetime) -> None:
    """Open the cycle and record what has happened since, where it is not there yet and the rules of the group, which a
    demo of long ago may have set up, say how.
    """
    today, group = day_of(now), scheme.groups["technical"]
    if Cycle.objects.exists() or not revises(group, on=today - OPENED):
        return
    cycle = open_cycle(group, _new(today), by=None, now=now - OPENED)
    for stage, kind, day in (
        ("proposal", FactKind.STARTED, today - OPENED),
        ("proposal", FactKind.ENDED, today - DRAFTED - DAY),
        ("drafting", FactKind.STARTED, today - DRAFTED),
        ("drafting", FactKind.ENDED, today - ASKED - DAY),
    ):
        _record(cycle, stage, kind, day, now=now - ASKED)
    asked = RoundNews(
        number=1, opens_at=_moment(today - ASKED, time(9)), closes_at=_moment(today - HEARD, time(23, 59)), announced=35
    )
    set_round(cycle, asked, revision=cycle.revision, by=None, now=now - ASKED)
    why = Justification(
        profile="iseal", rule="I6-first", decided_by="Advisory Council", decided_on=today - ASKED - 7 * DAY,
        justification=(
            "Listed brands report by the middle of the year, and the draft changes three clauses alone. A second round "
            "of thirty days follows."
        ),
    )  # fmt: skip
    waive_rule(cycle, why, revision=cycle.revision, by=None, now=now - ASKED)
    _record(cycle, "disposition-1", FactKind.STARTED, today - HEARD + 2 * DAY, now=now - HEARD + 2 * DAY)


def _new(today: date) -> NewCycle:
    return NewCycle(
        standard="mdd", base_edition="2023", new_edition=str(today.year), change=ChangeKind.REVISION,
        opened_on=today - OPENED, announced_on=today - OPENED,
        scope="Origin of recycled feed, traders that own no smelter, and the time in which red flags are answered.",
        need="An emerging issue on origin claims for recycled feed, and questions of assessors on three clauses.",
        objectives="Claims about recycled feed that can be checked; one time limit for all five metals.",
        risks="Small traders might be left out; sites change their systems twice within two years.",
        overlap="The crosswalk to regulations names where laws ask for the same.",
    )  # fmt: skip


def _record(cycle: Cycle, stage: str, kind: FactKind, day: date, *, now: datetime) -> None:
    starts = kind is FactKind.STARTED
    news = StageNews(stage=stage, kind=kind, first=day if starts else None, last=None if starts else day)
    record_stage(cycle, news, revision=cycle.revision, by=None, now=now)


def _moment(day: date, clock: time) -> datetime:
    return instant(datetime.combine(day, clock), ZONE)
