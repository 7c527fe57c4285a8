"""The workbook of a run: complete, safe to open, the same bytes for the same results."""

import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet
from tests.engine.diligence.results import results_of, small_plant, with_flags

from cupel import sheets
from cupel.diligence import REMEDIES, Results
from cupel.diligence.workbook import write_workbook
from cupel.standard import BoundCheck, Edition

Open = Callable[[Results], Workbook]
SHEETS = ["Read me", "Summary", "Flags", "Unknown", "Origins", "Propagation", "Provenance", "Checks"]


@pytest.fixture(scope="module")
def results(edition: Edition) -> Results:
    return results_of(small_plant(), edition)


@pytest.fixture(scope="module")
def check(edition: Edition) -> BoundCheck:
    return next(bound for bound in edition.checks() if bound.check.finding == "F17_LISTED_ORIGIN")


@pytest.fixture
def written(tmp_path: Path) -> Open:
    """Write and open the workbook of some results."""

    def write(results: Results) -> Workbook:
        write_workbook(results, tmp_path / "findings.xlsx")
        return load_workbook(tmp_path / "findings.xlsx")

    return write


def rows(sheet: Worksheet) -> list[dict[str, Any]]:
    """The rows below the heading, by heading."""
    head, *body = sheet.iter_rows(values_only=True)
    return [dict(zip((str(cell) for cell in head), row, strict=True)) for row in body]


def test_it_has_a_sheet_for_each_question_in_a_fixed_order(written: Open, results: Results) -> None:
    assert written(results).sheetnames == SHEETS


def test_read_me_says_what_each_sheet_holds(written: Open, results: Results) -> None:
    told = {row[0]: row[1] for row in written(results)["Read me"].iter_rows(values_only=True)}
    assert set(SHEETS[1:]) <= set(told)
    assert str(told["Edition"]).endswith("mdd@2023")


def test_every_flag_is_there_with_its_reason(written: Open, results: Results) -> None:
    found = {(row["Finding"], row["Number"]): row["Reason"] for row in rows(written(results)["Flags"])}
    flags = results.findings.filter(state="true").select("finding_kind", "subject_id", "reason")
    assert found == {(kind, subject): reason for kind, subject, reason in flags.iter_rows()}


def test_the_gravest_flags_come_first(written: Open, results: Results) -> None:
    severities = [row["Severity"] for row in rows(written(results)["Flags"])]
    assert severities == sorted(severities, key=["Critical", "High", "Medium", "Low"].index)


def test_an_unknown_says_what_is_missing_and_what_to_provide(written: Open, results: Results) -> None:
    (row,) = [row for row in rows(written(results)["Unknown"]) if row["Finding"] == "F17_LISTED_ORIGIN"]
    assert row["Missing facts"] == "origin_listed"
    assert row["What to provide"] == REMEDIES["origin_listed"].provide


def test_origins_add_up_to_what_the_plant_charged(written: Open, results: Results) -> None:
    found = rows(written(results)["Origins"])
    assert sum(row["Mass (t)"] for row in found) == pytest.approx(1.0)
    assert sum(row["Share of the metal"] for row in found) == pytest.approx(1.0)
    assert {row["Mine"]: row["Listed on loading"] for row in found} == {
        "Cedar (clear mine)": "no",
        "Alder (conflict mine)": "yes",
        "Ginkgo (vague mine)": "unknown",
        None: None,
    }


def test_propagation_names_customers_and_plants_with_both_shares(written: Open, results: Results) -> None:
    found = {
        row["Reached"]: row for row in rows(written(results)["Propagation"]) if row["Finding"] == "F17_LISTED_ORIGIN"
    }
    assert found["customer"]["Name"] == "Omega Wires"
    assert found["site-metal-period"]["Name"] == "Fir, copper, 2024-Q2"
    assert found["customer"]["Flagged share, certain"] == pytest.approx(0.3)
    assert found["customer"]["Flagged share, possible"] == pytest.approx(0.35)


