"""What was decided before, as the engine remembers it, and the states of hits that follow."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

import polars as pl
from django.db.models import QuerySet

from cupel.screening.memory import DECISIONS, Evidence, remembered
from cupel.screening.records import GROUPS
from cupel_web.people.models import Organisation
from cupel_web.screening.models import Decision, Hit, ReviewRule

SIDES = (("subject_id", "subject_evidence"), ("entity_id", "listed_evidence"))
REMEMBERED = ["state", "decision", "expires_on", "changed_subject", "changed_listed"]
AT_ONCE = 500


def four_eyes(company: Organisation) -> bool:
    """Whether the company has a second person confirm decisions."""
    return ReviewRule.objects.filter(company=company, four_eyes=True).exists()


def locked_rule(company: Organisation) -> ReviewRule:
    """The company's rule, locked until the transaction ends: states of its hits are written by one at a time."""
    ReviewRule.objects.get_or_create(company=company)
    return ReviewRule.objects.select_for_update().get(company=company)


def standing(company: Organisation) -> QuerySet[Decision]:
    """The company's decisions that nobody took back."""
    decisions: QuerySet[Decision] = Decision.objects.filter(company=company, withdrawal=None)
    return decisions.select_related("watch_list", "review__by")


def newest_decision(hit: Hit) -> str:
    """The public id of the newest decision on the hit's party and entry, those taken back too; empty where none is."""
    pair = {"watch_list": hit.watch_list, "subject_id": hit.subject_id, "entity_id": hit.entity_id}
    known = Decision.objects.filter(company=hit.screening.company, **pair).order_by("-pk")
    return known.values_list("public_id", flat=True).first() or ""


def decisions_frame(decisions: Iterable[Decision]) -> pl.DataFrame:
    """Decisions in the engine's shape."""
    rows = [_row(decision) for decision in decisions]
    return pl.DataFrame(rows, schema=DECISIONS)


def refresh(hits: Sequence[Hit], company: Organisation, *, on: date, four_eyes: bool) -> None:
    """Set state, decision and what changed of ``hits``, all of one screening, by the decisions that stand."""
    decisions = _decisions_on(hits, company)
    numbers = {(decision.watch_list_id, decision.number): decision for decision in decisions}
    frame = decisions_frame(decisions)
    by_list: dict[str, list[Hit]] = defaultdict(list)
    for hit in hits:
        by_list[hit.watch_list.list_id].append(hit)
    for list_id, listed in by_list.items():
        keys = pl.DataFrame(
            [(hit.subject_id, hit.entity_id) for hit in listed],
            schema={"subject_id": pl.String, "entity_id": pl.String},
            orient="row",
        )
        told = remembered(keys, frame, evidence_of(list_id, listed), on=on, four_eyes=four_eyes)
        for hit, row in zip(listed, told.iter_rows(named=True), strict=True):
            decision = numbers.get((hit.watch_list_id, row["decision_id"]))
            hit.state, hit.decision = row["state"], decision
            hit.expires_on = decision.expires_on if decision else None
            hit.changed_subject, hit.changed_listed = row["changed_subject"], row["changed_listed"]


def refresh_all(hits: QuerySet[Hit], company: Organisation, *, on: date, four_eyes: bool) -> None:
    """Write the states of ``hits``, which may be of several screenings."""
    by_screening: dict[int, list[Hit]] = defaultdict(list)
    for hit in hits.select_related("watch_list").defer("told"):
        by_screening[hit.screening_id].append(hit)
    for found in by_screening.values():
        refresh(found, company, on=on, four_eyes=four_eyes)
        Hit.objects.bulk_update(found, REMEMBERED, batch_size=AT_ONCE)


def _decisions_on(hits: Sequence[Hit], company: Organisation) -> list[Decision]:
    """Those on the hits' parties; a list that another organisation gave the same short name is another list."""
    decisions = standing(company).filter(watch_list__in={hit.watch_list_id for hit in hits})
    if len(hits) <= AT_ONCE:
        decisions = decisions.filter(subject_id__in={hit.subject_id for hit in hits})
    return list(decisions)


def evidence_of(list_id: str, hits: Sequence[Hit]) -> Evidence:
    """What is known of both sides of ``hits``, all of one screening and one list."""
    sides = []
    for key, side in SIDES:
        rows = {getattr(hit, key): getattr(hit, side) for hit in hits}
        told = [{"entity_id": party, **evidence} for party, evidence in rows.items()]
        sides.append(pl.DataFrame(told, schema=dict.fromkeys(("entity_id", *GROUPS), pl.String)))
    return Evidence(list_id, *sides)


def _row(decision: Decision) -> dict[str, Any]:
    review = getattr(decision, "review", None)
    return {
        "decision_id": decision.number,
        "subject_id": decision.subject_id,
        "entity_id": decision.entity_id,
        "list_id": decision.watch_list.list_id,
        "verdict": decision.verdict,
        "reason": decision.reason,
        "note": decision.note or None,
        "decided_by": decision.decided_by,
        "decided_at": decision.decided_at,
        "expires_at": decision.expires_on,
        "reviewed_by": review.by.email if review else None,
        "reviewed_at": review.at if review else None,
        "subject_evidence": decision.subject_evidence,
        "listed_evidence": decision.listed_evidence,
    }
