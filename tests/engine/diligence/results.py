"""Results of a run over the small plant, and ways to make them larger or stranger."""

from dataclasses import replace
from typing import Any

import polars as pl
from tests.engine.diligence.books import Row, Tables, dossier
from tests.engine.diligence.melts import melt

from cupel.diligence import Results, judge
from cupel.diligence.findings import SCHEMA
from cupel.standard import BoundCheck, Edition

FED = {"listed": 300_000, "clear": 500_000, "vague": 50_000, "scrap": 150_000}
"""Grams of copper: 30 % listed for certain, 35 % possibly, 15 % recycled."""

RECEIPTS: list[Row] = [
    {
        "receipt_id": f"R-{name}",
        "lot_id": name,
        "supplier_id": "seller",
        "dry_g": 900_000,
        "at_local": "2024-03-20T08:00",
    }
    for name in FED
]
INTAKE = {
    "mapping": {"key": "business-headings", "sha256": "ab" * 32},
    "quarantined": 3,
    "skipped": [{"name": "notes.txt", "reason": "not a table file"}],
}


def small_plant(**more: list[Row]) -> Tables:
    """Books of one campaign, its supplier and its customer."""
    parties = [{"party_id": "seller", "name": "Alpha Ores"}, {"party_id": "customer", "name": "Omega Wires"}]
    return {**melt(FED), "party": parties, "receipt": RECEIPTS, **more}


def results_of(tables: Tables, edition: Edition, *, intake: dict[str, Any] | None = None) -> Results:
    """A run over ``tables``."""
    return judge(dossier(tables), edition, intake=intake)


def with_flags(results: Results, bound: BoundCheck, *, count: int, state: str = "true", **values: Any) -> Results:
    """The results with ``count`` more findings of one check; ``values``: columns that differ from the usual."""
    kind = {"finding_kind": bound.check.finding, "check_id": bound.check.id, "subject_type": bound.check.entity}
    number = pl.int_range(count, eager=True).cast(pl.String).str.zfill(7)
    usual = {
        "clause_uid": bound.clause.uid,
        "clause_label": bound.label,
        "clause_title": bound.clause.title["en"],
        "state": state,
        "severity": bound.check.severity,
        "reason": "The books show it.",
        "values": "{}",
        **kind,
        **values,
    }
    columns = {name: pl.lit(value) for name, value in usual.items() if not isinstance(value, list)}
    lists = {name: pl.lit(usual.get(name, []), dtype=pl.List(pl.String)) for name in ("rows", "missing")}
    frame = pl.DataFrame({"subject_id": "S" + number}).with_columns(**columns, **lists)
    frame = frame.with_columns(finding_id=pl.format("{}:{}", "check_id", "subject_id"))
    states = frame.select(list(results.states.columns)).cast(results.states.schema)
    findings = pl.concat([results.findings, frame.select(list(SCHEMA)).cast(pl.Schema(SCHEMA))])
    return replace(
        results, findings=findings, states=pl.concat([results.states, states]), summary=_counted(results, findings)
    )


def _counted(results: Results, findings: pl.DataFrame) -> dict[str, Any]:
    """The summary with its counts of flags and unknowns taken again."""
    flags, unknown = (findings.filter(pl.col("state") == state) for state in ("true", "unknown"))
    kinds = {
        finding: {
            **found,
            "flags": flags.filter(pl.col("finding_kind") == finding).height,
            "unknown": unknown.filter(pl.col("finding_kind") == finding).height,
        }
        for finding, found in results.summary["kinds"].items()
    }
    severity = {code: flags.filter(pl.col("severity") == code).height for code in results.summary["severity"]}
    return {**results.summary, "flags": flags.height, "unknown": unknown.height, "severity": severity, "kinds": kinds}
