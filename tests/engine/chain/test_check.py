"""The door for raw data: any format gives the same books, a bad file gives its good rows, memory is bounded."""

import json
import random
import zipfile
from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest
from tests.engine.chain.intake.small_books import Rows, changed, receipt, small_books, write_csv, write_xlsx

from cupel.chain import Intake, check_books, read_books
from cupel.chain.intake import spool
from cupel.chain.intake.sources import delimited
from cupel.chain.tables import TABLES
from cupel.errors import BooksError

Writer = Callable[[Path, Rows], Path]


def as_parquet(folder: Path, rows: Rows) -> Path:
    folder.mkdir()
    for table, content in rows.items():
        pl.DataFrame(content, infer_schema_length=None).write_parquet(folder / f"{table}.parquet")
    return folder


def as_zip(folder: Path, rows: Rows) -> Path:
    write_csv(folder, rows)
    path = folder.with_suffix(".zip")
    with zipfile.ZipFile(path, "w") as file:
        for table in folder.iterdir():
            file.write(table, f"2024/{table.name}")
    return path


def as_workbook(folder: Path, rows: Rows) -> Path:
    return write_xlsx(folder.with_suffix(".xlsx"), rows)


WRITERS: dict[str, Writer] = {
    "semicolons in UTF-16": lambda folder, rows: write_csv(folder, rows, delimiter=";", encoding="utf-16"),
    "tabs in Windows-1252": lambda folder, rows: write_csv(folder, rows, delimiter="\t", encoding="cp1252"),
    "bars with a mark": lambda folder, rows: write_csv(folder, rows, delimiter="|", encoding="utf-8-sig"),
    "a workbook": as_workbook,
    "Parquet": as_parquet,
    "a zip": as_zip,
}


def same_books(first: Intake, second: Intake) -> bool:
    return all(first.books[table].equals(second.books[table]) for table in TABLES)


@pytest.mark.parametrize("form", WRITERS)
def test_the_books_are_the_same_in_every_form(tmp_path: Path, form: str) -> None:
    rows = changed(small_books(), "party", 0, name="Größe & Año")
    plain = read_books(write_csv(tmp_path / "plain", rows))
    other = read_books(WRITERS[form](tmp_path / "other", rows))
    assert plain.report.clean
    assert same_books(plain, other)


def test_rows_of_several_files_of_a_table_come_together_sorted_by_key(tmp_path: Path) -> None:
    rows = small_books()
    folder = write_csv(tmp_path / "books", {**rows, "receipt": rows["receipt"][2:]})
    write_csv(tmp_path / "more", {"receipt": rows["receipt"][:2][::-1]})
    (tmp_path / "more" / "receipt.csv").rename(folder / "receipts 2023.csv")
    assert same_books(read_books(folder), read_books(write_csv(tmp_path / "plain", rows)))


def test_lists_are_read_from_their_folder(tmp_path: Path) -> None:
    folder = write_csv(tmp_path / "books", small_books())
    write_csv(folder / "lists", {"watchlist": [{"entry_id": "W1", "name": "Nobody", "type": "entity"}]})
    assert read_books(folder).books["list_entry"]["name"].to_list() == ["Nobody"]


def many_receipts(count: int) -> Rows:
    rows = small_books()
    tickets = [receipt(f"T{number:06}", 1_000, 100, lot_id="L9") for number in range(count)]
    whole = {**rows["lot"][0], "lot_id": "L9", "gross_g": 1_000 * count, "cu_g": 100 * count}
    return {**rows, "receipt": tickets, "lot": [*rows["lot"][1:], whole], "flow": rows["flow"][1:], "document": []}


def test_a_file_with_one_row_in_twenty_spoilt_gives_all_others(tmp_path: Path) -> None:
    rows = many_receipts(2_000)
    spoil = [{"gross_g": "?"}, {"at_local": "2024-02-30"}, {"lot_id": "L404"}, {"receipt_id": ""}, {"site_id": ""}]
    chosen = random.Random(7).sample(range(2_000), 100)
    for turn, number in enumerate(chosen):
        rows["receipt"][number] = {**rows["receipt"][number], **spoil[turn % len(spoil)]}
    intake = read_books(write_csv(tmp_path / "books", rows))
    kept = {f"T{number:06}" for number in set(range(2_000)) - set(chosen)}
    assert set(intake.books["receipt"]["receipt_id"]) == kept
    assert intake.quarantine.rows == 100
    assert {one.rows for one in intake.report.reasons} == {20}


def test_lines_of_the_wrong_length_spoil_only_themselves(tmp_path: Path) -> None:
    folder = write_csv(tmp_path / "books", many_receipts(200))
    path = folder / "receipt.csv"
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    lines[10], lines[20] = "T,1\n", lines[20].replace("\n", ",1,2\n")
    path.write_text("".join(lines), encoding="utf-8")
    report = check_books(folder)
    assert [(one.code, one.row, one.rows) for one in report.reasons] == [("ragged", 11, 2)]


