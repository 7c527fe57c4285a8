"""What was screened when against which list: manifests of screenings, proofs for one party, stale lists."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import polars as pl

from cupel.chain.snapshot import column_sha256, json_sha256
from cupel.errors import RunError
from cupel.messages import _
from cupel.screening.evidence import AGREES
from cupel.screening.records import Records, evidence_hashes
from cupel.screening.screen import normaliser_version, unscreenable
from cupel.screening.tables import ListVersion

SCHEMA = "cupel-screening/1"
PROOF_SCHEMA = "cupel-screening-proof/1"


@dataclass(frozen=True)
class ScreeningRecord:
    """A screening as it is kept: its ``manifest``, the subjects' evidence hashes, the hits per list."""

    manifest: dict[str, Any]
    subjects: pl.DataFrame
    hits: Mapping[str, pl.DataFrame]


def recorded(
    subjects: Records,
    screened: Mapping[str, tuple[ListVersion, pl.DataFrame]],
    *,
    options: Mapping[str, Any],
    on: date,
) -> ScreeningRecord:
    """The record of a screening on the day ``on``: per list its version and the hits of
    :func:`cupel.screening.screen`. ``options`` are plain data, the threshold among them."""
    hashes = evidence_hashes(subjects)
    manifest = {
        "schema": SCHEMA,
        "on": on.isoformat(),
        "normaliser": normaliser_version(),
        "options": dict(options),
        "options_sha256": json_sha256(dict(options)),
        "subjects": {
            "sha256": table_sha256(hashes.select("entity_id", "whole")),
            "parties": subjects.entity.height,
            "names": subjects.name.height,
            "unscreenable": unscreenable(subjects)["entity_id"].n_unique(),
        },
        "lists": {list_id: _list_entry(version, hits) for list_id, (version, hits) in sorted(screened.items())},
    }
    return ScreeningRecord(manifest, hashes, {list_id: hits for list_id, (_version, hits) in screened.items()})


def table_sha256(table: pl.DataFrame) -> str:
    """SHA-256 over a table's columns, in the order of its rows."""
    return json_sha256([[column.name, column_sha256(column)] for column in table])


def verified(record: ScreeningRecord) -> ScreeningRecord:
    """``record``, if its tables are what its manifest says; raises :class:`~cupel.errors.RunError` if not."""
    subjects = table_sha256(record.subjects.select("entity_id", "whole"))
    hits = {list_id: table_sha256(frame) for list_id, frame in record.hits.items()}
    stated = {list_id: entry["hits"]["sha256"] for list_id, entry in record.manifest["lists"].items()}
    if subjects == record.manifest["subjects"]["sha256"] and hits == stated:
        return record
    raise RunError(
        _("The tables of this screening differ from its manifest."),
        code="screening-damaged",
        remedy=_("Restore it from a backup; it proves nothing as it is."),
    )


def proof(records: Iterable[ScreeningRecord], subject_id: str, list_id: str, *, on: date) -> dict[str, Any] | None:
    """That a party was screened by the day ``on`` against a version of a list with a result, as plain data.

    The last screening by that day which holds party and list speaks; None if there is none. The caller's signature
    goes over the canonical JSON. Raises :class:`~cupel.errors.RunError` if its tables differ from its manifest.
    """
    held = [each for each in records if each.manifest["on"] <= on.isoformat() and _holds(each, subject_id, list_id)]
    if not held:
        return None
    record = verified(max(held, key=lambda each: str(each.manifest["on"])))
    party = record.subjects.row(by_predicate=pl.col("entity_id") == subject_id, named=True)
    hits = record.hits[list_id].filter(pl.col("subject_id") == subject_id).sort("place")
    entry = record.manifest["lists"][list_id]
    return {
        "schema": PROOF_SCHEMA,
        "manifest_sha256": json_sha256(record.manifest),
        "screened_on": record.manifest["on"],
        "asked_for": on.isoformat(),
        "normaliser": record.manifest["normaliser"],
        "options": record.manifest["options"],
        "subject_id": subject_id,
        "evidence": {group: value for group, value in party.items() if group != "entity_id"},
        "list": {"list_id": list_id, **{key: value for key, value in entry.items() if key != "hits"}},
        "hits": hits.to_dicts(),
    }


def in_force(versions: Iterable[ListVersion], *, on: date) -> dict[str, ListVersion]:
    """Per list the version that was in use at the end of the day ``on`` (UTC): the last one imported by then."""
    told: dict[str, ListVersion] = {}
    for version in sorted(versions, key=lambda each: each.imported_at):
        if version.imported_at.date() <= on:
            told[version.list_id] = version
    return told


def staleness(versions: Sequence[ListVersion], *, rhythm: Mapping[str, int], on: date) -> pl.DataFrame:
    """Age of every list on the day ``on`` against the days within which its publisher is expected to publish.

    Returns ``list_id, label, dated_on`` (day of publication, else of import), ``age_days, expected_days, stale`` (null
    where no rhythm is known); a list of ``rhythm`` of which no version is held is stale; sorted by list.
    """
    held = in_force(versions, on=on)
    rows = []
    for list_id in sorted({*held, *rhythm}):
        version, expected = held.get(list_id), rhythm.get(list_id)
        dated = version and (version.published_at or version.imported_at.date())
        age = (on - dated).days if dated else None
        stale = None if expected is None else age is None or age > expected
        rows.append((list_id, version and version.label, dated, age, expected, stale))
    return pl.DataFrame(rows, schema=STALENESS, orient="row")


STALENESS = {
    "list_id": pl.String,
    "label": pl.String,
    "dated_on": pl.Date,
    "age_days": pl.Int64,
    "expected_days": pl.Int64,
    "stale": pl.Boolean,
}


def _list_entry(version: ListVersion, hits: pl.DataFrame) -> dict[str, Any]:
    return {
        "label": version.label,
        "content_hash": version.content_hash,
        "files_sha256": version.sha256,
        "reader": f"{version.reader} {version.reader_version}",
        "published_at": version.published_at and version.published_at.isoformat(),
        "imported_at": version.imported_at.isoformat(),
        "entities": version.kept,
        "rejected": version.rejected,
        "hits": {
            "sha256": table_sha256(hits),
            "rows": hits.height,
            "by_number": hits.filter(pl.col("identifier") == AGREES).height,
            "subjects": hits["subject_id"].n_unique(),
        },
    }


def _holds(record: ScreeningRecord, subject_id: str, list_id: str) -> bool:
    return list_id in record.manifest["lists"] and subject_id in record.subjects["entity_id"]
