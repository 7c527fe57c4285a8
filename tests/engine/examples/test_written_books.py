"""Books as files: the same seed gives the same bytes, and office headings mean the same as the canonical ones."""

import hashlib
import os
import subprocess
import sys
from pathlib import Path

import polars as pl
import pytest
from examples.books.plan import Plan
from examples.books.simulation import Books, Simulation
from examples.books.write import write_books
from polars.testing import assert_frame_equal

from cupel.chain import read_books

REPOSITORY = Path(__file__).resolve().parents[3]
PLAN = Plan(5, 0.05)


def digests(folder: Path) -> dict[str, str]:
    """SHA-256 of every file below a folder."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


@pytest.fixture(scope="module")
def books() -> Books:
    """Small books in memory."""
    return Simulation(PLAN).run()


def write(books: Books, folder: Path, *, file_format: str = "csv", headings: str = "canonical") -> Path:
    """Writes the books to ``folder``."""
    write_books(books, folder=folder, plan=PLAN, file_format=file_format, headings=headings)
    return folder


def test_the_same_seed_gives_the_same_bytes_under_other_threads_and_hash_seeds(books: Books, tmp_path: Path) -> None:
    command = [
        sys.executable,
        "-m",
        "examples.books",
        "--seed",
        "5",
        "--scale",
        "0.05",
        "--out",
        str(tmp_path / "again"),
    ]
    setting = os.environ | {"PYTHONHASHSEED": "4711", "POLARS_MAX_THREADS": "1"}
    subprocess.run(command, check=True, cwd=REPOSITORY, env=setting)
    assert digests(write(books, tmp_path / "here")) == digests(tmp_path / "again")


@pytest.mark.parametrize("file_format", ["xlsx", "parquet"])
def test_other_formats_give_the_same_bytes_too(books: Books, tmp_path: Path, file_format: str) -> None:
    first = write(books, tmp_path / "first", file_format=file_format)
    assert digests(first) == digests(write(books, tmp_path / "second", file_format=file_format))


def test_another_seed_gives_other_books(books: Books) -> None:
    other = Simulation(Plan(6, 0.05)).run()
    assert not other.tables["receipt"].equals(books.tables["receipt"])


@pytest.mark.parametrize("file_format", ["csv", "xlsx", "parquet"])
def test_office_headings_and_units_are_read_as_the_canonical_ones(
    books: Books, tmp_path: Path, file_format: str
) -> None:
    own = read_books(write(books, tmp_path / "own")).books
    foreign = read_books(write(books, tmp_path / "office", file_format=file_format, headings="business"))
    assert foreign.report.quarantined == 0
    for name, frame in own.tables.items():
        assert_frame_equal(foreign.books.tables[name], frame, abs_tol=1e-6)


def test_the_importer_finds_nothing_broken_but_what_the_truth_tells(books: Books, tmp_path: Path) -> None:
    intake = read_books(write(books, tmp_path / "books"))
    told = books.truth["truth"].filter(pl.col("code") == "F22_MASS_IMBALANCE", pl.col("is_trap") == 0)
    found = {finding["subject_id"] for finding in intake.report.as_dict()["findings"]}
    assert (intake.report.quarantined, found) == (0, set(told["object_id"]))


@pytest.mark.parametrize("scale", [0.5, 1.0, 2.0])
def test_scale_one_is_about_ten_thousand_receipts(scale: float) -> None:
    receipts = Simulation(Plan(9, scale)).run().tables["receipt"].height
    assert abs(receipts / (10_000 * scale) - 1) < 0.1


def test_every_code_has_a_finding_at_scale_one() -> None:
    truth = Simulation(Plan(9, 1.0)).run().truth["truth"]
    found = set(truth.filter(pl.col("is_trap") == 0)["code"])
    assert {code for code in truth["code"].unique() if code.startswith("F")} <= found
    assert len([code for code in found if code.startswith("F")]) == 23
