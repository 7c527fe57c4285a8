"""Justify that a rule is not met."""

from dataclasses import asdict, dataclass
from datetime import date, datetime

from django.db import transaction

from cupel_web.kernel.events import append_event
from cupel_web.kernel.models import User
from cupel_web.kernel.permissions import require
from cupel_web.kernel.revisions import claim
from cupel_web.standards.cycles.actions.standing import require_past
from cupel_web.standards.models import Cycle, RuleWaiver


@dataclass(frozen=True, kw_only=True)
class Justification:
    """Why a rule of a profile need not be met, who decided so, and when."""

    profile: str
    rule: str
    justification: str
    decided_by: str
    decided_on: date


def waive_rule(cycle: Cycle, why: Justification, *, revision: int, by: User | None, now: datetime) -> RuleWaiver:
    """Justify that a rule is not met; raises :class:`~cupel.errors.ProcedureError` for a day to come and for a stale
    ``revision``. A rule that is waived stays not met.
    """
    require(by, "standards.run_cycle", cycle)
    with transaction.atomic():
        claim(cycle, revision=revision)
        require_past(why.decided_on, now)
        made: RuleWaiver = RuleWaiver.objects.create(cycle=cycle, recorded_at=now, recorded_by=by, **asdict(why))
        append_event(
            "standards.rule_waived", by=by, about=cycle, scope=cycle.group, now=now, profile=why.profile, rule=why.rule,
            on=why.decided_on.isoformat(),
        )  # fmt: skip
    return made
