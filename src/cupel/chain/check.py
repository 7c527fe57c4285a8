"""Reading and checking a company's books: the engine's door for raw data."""

import json
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from cupel.chain.books import Books
from cupel.chain.intake.quarantine import Held, held_rows, write_quarantine
from cupel.chain.intake.reading import Progress, Reading, read
from cupel.chain.report import CheckReport, report_of
from cupel.chain.tables import TABLES, polars_schema

QUARANTINE = "quarantine.xlsx"
REPORT = "check.json"


@dataclass(frozen=True)
class Quarantine:
    """Rows held back, as the company wrote them, with the reason of each."""

    held: tuple[Held, ...]
    rows: int

    def write(self, path: Path) -> int:
        """Write the workbook an officer corrects; returns the number of rows, 0 and no file where there are none."""
        return write_quarantine(self.held, path)


@dataclass(frozen=True)
class Intake:
    """Books read: the accepted rows, what the check found, and the rows held back."""

    books: Books
    report: CheckReport
    quarantine: Quarantine


def read_books(
    path: Path, *, mapping: Path | None = None, onto: Books | None = None, progress: Progress | None = None
) -> Intake:
    """The books in ``path``: a folder of CSV, XLSX and Parquet tables, a zip of one, or a single file.

    Headings are recognised by the shipped mappings, or by the one in ``mapping``. Rows that do not fit are in the
    quarantine; the others are in the books, sorted by key. ``onto`` are earlier books the rows are added to.

    Raises :class:`~cupel.errors.BooksError` for a path that is missing, a zip that is unsafe, a mapping that is wrong.
    """
    with tempfile.TemporaryDirectory(prefix="cupel-") as scratch:
        reading = read(path, scratch=Path(scratch), mapping=mapping, onto=onto, progress=progress)
        report = report_of(reading)
        held = tuple(
            Held(one.origin, one.headings, tuple(one.rows)) for one in held_rows(reading.taken, reading.defects)
        )
        return Intake(books_of(reading), report, Quarantine(held, report.quarantined))


def check_books(
    path: Path,
    *,
    out: Path | None = None,
    mapping: Path | None = None,
    onto: Books | None = None,
    progress: Progress | None = None,
) -> CheckReport:
    """As :func:`read_books`, in bounded memory; ``out`` takes ``check.json`` and the workbook of rows held back."""
    with tempfile.TemporaryDirectory(prefix="cupel-") as scratch:
        reading = read(path, scratch=Path(scratch), mapping=mapping, onto=onto, progress=progress)
        report = report_of(reading)
        if out:
            write_results(reading, report, out=out)
        return report


def write_results(reading: Reading, report: CheckReport, *, out: Path) -> None:
    """``check.json``, and ``quarantine.xlsx`` where rows were held back, in the folder ``out``."""
    out.mkdir(parents=True, exist_ok=True)
    (out / QUARANTINE).unlink(missing_ok=True)
    write_quarantine(held_rows(reading.taken, reading.defects), out / QUARANTINE)
    text = json.dumps(report.as_dict(), ensure_ascii=False, indent=1)
    (out / REPORT).write_text(text + "\n", encoding="utf-8")


def books_of(reading: Reading) -> Books:
    """The accepted rows of one pass, sorted by key."""
    return Books.from_frames({table: _table(reading, table) for table in TABLES}, doubtful_lots=doubtful_lots(reading))


def _table(reading: Reading, table: str) -> pl.DataFrame:
    key = list(TABLES[table].primary_key())
    return reading.spool.scan(table).select(list(polars_schema(table))).sort(key).collect().rechunk()


def doubtful_lots(reading: Reading) -> pl.Series:
    """Lots that a row in quarantine touches: what the books say of their mass is not the whole."""
    return pl.Series("lot_id", sorted(set(_touched(reading))), dtype=pl.String)


def _touched(reading: Reading) -> Iterator[str]:
    for table, column in (
        ("receipt", "lot_id"),
        ("flow", "src_lot"),
        ("flow", "dst_lot"),
        ("document", "lot_id"),
        ("lot", "lot_id"),
    ):
        yield from reading.spool.rejected_ids(table, column).drop_nulls().unique()
    undecided = reading.findings.filter(~pl.col("determined"), pl.col("subject_type") == "lot")
    yield from undecided["subject_id"]
