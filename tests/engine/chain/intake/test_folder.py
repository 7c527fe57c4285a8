"""What is read of a folder, and what is named as skipped."""

from pathlib import Path

import pytest

from cupel.chain.intake.folder import contents
from cupel.chain.intake.opening import open_sources
from cupel.errors import BooksError


def test_tables_and_lists_are_found_and_everything_else_is_named(tmp_path: Path) -> None:
    for name in ("lot.csv", "site.parquet", "README.md", "readme.txt", "~$lot.xlsx", ".hidden.csv", "photo.jpg"):
        (tmp_path / name).touch()
    for name in ("lists/watchlist.csv", "lists/notes.md", "truth/truth.csv", "lists/old/x.csv"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    found = contents(tmp_path)
    assert [name for name, _path in found.files] == ["lists/watchlist.csv", "lot.csv", "site.parquet"]
    assert sorted(one.name for one in found.skipped) == [
        ".hidden.csv", "README.md", "lists/notes.md", "lists/old/", "photo.jpg", "readme.txt", "truth/", "~$lot.xlsx",
    ]  # fmt: skip


def test_a_single_file_is_books_of_one_table(tmp_path: Path) -> None:
    (tmp_path / "lot.csv").touch()
    assert contents(tmp_path / "lot.csv").files == (("lot.csv", tmp_path / "lot.csv"),)


def test_a_missing_path_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BooksError, match="no such folder") as refused:
        contents(tmp_path / "absent")
    assert refused.value.code == "no-books"


def test_a_file_that_cannot_be_opened_is_skipped_with_its_remedy(tmp_path: Path) -> None:
    (tmp_path / "lot.parquet").write_bytes(b"no parquet")
    (tmp_path / "site.xlsx").write_bytes(b"no workbook")
    (tmp_path / "flow.csv").write_text("\n")
    (tmp_path / "receipt.csv").write_text("receipt_id\nR1\n")
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    opened = open_sources(tmp_path, scratch=scratch)
    assert [source.name for source in opened.sources] == ["receipt.csv"]
    reasons = {one.name: one.reason for one in opened.skipped}
    assert reasons["flow.csv"] == "an empty table"
    assert "Export it again" in reasons["lot.parquet"]
    assert "Export the file again" in reasons["site.xlsx"]


def test_every_file_of_a_table_has_its_hash(tmp_path: Path) -> None:
    (tmp_path / "receipt.csv").write_bytes(b"receipt_id\nR1\n")
    assert open_sources(tmp_path, scratch=tmp_path).sha256 == {
        "receipt.csv": "5ee9c2c07451255a4974f6098012cdb903274aeffc1a03c842b08e67264435a0"
    }
