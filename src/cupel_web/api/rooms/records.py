"""How long records are kept: classes with their terms, what is due, holds."""

from datetime import date
from typing import Any

from django.http import HttpRequest
from ninja import Query, Router, Schema

from cupel_web.api.access import ApiRequest, granted, open_to_all
from cupel_web.api.paging import Page, Paging, page_of
from cupel_web.kernel import clock
from cupel_web.kernel.retention import KINDS, Kind, RetentionClass
from cupel_web.people import actions, forms, models
from cupel_web.people.queries import nothing
from cupel_web.people.retention import MOST_DUE, Rule, class_named, due_records, hold_named, kind_named, rules

router = Router(tags=["records"])
CLASS = "/records/classes/{slug:retention}"


class RetentionRule(Schema):
    """A class on a day. ``length`` and ``unit`` are none where no clock runs; ``version`` is none while the proposed
    default holds, which comes from ``source``.
    """

    retention: str
    name: str
    reason: str
    starts: str
    source: str
    length: int | None
    unit: str | None
    act: str | None
    version: int | None
    is_held: bool
    kinds: list[str]

    @staticmethod
    def resolve_retention(rule: Rule) -> str:
        return rule.retention.code

    @staticmethod
    def resolve_name(rule: Rule) -> str:
        return str(rule.retention.name)

    @staticmethod
    def resolve_reason(rule: Rule) -> str:
        return str(rule.retention.reason)

    @staticmethod
    def resolve_starts(rule: Rule) -> str:
        return str(rule.retention.starts)

    @staticmethod
    def resolve_source(rule: Rule) -> str:
        return str(rule.retention.source)

    @staticmethod
    def resolve_length(rule: Rule) -> int | None:
        return rule.term.length if rule.term else None

    @staticmethod
    def resolve_unit(rule: Rule) -> str | None:
        return rule.term.unit.value if rule.term else None

    @staticmethod
    def resolve_act(rule: Rule) -> str | None:
        return rule.retention.act.value if rule.retention.act else None

    @staticmethod
    def resolve_version(rule: Rule) -> int | None:
        return rule.version.number if rule.version else None

    @staticmethod
    def resolve_kinds(rule: Rule) -> list[str]:
        return sorted(kind.code for kind in KINDS.values() if kind.retention is rule.retention)


class DueRecord(Schema):
    """A record whose time is over: label of its model, public id, and the day its clock started."""

    model: str
    record: str
    started: date


class RetentionTerm(Schema):
    public_id: str
    retention: str
    number: int
    length: int
    unit: str
    in_force: date
    reason: str


class Hold(Schema):
    """``record`` is empty for the whole class; ``last`` is none while the hold lasts."""

    public_id: str
    retention: str
    record: str
    first: date
    last: date | None
    reason: str


@router.get("/records/classes", response=list[RetentionRule], auth=None)
@open_to_all
def list_classes(request: HttpRequest) -> Any:
    """Every retention class as it holds today."""
    return list(rules(on=clock.today()).values())


@router.get("/records/kinds/{slug:kind}/due", response=list[DueRecord])
@granted("people.keep_records", kind_named)
def list_due(request: ApiRequest, kind: Kind) -> Any:
    """Records of a kind whose time is over, the longest waiting first, some hundred at the most."""
    return due_records(kind, rules(on=clock.today())[kind.retention.code], most=MOST_DUE)


@router.get("/records/holds", response=Page[Hold])
@granted("people.keep_records", nothing)
def list_holds(request: ApiRequest, _nothing: None, paging: Query[Paging]) -> Any:
    """Every hold, the newest first."""
    return page_of(models.Hold.objects.order_by("-first", "-pk"), paging)


@router.post(f"{CLASS}/terms", response={201: RetentionTerm})
@granted("people.keep_records", class_named, form=forms.RetentionForm)
def set_retention(request: ApiRequest, retention: RetentionClass, form: forms.RetentionForm) -> Any:
    """Change how long records of a class are kept."""
    return actions.set_retention(retention, form.wanted(), by=request.user, now=clock.now())


@router.post(f"{CLASS}/holds", response={201: Hold})
@granted("people.keep_records", class_named, form=forms.HoldForm)
def hold_records(request: ApiRequest, retention: RetentionClass, form: forms.HoldForm) -> Any:
    """Pause the clock of a class, or of one record of it."""
    return actions.hold_records(retention, form.wanted(), by=request.user, now=clock.now())


@router.delete("/records/holds/{ulid:hold}", response=Hold)
@granted("people.keep_records", hold_named)
def lift_hold(request: ApiRequest, hold: models.Hold) -> Any:
    """Let the clock run again."""
    actions.lift_hold(hold, by=request.user, now=clock.now())
    hold.refresh_from_db()
    return hold
