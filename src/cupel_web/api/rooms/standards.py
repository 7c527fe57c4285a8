"""Revision cycles of standards: stages, rounds, what is late, how they stand against codes; the next reviews."""

from datetime import date, datetime
from typing import Any

from django.http import HttpRequest
from ninja import Query, Router, Schema

from cupel import governance
from cupel.coverage import is_unverified
from cupel.governance import Awaited, Finding, StageRecord, Verdict, deadlines
from cupel_web.api.access import ApiRequest, granted, open_to_all
from cupel_web.api.paging import Page, Paging, Sought, page_of
from cupel_web.api.rooms.groups import GROUP
from cupel_web.groups.models import Group
from cupel_web.groups.queries.records import group_kept_by
from cupel_web.kernel import clock
from cupel_web.standards.cycles import actions, forms
from cupel_web.standards.cycles.findings import held
from cupel_web.standards.cycles.loaders import RoundOf, RuleOf, StageOf, round_of, rule_of, stage_of
from cupel_web.standards.cycles.queries import Review, cycle_named, listed, reviews
from cupel_web.standards.cycles.records import record_of, rules_of
from cupel_web.standards.cycles.words import reading_words
from cupel_web.standards.models import Cycle

router = Router(tags=["standards"])
ONE = "/standards/cycles/{ulid:cycle}"


class StandardReview(Schema):
    """``since``: the last adoption or review, the earliest day it may have been where it is not ``exact``; ``cycle``
    revises the standard now.
    """

    standard: str
    group: str | None
    since: date | None
    exact: bool
    due: date | None
    is_overdue: bool
    cycle: str | None


class RevisionBrief(Schema):
    """``stage``: the first that is not over."""

    public_id: str
    standard: str
    base_edition: str
    new_edition: str
    group: str
    change: str
    opened_on: date
    finished_on: date | None
    stage: str | None


class RevisionStage(Schema):
    stage: str
    planned_first: date | None
    planned_last: date | None
    started: date | None
    ended: date | None
    is_left_out: bool


class RevisionRound(Schema):
    """Days are those of ``zone``, counted with and without the first. Without moments it is only planned."""

    number: int
    opens_at: datetime | None
    closes_at: datetime | None
    zone: str
    first: date | None
    last: date | None
    days_inclusive: int | None
    days_exclusive: int | None
    announced: int | None
    answered_on: date | None


class RevisionDeadline(Schema):
    awaited: Awaited
    stage: str
    since: date
    due: date
    is_overdue: bool


class RuleJustified(Schema):
    justification: str
    decided_by: str
    decided_on: date


class RuleFound(Schema):
    """What came of a rule, and ``why``; one that is justified stays not met. ``binding``: it is the procedure's own, or
    of a code that the procedure follows.
    """

    profile: str
    binding: bool
    rule: str
    demands: dict[str, str]
    verdict: Verdict
    why: str
    source: str
    is_unverified: bool
    justified: RuleJustified | None


class Revision(RevisionBrief):
    """``procedure``: the version of the group's rules that it runs under; ``inclusive``: they count the first day of a
    window; ``revision`` counts what was recorded.
    """

    announced_on: date | None
    scope: str
    need: str
    objectives: str
    risks: str
    overlap: str
    procedure: str
    inclusive: bool
    revision: int
    stages: list[RevisionStage]
    rounds: list[RevisionRound]
    deadlines: list[RevisionDeadline]
    rules: list[RuleFound]


@router.get("/standards/reviews", response=list[StandardReview], auth=None)
@open_to_all
def list_reviews(request: HttpRequest) -> Any:
    """When each standard is to be reviewed next."""
    return [_review(each) for each in reviews(on=clock.today())]


@router.get("/standards/cycles", response=Page[RevisionBrief], auth=None)
@open_to_all
def list_cycles(request: HttpRequest, paging: Query[Paging], q: Sought = "", show: Sought = "") -> Any:
    """Cycles whose standard, edition or group holds ``q``, the newest first; ``show``: ``running`` or ``finished``."""
    page = page_of(listed(text=q, show=show), paging)
    return {**page, "items": [_brief(each, record_of(each, on=clock.today())) for each in page["items"]]}


@router.get(ONE, response=Revision, auth=None)
@open_to_all
def read_cycle(request: HttpRequest, cycle: str) -> Any:
    """One cycle with its stages and rounds, what is awaited, and how it stands against its procedure and codes."""
    return _now(cycle)


@router.post(f"{GROUP}/standard-cycles", response={201: Revision})
@granted("standards.run_cycle", group_kept_by, form=forms.CycleForm)
def open_cycle(request: ApiRequest, group: Group, form: forms.CycleForm) -> Any:
    """Open a cycle under the group's rules of the day; ``base``: ``mdd@2023``, or empty for a new standard."""
    return _now(actions.open_cycle(group, form.wanted(), by=request.user, now=clock.now()).public_id)


@router.post(f"{GROUP}/standard-reviews", response={201: StandardReview})
@granted("standards.run_cycle", group_kept_by, form=forms.ReviewForm)
def record_review(request: ApiRequest, group: Group, form: forms.ReviewForm) -> Any:
    """Record a review of an edition (``mdd@2023``) that found no need for change."""
    made = actions.record_review(group, form.wanted(), by=request.user, now=clock.now())
    return next(_review(each) for each in reviews(on=clock.today()) if each.standard == made.standard)


