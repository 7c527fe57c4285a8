"""Record what happens to a stage of a cycle."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from cupel import governance
from cupel.errors import ProcedureError
from cupel.governance import Stage, StageRecord, Window
from cupel_web.kernel.clock import day_of
from cupel_web.kernel.events import append_event
from cupel_web.kernel.models import User
from cupel_web.kernel.permissions import require
from cupel_web.kernel.revisions import claim
from cupel_web.standards.cycles.actions.standing import finish, fresh, not_so
from cupel_web.standards.cycles.findings import held
from cupel_web.standards.cycles.records import record_of
from cupel_web.standards.models import Cycle, FactKind, StageFact


@dataclass(frozen=True, kw_only=True)
class StageNews:
    """What is recorded of a stage: its planned days, or the day on which it started or ended."""

    stage: str
    kind: FactKind
    first: date | None = None
    last: date | None = None
    reason: str = ""


def record_stage(cycle: Cycle, news: StageNews, *, revision: int, by: User | None, now: datetime) -> StageFact:
    """Record something about a stage; raises :class:`~cupel.errors.ProcedureError` for what contradicts the days known,
    the order of the stages or the calendar, and if somebody else recorded something since ``revision``.
    """
    require(by, "standards.run_cycle", cycle)
    with transaction.atomic():
        claim(cycle, revision=revision)
        _require_possible(cycle, news, day_of(now))
        made: StageFact = StageFact.objects.create(
            cycle=cycle, stage=news.stage, kind=news.kind, first=news.first, last=news.last, reason=news.reason,
            recorded_at=now, recorded_by=by,
        )  # fmt: skip
        finish(cycle, day_of(now))
        append_event(
            "standards.stage_recorded", by=by, about=cycle, scope=cycle.group, now=now, stage=news.stage,
            what=news.kind.value, first=_iso(news.first), last=_iso(news.last),
        )  # fmt: skip
    return made


def _require_possible(cycle: Cycle, news: StageNews, today: date) -> None:
    found = fresh(cycle)
    record = record_of(found, on=today)
    stages = record.stages
    place = next((number for number, each in enumerate(stages) if each.rule.key == news.stage), None)
    if place is None:
        raise not_so(_("The cycle has no such stage."))
    _require_kind(stages[place], news)
    for day in (news.first, news.last):
        if news.kind is not FactKind.PLANNED and day is not None and (day > today or day < cycle.opened_on):
            raise not_so(_("{day} is still to come, or before the cycle was opened.").format(day=day))
    if news.kind is FactKind.CLEARED and any(each.started is not None for each in stages[place + 1 :]):
        raise not_so(_("A stage after it has started."))
    if news.kind is FactKind.PLANNED:
        Window(first=news.first, last=news.last)
    if news.kind is FactKind.STARTED:
        before = [each for each in stages[:place] if not each.is_over]
        if before:
            raise not_so(_("The stage before it is not over."))
        after = max((each.ended for each in stages[:place] if each.ended is not None), default=cycle.opened_on)
        if news.first is None or news.first < after:
            raise not_so(_("The stage before it ended on {day}.").format(day=after))
        if stages[place].rule.stage is Stage.APPROVAL:
            _require_justified(found, record, today)


def _require_justified(cycle: Cycle, record: governance.Cycle, today: date) -> None:
    """Approval begins once whatever is not met of the procedure, and of the codes it follows, is justified."""
    lacking = [each for one in held(cycle, record, on=today) if one.binding for each in one.lacking]
    if lacking:
        raise ProcedureError(
            _("Not met and not justified: {rules}.").format(rules=", ".join(each.reference for each in lacking)),
            code="not-justified",
            remedy=_("Justify each on the page of the cycle; the rules stay not met."),
        )


def _require_kind(stage: StageRecord, news: StageNews) -> None:
    """What may be recorded of the stage as it stands."""
    by_round = stage.rule.stage is Stage.CONSULTATION and news.kind in {FactKind.STARTED, FactKind.ENDED}
    if by_round:
        raise not_so(_("A round starts and ends with its own days."))
    if news.kind in {FactKind.SKIPPED, FactKind.CLEARED} and not news.reason:
        raise not_so(_("This needs a reason."))
    allowed = {
        FactKind.PLANNED: not stage.is_over,
        FactKind.STARTED: stage.started is None and not stage.skipped,
        FactKind.ENDED: stage.started is not None and stage.ended is None,
        FactKind.SKIPPED: stage.started is None and not stage.skipped,
        FactKind.CLEARED: stage.started is not None or stage.skipped,
    }
    if not allowed[news.kind]:
        raise not_so(_("The stage does not stand so that this could be recorded."))
    if news.kind is FactKind.ENDED and stage.started is not None and (news.last is None or news.last < stage.started):
        raise not_so(_("The stage started on {day}.").format(day=stage.started))


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day is not None else None
