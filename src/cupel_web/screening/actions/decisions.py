"""Verbs on hits: decide, agree as the second person, take back, bring decisions from a file, change the rule."""

import json
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import polars as pl
from django.db import transaction
from django.utils.translation import gettext as _

from cupel.errors import DecisionError, Place
from cupel.screening.decision_files import from_json_lines
from cupel.screening.memory import Judgement, decided
from cupel_web.kernel.clock import day_of
from cupel_web.kernel.events import append_event, salted_hash
from cupel_web.kernel.models import User
from cupel_web.kernel.permissions import require
from cupel_web.people.models import Organisation
from cupel_web.screening.models import Decision, Hit, Review, ReviewRule, WatchList, Withdrawal
from cupel_web.screening.reasons import suggested
from cupel_web.screening.remembering import evidence_of, locked_rule, newest_decision, refresh_all

GIVEN = {"decision_id": "number", "decided_by": "decided_by", "note": "note", "subject_id": "subject_id",
    "entity_id": "entity_id"}  # fmt: skip
"""Texts of a decision in a file, with the field that holds each."""

MOST_CHARACTERS = 20_000
"""Longest note of a file."""


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """What a person says of a hit; without a reason the one that the evidence suggests."""

    verdict: str
    reason: str = ""
    note: str = ""
    expires_on: date | None = None


def decide(hit: Hit, *, verdict: Verdict, by: User, now: datetime, seen: str | None = None) -> Decision:
    """Add a decision on the hit's party and entry. ``seen``: the newest one that the decider saw, by its public id,
    empty for none; null where nobody looked.

    Raises :class:`~cupel.errors.DecisionError` for an unknown code, and where somebody has decided since.
    """
    require(by, "screening.decide", hit)
    judgement = Judgement(
        verdict=verdict.verdict,
        reason=verdict.reason or suggested(hit, verdict.verdict),
        decided_by=by.email,
        decided_at=now,
        note=verdict.note or None,
        expires_at=verdict.expires_on,
    )
    pair = pl.DataFrame({"subject_id": [hit.subject_id], "entity_id": [hit.entity_id]})
    row = decided(pair, judgement, evidence_of(hit.watch_list.list_id, [hit])).row(0, named=True)
    company = hit.screening.company
    with transaction.atomic():
        rule = locked_rule(company)
        if seen is not None and seen != newest_decision(hit):
            raise _decided_since()
        decision: Decision = Decision.objects.create(**_columns(row, company, hit.watch_list, by=by, now=now))
        append_event("screening.decided", by=by, about=decision, scope=company, now=now, **_facts(decision, hit))
        _refresh(decision, rule, now=now)
    return decision


def confirm(decision: Decision, *, by: User, now: datetime) -> Review:
    """Agree with another person's decision."""
    require(by, "screening.review_decision", decision)
    with transaction.atomic():
        rule = locked_rule(decision.company)
        _require_standing(decision)
        if Review.objects.filter(decision=decision).exists():
            raise _over()
        review: Review = Review.objects.create(decision=decision, by=by, at=now)
        append_event("screening.decision_confirmed", by=by, about=decision, scope=decision.company, now=now)
        _refresh(decision, rule, now=now)
    return review


def take_back(decision: Decision, *, by: User, now: datetime) -> Withdrawal:
    """From now on the decision does not hold; what was decided before it does again."""
    require(by, "screening.decide", decision)
    with transaction.atomic():
        rule = locked_rule(decision.company)
        _require_standing(decision)
        withdrawal: Withdrawal = Withdrawal.objects.create(decision=decision, by=by, at=now)
        append_event("screening.decision_taken_back", by=by, about=decision, scope=decision.company, now=now)
        _refresh(decision, rule, now=now)
    return withdrawal


def bring_decisions(
    company: Organisation, text: str, *, lists: dict[str, WatchList], by: User, now: datetime
) -> tuple[int, int]:
    """Add decisions from JSON lines; gives how many were new, and how many were known or on lists that are not here.

    Second reviews are made here, so those of the file do not count. Raises :class:`~cupel.errors.DecisionError`.
    """
    require(by, "screening.decide", company)
    given = from_json_lines(text)
    _require_fitting(given, text, now=now)
    rows = given.unique("decision_id", maintain_order=True)
    with transaction.atomic():
        rule = locked_rule(company)
        known = set(Decision.objects.filter(company=company).values_list("watch_list_id", "number"))
        fresh = [
            Decision(**_columns(row, company, lists[row["list_id"]], by=by, now=now))
            for row in rows.iter_rows(named=True)
            if row["list_id"] in lists and (lists[row["list_id"]].pk, row["decision_id"]) not in known
        ]
        Decision.objects.bulk_create(fresh)
        append_event(
            "screening.decisions_brought", by=by, about=company, scope=company, now=now, rows=len(fresh),
            numbers=[salted_hash(decision.number) for decision in fresh],
        )  # fmt: skip
        pairs = {decision.subject_id for decision in fresh}
        hits = Hit.objects.filter(screening__company=company, subject_id__in=pairs)
        refresh_all(hits, company, on=day_of(now), four_eyes=rule.four_eyes)
    return len(fresh), rows.height - len(fresh)


