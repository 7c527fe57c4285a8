"""The files of a screening: Parquet for machines, JSON for programs, HTML and XLSX for people.

The same parties, lists, decisions and options give the same bytes.
"""

import json
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl

from cupel.chain.snapshot import canonical_json, column_sha256, json_sha256, write_parquet
from cupel.screening.against import Screening
from cupel.screening.audit import recorded
from cupel.screening.hit_columns import HITS
from cupel.screening.memory import CLEARED, CONFIRMED
from cupel.screening.party_mapping import party_mapping
from cupel.screening.sentences import contributions
from cupel.screening.told import ToldHit, told_hits
from cupel.screening.tuning import busiest_words, calibration_error, load_per_threshold, precision_per_band

Progress = Callable[[str, int, int], None]
LISTED = ("topic", "programmes", "listed_on", "delisted_on")
FILES = 6
FIGURES = 7
"""Decimals of similarities and weights; the kernel's own numbers have no more."""


def write_screening(screening: Screening, folder: Path, *, progress: Progress | None = None) -> dict[str, Any]:
    """Write every file of a screening into ``folder``; returns the manifest."""
    tell = progress or _silent
    told = list(told_hits(screening, progress=progress))
    load = tuning(screening)
    about = manifest(screening)
    tell("write", 0, FILES)
    write_parquet(hits_frame(told), folder / "hits.parquet")
    tell("write", 1, FILES)
    _write_hits(told, folder / "hits.json")
    tell("write", 2, FILES)
    (folder / "tuning.json").write_bytes(canonical_json(load))
    tell("write", 3, FILES)
    from cupel.screening.report import write_report
    from cupel.screening.workbook import write_workbook

    write_report(screening, told, load, about, folder / "report.html")
    tell("write", 4, FILES)
    write_workbook(screening, told, load, about, folder / "hits.xlsx")
    tell("write", 5, FILES)
    (folder / "manifest.json").write_bytes(canonical_json(about))
    tell("write", 6, FILES)
    return about


def hits_frame(told: Iterable[ToldHit]) -> pl.DataFrame:
    """Hits with the columns of :data:`~cupel.screening.hit_columns.HITS`."""
    rows = [_row(each) for each in told]
    return pl.DataFrame(rows, schema={name: column.type for name, column in HITS.items()})


def tuning(screening: Screening) -> dict[str, Any]:
    """What each threshold would leave to review, and the words that cause most hits; with decisions, how often hits of
    a band of scores were a match.
    """
    bands = precision_per_band(screening.hits)
    return {
        "threshold": screening.asked.threshold,
        "load": load_per_threshold(screening.pairs).to_dicts(),
        "words": busiest_words(screening.hits).to_dicts(),
        "bands": bands.to_dicts(),
        "calibration_error": calibration_error(bands),
    }


def manifest(screening: Screening) -> dict[str, Any]:
    """What the screening was made of, as the audit keeps it, with what reading the parties left out."""
    parties, asked = screening.parties, screening.asked
    hits = screening.hits.drop("changed_subject", "changed_listed")
    screened = {
        each.version.list_id: (each.version, hits.filter(pl.col("list_id") == each.version.list_id))
        for each in screening.lists
    }
    record = recorded(parties.subjects, screened, options={"threshold": asked.threshold}, on=asked.on)
    return {
        **record.manifest,
        "decisions": _decisions(asked.decisions),
        "intake": {
            "files": parties.sha256,
            "mapping_sha256": party_mapping().sha256,
            "headings": parties.headings,
            "rows": parties.rows,
            "left_out": parties.left_out,
            "defects": parties.quarantine.height,
            "skipped": [{"name": each.name, "reason": each.reason} for each in parties.skipped],
        },
    }


def states(hits: pl.DataFrame) -> dict[str, int]:
    """Number of hits by state."""
    return {str(state): number for state, number in hits.group_by("state").len().sort("state").iter_rows()}


def left_to_review(hits: pl.DataFrame) -> int:
    """Hits that no decision closed."""
    return hits.filter(~pl.col("state").is_in([CLEARED, CONFIRMED])).height


def _decisions(decisions: pl.DataFrame | None) -> dict[str, Any] | None:
    if decisions is None:
        return None
    ids = decisions.select("decision_id").sort("decision_id").to_series()
    return {"rows": decisions.height, "sha256": json_sha256(column_sha256(ids))}


def _row(told: ToldHit) -> dict[str, Any]:
    words = [
        {
            "ours": row.ours,
            "theirs": row.theirs,
            "similarity": round(row.similarity, FIGURES),
            "weight": round(row.weight, FIGURES),
        }
        for row in told.explanation.rows
    ]
    listed = {name: told.theirs[name] for name in LISTED}
    made = {**told.hit, **listed, "evidence": told.sentence, "words": words, "other_names": list(told.others)}
    return {name: [] if made[name] is None and column.type == pl.List(pl.String) else made[name]
            for name, column in HITS.items()}  # fmt: skip


def _write_hits(told: Iterable[ToldHit], path: Path) -> None:
    """A JSON array with one hit per line."""
    with path.open("w", encoding="utf-8") as file:
        file.write("[")
        for number, each in enumerate(told):
            points = {part: round(value, 6) for part, value in contributions(each.hit)}
            row = {**_row(each), "contributions": points, "subject": each.ours, "entity": each.theirs}
            file.write(",\n" if number else "\n")
            file.write(json.dumps(row, ensure_ascii=False, sort_keys=True, default=date.isoformat))
        file.write("\n]\n")


def _silent(stage: str, done: int, total: int) -> None:
    """No progress wanted."""
