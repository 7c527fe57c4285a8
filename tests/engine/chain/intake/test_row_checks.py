"""Each kind of defect in a row is found, named with its place, and nothing else is held back."""

from pathlib import Path
from typing import Any

import pytest
from tests.engine.chain.intake.small_books import Rows, added, changed, receipt, small_books, write_csv

from cupel.chain import CheckReport, check_books


def checked(folder: Path, rows: Rows) -> CheckReport:
    return check_books(write_csv(folder / "books", rows))


def test_good_books_have_no_defects_warnings_or_findings(tmp_path: Path) -> None:
    report = checked(tmp_path, small_books())
    assert (report.clean, report.reasons, report.warnings, report.findings.height) == (True, (), (), 0)
    assert {file.table: file.accepted for file in report.files}["flow"] == 4


@pytest.mark.parametrize(
    ("table", "cells", "code", "words"),
    [
        ("party", {"name": ""}, "empty", "'name' is empty; fill it in."),
        ("party", {"kind": "wizard"}, "not-a-code", "write one of: producer, trader"),
        ("party", {"country": "Chile"}, "pattern", "'Chile' in 'country'"),
        ("party", {"is_supplier": "perhaps"}, "not-a-flag", "write yes or no"),
        ("ownership", {"share": "25"}, "not-a-share", "no share from 0 to 1"),
        ("ownership", {"share": "NaN"}, "not-a-number", "'NaN' in 'share'"),
        ("ownership", {"valid_to": "2019-12-31"}, "ends-before", "lies before valid_from 2020-01-01"),
        ("lot", {"gross_g": "-5"}, "too-small", "'-5' in 'gross_g' is below 0"),
        ("lot", {"gross_g": "1000000000000001"}, "too-large", "above 1000000000000000"),
        ("lot", {"gross_g": "heavy"}, "not-a-number", "'heavy' in 'gross_g'"),
        ("lot", {"created_at": "2024-02-31T00:00:00"}, "not-an-instant", "'2024-02-31T00:00:00' in 'created_at'"),
        ("lot", {"loaded_on": "2024-01-09"}, "ends-before", "lies before loaded_on 2024-01-09"),
        ("shipment", {"dispatched_on": "2024-13-01"}, "not-a-day", "'2024-13-01' in 'dispatched_on'"),
        ("document", {"lot_id": "L99"}, "unknown-reference", "'L99' in 'lot_id' is not in the table 'lot'"),
        ("receipt", {"reverses_receipt_id": "R9"}, "unknown-reference", "is not in the table 'receipt'"),
    ],
)
def test_a_defect_holds_back_its_row_and_says_what_to_do(
    tmp_path: Path, table: str, cells: dict[str, Any], code: str, words: str
) -> None:
    report = checked(tmp_path, changed(small_books(), table, 0, **cells))
    reason = next(one for one in report.reasons if one.table == table)
    assert (reason.code, reason.rows, reason.file, reason.row) == (code, 1, f"{table}.csv", 2)
    assert words in reason.sentence
    assert sum(file.quarantined for file in report.files if file.table == table) == 1


def test_a_cell_has_one_reason_only(tmp_path: Path) -> None:
    report = checked(tmp_path, changed(small_books(), "document", 0, document_type="?", document_id=""))
    assert sorted((one.code, one.column) for one in report.reasons) == [
        ("empty", "document_id"),
        ("not-a-code", "document_type"),
    ]


def test_the_same_row_twice_is_kept_once(tmp_path: Path) -> None:
    rows = small_books()
    report = checked(tmp_path, added(rows, "receipt", rows["receipt"][0]))
    assert [(one.code, one.row, one.sentence) for one in report.reasons] == [
        ("repeated-row", 6, "The row repeats row 2 of receipt.csv; remove it if the same thing was entered twice.")
    ]
    assert report.findings.height == 0


def test_a_number_used_for_two_things_keeps_the_first(tmp_path: Path) -> None:
    report = checked(tmp_path, added(small_books(), "receipt", receipt("R1", 1, 1)))
    assert [(one.code, one.row) for one in report.reasons] == [("repeated-key", 6)]
    assert "also the number of row 2 of receipt.csv, which differs" in report.reasons[0].sentence


def test_rows_that_hang_on_a_row_in_quarantine_stay_with_a_warning(tmp_path: Path) -> None:
    report = checked(tmp_path, changed(small_books(), "party", 0, country="Chile"))
    assert [(one.table, one.code) for one in report.reasons] == [("party", "pattern")]
    assert {(one.table, one.code) for one in report.warnings} == {
        (table, "reference-in-quarantine") for table in ("ownership", "site", "lot", "receipt")
    }


def test_flows_go_to_quarantine_with_their_lot(tmp_path: Path) -> None:
    report = checked(tmp_path, changed(small_books(), "lot", 3, gross_g="?"))
    assert [(one.table, one.code, one.row) for one in report.reasons] == [
        ("flow", "reference-in-quarantine", 4),
        ("lot", "not-a-number", 5),
    ]
    assert report.findings["determined"].to_list() == [False]


def test_references_into_a_table_that_is_not_kept_are_not_checked(tmp_path: Path) -> None:
    rows = {table: content for table, content in small_books().items() if table != "party"}
    report = checked(tmp_path, rows)
    assert report.clean
    assert "party" in report.notes[0]


@pytest.mark.parametrize(
    ("cells", "code", "words"),
    [
        ({"gross_g": "3000000"}, "content-exceeds-mass", "weigh 2.4 times 'gross_g'"),
        ({"dry_g": "31000000"}, "dry-exceeds-wet", "above the wet mass"),
        ({"entered_quantity": "66138.7", "entered_unit": "kg"}, "entered-differs", "0.4536 times the quantity entered"),
        ({"entered_quantity": "30000", "entered_unit": "t"}, "entered-differs", "0.001 times the quantity entered"),
    ],
)
def test_figures_that_are_hardly_meant_are_warnings(
    tmp_path: Path, cells: dict[str, Any], code: str, words: str
) -> None:
    report = checked(tmp_path, changed(small_books(), "receipt", 0, **cells))
    assert report.clean
    assert [(one.code, one.row) for one in report.warnings] == [(code, 2)]
    assert words in report.warnings[0].sentence


def test_a_grade_above_the_whole_is_a_warning(tmp_path: Path) -> None:
    assay = {"lot_id": "L1", "stage": "final", "cu_ppm": "2400000"}
    report = checked(tmp_path, added(small_books(), "assay", assay))
    assert [one.code for one in report.warnings] == ["grade-exceeds-whole"]


def test_percent_that_looks_like_a_fraction_is_noted(tmp_path: Path) -> None:
    rows = small_books()
    share = {"share %": "0.25", **{name: cell for name, cell in rows["ownership"][0].items() if name != "share"}}
    report = checked(tmp_path, {**rows, "ownership": [share]})
    assert report.clean
    assert any("no figure in 'share %' is above 1" in note for note in report.notes)


def test_a_column_without_a_unit_is_noted_and_not_guessed(tmp_path: Path) -> None:
    rows = small_books()
    tickets = [{**row, "Dry weight": "5"} for row in rows["receipt"]]
    report = checked(tmp_path, {**rows, "receipt": tickets})
    assert any("no unit is stated: Dry weight" in note for note in report.notes)
