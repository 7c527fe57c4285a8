"""Tickets that state moisture and grades: dry mass and contained metal in whole grams, rounded once."""

from decimal import ROUND_HALF_EVEN, Decimal
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cupel.chain import Intake, read_books

HEADINGS = "Receipt no;Weighed at;Plant;Lot no;Gross weight (t)"


def tickets(folder: Path, headings: str, *rows: str) -> Intake:
    lines = [f"{HEADINGS};{headings}", *(f"R{n};2024-03-25 14:30;P;L1;{row}" for n, row in enumerate(rows))]
    (folder / "tickets.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return read_books(folder / "tickets.csv")


def test_dry_mass_follows_from_moisture_and_content_from_grade(tmp_path: Path) -> None:
    receipts = tickets(tmp_path, "Moisture %;Cu %;Au (ppb)", "25,4;9,5;24,1;1500", "24,9;9,1;24,15;").books["receipt"]
    assert receipts["dry_g"].to_list() == [22_987_000, 22_634_100]
    assert receipts["cu_g"].to_list() == [5_539_867, 5_466_135]
    assert receipts["au_g"].to_list() == [34, None]


def test_a_dry_weight_that_is_stated_wins(tmp_path: Path) -> None:
    receipts = tickets(tmp_path, "Moisture %;Dry weight (t);Cu %", "25,4;9,5;20,0;50,0").books["receipt"]
    assert (receipts["dry_g"].item(), receipts["cu_g"].item()) == (20_000_000, 10_000_000)


def test_without_moisture_the_content_is_not_known(tmp_path: Path) -> None:
    receipts = tickets(tmp_path, "Moisture %;Cu %", "25,4;;24,5").books["receipt"]
    assert receipts.select("dry_g", "cu_g").row(0) == (None, None)


def test_a_grade_that_is_no_number_is_a_defect(tmp_path: Path) -> None:
    report = tickets(tmp_path, "Moisture %;Cu %", "25,4;9,5;rich").report
    assert [(one.code, one.column) for one in report.reasons] == [("not-a-number", "cu_g")]


@settings(deadline=None, max_examples=40)
@given(
    gross=st.integers(0, 60_000_000),
    moisture=st.decimals(0, 100, places=2),
    grade=st.decimals(0, 100, places=3),
)
def test_the_arithmetic_is_exact_decimal_arithmetic(
    tmp_path_factory: pytest.TempPathFactory, gross: int, moisture: Decimal, grade: Decimal
) -> None:
    row = f"{Decimal(gross) / 1_000_000:f};{moisture};{grade}".replace(".", ",")
    receipts = tickets(tmp_path_factory.mktemp("tickets"), "Moisture %;Cu %", row, "1000,5;0,5;0,5").books["receipt"]
    dry = (gross * (1 - moisture / 100)).to_integral_value(ROUND_HALF_EVEN)
    first = receipts.filter(pl.col("receipt_id") == "R0")
    assert first.select("gross_g", "dry_g", "cu_g").row(0) == (
        gross,
        int(dry),
        int((dry * grade / 100).to_integral_value(ROUND_HALF_EVEN)),
    )
