"""A revision that tests name: of the model standard by the working group; its first round is over."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from tests.web.people_at_work import NOON
from tests.web.scheme_at_work import RULES, Scheme

from cupel_web.groups.actions import adopt_procedure
from cupel_web.standards.cycles.actions import NewCycle, RoundNews, StageNews, open_cycle, record_stage, set_round
from cupel_web.standards.cycles.queries import cycle_named
from cupel_web.standards.models import ChangeKind, Cycle, FactKind

DAY = timedelta(days=1)
OPENED, DRAFTED = date(2025, 1, 6), date(2025, 2, 1)
OPENS, CLOSES = datetime(2025, 4, 1, 8, tzinfo=UTC), datetime(2025, 5, 5, 22, 59, tzinfo=UTC)
"""34 days without the first in London, 35 with it."""

CYCLE: dict[str, Any] = {
    "review": "5 years",
    "stages": [
        {"stage": "proposal", "planned": "1 months"},
        {"stage": "drafting", "planned": "2 months"},
        {"stage": "consultation", "number": 1, "planned": "60 days", "least": "30 days"},
        {"stage": "disposition", "planned": "2 months"},
        {"stage": "approval", "planned": "1 months"},
        {"stage": "publication", "planned": "2 weeks"},
        {"stage": "transition", "planned": "12 months", "least": "6 months"},
    ],
    "rounds": {"revision": 1},
    "zone": "Europe/London",
    "answers": "3 months",
}
NEW = NewCycle(
    standard="mdd", base_edition="2023", new_edition="2026", change=ChangeKind.REVISION, opened_on=OPENED,
    announced_on=OPENED, scope="Three clauses.", need="Assessors asked.", objectives="Clearer.", risks="Few.",
    overlap="None known.",
)  # fmt: skip


def rules_adopted(*, version: str = "2", in_force: str = "2025-01-02", **changed: Any) -> None:
    """The scheme's groups say how they revise from a day on."""
    adopt_procedure(
        {**RULES, "version": version, "in_force": in_force, "cycle": {**CYCLE, **changed}}, by=None, now=NOON
    )


def recorded(cycle: Cycle, stage: str, kind: FactKind, day: date | None = None, *, reason: str = "") -> Cycle:
    """The cycle after something about a stage was recorded."""
    news = StageNews(
        stage=stage, kind=kind, first=day if kind is FactKind.STARTED else None,
        last=day if kind is FactKind.ENDED else None, reason=reason,
    )  # fmt: skip
    record_stage(cycle, news, revision=cycle.revision, by=None, now=NOON)
    return cycle_named(cycle.public_id)


@pytest.fixture
def cycle(scheme: Scheme) -> Cycle:
    """Opened in January, drafted until March; its round of April is over, and disposition should have started."""
    rules_adopted()
    made = open_cycle(scheme.group, NEW, by=None, now=NOON)
    for stage, kind, day in (
        ("proposal", FactKind.STARTED, OPENED),
        ("proposal", FactKind.ENDED, DRAFTED - DAY),
        ("drafting", FactKind.STARTED, DRAFTED),
        ("drafting", FactKind.ENDED, date(2025, 3, 31)),
    ):
        made = recorded(made, stage, kind, day)
    asked = RoundNews(number=1, opens_at=OPENS, closes_at=CLOSES, announced=35)
    set_round(made, asked, revision=made.revision, by=None, now=NOON)
    return cycle_named(made.public_id)
