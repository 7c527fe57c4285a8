"""The workbook of rows held back: as the company wrote them, safe to open, and ready to come back."""

import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet
from tests.engine.chain.intake.small_books import Rows, added, changed, receipt, small_books, write_csv, write_xlsx

from cupel.chain import check_books, read_books
from cupel.chain.intake import quarantine


def held(folder: Path, rows: Rows) -> Path:
    check_books(write_csv(folder / "books", rows), out=folder / "out")
    return folder / "out" / "quarantine.xlsx"


def cells(sheet: Worksheet) -> list[tuple[object, ...]]:
    return list(sheet.iter_rows(values_only=True))


def test_each_row_has_its_reason_and_place_before_its_own_cells(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(held(tmp_path, changed(small_books(), "party", 1, country="Namibia", kind="?")))
    headings, row = cells(book.worksheets[0])
    assert headings[:4] == ("reason", "source file", "source row", "column")
    assert headings[4:] == ("party_id", "name", "kind", "country", "is_supplier")
    assert row[1:] == ("party.csv", "3", "kind, country", "P2", "Cable Works", "?", "Namibia", "false")
    assert str(row[0]).startswith("'?' in 'kind' is not a known word; write one of: producer")


def test_the_last_sheet_says_what_the_others_are(tmp_path: Path) -> None:
    rows = changed(changed(small_books(), "party", 1, country="x"), "receipt", 0, gross_g="?")
    book = openpyxl.load_workbook(held(tmp_path, rows))
    assert book.sheetnames == ["party 1", "receipt 2", "about"]
    about = cells(book["about"])
    assert about[0][0] == "Cupel quarantine"
    assert about[-1][:3] == ("receipt 2", "receipt", "receipt.csv")


def test_good_books_leave_no_workbook_not_even_an_old_one(tmp_path: Path) -> None:
    path = held(tmp_path, changed(small_books(), "party", 1, country="x"))
    assert path.exists()
    held(tmp_path, small_books())
    assert not path.exists()
    assert read_books(tmp_path / "books").quarantine.write(tmp_path / "none.xlsx") == 0


@pytest.mark.parametrize("dangerous", ["=HYPERLINK(1)", "+1+1", "-2+3", "@SUM(1)", "=1", "https://example.org"])
def test_no_cell_acts_as_a_formula_or_a_link(tmp_path: Path, dangerous: str) -> None:
    path = held(tmp_path, changed(small_books(), "party", 1, name=dangerous, country="x"))
    sheet = openpyxl.load_workbook(path).worksheets[0]
    cell = next(cell for cell in sheet[2] if cell.value == dangerous)
    assert (cell.data_type, cell.number_format, cell.hyperlink) == ("s", "@", None)
    if dangerous[0] in "=+-@":
        assert cell.quotePrefix


def test_the_same_rows_give_the_same_bytes(tmp_path: Path) -> None:
    rows = changed(small_books(), "party", 1, country="x")
    assert held(tmp_path / "a", rows).read_bytes() == held(tmp_path / "b", rows).read_bytes()
    with zipfile.ZipFile(tmp_path / "a" / "out" / "quarantine.xlsx") as file:
        assert {entry.date_time for entry in file.infolist()} == {(1980, 1, 31, 0, 0, 0)}


def test_a_sheet_that_is_full_goes_on_in_the_next(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(quarantine, "SHEET_ROWS", 2)
    bad = [receipt(f"X{n}", 0, 0, lot_id="L99") for n in range(5)]
    path = held(tmp_path, added(small_books(), "receipt", *bad))
    book = openpyxl.load_workbook(path)
    assert [len(cells(sheet)) - 1 for sheet in book.worksheets[:-1]] == [2, 2, 1]
    again = read_books(path)
    assert again.report.rows == 5


def test_a_quarantine_read_again_is_held_back_for_the_same_reasons(tmp_path: Path) -> None:
    rows = changed(changed(small_books(), "party", 1, country="x"), "receipt", 1, gross_g="1,5")
    path = held(tmp_path, rows)
    first = openpyxl.load_workbook(path).worksheets
    read_books(path).quarantine.write(tmp_path / "again.xlsx")
    second = openpyxl.load_workbook(tmp_path / "again.xlsx").worksheets
    for before, after in zip(first[:-1], second[:-1], strict=True):
        assert [(row[0], *row[3:]) for row in cells(before)] == [(row[0], *row[3:]) for row in cells(after)]


@pytest.mark.parametrize("write", [write_csv, lambda folder, rows: write_xlsx(folder.with_suffix(".xlsx"), rows)])
def test_the_officers_own_cells_are_kept_as_written(tmp_path: Path, write: Callable[[Path, Rows], Path]) -> None:
    rows = changed(small_books(), "party", 1, name=" 00123 ", country="x")
    intake = read_books(write(tmp_path / "books", rows))
    frame = next(iter(intake.quarantine.held[0].rows))
    assert frame["name"].to_list() == [" 00123 "]


def test_a_company_column_called_reason_survives(tmp_path: Path) -> None:
    entry = {"entry_id": "E1", "site_id": "S2", "metal": "cu", "claim": "recycled", "at": "2024-01-01", "delta_g": "?",
             "reason": "opening"}  # fmt: skip
    path = held(tmp_path, added(small_books(), "ledger_entry", entry))
    book = openpyxl.load_workbook(path)
    sheet = book["ledger_entry 1"]
    sheet["J2"] = "5"
    assert sheet["J1"].value == "delta_g"
    book.save(path)
    books = read_books(path).books
    assert books["ledger_entry"].select("delta_g", "reason").row(0) == (5, "opening")