def test_provenance_holds_every_shipped_lot(written: Open, results: Results) -> None:
    (row,) = rows(written(results)["Provenance"])
    assert row == {
        "Lot": "product",
        "Metal": "copper",
        "Recycled share": pytest.approx(0.15),
        "Listed share, certain": pytest.approx(0.3),
        "Listed share, possible": pytest.approx(0.35),
    }


def test_every_value_of_every_check_has_its_unit_and_reason(written: Open, results: Results, edition: Edition) -> None:
    found = {(row["Check"], row["Value"]): row for row in rows(written(results)["Checks"])}
    for bound in edition.checks():
        for name, parameter in bound.parameters.items():
            row = found[bound.check.id, name]
            assert row["Unit (UNECE Rec 20)"] == parameter.unit
            assert row["Reason for the value"] == parameter.reason["en"]


def test_headings_stay_in_sight_and_can_be_filtered(written: Open, results: Results) -> None:
    sheet = written(results)["Flags"]
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == f"A1:I{sheet.max_row}"


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_a_text_that_begins_like_a_formula_is_marked_as_text(
    written: Open, results: Results, check: BoundCheck, start: str
) -> None:
    text = f'{start}HYPERLINK("x")'
    sheet = written(with_flags(results, check, count=1, reason=text))["Flags"]
    cells = [row[7] for row in sheet.iter_rows(min_row=2) if "HYPERLINK" in str(row[7].value)]
    assert [(cell.data_type, cell.quotePrefix) for cell in cells] == [("s", True)]
    assert str(cells[0].value).endswith('HYPERLINK("x")')


def test_no_cell_of_the_file_is_a_formula(results: Results, check: BoundCheck, tmp_path: Path) -> None:
    write_workbook(with_flags(results, check, count=1, reason="=1+1"), tmp_path / "findings.xlsx")
    with zipfile.ZipFile(tmp_path / "findings.xlsx") as archive:
        assert not any(b"<f>" in archive.read(name) for name in archive.namelist())


def test_a_text_longer_than_a_cell_is_cut(written: Open, results: Results, check: BoundCheck) -> None:
    found = rows(written(with_flags(results, check, count=1, reason="x" * 40_000))["Flags"])
    assert max(len(row["Reason"]) for row in found) == sheets.CELL_CHARACTERS


def test_control_characters_in_the_books_do_not_break_the_file(
    written: Open, results: Results, check: BoundCheck
) -> None:
    found = rows(written(with_flags(results, check, count=1, reason="a\x01b"))["Flags"])
    assert any(row["Reason"].startswith("a") and row["Reason"].endswith("b") for row in found)


def test_rows_that_do_not_fit_one_sheet_go_on_in_further_ones(
    written: Open, results: Results, check: BoundCheck, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sheets, "SHEET_ROWS", 10)
    many = with_flags(results, check, count=25)
    book = written(many)
    parts = [book[name] for name in book.sheetnames if name.startswith("Flags")]
    assert [sheet.title for sheet in parts][:3] == ["Flags", "Flags 2", "Flags 3"]
    assert all(sheet.max_row <= 11 for sheet in parts)
    assert sum(len(rows(sheet)) for sheet in parts) == many.summary["flags"]


def test_an_empty_table_keeps_its_headings(written: Open, results: Results) -> None:
    sheet = written(replace(results, findings=results.findings.clear()))["Flags"]
    assert sheet.max_row == 1
    assert sheet["A1"].value == "Severity"


def test_the_same_results_give_the_same_bytes(results: Results, tmp_path: Path) -> None:
    for name in ("one.xlsx", "two.xlsx"):
        write_workbook(results, tmp_path / name)
    assert (tmp_path / "one.xlsx").read_bytes() == (tmp_path / "two.xlsx").read_bytes()


def test_nothing_in_the_file_is_stamped_with_the_time(results: Results, tmp_path: Path, written: Open) -> None:
    properties = written(results).properties
    assert {properties.created, properties.modified} == {datetime(2000, 1, 1)}
    with zipfile.ZipFile(tmp_path / "findings.xlsx") as archive:
        assert {entry.date_time[0] for entry in archive.infolist()} == {1980}
