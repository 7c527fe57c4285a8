"""What was screened when against which list, and how old lists are."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime

import polars as pl
import pytest
from tests.engine.screening.parties import records

from cupel.chain.snapshot import json_sha256
from cupel.errors import RunError
from cupel.screening import build_index, normaliser_version, screen
from cupel.screening.audit import ScreeningRecord, in_force, proof, recorded, staleness, verified
from cupel.screening.tables import ListVersion

SUBJECTS = records(
    {"party_id": "s1", "name": "Orvandel Belmaru", "kind": "person"}, {"party_id": "s2", "name": "Ulvane Sondrak"},
    {"party_id": "s3", "name": "..."},
)  # fmt: skip
LISTED = records({"party_id": "e1", "name": "Orvandel Belmari", "kind": "person"})


def version(
    label: str = "1", *, day: int = 1, published: date | None = date(2030, 1, 1), of: str = "example"
) -> ListVersion:
    """A version of a list, imported on a day of January."""
    return ListVersion(
        list_id=of, label=label, reader="example", reader_version="1", sha256="ab" * 32, content_hash="cd" * 32,
        imported_at=datetime(2030, 1, day, 12, tzinfo=UTC), published_at=published, read=1, kept=1,
    )  # fmt: skip


def record(on: date = date(2030, 1, 5), *, threshold: float = 0.7, label: str = "1") -> ScreeningRecord:
    """A screening of three parties against one entry."""
    hits = screen(SUBJECTS, build_index(LISTED), threshold=threshold)
    return recorded(SUBJECTS, {"example": (version(label), hits)}, options={"threshold": threshold}, on=on)


def test_the_manifest_counts_and_names_everything() -> None:
    manifest = record().manifest
    assert manifest["on"] == "2030-01-05"
    assert manifest["normaliser"] == normaliser_version()
    assert {key: manifest["subjects"][key] for key in ("parties", "names", "unscreenable")} == {
        "parties": 3, "names": 3, "unscreenable": 1,
    }  # fmt: skip
    entry = manifest["lists"]["example"]
    assert (entry["label"], entry["content_hash"], entry["files_sha256"]) == ("1", "cd" * 32, "ab" * 32)
    assert (entry["hits"]["rows"], entry["hits"]["by_number"], entry["hits"]["subjects"]) == (1, 0, 1)
    assert json.loads(json.dumps(manifest)) == manifest


def test_the_same_screening_has_the_same_manifest_and_another_threshold_another() -> None:
    assert record().manifest == record().manifest
    strict = record(threshold=1.0).manifest
    assert strict["options_sha256"] != record().manifest["options_sha256"]
    assert strict["lists"]["example"]["hits"]["sha256"] != record().manifest["lists"]["example"]["hits"]["sha256"]


def test_a_proof_is_one_plain_record() -> None:
    told = proof([record()], "s1", "example", on=date(2030, 2, 1))
    assert told is not None
    assert json.loads(json.dumps(told)) == told
    assert (told["subject_id"], told["screened_on"], told["asked_for"]) == ("s1", "2030-01-05", "2030-02-01")
    assert (told["list"]["list_id"], told["list"]["label"]) == ("example", "1")
    assert [hit["entity_id"] for hit in told["hits"]] == ["e1"]
    assert told["manifest_sha256"] == json_sha256(record().manifest)


def test_a_party_without_hits_was_screened_too() -> None:
    told = proof([record()], "s2", "example", on=date(2030, 2, 1))
    assert told is not None
    assert told["hits"] == []


@pytest.mark.parametrize(("subject", "of", "on"), [
    ("s9", "example", date(2030, 2, 1)), ("s1", "other", date(2030, 2, 1)), ("s1", "example", date(2030, 1, 4)),
])  # fmt: skip
def test_there_is_no_proof_of_what_did_not_happen(subject: str, of: str, on: date) -> None:
    assert proof([record()], subject, of, on=on) is None


@pytest.mark.parametrize(("on", "label"), [(date(2030, 1, 9), "1"), (date(2030, 1, 10), "2"), (date(2030, 3, 1), "2")])
def test_the_last_screening_by_the_day_speaks(on: date, label: str) -> None:
    kept = [record(date(2030, 1, 10), label="2"), record()]
    told = proof(kept, "s1", "example", on=on)
    assert told is not None
    assert told["list"]["label"] == label


def test_a_record_that_was_changed_proves_nothing() -> None:
    kept = record()
    assert verified(kept) is kept
    fewer = replace(kept, hits={"example": kept.hits["example"].clear()})
    others = replace(kept, subjects=kept.subjects.with_columns(whole=pl.lit("0")))
    for changed in (fewer, others):
        with pytest.raises(RunError, match="screening-damaged"):
            proof([changed], "s1", "example", on=date(2030, 2, 1))


def test_the_version_in_force_is_the_last_imported_by_the_day() -> None:
    versions = [version("2", day=10), version("1", day=2), version("3", day=20)]
    assert in_force(versions, on=date(2030, 1, 15))["example"].label == "2"
    assert in_force(versions, on=date(2030, 1, 20))["example"].label == "3"
    assert in_force(versions, on=date(2030, 1, 1)) == {}


def test_a_list_is_stale_after_its_rhythm() -> None:
    versions = [version(), version(of="undated", day=3, published=None), version(of="free")]
    told = staleness(versions, rhythm={"example": 7, "undated": 7, "missing": 30}, on=date(2030, 1, 9))
    assert told.select("list_id", "age_days", "expected_days", "stale").rows() == [
        ("example", 8, 7, True), ("free", 8, None, None), ("missing", None, 30, True), ("undated", 6, 7, False),
    ]  # fmt: skip
    assert staleness(versions, rhythm={"example": 8}, on=date(2030, 1, 9))["stale"].to_list()[0] is False
