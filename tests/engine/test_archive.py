"""Zips from outside: bounded, and never written outside their folder."""

import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from cupel.archive import LIMITS, Limits, require_safe_workbook, unpack
from cupel.errors import BooksError


def zipped(path: Path, entries: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in entries.items():
            file.writestr(name, content)
    return path


@pytest.fixture
def target(tmp_path: Path) -> Path:
    folder = tmp_path / "target"
    folder.mkdir()
    return folder


def test_a_zip_of_tables_is_unpacked(tmp_path: Path, target: Path) -> None:
    archive = zipped(tmp_path / "books.zip", {"lot.csv": b"a", "lists/watchlist.csv": b"b"})
    assert unpack(archive, target) == target
    assert (target / "lists" / "watchlist.csv").read_bytes() == b"b"


def test_a_single_folder_in_the_zip_is_the_folder_of_the_books(tmp_path: Path, target: Path) -> None:
    archive = zipped(tmp_path / "books.zip", {"2024/lot.csv": b"a", "__MACOSX/2024/._lot.csv": b"x"})
    assert unpack(archive, target) == target / "2024"


@pytest.mark.parametrize("name", ["../lot.csv", "/etc/lot.csv", "a/../../lot.csv", "..\\lot.csv", "C:/lot.csv", "."])
def test_an_entry_that_points_outside_is_refused(tmp_path: Path, target: Path, name: str) -> None:
    with pytest.raises(BooksError, match="points outside"):
        unpack(zipped(tmp_path / "books.zip", {name: b"a"}), target)
    assert not (tmp_path / "lot.csv").exists()


def test_a_link_in_a_zip_is_refused(tmp_path: Path, target: Path) -> None:
    link = zipfile.ZipInfo("lot.csv")
    link.external_attr = 0o120777 << 16
    with zipfile.ZipFile(tmp_path / "books.zip", "w") as file:
        file.writestr(link, "/etc/passwd")
    with pytest.raises(BooksError, match="points outside"):
        unpack(tmp_path / "books.zip", target)


@pytest.mark.parametrize(
    ("limits", "words"),
    [
        (replace(LIMITS, entries=1), "holds 2 files"),
        (replace(LIMITS, total_bytes=1_000), "unpacks to 100001 bytes"),
        (Limits(ratio=20, ratio_from=10_000), "more than 20 times"),
    ],
)
def test_a_zip_beyond_the_limits_is_refused(tmp_path: Path, target: Path, limits: Limits, words: str) -> None:
    archive = zipped(tmp_path / "bomb.zip", {"lot.csv": b"0" * 100_000, "b.csv": b"b"})
    with pytest.raises(BooksError, match=words):
        unpack(archive, target, limits=limits)


def test_a_size_written_wrongly_into_the_zip_does_not_pass(tmp_path: Path) -> None:
    archive = zipped(tmp_path / "books.xlsx", {"xl/workbook.xml": b"0" * 100_000})
    content = archive.read_bytes()
    archive.write_bytes(content.replace((100_000).to_bytes(4, "little"), (10).to_bytes(4, "little")))
    with pytest.raises(BooksError, match="damaged"):
        require_safe_workbook(archive, name="books.xlsx")


def test_xml_with_its_own_document_type_is_refused(tmp_path: Path) -> None:
    xml = b'<?xml version="1.0"?><!doctype x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x>&e;</x>'
    with pytest.raises(BooksError, match="document type"):
        require_safe_workbook(zipped(tmp_path / "books.xlsx", {"xl/sharedStrings.xml": xml}), name="books.xlsx")


def test_a_broken_zip_is_refused(tmp_path: Path, target: Path) -> None:
    archive = zipped(tmp_path / "books.zip", {"lot.csv": bytes(range(256)) * 40})
    content = bytearray(archive.read_bytes())
    content[60] ^= 0xFF
    archive.write_bytes(bytes(content))
    with pytest.raises(BooksError, match="damaged"):
        unpack(archive, target)
    (tmp_path / "no.zip").write_bytes(b"nothing")
    with pytest.raises(BooksError, match="not a readable zip"):
        unpack(tmp_path / "no.zip", target)


def test_a_sheet_that_spans_more_cells_than_allowed_is_refused(tmp_path: Path) -> None:
    sheet = b'<worksheet><sheetData><row r="9"><c r="A9"/><c r="AA3"/></row></sheetData></worksheet>'
    workbook = zipped(tmp_path / "books.xlsx", {"xl/worksheets/sheet1.xml": sheet})
    require_safe_workbook(workbook, name="books.xlsx", limits=Limits(cells=9 * 27))
    with pytest.raises(BooksError, match="spans more than 242 cells"):
        require_safe_workbook(workbook, name="books.xlsx", limits=Limits(cells=9 * 27 - 1))
