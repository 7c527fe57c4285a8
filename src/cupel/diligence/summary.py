"""The figures of a run that people ask for first (``summary.json``)."""

from typing import Any

import polars as pl

from cupel.diligence.dossier import Dossier
from cupel.diligence.tracing import MARKS, charged_shares
from cupel.standard import SEVERITIES, CompiledCheck, Edition

SHARE_DIGITS = 9


def summary(
    dossier: Dossier, edition: Edition, checks: list[CompiledCheck], findings: pl.DataFrame, origins: pl.DataFrame
) -> dict[str, Any]:
    """Counts of flags and unknowns by kind and severity, shares of the metals taken in, ten largest origins each."""
    period = dossier.inbound.select(
        first=pl.col("arrived_on").min().cast(pl.String), last=pl.col("arrived_on").max().cast(pl.String)
    ).row(0, named=True)
    return {
        "edition": edition.reference,
        "period": period,
        "books": {name: frame.height for name, frame in dossier.tables.items()},
        "checks": len(checks),
        "flags": _count(findings, "true"),
        "unknown": _count(findings, "unknown"),
        "severity": {level: _count(findings.filter(pl.col("severity") == level), "true") for level in SEVERITIES},
        "kinds": {
            check.bound.check.finding: {
                "clause": check.bound.label,
                "check": check.bound.check.id,
                "severity": check.bound.check.severity,
                "flags": _count(_of_kind(findings, check), "true"),
                "unknown": _count(_of_kind(findings, check), "unknown"),
            }
            for check in checks
        },
        "metals": {metal: _metal(dossier, origins, metal) for metal in dossier.metals},
    }


def _of_kind(findings: pl.DataFrame, check: CompiledCheck) -> pl.DataFrame:
    return findings.filter(pl.col("finding_kind") == check.bound.check.finding)


def _count(findings: pl.DataFrame, state: str) -> int:
    return findings.filter(pl.col("state") == state).height


def _metal(dossier: Dossier, origins: pl.DataFrame, metal: str) -> dict[str, Any]:
    """Mass taken in (first entry into any plant counts, so does re-entry of internal material) and its shares."""
    taken = charged_shares(dossier, basis="either").filter(pl.col("metal") == metal)
    whole = int(taken["mass_g"].sum())
    shares = {mark: _weighted(taken, mark, whole) for mark in MARKS}
    largest = (
        origins.filter(pl.col("metal") == metal)
        .group_by("origin_kind", "origin_country", "origin_region", "origin_site_id", maintain_order=True)
        .agg(pl.col("mass_g").sum())
        .sort("mass_g", "origin_site_id", descending=[True, False], nulls_last=True)
        .head(10)
        .with_columns(
            share=(pl.col("mass_g") / max(whole, 1)).round(SHARE_DIGITS), mass_g=pl.col("mass_g").round().cast(pl.Int64)
        )
    )
    return {"input_g": whole, **shares, "largest_origins": largest.to_dicts()}


def _weighted(taken: pl.DataFrame, mark: str, whole: int) -> float | None:
    if whole == 0:
        return None
    return round(float((taken[mark] * taken["mass_g"]).sum()) / whole, SHARE_DIGITS)
