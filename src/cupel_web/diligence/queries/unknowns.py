"""What a run could not decide, by clause, with the facts that were missing."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

import polars as pl

from cupel_web.diligence.folders import outputs_of
from cupel_web.diligence.models import Run

SAMPLE = 500


@dataclass(frozen=True, kw_only=True)
class Missing:
    """A fact without a value: the question it answers, and the data that would answer it (empty where not said)."""

    fact: str
    question: str
    provide: str


@dataclass(frozen=True, kw_only=True)
class Unknown:
    """A check that could not be decided for ``number`` subjects of one type.

    ``missing``: facts without a value in a sample of them, commonest first. ``reason``: one of the reasons.
    """

    clause: str
    label: str
    title: str
    check: str
    subject_type: str
    severity: str
    number: int
    missing: list[Missing]
    reason: str


def unknowns(run: Run) -> list[Unknown]:
    """Undecided checks, those with most subjects first."""
    by = ["clause_uid", "clause_label", "clause_title", "check_id", "subject_type", "severity"]
    frame = pl.scan_parquet(outputs_of(run) / "findings.parquet").filter(pl.col("state").cast(pl.String) == "unknown")
    texts = frame.with_columns(pl.col(by).cast(pl.String))
    grouped = texts.group_by(by).agg(
        pl.len().alias("number"),
        pl.col("missing").head(SAMPLE).alias("sample"),
        pl.col("reason").first().alias("reason"),
    )
    rows = grouped.sort(["number", *by], descending=[True] + [False] * len(by)).collect()
    return [
        Unknown(
            clause=row["clause_uid"],
            label=row["clause_label"],
            title=row["clause_title"],
            check=row["check_id"],
            subject_type=row["subject_type"],
            severity=row["severity"],
            number=row["number"],
            missing=_missing(row["sample"]),
            reason=row["reason"],
        )
        for row in rows.iter_rows(named=True)
    ]


def _missing(sample: Iterable[list[str] | None]) -> list[Missing]:
    from cupel.diligence.remedies import REMEDIES

    counter = Counter(fact for facts in sample for fact in facts or [])
    found = []
    for fact, _number in sorted(counter.items(), key=lambda item: (-item[1], item[0])):
        remedy = REMEDIES.get(fact.partition("(")[0])
        found.append(
            Missing(fact=fact, question=remedy.question if remedy else "", provide=remedy.provide if remedy else "")
        )
    return found
