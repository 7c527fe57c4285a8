"""Versions of lists: kept whole, unchanged, found by name, and compared."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from polars.testing import assert_frame_equal
from tests.engine.screening.lists.hand_made import IMPORTED, ofac, ofac_folder, read, saved

from cupel.chain.tables import polars_schema
from cupel.errors import ListError
from cupel.screening.lists import (
    About,
    diff_versions,
    evidence,
    find_version,
    from_list_entries,
    read_version,
    stored_versions,
    write_version,
)
from cupel.screening.lists.content import content_hash
from cupel.screening.tables import TABLES, WatchList

TEXT = st.sampled_from(["Qorvanel", "Velmur", "Teskarin", "Orrin", "Овалу", "هارفولون"])
ENTRY = st.fixed_dictionaries(
    {"entry_id": st.sampled_from([f"W{n}" for n in range(6)]), "name": TEXT},
    optional={
        "aliases": st.lists(TEXT, max_size=3).map(";".join),
        "kind": st.sampled_from(["person", "entity", "vessel", "other"]),
        "country": st.sampled_from(["CH", "PE"]),
        "registration_no": st.sampled_from(["CHE-1", "77"]),
        "birth_date": st.dates(date(1950, 1, 1), date(1950, 1, 3)),
        "programme": st.sampled_from(["A", "B"]),
        "listed_on": st.dates(date(2020, 1, 1), date(2020, 1, 2)),
    },
)
ENTRIES = st.lists(ENTRY, max_size=6, unique_by=lambda entry: entry["entry_id"])


def listed(entries: list[dict[str, Any]], label: str = "v") -> WatchList:
    frame = pl.DataFrame(entries, schema=polars_schema("list_entry"))
    return from_list_entries(frame, About(list_id="sample", imported_at=IMPORTED, label=label))


@pytest.fixture
def sample(tmp_path: Path) -> WatchList:
    folder = tmp_path / "source"
    folder.mkdir()
    return read(ofac_folder(folder), label="a")


def test_a_version_comes_back_as_it_was_written(sample: WatchList, tmp_path: Path) -> None:
    back = read_version(write_version(sample, tmp_path / "store"))
    assert back.version == sample.version
    for table in TABLES:
        assert_frame_equal(back.table(table), sample.table(table))


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(ENTRIES)
def test_any_list_comes_back_with_its_hash(
    tmp_path_factory: pytest.TempPathFactory, entries: list[dict[str, Any]]
) -> None:
    before = listed(entries)
    back = read_version(write_version(before, tmp_path_factory.mktemp("store")))
    frames = {table: back.table(table) for table in TABLES}
    assert content_hash(frames) == before.version.content_hash == back.version.content_hash


@settings(max_examples=40, deadline=None)
@given(ENTRIES.flatmap(lambda entries: st.tuples(st.just(entries), st.permutations(entries))))
def test_the_order_of_entries_does_not_matter(both: tuple[list[dict[str, Any]], list[dict[str, Any]]]) -> None:
    first, second = (listed(entries) for entries in both)
    assert first.version.content_hash == second.version.content_hash
    for table in TABLES:
        assert_frame_equal(first.table(table), second.table(table))


@pytest.mark.parametrize("name", ["sdn.csv", "alt.csv", "add.csv"])
def test_the_order_of_rows_in_a_file_does_not_matter(sample: WatchList, tmp_path: Path, name: str) -> None:
    folder = ofac_folder(tmp_path)
    lines = [line for line in ofac(name).split("\n") if line.strip("\x1a")]
    (folder / name).write_text("\n".join(reversed(lines)) + "\n", encoding="utf-8")
    assert read(folder).version.content_hash == sample.version.content_hash


def test_the_same_version_kept_again_is_left_alone(sample: WatchList, tmp_path: Path) -> None:
    first = write_version(sample, tmp_path)
    later = replace(sample, version=replace(sample.version, imported_at=IMPORTED + timedelta(days=1)))
    assert write_version(later, tmp_path) == first
    assert len(stored_versions(tmp_path)) == 1


def test_a_label_names_one_version_for_ever(sample: WatchList, tmp_path: Path) -> None:
    write_version(sample, tmp_path)
    other = listed([{"entry_id": "W1", "name": "Qorvanel"}], label="a")
    with pytest.raises(ListError) as refused:
        write_version(other, tmp_path)
    assert refused.value.code == "label-taken"
    assert [one.version for one in stored_versions(tmp_path)] == [sample.version]


@pytest.mark.parametrize(
    ("list_id", "label"), [("../x", "a"), ("a/b", "a"), ("", "a"), ("x", "a@b"), ("x", "a/b"), ("x", "")]
)
def test_names_that_are_no_names_are_refused(sample: WatchList, tmp_path: Path, list_id: str, label: str) -> None:
    named = replace(sample, version=replace(sample.version, list_id=list_id, label=label))
    with pytest.raises(ListError, match="cannot name a version"):
        write_version(named, tmp_path / "store")
    assert not (tmp_path / "store").exists()


def test_an_import_that_was_killed_leaves_no_version(sample: WatchList, tmp_path: Path) -> None:
    left = tmp_path / "sample" / "incoming-killed"
    left.mkdir(parents=True)
    (left / "entity.parquet").write_bytes(b"half")
    assert stored_versions(tmp_path) == []
    write_version(sample, tmp_path)
    assert not left.exists()


def flip(file: Path) -> None:
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 1
    file.write_bytes(content)


@pytest.mark.parametrize("name", ["entity.parquet", "name.parquet", "manifest.json"])
@pytest.mark.parametrize("damage", [flip, Path.unlink])
def test_a_damaged_version_is_refused(
    sample: WatchList, tmp_path: Path, name: str, damage: Callable[[Path], None]
) -> None:
    folder = write_version(sample, tmp_path)
    damage(folder / name)
    with pytest.raises(ListError) as refused:
        read_version(folder)
    assert refused.value.code == "list-damaged"


def test_versions_are_found_by_label_by_hash_and_the_newest_by_the_list_alone(tmp_path: Path) -> None:
    for label, day in (("b", date(2026, 2, 1)), ("a", date(2026, 3, 1))):
        found = listed([{"entry_id": "W1", "name": label}], label=label)
        write_version(replace(found, version=replace(found.version, published_at=day)), tmp_path)
    assert [one.version.label for one in stored_versions(tmp_path)] == ["b", "a"]
    assert find_version(tmp_path, "sample").version.label == "a"
    older = find_version(tmp_path, "sample@b")
    assert find_version(tmp_path, f"sample@{older.folder.name[:10]}") == older
    for name in ("sample@c", "other", "other@a"):
        with pytest.raises(ListError, match="has no version"):
            find_version(tmp_path, name)


def test_the_manifest_holds_all_a_report_names(sample: WatchList, tmp_path: Path) -> None:
    manifest = json.loads((write_version(sample, tmp_path) / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["version"]["files"].keys() == {"sdn.csv", "alt.csv", "add.csv", "sdn_comments.csv"}
    assert manifest["rows"]["entity"] == 4
    assert manifest["version"]["imported_at"] == "2026-03-01T12:00:00+00:00"


def test_a_version_is_in_its_place_whole_or_not_at_all(
    sample: WatchList, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def killed(_path: Path, _target: Path) -> Path:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched, pytest.raises(KeyboardInterrupt):
        patched.setattr(Path, "rename", killed)
        write_version(sample, tmp_path)
    assert stored_versions(tmp_path) == []
    assert read_version(write_version(sample, tmp_path)).version == sample.version


@pytest.mark.parametrize("table", TABLES)
def test_tables_are_of_their_schemas(sample: WatchList, table: str) -> None:
    assert TABLES[table].is_valid(sample.table(table))


def test_a_version_does_not_differ_from_itself(sample: WatchList) -> None:
    assert diff_versions(sample, sample).is_empty


def facts(entry: dict[str, Any]) -> dict[str, Any]:
    """What each group of evidence says of an entry of the books, told without the code under test."""
    person = entry.get("kind") == "person"
    kinds = {"person": "person", "entity": "organisation", "vessel": "vessel"}
    country = entry.get("country")
    return {
        "kind": kinds.get(entry.get("kind") or "", "unknown"),
        "names": (entry["name"], frozenset((entry.get("aliases") or "").split(";")) - {"", entry["name"]}),
        "identifiers": (entry["registration_no"], country) if entry.get("registration_no") else None,
        "birth": entry.get("birth_date"),
        "places": (person, country) if country else None,
        "programmes": entry.get("programme"),
        "dates": entry.get("listed_on"),
    }


@settings(max_examples=80, deadline=None)
@given(ENTRIES, ENTRIES)
def test_a_difference_names_what_differs_and_nothing_else(
    before: list[dict[str, Any]], after: list[dict[str, Any]]
) -> None:
    found = diff_versions(listed(before), listed(after))
    old, new = ({entry["entry_id"]: facts(entry) for entry in entries} for entries in (before, after))
    assert found.added["entity_id"].to_list() == sorted(new.keys() - old.keys())
    assert found.removed["entity_id"].to_list() == sorted(old.keys() - new.keys())
    changed = {
        one: {group for group in old[one] if old[one][group] != new[one][group]} for one in old.keys() & new.keys()
    }
    told = {one: set(groups) for one, _name, groups in found.changed.iter_rows()}
    assert told == {one: groups for one, groups in changed.items() if groups}


def test_a_relation_changes_both_of_its_ends() -> None:
    entries = [{"entry_id": one, "name": one} for one in ("W1", "W2", "W3")]
    frame = pl.DataFrame(entries, schema=polars_schema("list_entry"))
    shares = []
    for share in (0.4, 0.5):
        row = {"owner_id": "W1", "owned_id": "W2", "share": share, "kind": "ownership", "valid_from": date(2020, 1, 1)}
        ownership = pl.DataFrame([row], schema=polars_schema("ownership"))
        shares.append(from_list_entries(frame, About(list_id="s", imported_at=IMPORTED), ownership=ownership))
    changed = diff_versions(*shares).changed
    assert dict(changed.select("entity_id", "groups").iter_rows()) == {"W1": ["relations"], "W2": ["relations"]}


def test_remarks_are_a_group_of_their_own(sample: WatchList, tmp_path: Path) -> None:
    folder = ofac_folder(tmp_path)
    saved(folder, "sdn.csv", ofac("sdn.csv").replace("qorvanel.example", "velmur.example"))
    changed = diff_versions(sample, read(folder)).changed
    assert changed.rows() == [("101", "QORVANEL METALS", ["remarks"])]


def test_evidence_has_a_row_per_entity_and_nulls_for_what_is_not_known(sample: WatchList) -> None:
    found = evidence(sample)
    assert found["entity_id"].to_list() == ["101", "102", "103", "104"]
    row = found.row(by_predicate=pl.col("entity_id") == "101", named=True)
    assert row["birth"] is None
    assert len(row["names"]) == 64