@router.post(f"{ONE}/stages/{{slug:stage}}/{{slug:kind}}", response={201: Revision})
@granted("standards.run_cycle", stage_of, form=forms.StageForm, using=lambda found, _user: {"kind": found.kind})
def record_stage(request: ApiRequest, found: StageOf, form: forms.StageForm) -> Any:
    """Record of a stage that it is ``planned`` (its days), ``started`` or ``ended`` (the day), ``skipped`` or
    ``cleared`` (the reason).
    """
    news, revision = form.wanted(found.record.rule.key), form.cleaned_data["revision"]
    actions.record_stage(found.cycle, news, revision=revision, by=request.user, now=clock.now())
    return _now(found.cycle.public_id)


@router.put(f"{ONE}/rounds/{{number}}", response=Revision)
@granted(
    "standards.run_cycle", round_of, form=forms.RoundForm,
    using=lambda found, _user: {"zone": found.zone, "is_known": found.fact is not None},
)  # fmt: skip
def set_round(request: ApiRequest, found: RoundOf, form: forms.RoundForm) -> Any:
    """Say when a round opens and closes; a moment without an offset is in the procedure's zone."""
    news, revision = form.wanted(found.number), form.cleaned_data["revision"]
    actions.set_round(found.cycle, news, revision=revision, by=request.user, now=clock.now())
    return _now(found.cycle.public_id)


@router.put(f"{ONE}/rounds/{{number}}/answers", response=Revision)
@granted("standards.run_cycle", round_of, form=forms.AnswersForm)
def record_answers(request: ApiRequest, found: RoundOf, form: forms.AnswersForm) -> Any:
    """Say since when the answers to a round's comments are public."""
    news, revision = form.wanted(found.number), form.cleaned_data["revision"]
    actions.record_answers(found.cycle, news, revision=revision, by=request.user, now=clock.now())
    return _now(found.cycle.public_id)


@router.post(f"{ONE}/rules/{{slug:profile}}/{{slug:rule}}/waiver", response={201: Revision})
@granted("standards.run_cycle", rule_of, form=forms.WaiverForm)
def waive_rule(request: ApiRequest, found: RuleOf, form: forms.WaiverForm) -> Any:
    """Justify that a rule is not met, which it stays."""
    why, revision = form.wanted(found.profile, found.finding.rule.code), form.cleaned_data["revision"]
    actions.waive_rule(found.cycle, why, revision=revision, by=request.user, now=clock.now())
    return _now(found.cycle.public_id)


def _review(review: Review) -> dict[str, Any]:
    return {
        **{name: getattr(review, name) for name in ("standard", "since", "exact", "due")},
        "group": review.group.slug if review.group else None,
        "is_overdue": review.due is not None and review.due < clock.today() and review.running is None,
        "cycle": review.running.public_id if review.running else None,
    }


def _brief(cycle: Cycle, record: governance.Cycle) -> dict[str, Any]:
    own = ("public_id", "standard", "base_edition", "new_edition", "change", "opened_on", "finished_on")
    current = next((stage.rule.key for stage in record.stages if not stage.is_over), None)
    return {**{name: getattr(cycle, name) for name in own}, "group": cycle.group.slug, "stage": current}


def _now(public_id: str) -> dict[str, Any]:
    """The cycle as it stands; else 404."""
    cycle, today = cycle_named(public_id), clock.today()
    record = record_of(cycle, on=today)
    own = ("announced_on", "scope", "need", "objectives", "risks", "overlap", "revision")
    return {
        **_brief(cycle, record),
        **{name: getattr(cycle, name) for name in own},
        "procedure": rules_of(cycle.procedure.procedure),
        "inclusive": record.rules.inclusive,
        "stages": [_stage(stage) for stage in record.stages],
        "rounds": _rounds(cycle, record),
        "deadlines": [{**vars(each), "is_overdue": each.due < today} for each in deadlines(record)],
        "rules": [
            {"profile": one.profile.key, "binding": one.binding, **_found(finding)}
            for one in held(cycle, record, on=today)
            for finding in (*one.findings, *one.unseen)
        ],
    }


def _stage(stage: StageRecord) -> dict[str, Any]:
    return {
        "stage": stage.rule.key, "planned_first": stage.planned.first, "planned_last": stage.planned.last,
        "started": stage.started, "ended": stage.ended, "is_left_out": stage.skipped,
    }  # fmt: skip


def _rounds(cycle: Cycle, record: governance.Cycle) -> list[dict[str, Any]]:
    facts = {fact.number: fact for fact in cycle.round_facts.all()}
    return [
        {
            "number": each.number,
            "opens_at": facts[each.number].opens_at if each.number in facts else None,
            "closes_at": facts[each.number].closes_at if each.number in facts else None,
            "zone": record.rules.zone,
            "first": each.window.first,
            "last": each.window.last,
            "days_inclusive": each.window.days(inclusive=True),
            "days_exclusive": each.window.days(inclusive=False),
            "announced": each.announced,
            "answered_on": each.answered,
        }
        for each in record.all_rounds
    ]


def _found(finding: Finding) -> dict[str, Any]:
    rule, waiver = finding.rule, finding.waiver
    return {
        "rule": rule.code, "demands": dict(rule.demands), "verdict": finding.verdict,
        "why": reading_words(finding.reading), "source": rule.source, "is_unverified": is_unverified(rule.mark),
        "justified": waiver
        and {"justification": waiver.justification, "decided_by": waiver.by, "decided_on": waiver.on},
    }  # fmt: skip
