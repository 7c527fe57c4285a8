"""A run's findings, read lazily from Parquet: filtered, sorted and cut before a row reaches Python."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import reduce
from operator import and_
from pathlib import Path
from typing import Any

import polars as pl

from cupel_web.diligence.folders import outputs_of
from cupel_web.diligence.models import Run
from cupel_web.diligence.queries.names import called
from cupel_web.diligence.queries.tallies import SEVERITIES, labels_of

PER_PAGE = 50
SORTS = ("severity", "clause", "kind", "subject")
CODES = ("kind", "severity", "state", "clause", "subject_type")


@dataclass(frozen=True, kw_only=True)
class Finding:
    """One flag, or one subject whose state is unknown; ``called``: the subject as the books name it."""

    id: str
    kind: str
    clause: str
    label: str
    title: str
    check: str
    subject_type: str
    subject: str
    called: str
    state: str
    severity: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class Value:
    """A fact that a finding rests on; ``value`` None: not known. ``unit``: an expression unit, empty where none."""

    fact: str
    value: Any
    unit: str


@dataclass(frozen=True, kw_only=True)
class FindingDetail(Finding):
    """A finding with the values it rests on, the rows that show it (``table:id``), and facts that are not known."""

    values: tuple[Value, ...]
    rows: tuple[str, ...]
    missing: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Filter:
    """What of the findings to show; empty shows all."""

    kind: str = ""
    severity: str = ""
    state: str = ""
    clause: str = ""
    subject_type: str = ""
    text: str = ""
    sort: str = "severity"
    descending: bool = False


def count(run: Run, wanted: Filter) -> int:
    """How many findings fit."""
    return int(_fitting(run, wanted).select(pl.len()).collect().item())


def page(run: Run, wanted: Filter, *, offset: int, limit: int) -> list[Finding]:
    """Findings that fit, from ``offset`` on."""
    rows = _sorted(_fitting(run, wanted), wanted, labels=labels_of(run)).slice(offset, limit).select(_COLUMNS).collect()
    return _findings(run, rows)


def gravest(run: Run, *, limit: int) -> list[Finding]:
    """The first flag of each kind, gravest kinds first."""
    flags = _sorted(_fitting(run, Filter(state="true")), Filter(), labels=labels_of(run))
    firsts = flags.unique("finding_kind", keep="first", maintain_order=True)
    return _findings(run, firsts.head(limit).select(_COLUMNS).collect())


def finding(run: Run, finding_id: str) -> FindingDetail | None:
    """One finding with all it rests on; None where the run has no such finding."""
    found = (
        _scan(run).filter(pl.col("finding_id") == finding_id).select([*_COLUMNS, "values", "rows", "missing"]).collect()
    )
    if found.is_empty():
        return None
    row = _called(run, found)[0]
    return FindingDetail(
        **{
            **row,
            "values": _values(row["subject_type"], json.loads(row["values"] or "{}")),
            "rows": tuple(row["rows"] or ()),
            "missing": tuple(row["missing"] or ()),
        }
    )


def of_subject(run: Run, *, subject_type: str, subject: str, limit: int) -> list[Finding]:
    """Everything found about one subject."""
    about = (pl.col("subject_type") == subject_type) & (pl.col("subject_id") == subject)
    rows = _sorted(_scan(run).filter(about), Filter(), labels=labels_of(run)).head(limit).select(_COLUMNS).collect()
    return _findings(run, rows)


def tallies_in(findings: Path) -> list[dict[str, Any]]:
    """Numbers of findings by clause, kind, severity and state, in a fixed order."""
    by = ["clause_uid", "clause_label", "clause_title", "finding_kind", "severity", "state"]
    frame = pl.scan_parquet(findings).with_columns(pl.col(by).cast(pl.String))
    counted = frame.group_by(by).agg(pl.len().alias("number")).sort(by).collect()
    return [
        {
            "clause": row["clause_uid"],
            "label": row["clause_label"],
            "title": row["clause_title"],
            "kind": row["finding_kind"],
            "severity": row["severity"],
            "state": row["state"],
            "number": row["number"],
        }
        for row in counted.iter_rows(named=True)
    ]


_COLUMNS = [
    pl.col("finding_id").alias("id"),
    pl.col("finding_kind").cast(pl.String).alias("kind"),
    pl.col("clause_uid").alias("clause"),
    pl.col("clause_label").alias("label"),
    pl.col("clause_title").alias("title"),
    pl.col("check_id").alias("check"),
    pl.col("subject_type").cast(pl.String),
    pl.col("subject_id").alias("subject"),
    pl.col("state").cast(pl.String),
    pl.col("severity").cast(pl.String),
    pl.col("reason"),
]
_SOURCE = {
    "kind": "finding_kind",
    "severity": "severity",
    "state": "state",
    "clause": "clause_uid",
    "subject_type": "subject_type",
}


def _findings(run: Run, rows: pl.DataFrame) -> list[Finding]:
    return [Finding(**row) for row in _called(run, rows)]


def _called(run: Run, rows: pl.DataFrame) -> list[dict[str, Any]]:
    names = called(run.version, rows.select("subject_type", "subject").iter_rows())
    return [{**row, "called": names[row["subject_type"], row["subject"]]} for row in rows.iter_rows(named=True)]


def _values(subject_type: str, values: Mapping[str, Any]) -> tuple[Value, ...]:
    from cupel.diligence import VOCABULARY

    facts = {name: VOCABULARY.fact(subject_type, name) for name in values}
    return tuple(
        Value(fact=name, value=value, unit=(fact.type.unit or "") if (fact := facts[name]) else "")
        for name, value in values.items()
    )


def _scan(run: Run) -> pl.LazyFrame:
    return pl.scan_parquet(outputs_of(run) / "findings.parquet")


def _fitting(run: Run, wanted: Filter) -> pl.LazyFrame:
    conditions = [pl.col(_SOURCE[code]).cast(pl.String) == value for code in CODES if (value := getattr(wanted, code))]
    if wanted.text:
        needle = wanted.text.lower()
        texts = pl.col("subject_id", "reason").str.to_lowercase().str.contains(needle, literal=True)
        conditions.append(pl.any_horizontal(texts))
    return _scan(run).filter(reduce(and_, conditions, pl.lit(value=True)))


def _sorted(findings: pl.LazyFrame, wanted: Filter, *, labels: list[str]) -> pl.LazyFrame:
    rank = (
        pl.col("severity")
        .cast(pl.String)
        .replace_strict(SEVERITIES, range(len(SEVERITIES)), default=len(SEVERITIES), return_dtype=pl.Int64)
    )
    place = pl.col("clause_label").replace_strict(
        labels, range(len(labels)), default=len(labels), return_dtype=pl.Int64
    )
    keys = {
        "severity": [rank, pl.col("state").cast(pl.String), place],
        "clause": [place, rank],
        "kind": [pl.col("finding_kind").cast(pl.String), rank],
        "subject": [pl.col("subject_id")],
    }[wanted.sort]
    ends = [pl.col("subject_id"), pl.col("finding_id")]
    order = [wanted.descending] * len(keys) + [False] * len(ends)
    return findings.sort([*keys, *ends], descending=order, nulls_last=True)
