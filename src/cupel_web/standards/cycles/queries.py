"""Cycles and reviews, by what their addresses name."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import TypeVar

from django.db.models import Max, Q, QuerySet
from django.shortcuts import get_object_or_404

from cupel.coverage import load_profile, shipped_profiles
from cupel.governance import CycleRules, Profile, Stage, next_review
from cupel.standard import DatedFact
from cupel_web.groups.models import Group, ProcedureVersion
from cupel_web.standards.models import Cycle, FactKind, ReviewOutcome, StageFact
from cupel_web.standards.queries import standards

M = TypeVar("M", Cycle, ReviewOutcome)
OWN = "procedure"
"""The key of the profile that a procedure's own rules make."""


@cache
def profiles() -> tuple[Profile, ...]:
    """Every code for standard-setters that is shipped."""
    return tuple(load_profile(path) for path in shipped_profiles().values())


def all_cycles() -> QuerySet[Cycle]:
    """Every cycle with its facts, newest first."""
    return Cycle.objects.select_related("group", "procedure").prefetch_related("stage_facts", "round_facts", "waivers")


def running_cycles() -> QuerySet[Cycle]:
    """Those of which something is awaited."""
    return all_cycles().filter(finished_on=None)


def cycle_named(cycle: str) -> Cycle:
    """The cycle; else 404."""
    return get_object_or_404(all_cycles(), public_id=cycle)


def revises(group: Group, *, on: date) -> bool:
    """Whether the group's rules of the day say how a standard is revised."""
    return _rules_on([group], on).get(group.procedure_uid) is not None


@dataclass(frozen=True, kw_only=True)
class Review:
    """Where the review of a standard stands: ``group`` keeps it, if one does; ``since`` the last adoption or review,
    the earliest day it may have been where it is not ``exact``; ``due`` the last day for the next; ``running``: the
    cycle that revises it now.
    """

    standard: str
    group: Group | None
    since: date | None
    exact: bool
    due: date | None
    running: Cycle | None
    outcome: ReviewOutcome | None


def reviews(*, on: date) -> list[Review]:
    """One for each standard that is shipped or was ever revised, in a number of queries that does not grow with
    cycles and reviews. The group that last revised or reviewed a standard keeps it.
    """
    last = {each.standard: each for each in _newest(Cycle)}
    outcomes = {each.standard: each for each in _newest(ReviewOutcome)}
    running = {each.standard: each for each in _newest(Cycle, finished_on=None)}
    approved = _approved()
    keys = sorted({*standards(), *last, *outcomes})
    keepers = {key: _keeper(last.get(key), outcomes.get(key)) for key in keys}
    rules = _rules_on([group for group in keepers.values() if group is not None], on)
    found = []
    for key in keys:
        group, outcome = keepers[key], outcomes.get(key)
        fact = _adopted(key)
        first = fact.first if fact is not None else None
        adopted = max((day for day in (first, approved.get(key)) if day is not None), default=None)
        reviewed = outcome.reviewed_on if outcome is not None else None
        asked = rules.get(group.procedure_uid) if group is not None else None
        since = max((day for day in (adopted, reviewed) if day is not None), default=None)
        due = next_review(asked, adopted=adopted, reviewed=reviewed) if asked is not None else None
        exact = fact is None or fact.exact or since != first
        found.append(
            Review(
                standard=key, group=group, since=since, exact=exact, due=due, running=running.get(key), outcome=outcome
            )
        )  # fmt: skip
    return found


def cycles_of(groups: Iterable[Group | int]) -> QuerySet[Cycle]:
    """Cycles of which something is awaited of these groups."""
    return running_cycles().filter(group__in=list(groups))


def listed(*, text: str, show: str) -> QuerySet[Cycle]:
    """Cycles whose standard, edition or group holds ``text``; ``show``: ``running`` or ``finished`` ones alone."""
    found = all_cycles()
    if text:
        names = Q(standard__icontains=text) | Q(new_edition__icontains=text) | Q(group__name__icontains=text)
        found = found.filter(names)
    if show in ("running", "finished"):
        found = found.filter(finished_on__isnull=show == "running")
    return found


def _newest(model: type[M], **only: object) -> QuerySet[M]:
    """The newest row of each standard."""
    rows = model._default_manager.filter(**only).order_by()
    newest = rows.values("standard").annotate(newest=Max("pk")).values("newest")
    return model._default_manager.filter(pk__in=newest).select_related("group")


def _rules_on(groups: Iterable[Group], on: date) -> dict[str, CycleRules | None]:
    """The rules of cycles in force on a day, by procedure."""
    uids = {group.procedure_uid for group in groups}
    versions = ProcedureVersion.objects.filter(uid__in=uids, in_force__lte=on).order_by("in_force", "pk")
    newest = {version.uid: version for version in versions}
    return {uid: version.procedure.cycle for uid, version in newest.items()}


def _approved() -> dict[str, date | None]:
    """By standard, the day on which the edition of its last finished cycle was approved."""
    ended = StageFact.objects.filter(stage=Stage.APPROVAL, kind=FactKind.ENDED).exclude(cycle__finished_on=None)
    newest = ended.order_by().values("cycle__standard").annotate(newest=Max("pk")).values("newest")
    return dict(StageFact.objects.filter(pk__in=newest).values_list("cycle__standard", "last"))


def _keeper(cycle: Cycle | None, outcome: ReviewOutcome | None) -> Group | None:
    if cycle is None or (outcome is not None and outcome.reviewed_on > cycle.opened_on):
        return outcome.group if outcome is not None else None
    return cycle.group


def _adopted(key: str) -> DatedFact | None:
    """When the last edition was adopted, as exactly as its source says."""
    known = standards().get(key)
    editions = known.editions.values() if known is not None else ()
    facts = [edition.dates.adopted for edition in editions if edition.dates.adopted is not None]
    return max(facts, key=lambda fact: fact.first, default=None)
