"""The demo's watch list: every kind of hit once, two versions that differ, nobody met without parties."""

from datetime import UTC, date, datetime
from pathlib import Path

import polars as pl
import pytest

from cupel.screening import build_index, screen
from cupel.screening.lists import About, diff_versions, read_list
from cupel.screening.records import subjects_of
from cupel.screening.tables import WatchList
from cupel_web.conf import demo_list
from cupel_web.conf.demo_list import EARLIER, LATER

PARTIES = pl.DataFrame(
    [
        {"party_id": "T-1", "name": "Brastelmorind Metals Ltd", "kind": "trader", "registration_no": "11-22"},
        {"party_id": "T-2", "name": "Covandruleth Ores GmbH", "kind": "producer", "registration_no": "33-44"},
        {"party_id": "T-3", "name": "Delimosgrad Scrap", "kind": "recycler", "registration_no": "55-66"},
        {"party_id": "T-4", "name": "Envorstal Alloys", "kind": "trader", "registration_no": "77-88"},
        {"party_id": "N-1", "name": "Fenoria Gulvanteth", "kind": "person", "birth_date": date(1970, 1, 2)},
        {"party_id": "H-1", "name": "Hestramont Partners", "kind": "holding"},
    ],
    schema_overrides={"country": pl.String, "birth_date": pl.Date},
    infer_schema_length=None,
).with_columns(country=pl.lit(None, pl.String))
OWNERSHIP = pl.DataFrame({"owner_id": ["H-1"], "owned_id": ["T-1"], "share": [0.8]})


@pytest.fixture
def read(tmp_path: Path) -> dict[str, WatchList]:
    """Both versions as the engine reads their files."""
    found = {}
    for label, rows in demo_list.versions(PARTIES, OWNERSHIP).items():
        file = tmp_path / f"{label}.csv"
        file.write_bytes(demo_list.as_csv(rows))
        found[label] = read_list(file, About(list_id="x", imported_at=datetime(2025, 1, 1, tzinfo=UTC), label=label))
    return found


def test_every_kind_of_hit_is_there_once(read: dict[str, WatchList]) -> None:
    hits = screen(subjects_of(PARTIES), build_index(read[LATER]), threshold=0.7)
    by_party = {row["subject_id"]: row for row in hits.iter_rows(named=True)}
    assert set(by_party) == set(PARTIES["party_id"])
    assert hits.height == PARTIES.height
    assert by_party["T-1"]["name_score"] == by_party["H-1"]["name_score"] == 1.0
    assert 0.7 < by_party["T-2"]["name_score"] < 1.0
    assert not by_party["T-3"]["listed_name"].isascii()
    assert by_party["T-4"]["identifier"] == "agrees"
    assert by_party["N-1"]["birth"] == "conflicts"


def test_the_later_version_differs_in_every_way(read: dict[str, WatchList]) -> None:
    found = diff_versions(read[EARLIER], read[LATER])
    assert (found.removed.height, found.added.height, found.changed.height) == (1, 2, 1)


def test_books_without_parties_leave_entries_that_meet_nobody() -> None:
    rows = demo_list.versions(PARTIES.clear(), OWNERSHIP.clear())
    assert {row["name"] for row in rows[LATER]} == set(demo_list.STRANGERS[1:])
