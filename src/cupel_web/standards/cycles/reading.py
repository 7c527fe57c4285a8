"""Public pages of revision cycles: all of them with the next review of each standard, and one."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from cupel import governance
from cupel.governance import Change, Deadline, Round, Stage, StageRecord, next_review, overdue
from cupel_web.kernel import clock
from cupel_web.kernel.access import may, public
from cupel_web.kernel.lists import asked, paged
from cupel_web.standards.boards import CYCLES
from cupel_web.standards.cycles.charts import picture
from cupel_web.standards.cycles.findings import held
from cupel_web.standards.cycles.queries import cycle_named, listed, reviews
from cupel_web.standards.cycles.records import record_of
from cupel_web.standards.cycles.words import rules_in_words
from cupel_web.standards.models import Cycle, FactKind, RoundFact
from cupel_web.standards.queries import standards


@dataclass(frozen=True, kw_only=True)
class Row:
    """A cycle in the list: the stage it is in, and what is late."""

    cycle: Cycle
    stage: StageRecord | None
    late: tuple[Deadline, ...]


@dataclass(frozen=True, kw_only=True)
class StageRow:
    """A stage in the table of a cycle: its state, why it was planned or left out as it is, and what may be recorded."""

    record: StageRecord
    state: str
    reasons: list[str]
    kinds: list[FactKind]
    round: int


@dataclass(frozen=True, kw_only=True)
class RoundRow:
    """A round: its moments, its days both ways, and whether the announced number ``fits``: as the procedure counts
    (empty), the ``other`` way alone, or in ``neither``.
    """

    number: int
    fact: RoundFact | None
    round: Round
    inclusive: int | None
    exclusive: int | None
    fits: str
    may_answer: bool


@public
@require_GET
def revision_cycles(request: HttpRequest) -> HttpResponse:
    """The next review of each standard, and every cycle, newest first."""
    today, text, show = clock.today(), asked(request, "q"), asked(request, "show")
    page = paged(request, listed(text=text, show=show))
    context = {
        "reviews": reviews(on=today), "page": page, "rows": [_row(cycle, today) for cycle in page], "text": text,
        "show": show, "today": today,
    }  # fmt: skip
    return render(request, "standards/cycles/cycles.html", context)


@public
@require_GET
def revision_cycle(request: HttpRequest, cycle: str) -> HttpResponse:
    """A cycle: its stages, rounds, what is late, and how it stands against codes for standard-setters."""
    found, today = cycle_named(cycle), clock.today()
    record = record_of(found, on=today)
    runs = may(request, "standards.run_cycle", found)
    standard = standards().get(found.standard)
    context = {
        "cycle": found, "record": record, "runs": runs, "today": today, "standard": standard,
        "has_base": standard is not None and found.base_edition in standard.editions,
        "late": overdue(record, today), "picture": picture(record, on=today),
        "stages": [_stage(found, stage, record) for stage in record.stages],
        "rounds": list(_rounds(found, record, today)), "held": list(held(found, record, on=today)),
        "rules": rules_in_words(record.rules), "review": _review(record),
        "panels": CYCLES.about(found, user=request.user),
    }  # fmt: skip
    return render(request, "standards/cycles/cycle.html", context)


def _row(cycle: Cycle, today: date) -> Row:
    record = record_of(cycle, on=today)
    stage = next((each for each in record.stages if not each.is_over), None)
    return Row(cycle=cycle, stage=stage, late=overdue(record, today))


def _stage(cycle: Cycle, stage: StageRecord, record: governance.Cycle) -> StageRow:
    facts = [fact for fact in cycle.stage_facts.all() if fact.stage == stage.rule.key]
    number = stage.rule.number if stage.rule.stage is Stage.CONSULTATION else 0
    return StageRow(
        record=stage, state=_state(stage), round=number, kinds=_kinds(stage, record),
        reasons=[f"{fact.get_kind_display()}: {fact.reason}" for fact in facts if fact.reason],
    )  # fmt: skip


def _state(stage: StageRecord) -> str:
    if stage.skipped:
        return "left out"
    if stage.ended is not None:
        return "done"
    return "going on" if stage.started is not None else "planned"


def _kinds(stage: StageRecord, record: governance.Cycle) -> list[FactKind]:
    """What may be recorded of a stage as it stands."""
    by_round = stage.rule.stage is Stage.CONSULTATION
    if stage.skipped:
        return [FactKind.CLEARED]
    if stage.started is None:
        before = record.stages[: record.stages.index(stage)]
        starts = not by_round and all(each.is_over for each in before)
        return [*([FactKind.STARTED] if starts else []), *([] if by_round else [FactKind.PLANNED]), FactKind.SKIPPED]
    if by_round or stage.ended is not None:
        return [FactKind.CLEARED] if stage.ended is not None and not by_round else []
    return [FactKind.ENDED, FactKind.PLANNED, FactKind.CLEARED]


def _rounds(cycle: Cycle, record: governance.Cycle, today: date) -> Iterator[RoundRow]:
    facts = {fact.number: fact for fact in cycle.round_facts.all()}
    for each in record.all_rounds:
        is_over = each.number in facts and each.window.last is not None and each.window.last < today
        yield RoundRow(
            number=each.number, fact=facts.get(each.number), round=each,
            inclusive=each.window.days(inclusive=True), exclusive=each.window.days(inclusive=False),
            fits=_fits(each, inclusive=record.rules.inclusive),
            may_answer=is_over and each.answered is None,
        )  # fmt: skip


def _fits(each: Round, *, inclusive: bool) -> str:
    ways = each.window.counted_as(each.announced) if each.announced is not None else (inclusive,)
    return "" if inclusive in ways else "other" if ways else "neither"


def _review(record: governance.Cycle) -> date | None:
    """By when the edition that is revised was to be reviewed."""
    if record.change is Change.NEW:
        return None
    return next_review(record.rules, adopted=record.adopted, reviewed=record.reviewed)
