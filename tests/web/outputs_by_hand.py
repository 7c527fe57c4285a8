"""Run outputs written by hand, in the published shape, so that tests of reading them know every row."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import polars as pl
from tests.web.people_at_work import NOON

from cupel_web.diligence.folders import outputs_of, snapshot_of
from cupel_web.diligence.models import DataSet, Run, Version
from cupel_web.diligence.queries.findings import tallies_in
from cupel_web.kernel.jobs import queue_job
from cupel_web.kernel.models import User
from cupel_web.people.models import Organisation

CLAUSES = {"2.2": "01M87SJYR1RVCGQQGH01TR8X0V", "2.10": "01M87SJYR8BDF5PSZBKHKN6S2F", "3": "01M87SJYRNR8AZM9YE5RTW8NAZ"}
SEVERITIES = ("critical", "high", "medium", "low")


def a_finding(number: int, **given: Any) -> dict[str, Any]:
    """A finding; its codes follow from ``number`` unless given."""
    label = list(CLAUSES)[number % 3]
    finding = {
        "finding_id": f"check-{number % 4}:L-{number}",
        "finding_kind": f"KIND_{number % 4}",
        "clause_uid": CLAUSES[label],
        "clause_label": label,
        "clause_title": f"Clause {label}",
        "check_id": f"check-{number % 4}",
        "subject_type": "lot" if number % 2 else "party",
        "subject_id": f"L-{number}",
        "state": "unknown" if number % 5 == 0 else "true",
        "severity": SEVERITIES[number % 4],
        "reason": f"Lot L-{number} differs by {number} days.",
        "values": f'{{"certificate_delay": {number}}}',
        "rows": [f"lot:L-{number}"],
        "missing": ["origin_listed"] if number % 5 == 0 else [],
    }
    return {**finding, **given}


def an_origin(site: str | None, mass_g: int, **given: Any) -> dict[str, Any]:
    """An origin of copper at one plant."""
    origin = {
        "site_id": "S-1",
        "period": "2024-Q1",
        "metal": "cu",
        "origin_kind": "mine" if site else "unknown",
        "origin_site_id": site,
        "origin_region": "XA-01" if site else None,
        "origin_country": "XA" if site else None,
        "listed": False if site else None,
        "mass_g": mass_g,
        "share": 0.0,
    }
    return {**origin, **given}


def a_finished_run(
    company: Organisation,
    by: User,
    *,
    findings: Sequence[dict[str, Any]],
    origins: Sequence[dict[str, Any]] = (),
) -> Run:
    """A run that is over, with these outputs."""
    data_set = DataSet.objects.create(company=company, name="Books by hand", created_at=NOON)
    version = Version.objects.create(
        data_set=data_set, number=1, uploaded_at=NOON, uploaded_by=by, job=_done_job(), report={}, snapshot="0" * 64
    )
    run = Run.objects.create(
        version=version, standard="mdd", edition="2023", started_at=NOON, started_by=by, job=_done_job()
    )
    write_outputs(run, findings=findings, origins=origins)
    run.tallies = tallies_in(outputs_of(run) / "findings.parquet")
    run.save()
    return run


def write_outputs(run: Run, *, findings: Sequence[dict[str, Any]], origins: Sequence[dict[str, Any]]) -> None:
    """The run's Parquet files, and the table of sites of its books."""
    folder = outputs_of(run)
    folder.mkdir(parents=True)
    schema = pl.DataFrame([a_finding(0)]).schema
    pl.DataFrame(list(findings), schema=schema).write_parquet(folder / "findings.parquet")
    pl.DataFrame(list(origins), schema=pl.DataFrame([an_origin("M-1", 1)]).schema).write_parquet(
        folder / "origins.parquet"
    )
    for name in ("report.html", "findings.json", "findings.xlsx", "manifest.json", "summary.json"):
        (folder / name).write_text("{}")
    _write_tables(snapshot_of(run.version) / "tables")


def _write_tables(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    pl.DataFrame({"site_id": ["S-1", "M-1"], "name": ["Works", "Quiet mine"]}).write_parquet(folder / "site.parquet")
    pl.DataFrame({"party_id": ["P-1"], "name": ["Quiet Trading"]}).write_parquet(folder / "party.parquet")
    lots = {"lot_id": ["L-1", "L-2"], "gross_g": [2_000_000, 5], "supplier_id": ["P-1", None]}
    pl.DataFrame(lots).write_parquet(folder / "lot.parquet")


def _done_job() -> Any:
    job = queue_job("test.job", now=NOON)
    job.started_at = job.finished_at = NOON
    job.save()
    return job