def change_rule(company: Organisation, *, four_eyes: bool, by: User, now: datetime) -> ReviewRule:
    """Have decisions confirmed by a second person from now on, or no longer."""
    require(by, "screening.change_rule", company)
    with transaction.atomic():
        rule = locked_rule(company)
        rule.four_eyes = four_eyes
        rule.save(update_fields=["four_eyes"])
        append_event("screening.rule_changed", by=by, about=rule, scope=company, now=now, four_eyes=four_eyes)
        decided_hits = Hit.objects.filter(screening__company=company).exclude(decision=None)
        refresh_all(decided_hits, company, on=day_of(now), four_eyes=four_eyes)
    return rule


def _require_fitting(rows: pl.DataFrame, text: str, *, now: datetime) -> None:
    """What a file says is not taken on trust: a decision of tomorrow would prevail over all of today."""
    lines = [number for number, line in enumerate(text.split("\n"), start=1) if line.strip()]
    for line, row in zip(lines, rows.iter_rows(named=True), strict=True):
        if not all(_fits(row[name], field) for name, field in GIVEN.items()) or row["decided_at"] is None:
            raise DecisionError(
                _("A field of this decision is empty, too long, or holds a byte of zero."),
                code="bad-decision",
                remedy=_("Repair the line, or take it out of the file."),
                place=Place(line=line),
            )
        if row["decided_at"] > now:
            raise DecisionError(
                _("This decision has a time that is still to come."),
                code="decision-to-come",
                remedy=_("Correct its time, or take the line out of the file."),
                place=Place(line=line),
            )


def _fits(value: str | None, field: str) -> bool:
    """Whether the database holds the value."""
    column: Any = Decision._meta.get_field(field)
    longest = column.max_length or MOST_CHARACTERS
    return (bool(value) or column.blank) and "\0" not in (value or "") and len(value or "") <= longest


def _columns(
    row: dict[str, Any], company: Organisation, watch_list: WatchList, *, by: User, now: datetime
) -> dict[str, Any]:
    same = ("subject_id", "entity_id", "verdict", "reason", "decided_by", "decided_at", "subject_evidence")
    return {
        **{name: row[name] for name in (*same, "listed_evidence")},
        "company": company,
        "watch_list": watch_list,
        "number": row["decision_id"],
        "note": row["note"] or "",
        "expires_on": row["expires_at"],
        "recorded_by": by,
        "recorded_at": now,
    }


def _facts(decision: Decision, hit: Hit) -> dict[str, Any]:
    """Ids and hashes alone: a party's number may tell who it is."""
    return {
        "hit": hit.public_id,
        "verdict": decision.verdict,
        "reason": decision.reason,
        "number": decision.number,
        "evidence": salted_hash(json.dumps([hit.subject_evidence, hit.listed_evidence], sort_keys=True)),
        "expires": decision.expires_on.isoformat() if decision.expires_on else None,
    }


def _refresh(decision: Decision, rule: ReviewRule, *, now: datetime) -> None:
    hits = Hit.objects.filter(
        screening__company=decision.company, watch_list=decision.watch_list, subject_id=decision.subject_id,
        entity_id=decision.entity_id,
    )  # fmt: skip
    refresh_all(hits, decision.company, on=day_of(now), four_eyes=rule.four_eyes)


def _require_standing(decision: Decision) -> None:
    if Withdrawal.objects.filter(decision=decision).exists():
        raise _over()


def _over() -> DecisionError:
    return DecisionError(
        _("Somebody was faster: this decision was confirmed or taken back already."),
        code="decision-over",
        remedy=_("Load the page again to see how it stands."),
    )


def _decided_since() -> DecisionError:
    return DecisionError(
        _("Somebody has decided about this party and this entry since you opened the page. Nothing was recorded."),
        code="decided-since",
        remedy=_("Read that decision below, and decide again if you see it otherwise."),
    )
