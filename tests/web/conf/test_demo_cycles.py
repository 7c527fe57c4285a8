"""The demo's revision: in mid-cycle, one rule justified, one stage overdue; a second start adds nothing."""

import pytest
from tests.web.people_at_work import NOON

from cupel.governance import Verdict, overdue
from cupel_web.conf import demo_cycles, demo_scheme
from cupel_web.kernel.clock import day_of
from cupel_web.standards.cycles.findings import held
from cupel_web.standards.cycles.queries import all_cycles
from cupel_web.standards.cycles.records import record_of
from cupel_web.standards.models import Cycle, RuleWaiver, StageFact

pytestmark = pytest.mark.django_db


def test_it_is_in_mid_cycle_with_a_waiver_and_an_overdue_stage() -> None:
    scheme = demo_scheme.prepared(password="a password for tests only", now=NOON)
    for _start in range(2):
        demo_cycles.revised(scheme, now=NOON)
    assert (Cycle.objects.count(), RuleWaiver.objects.count(), StageFact.objects.count()) == (1, 1, 5)
    today = day_of(NOON)
    cycle = all_cycles().get()
    record = record_of(cycle, on=today)
    assert [deadline.stage for deadline in overdue(record, today)] == ["disposition-1"]
    found = {each.reference: each.verdict for one in held(cycle, record, on=today) for each in one.findings}
    assert (found["iseal/I6-first"], found["wto-tbt/L"]) == (Verdict.JUSTIFIED, Verdict.NOT_MET)
    assert found["procedure/consultation-1"] is Verdict.MET
