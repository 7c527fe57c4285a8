"""What is kept how long on a day, and which records' time is over."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, timedelta
from typing import Any

from django.db import models
from django.db.models import Count, F, Min, QuerySet
from django.db.models.functions import TruncDate
from django.http import Http404
from django.shortcuts import get_object_or_404

from cupel.governance import Clock, Pause, Term, due, last_start
from cupel_web.kernel.models import PublicModel, User
from cupel_web.kernel.retention import CLASSES, KINDS, Act, Kind, RetentionClass, Rows
from cupel_web.people.models import Hold, RetentionTerm

DAY = timedelta(days=1)
MOST_DUE = 200
"""Records that the list of a kind shows at the most."""


@dataclass(frozen=True, kw_only=True)
class Rule:
    """How long records of a class are kept on a day: ``term`` by the ``version`` in force, or as proposed where the
    secretariat has set none. ``holds`` of the whole class, and ``held``: those of single records by public id.
    """

    retention: RetentionClass
    on: date
    version: RetentionTerm | None
    holds: list[Hold]
    held: dict[str, list[Hold]]

    @property
    def term(self) -> Term | None:
        return self.version.term if self.version else self.retention.term

    @property
    def unit(self) -> str:
        return self.term.unit.value if self.term else ""

    @property
    def is_held(self) -> bool:
        """Whether nothing of the class is disposed of."""
        return any(hold.lasts(on=self.on) for hold in self.holds)

    def is_over(self, started: date, holds: Iterable[Hold] = ()) -> bool:
        """Whether the time of a record is over: days of past holds are added, and while one lasts it never is."""
        found = [*self.holds, *holds]
        if any(hold.lasts(on=self.on) for hold in found):
            return False
        last = self.last_day(started, found)
        return last is not None and last < self.on

    def last_day(self, started: date, holds: Iterable[Hold]) -> date | None:
        """The last day on which a record is kept; ``None`` without a term, and while one of ``holds`` lasts."""
        pauses: tuple[Pause, ...] = tuple(hold.pause for hold in holds)
        return due(Clock(term=self.term, started=started, pauses=pauses)) if self.term else None


def rules(*, on: date) -> dict[str, Rule]:
    """The rule of each class on a day, in two queries."""
    versions = {row.retention: row for row in RetentionTerm.objects.filter(in_force__lte=on).order_by("in_force", "pk")}
    holds: dict[str, dict[str, list[Hold]]] = {code: {} for code in CLASSES}
    for hold in Hold.objects.filter(first__lte=on).order_by("first", "pk"):
        holds[hold.retention].setdefault(hold.record, []).append(hold)
    return {
        code: Rule(retention=each, on=on, version=versions.get(code), holds=holds[code].pop("", []), held=holds[code])
        for code, each in CLASSES.items()
    }


def due_rows(rows: Rows, rule: Rule) -> QuerySet[Any]:
    """Rows whose time is over on the rule's day and that still wait for their act; their clock started on the day
    ``kept_from``.
    """
    everything: QuerySet[Any] = rows.model._default_manager.filter(rows.only)
    if rule.term is None or rows.start is None or rule.is_held:
        return everything.none()
    begun = everything.annotate(kept_since=F(rows.start) if isinstance(rows.start, str) else rows.start)
    is_moment = isinstance(begun.query.annotations["kept_since"].output_field, models.DateTimeField)
    day = TruncDate("kept_since", tzinfo=UTC) if is_moment else F("kept_since")
    over = begun.annotate(kept_from=day).filter(kept_from__lte=last_start(rule.term, over_on=rule.on))
    if rows.blanks:
        over = over.exclude(**rows.blanks)
    return _without_held(over, rows, rule)


def _without_held(over: QuerySet[Any], rows: Rows, rule: Rule) -> QuerySet[Any]:
    """Leave out what holds prolong: by the day of its start for those of the class, record by record for others."""
    if rule.holds:
        starts = over.order_by().values_list("kept_from", flat=True).distinct()
        too_early = [start for start in starts if not rule.is_over(start)]
        over = over.exclude(kept_from__in=too_early) if too_early else over
    if rule.held and issubclass(rows.model, PublicModel):
        held = over.filter(public_id__in=list(rule.held)).values_list("public_id", "kept_from")
        over = over.exclude(
            public_id__in=[number for number, start in held if not rule.is_over(start, rule.held[number])]
        )
    return over


@dataclass(frozen=True, kw_only=True)
class Standing:
    """A kind of record under its rule, and how many of them are due for their act; ``None`` if that was not asked, or
    if they are a company's and nobody else may know.
    """

    kind: Kind
    rule: Rule
    number: int | None


def standings(*, on: date, counted: bool) -> list[Standing]:
    """Every kind of record, class by class; with the numbers that are due, one query per model with a clock."""
    known = rules(on=on)
    order = list(CLASSES)
    kinds = sorted(KINDS.values(), key=lambda kind: (order.index(kind.retention.code), str(kind.name)))
    return [
        Standing(
            kind=kind,
            rule=known[kind.retention.code],
            number=number_due(kind, known[kind.retention.code]) if counted else None,
        )
        for kind in kinds
    ]


def number_due(kind: Kind, rule: Rule) -> int | None:
    """How many records of a kind are due; ``None`` for a company's own."""
    if kind.retention.act is Act.OWNER:
        return None
    return sum(due_rows(rows, rule).count() for rows in kind.rows) if rule.term else 0


def awaiting_review(*, on: date) -> tuple[int, date]:
    """How many records wait for the secretariat, and since which day the first of them does."""
    known, number, since = rules(on=on), 0, on
    for kind in KINDS.values():
        rule = known[kind.retention.code]
        if kind.retention.act is not Act.REVIEW or rule.term is None or rule.is_held:
            continue
        for rows in kind.rows:
            found = due_rows(rows, rule).aggregate(number=Count("pk"), first=Min("kept_from"))
            last = rule.last_day(found["first"], rule.holds) if found["number"] else None
            number += found["number"]
            since = min(since, last + DAY) if last else since
    return number, since


@dataclass(frozen=True, kw_only=True)
class DueRecord:
    """One record whose time is over: its ``model`` by label, its public id and the day its clock started."""

    model: str
    record: str
    started: date


def due_records(kind: Kind, rule: Rule, *, most: int) -> list[DueRecord]:
    """Records of a kind that are due, the longest waiting first of each model, ``most`` at the most."""
    if rule.term is None or rule.is_held:
        return []
    return sorted(_due_records(kind, rule, most), key=lambda each: (each.started, each.record))[:most]


def _due_records(kind: Kind, rule: Rule, most: int) -> Iterator[DueRecord]:
    for rows in kind.rows:
        if issubclass(rows.model, PublicModel) and kind.retention.act is not Act.OWNER:
            found = due_rows(rows, rule).order_by("kept_from", "pk").values_list("public_id", "kept_from")[:most]
            for record, start in found:
                yield DueRecord(model=rows.model._meta.label_lower, record=record, started=start)


def class_named(user: User, retention: str) -> RetentionClass:  # noqa: ARG001
    """The class with this code if it has a clock; else 404."""
    found = CLASSES.get(retention)
    if found is None or found.term is None:
        raise Http404
    return found


def kind_named(user: User, kind: str) -> Kind:  # noqa: ARG001
    """The kind of record with this code, unless it is a company's own; else 404."""
    found = KINDS.get(kind)
    if found is None or found.retention.act is Act.OWNER:
        raise Http404
    return found


def hold_named(user: User, hold: str) -> Hold:  # noqa: ARG001
    """A hold; else 404."""
    return get_object_or_404(Hold, public_id=hold)
