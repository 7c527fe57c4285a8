"""What is unknown, by the fact that is missing, and what to put into the books to resolve it."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

from cupel.diligence import words
from cupel.diligence.remedies import REMEDIES, Remedy

if TYPE_CHECKING:
    from cupel.diligence.run import Results

SHOWN = 10


@dataclass(frozen=True, kw_only=True)
class Open:
    """A clause whose question is open for ``number`` subjects because the fact is missing."""

    label: str
    title: str
    severity: str
    number: str


@dataclass(frozen=True, kw_only=True)
class Missing:
    """One missing fact: the questions it leaves open, the first subjects, and how many more there are."""

    fact: str
    remedy: Remedy
    number: int
    clauses: tuple[Open, ...]
    subjects: tuple[words.Subject, ...]
    more: int


def missing_facts(results: "Results", names: words.Names) -> list[Missing]:
    """Missing facts, those that leave most questions open first."""
    rows = results.findings.filter(pl.col("state") == "unknown").explode("missing", empty_as_null=True)
    parts = [(str(fact), part) for (fact,), part in rows.drop_nulls("missing").group_by("missing", maintain_order=True)]
    found = [_missing(fact, part, names) for fact, part in parts]
    return sorted(found, key=lambda each: (-each.number, each.fact))


def _missing(fact: str, rows: pl.DataFrame, names: words.Names) -> Missing:
    subjects = rows.select("subject_type", "subject_id").unique().sort("subject_type", "subject_id")
    shown = tuple(words.subject(of, key, names) for of, key in subjects.head(SHOWN).iter_rows())
    return Missing(
        fact=fact,
        remedy=REMEDIES[fact],
        number=subjects.height,
        clauses=tuple(_open(rows)),
        subjects=shown,
        more=subjects.height - len(shown),
    )


def _open(rows: pl.DataFrame) -> list[Open]:
    keys = ["clause_label", "clause_title", "severity", "subject_type"]
    counted = (
        rows.group_by(keys)
        .agg(pl.col("subject_id").n_unique().alias("number"))
        .sort("number", *keys, descending=[True] + [False] * 4)
    )
    return [
        Open(label=label, title=title, severity=severity, number=words.subjects(subject_type, number))
        for label, title, severity, subject_type, number in counted.iter_rows()
    ]
