"""``cupel chain`` as a person uses it."""

import json
import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest
from tests.engine.chain.intake.small_books import Rows, changed, small_books, write_csv
from typer.testing import CliRunner, Result

from cupel.chain import open_snapshot
from cupel.cli.chain import app
from cupel.errors import BooksError


def run(*arguments: str | Path) -> Result:
    return CliRunner(env={"COLUMNS": "160"}).invoke(app, [str(argument) for argument in arguments])


def books(folder: Path, rows: Rows | None = None) -> Path:
    return write_csv(folder / "books", rows or small_books())


def test_good_books_end_with_code_0_and_a_count(tmp_path: Path) -> None:
    result = run("check", books(tmp_path))
    assert result.exit_code == 0
    assert "20 rows accepted; 0 rows are in quarantine; 0 lots or events do not balance." in result.stdout


def test_rows_in_quarantine_end_with_code_1_their_reason_and_a_workbook(tmp_path: Path) -> None:
    folder = books(tmp_path, changed(small_books(), "party", 0, country="Chile"))
    result = run("check", folder, "--out", tmp_path / "out")
    assert result.exit_code == 1
    assert "party.csv, row 2" in result.stdout
    assert "'Chile' in 'country' is not written as" in result.stdout
    assert openpyxl.load_workbook(tmp_path / "out" / "quarantine.xlsx").sheetnames == ["party 1", "about"]


def test_findings_about_the_books_are_printed_and_are_no_failure(tmp_path: Path) -> None:
    result = run("check", books(tmp_path, changed(small_books(), "receipt", 0, gross_g=30_000_009)))
    assert result.exit_code == 0
    assert "Lot L1: its receipts do not add up to it: gross +9 g (50,000,009 against 50,000,000)." in result.stdout


def test_what_was_skipped_and_what_is_not_used_is_printed(tmp_path: Path) -> None:
    folder = books(tmp_path, changed(small_books(), "party", 0, mood="x"))
    (folder / "photo.jpg").touch()
    result = run("check", folder)
    assert "photo.jpg: not a table file" in result.stdout
    assert "party.csv: columns without a meaning here: mood" in result.stdout


def test_the_report_as_json_is_the_whole_report(tmp_path: Path) -> None:
    result = run("check", books(tmp_path), "--format", "json")
    report = json.loads(result.stdout)
    assert report["schema"] == "cupel-check/1"
    assert report["rows"] == 20
    assert {file["table"] for file in report["files"]} == set(small_books())


def test_a_mapping_of_ones_own_is_used(tmp_path: Path) -> None:
    folder = books(tmp_path)
    text = (folder / "party.csv").read_text(encoding="utf-8").replace("party_id", "Partei", 1)
    (folder / "party.csv").write_text(text, encoding="utf-8")
    mapping = tmp_path / "ours.yaml"
    mapping.write_text(
        "schema: cupel-mapping/1\nkey: ours\nextends: business-headings\n"
        "tables: {party: {columns: {party_id: [Partei]}}}\n",
        encoding="utf-8",
    )
    assert "looks like the table 'party' but has no heading for: party_id" in run("check", folder).stdout
    result = run("check", folder, "--mapping", mapping, "--format", "json")
    assert (result.exit_code, json.loads(result.stdout)["mapping"]["key"]) == (0, "ours")


def test_an_import_says_where_the_snapshot_is(tmp_path: Path) -> None:
    result = run("import", books(tmp_path), "--into", tmp_path / "store")
    snapshot = open_snapshot(tmp_path / "store")
    assert result.exit_code == 0
    assert f"Snapshot {snapshot.hash}" in result.stdout
    assert str(snapshot.path) in result.stdout


def test_a_corrected_quarantine_is_imported_alone(tmp_path: Path) -> None:
    store = tmp_path / "store"
    folder = books(tmp_path, changed(small_books(), "party", 0, country="Chile"))
    first = json.loads(run("import", folder, "--into", store, "--format", "json").stdout)
    workbook = Path(first["snapshot"]["path"]) / "quarantine.xlsx"
    book = openpyxl.load_workbook(workbook)
    sheet = book["party 1"]
    cell = next(cell for cell in sheet[2] if cell.value == "Chile")
    cell.value = "CL"
    book.save(tmp_path / "corrected.xlsx")
    assert run("check", tmp_path / "corrected.xlsx", "--add-to", store).exit_code == 0
    assert run("import", tmp_path / "corrected.xlsx", "--into", store).exit_code == 0
    assert open_snapshot(store).rows["party"] == 2


def test_rows_can_be_added_to_a_snapshot_that_is_named(tmp_path: Path) -> None:
    store = tmp_path / "store"
    rows = small_books()
    run("import", books(tmp_path, {**rows, "receipt": rows["receipt"][:2]}), "--into", store)
    earlier = open_snapshot(store)
    more = write_csv(tmp_path / "more", {"receipt": rows["receipt"][2:]})
    result = run("import", more, "--into", store, "--add-to", earlier.path)
    assert result.exit_code == 0
    assert open_snapshot(store).rows["receipt"] == 4


def test_a_path_that_is_not_there_is_an_error_a_person_can_act_on(tmp_path: Path) -> None:
    result = run("check", tmp_path / "absent")
    assert isinstance(result.exception, BooksError)
    assert "Give the folder that holds the tables" in str(result.exception)


@pytest.mark.parametrize("command", ["check", "import"])
def test_help_says_what_the_command_does(command: str) -> None:
    result = run(command, "--help")
    assert result.exit_code == 0
    assert "quarantine" in result.stdout


def test_the_command_line_loads_no_engine_part_before_it_is_needed() -> None:
    program = "import sys; import cupel.cli.chain; print([m for m in ('polars', 'cupel.chain') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
