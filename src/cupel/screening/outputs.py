"""The files of a screening: Parquet for machines, JSON for programs, HTML and XLSX for people.

The same parties, lists, decisions and options give the same bytes.
"""

import json
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import polars as pl

from cupel.chain.snapshot import canonical_json, column_sha256, json_sha256, write_parquet
from cupel.screening.against import Screening
from cupel.screening.audit import recorded
from cupel.screening.beside import Beside, Results, skipped
from cupel.screening.hit_columns import HITS
from cupel.screening.memory import CLEARED, CONFIRMED
from cupel.screening.party_mapping import party_mapping
from cupel.screening.second_opinion import COLUMN, with_second_opinion
from cupel.screening.sentences import contributions
from cupel.screening.told import ToldHit, told_hits
from cupel.screening.tuning import busiest_words, calibration_error, load_per_threshold, precision_per_band

Progress = Callable[[str, int, int], None]
LISTED = ("topic", "programmes", "listed_on", "delisted_on")
HITS_PARQUET, HITS_JSON, TUNING = "hits.parquet", "hits.json", "tuning.json"
OWNED_PARQUET, OWNED_JSON = "owned.parquet", "owned.json"
REPORT, WORKBOOK, MANIFEST = "report.html", "hits.xlsx", "manifest.json"
FIGURES = 7
"""Decimals of similarities and weights; the kernel's own numbers have no more."""


def results(screening: Screening, beside: Beside | None = None, *, progress: Progress | None = None) -> Results:
    """All that the files of a screening tell."""
    beside = beside or Beside()
    told, second = tuple(told_hits(screening, progress=progress)), None
    if beside.second_opinion:
        told, second = with_second_opinion(told, progress=progress)
    about = manifest(screening, beside)
    if second:
        about["second_opinion"] = second.manifest()
    return Results(screening, beside, told, second, tuning(screening, beside), about)


def write_screening(
    screening: Screening, folder: Path, beside: Beside | None = None, *, progress: Progress | None = None
) -> dict[str, Any]:
    """Write every file of a screening into ``folder``; returns the manifest."""
    found = results(screening, beside, progress=progress)
    write_results(found, folder, progress=progress)
    return found.manifest


def write_results(found: Results, folder: Path, *, progress: Progress | None = None) -> None:
    """Write every file of what :func:`results` tells into ``folder``."""
    tell, files = progress or _silent, _files(found)
    tell("write", 0, len(files))
    for number, (name, write) in enumerate(files.items(), start=1):
        write(folder / name)
        tell("write", number, len(files))


def _files(found: Results) -> dict[str, Callable[[Path], object]]:
    """What writes each file, by its name."""
    from cupel.screening.report import write_report
    from cupel.screening.workbook import write_workbook

    owned = found.beside.owned
    return {
        HITS_PARQUET: partial(write_parquet, hits_frame(found.told)),
        HITS_JSON: partial(_write_rows, _hit_rows(found.told)),
        **({OWNED_PARQUET: partial(write_parquet, owned.parties),
            OWNED_JSON: partial(_write_rows, owned.parties.iter_rows(named=True))} if owned else {}),
        TUNING: partial(_write_json, found.load),
        REPORT: partial(write_report, found),
        WORKBOOK: partial(write_workbook, found),
        MANIFEST: partial(_write_json, found.manifest),
    }  # fmt: skip


def hits_frame(told: Iterable[ToldHit]) -> pl.DataFrame:
    """Hits with the columns of :data:`~cupel.screening.hit_columns.HITS`."""
    rows = [_row(each) for each in told]
    return pl.DataFrame(rows, schema={name: column.type for name, column in HITS.items()})


def tuning(screening: Screening, beside: Beside | None = None) -> dict[str, Any]:
    """What each threshold would leave to review, and the words that cause most hits; with decisions, how often hits of
    a band of scores were a match; with earlier versions of lists, which hits come and go.
    """
    bands = precision_per_band(screening.hits)
    return {
        "threshold": screening.asked.threshold,
        "load": load_per_threshold(screening.pairs).to_dicts(),
        "words": busiest_words(screening.hits).to_dicts(),
        "bands": bands.to_dicts(),
        "calibration_error": calibration_error(bands),
        "stability": [each.as_dict() for each in (beside or Beside()).stability],
    }


def manifest(screening: Screening, beside: Beside | None = None) -> dict[str, Any]:
    """What the screening was made of, as the audit keeps it, with what reading the parties left out."""
    beside = beside or Beside()
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
            "skipped": [{"name": each.name, "reason": each.reason} for each in skipped(screening, beside)],
        },
        **({"ownership": beside.owned.manifest()} if beside.owned else {}),
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
    made = {
        COLUMN: None,
        **told.hit,
        **listed,
        "evidence": told.sentence,
        "words": words,
        "other_names": list(told.others),
    }
    return {name: [] if made[name] is None and column.type == pl.List(pl.String) else made[name]
            for name, column in HITS.items()}  # fmt: skip


def _hit_rows(told: Iterable[ToldHit]) -> Iterator[dict[str, Any]]:
    for each in told:
        points = {part: round(value, 6) for part, value in contributions(each.hit)}
        yield {**_row(each), "contributions": points, "subject": each.ours, "entity": each.theirs}


def _write_json(value: dict[str, Any], path: Path) -> None:
    path.write_bytes(canonical_json(value))


def _write_rows(rows: Iterable[dict[str, Any]], path: Path) -> None:
    """A JSON array with one row per line."""
    with path.open("w", encoding="utf-8") as file:
        file.write("[")
        for number, row in enumerate(rows):
            file.write(",\n" if number else "\n")
            file.write(json.dumps(row, ensure_ascii=False, sort_keys=True, default=date.isoformat))
        file.write("\n]\n")


def _silent(stage: str, done: int, total: int) -> None:
    """No progress wanted."""
