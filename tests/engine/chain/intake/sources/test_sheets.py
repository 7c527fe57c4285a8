"""Workbooks: sheets, headings anywhere, cells as text."""

from datetime import date, datetime
from pathlib import Path

import openpyxl
import polars as pl
import pytest

from cupel.chain.intake.sources.sheets import is_quarantine, sheet_sources
from cupel.chain.intake.sources.source import RAGGED, ROW
from cupel.errors import BooksError
from cupel.sheets import cell_text


@pytest.fixture
def workbook(tmp_path: Path) -> Path:
    book = openpyxl.Workbook()
    first = book.worksheets[0]
    first.title = "Lots"
    first["B2"] = "Parcels of 2024"
    first["B4"], first["B5"], first["B6"], first["B7"] = "Lot", "00123", 7, "L3"
    first["C4"], first["C5"], first["C6"], first["C7"] = "Gross kg", 1.5, 2, "3,5"
    first["D4"], first["D5"], first["D6"] = "Created", date(2024, 3, 25), datetime(2024, 3, 25, 14, 30)
    book.create_sheet("Empty")
    hidden = book.create_sheet("Sites")
    hidden.append(["Site", "Name"])
    hidden.append(["S1", "=1+1"])
    hidden.sheet_state = "hidden"
    path = tmp_path / "books.xlsx"
    book.save(path)
    return path


def test_every_sheet_with_rows_is_a_source(workbook: Path) -> None:
    assert [(source.label, source.rows) for source in sheet_sources(workbook, name="books.xlsx")] == [
        ("books.xlsx [Lots]", 3),
        ("books.xlsx [Sites]", 1),
    ]


def test_headings_may_stand_anywhere_and_rows_keep_their_numbers(workbook: Path) -> None:
    lots = sheet_sources(workbook, name="books.xlsx")[0]
    rows = pl.concat(lots.batches())
    assert [heading for heading in lots.headings if not heading.startswith("(")] == ["Lot", "Gross kg", "Created"]
    assert rows[ROW].to_list() == [5, 6, 7]
    assert rows["Lot"].to_list() == ["00123", "7", "L3"]
    assert rows["Created"].to_list() == ["2024-03-25", "2024-03-25T14:30:00", None]
    assert rows[RAGGED].null_count() == 3


@pytest.mark.parametrize(
    ("cell", "text"),
    [(True, "true"), (2.0, "2"), (2.5, "2.5"), (1e20, "1e+20"), ("x", "x"), (datetime(2024, 1, 2), "2024-01-02")],
)
def test_a_cell_is_the_text_a_person_would_type(cell: object, text: str) -> None:
    assert cell_text(cell) == text


def test_what_is_no_workbook_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "books.xlsx"
    path.write_bytes(b"PK not really")
    with pytest.raises(BooksError, match="zip"):
        sheet_sources(path, name="books.xlsx")


def test_a_zip_that_holds_no_sheets_is_refused(tmp_path: Path) -> None:
    import zipfile

    path = tmp_path / "books.xlsx"
    with zipfile.ZipFile(path, "w") as file:
        file.writestr("hello.txt", "hello")
    with pytest.raises(BooksError, match="cannot be read"):
        sheet_sources(path, name="books.xlsx")


def test_an_ordinary_workbook_is_no_quarantine(workbook: Path, tmp_path: Path) -> None:
    assert not is_quarantine(workbook)
    assert not is_quarantine(tmp_path)


def test_two_cells_at_the_far_corners_are_not_laid_out(tmp_path: Path) -> None:
    """They would span 17 thousand million cells."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet["A1"], sheet["XFD1048576"] = "lot_id", "x"
    book.save(tmp_path / "books.xlsx")
    with pytest.raises(BooksError, match="spans more than"):
        sheet_sources(tmp_path / "books.xlsx", name="books.xlsx")
