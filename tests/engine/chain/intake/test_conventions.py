"""What could be meant in two ways is decided once per file, by the mapping, by the file, or not at all."""

from pathlib import Path

import pytest

from cupel.chain import Intake, read_books


def receipts(folder: Path, delimiter: str, *cells: tuple[str, str], mapping: str | None = None) -> Intake:
    lines = [["receipt_id", "at_local", "site_id", "lot_id", "Gross (t)"]]
    lines += [[f"R{n}", day, "S", "L", f'"{gross}"'] for n, (day, gross) in enumerate(cells)]
    (folder / "receipt.csv").write_text("\n".join(delimiter.join(line) for line in lines) + "\n", encoding="utf-8")
    if mapping is None:
        return read_books(folder)
    path = folder / "ours.yaml"
    path.write_text(f"schema: cupel-mapping/1\nextends: business-headings\n{mapping}\n", encoding="utf-8")
    return read_books(folder, mapping=path)


def grams(intake: Intake) -> list[int]:
    return intake.books["receipt"]["gross_g"].to_list()


@pytest.mark.parametrize(
    ("delimiter", "cells", "expected"),
    [
        (",", ["1.500", "25.4"], [1_500_000, 25_400_000]),
        (";", ["1,500", "25,4"], [1_500_000, 25_400_000]),
        (";", ["1.500", "25,4"], [1_500_000_000, 25_400_000]),
        (";", ["1.500", "25.4"], [1_500_000, 25_400_000]),
        (",", ["1,500", "25"], [1_500_000_000, 25_000_000]),
    ],
)
def test_one_plain_figure_settles_the_decimal_mark_of_the_file(
    tmp_path: Path, delimiter: str, cells: list[str], expected: list[int]
) -> None:
    intake = receipts(tmp_path, delimiter, *(("2024-01-02 08:00", cell) for cell in cells))
    assert grams(intake) == expected


def test_a_figure_with_two_readings_is_held_back_where_nothing_settles_it(tmp_path: Path) -> None:
    intake = receipts(tmp_path, ";", ("2024-01-02 08:00", "1.500"), ("2024-01-02 08:00", "25"))
    assert grams(intake) == [25_000_000]
    assert "is not a number with one reading" in intake.report.reasons[0].sentence


def test_a_figure_against_the_files_convention_is_held_back(tmp_path: Path) -> None:
    intake = receipts(tmp_path, ",", *[("2024-01-02 08:00", cell) for cell in ("25.4", "25.5", "12,75")])
    assert grams(intake) == [25_400_000, 25_500_000]


def test_the_mapping_settles_figures_and_dates(tmp_path: Path) -> None:
    cells = ("03/04/2024 08:00", "1.500")
    intake = receipts(tmp_path, ";", cells, mapping="decimal: comma\ndates: day-first")
    assert grams(intake) == [1_500_000_000]
    assert intake.books["receipt"]["at_local"].item().month == 4


def test_a_date_with_two_readings_is_settled_by_another_one(tmp_path: Path) -> None:
    first = ("03/04/2024 08:00", "25")
    assert receipts(tmp_path, ";", first).quarantine.rows == 1
    intake = receipts(tmp_path, ";", first, ("25/04/2024 08:00", "25"))
    assert [moment.day for moment in intake.books["receipt"]["at_local"]] == [3, 25]