def test_nothing_held_in_memory_grows_with_the_rows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(delimited, "BATCH_ROWS", 500)
    monkeypatch.setattr(spool, "BUDGET_BYTES", 200_000)
    held: list[int] = []
    append = spool.Spool.append

    def watched(self: spool.Spool, table: str, rows: pl.DataFrame) -> None:
        assert rows.height <= 500
        append(self, table, rows)
        held.append(self.held_bytes)

    monkeypatch.setattr(spool.Spool, "append", watched)
    report = check_books(write_csv(tmp_path / "books", many_receipts(20_000)))
    assert (report.rows, report.clean, report.findings.height) == (20_014, True, 0)
    assert max(held) <= 200_000


def test_progress_counts_rows_up_to_their_number(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(delimited, "BATCH_ROWS", 100)
    seen: list[tuple[str, int, int]] = []
    check_books(write_csv(tmp_path / "books", many_receipts(1_000)), progress=lambda *step: seen.append(step))
    assert [done for _stage, done, _total in seen] == sorted(done for _stage, done, _total in seen)
    assert seen[-1] == ("read", 1_014, 1_014)


def test_results_are_written_where_asked(tmp_path: Path) -> None:
    folder = write_csv(tmp_path / "books", changed(small_books(), "party", 0, country="x"))
    report = check_books(folder, out=tmp_path / "out")
    written = json.loads((tmp_path / "out" / "check.json").read_text(encoding="utf-8"))
    assert written == json.loads(json.dumps(report.as_dict()))
    assert (written["rows"], written["quarantined"]) == (report.rows, 1)
    assert (tmp_path / "out" / "quarantine.xlsx").exists()


def test_unknown_files_are_skipped_and_named(tmp_path: Path) -> None:
    folder = write_csv(tmp_path / "books", small_books())
    (folder / "weather.csv").write_text("day,rain\n1,2\n")
    (folder / "truth").mkdir()
    skipped = {one.name: one.reason for one in check_books(folder).skipped}
    assert skipped["truth/"] == "a folder other than 'lists'"
    assert skipped["weather.csv"].startswith("no table has these headings")


def test_headings_without_a_meaning_are_named(tmp_path: Path) -> None:
    rows = small_books()
    report = check_books(
        write_csv(tmp_path / "books", {**rows, "party": [{**row, "mood": "x"} for row in rows["party"]]})
    )
    assert next(file.unused for file in report.files if file.table == "party") == ("mood",)


def test_a_folder_without_any_table_is_refused_with_what_lies_there(tmp_path: Path) -> None:
    (tmp_path / "weather.csv").write_text("day,rain\n1,2\n")
    with pytest.raises(BooksError, match=r"weather\.csv: no table has these headings") as refused:
        check_books(tmp_path)
    assert refused.value.code == "no-tables"


def test_earlier_books_are_added_to(tmp_path: Path) -> None:
    rows = small_books()
    first = read_books(write_csv(tmp_path / "first", {**rows, "receipt": rows["receipt"][:1]}))
    more = read_books(write_csv(tmp_path / "more", {"receipt": rows["receipt"][1:]}), onto=first.books)
    assert first.report.findings.height == 2
    assert more.report.findings.height == 0
    assert same_books(more, read_books(write_csv(tmp_path / "plain", rows)))


def test_rows_that_earlier_books_hold_already_are_held_back(tmp_path: Path) -> None:
    first = read_books(write_csv(tmp_path / "first", small_books()))
    again = read_books(write_csv(tmp_path / "again", {"party": small_books()["party"]}), onto=first.books)
    assert again.report.reasons[0].sentence.startswith("The row repeats row 1 of the earlier snapshot")
    assert same_books(first, again)


@pytest.mark.parametrize("case", ["case", "case/csv_small"])
def test_the_reference_case_is_recognised_whole(shared_data: Path, case: str) -> None:
    intake = read_books(shared_data / case)
    assert intake.report.mapping == "weighbridge-books"
    assert intake.quarantine.rows == 0
    assert {file.table for file in intake.report.files} == set(TABLES) - {"ledger_entry", "national_production"}
    assert all(file.unused == () for file in intake.report.files)
    assert "truth/" in {one.name for one in intake.report.skipped}
    assert intake.report.rows == sum(intake.books.rows.values())


def test_the_reference_case_keeps_units_and_words(shared_data: Path) -> None:
    intake = read_books(shared_data / "case" / "csv_small")
    raw = pl.read_csv(shared_data / "case" / "csv_small" / "price_assay.csv", infer_schema_length=None)
    both = intake.books["assay"].with_columns(pl.col("stage").cast(pl.String)).join(
        raw, on=["lot_id", "stage"], suffix="_raw"
    )  # fmt: skip
    assert both.height == raw.height
    assert (both["moisture"] * 10_000).round(9).equals(both["moisture_bp"].cast(pl.Float64), check_names=False)
    assert both["au_ppm"].to_list() == [value / 1_000 for value in both["au_ppb"]]
    lots = intake.books["lot"]
    assert set(lots.filter(pl.col("product") == "cu_concentrate")["form"]) == {"concentrate"}
    assert "producer" in intake.books["party"]["kind"]
    assert "NA" in intake.books["party"]["country"]
