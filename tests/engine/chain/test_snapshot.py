"""Snapshots: content-addressed, the same on every machine, and checked when opened."""

import json
import os
import subprocess
import sys
from pathlib import Path

import polars as pl
import pytest
from tests.engine.chain.intake.small_books import changed, small_books, write_csv, write_xlsx

from cupel.chain import Snapshot, import_books, is_snapshot, open_snapshot, read_books
from cupel.chain.snapshot import column_sha256
from cupel.chain.tables import TABLES
from cupel.errors import BooksError


@pytest.fixture
def snapshot(tmp_path: Path) -> Snapshot:
    return import_books(write_csv(tmp_path / "books", small_books()), store=tmp_path / "store")


def test_the_books_come_back_as_they_were_read(tmp_path: Path, snapshot: Snapshot) -> None:
    read, kept = read_books(tmp_path / "books").books, open_snapshot(snapshot.path).books()
    assert all(read[table].equals(kept[table]) for table in TABLES)
    assert snapshot.rows == read.rows


def test_doubtful_lots_are_kept(tmp_path: Path) -> None:
    folder = write_csv(tmp_path / "books", changed(small_books(), "receipt", 0, gross_g="?"))
    snapshot = import_books(folder, store=tmp_path / "store")
    assert open_snapshot(snapshot.path).books().doubtful_lots.to_list() == ["L1"]
    assert snapshot.quarantine == snapshot.path / "quarantine.xlsx"


def test_the_manifest_says_what_is_here_and_where_it_came_from(snapshot: Snapshot) -> None:
    manifest = json.loads((snapshot.path / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["schema"] == "cupel-snapshot/1"
    assert manifest["tables"]["receipt"]["rows"] == 4
    assert set(manifest["tables"]["receipt"]["columns"]) == set(TABLES["receipt"].columns())
    assert {"file": "receipt.csv", "table": "receipt", "rows": 4} in manifest["sources"]
    assert set(manifest["source_files"]) == {f"{table}.csv" for table in small_books()}
    assert manifest["mapping"]["key"] == "business-headings"
    assert str(snapshot.path.parent) not in json.dumps(manifest)


def test_the_same_books_in_another_form_share_their_content(tmp_path: Path, snapshot: Snapshot) -> None:
    other = import_books(write_xlsx(tmp_path / "books.xlsx", small_books()), store=tmp_path / "other")
    assert other.hash != snapshot.hash
    assert other.content_sha256 == snapshot.content_sha256


def test_another_figure_is_another_content(tmp_path: Path, snapshot: Snapshot) -> None:
    folder = write_csv(tmp_path / "changed", changed(small_books(), "party", 0, name="Other Hill"))
    other = import_books(folder, store=tmp_path / "store")
    same = [table for table in TABLES if other.manifest["tables"][table] == snapshot.manifest["tables"][table]]
    assert set(TABLES) - set(same) == {"party"}


@pytest.mark.parametrize("name", ["tables/lot.parquet", "manifest.json", "check.json", "doubtful_lots.parquet"])
def test_a_changed_file_is_noticed(snapshot: Snapshot, name: str) -> None:
    path = snapshot.path / name
    path.write_bytes(path.read_bytes() + b" ")
    with pytest.raises(BooksError, match="damaged") as refused:
        open_snapshot(snapshot.path)
    assert refused.value.place.file == str(path)


def test_a_missing_file_is_noticed(snapshot: Snapshot) -> None:
    (snapshot.path / "tables" / "lot.parquet").unlink()
    with pytest.raises(BooksError, match="damaged"):
        open_snapshot(snapshot.path)


def test_a_snapshot_of_other_tables_says_so(snapshot: Snapshot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cupel.chain.snapshot.types_sha256", lambda: "other")
    with pytest.raises(BooksError, match="other tables"):
        open_snapshot(snapshot.path)


def test_a_snapshot_and_its_store_are_told_from_other_folders(tmp_path: Path, snapshot: Snapshot) -> None:
    assert is_snapshot(snapshot.path)
    assert is_snapshot(tmp_path / "store")
    assert not is_snapshot(tmp_path / "books")
    assert not is_snapshot(tmp_path / "absent")


def test_a_folder_without_a_snapshot_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BooksError, match="no snapshot here"):
        open_snapshot(tmp_path)


IMPORT = """
import sys
from pathlib import Path
from cupel.chain import import_books

print(import_books(Path(sys.argv[1]), store=Path(sys.argv[2])).hash)
"""


def test_threads_and_hash_seeds_change_no_byte(tmp_path: Path) -> None:
    folder = write_csv(tmp_path / "books", changed(small_books(), "receipt", 0, gross_g="?"))
    hashes = set()
    for threads, seed in (("1", "1"), ("2", "22"), ("7", "333")):
        environment = {**os.environ, "POLARS_MAX_THREADS": threads, "PYTHONHASHSEED": seed}
        command = [sys.executable, "-c", IMPORT, str(folder), str(tmp_path / f"store{threads}")]
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
        hashes.add(done.stdout.strip())
    assert len(hashes) == 1


def test_a_column_hash_does_not_depend_on_chunks() -> None:
    parts = pl.concat([pl.Series("a", ["x", None]), pl.Series("a", ["", "yy"])], rechunk=False)
    assert column_sha256(parts) == column_sha256(parts.rechunk())


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (pl.Series(["ab", "c"]), pl.Series(["a", "bc"])),
        (pl.Series([None, ""], dtype=pl.String), pl.Series(["", None])),
        (pl.Series([0, None]), pl.Series([None, 0])),
        (pl.Series([1, 2], dtype=pl.Int64), pl.Series([1, 2], dtype=pl.Int32)),
        (pl.Series([True, False]), pl.Series([False, True])),
        (pl.Series([0.0]), pl.Series([-0.0])),
        (pl.Series(["a"], dtype=pl.Enum(["a", "b"])), pl.Series(["b"], dtype=pl.Enum(["a", "b"]))),
    ],
)
def test_columns_that_differ_have_different_hashes(one: pl.Series, other: pl.Series) -> None:
    assert column_sha256(one) != column_sha256(other)
