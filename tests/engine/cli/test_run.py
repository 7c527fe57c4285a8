"""``cupel run``: what it writes, prints and ends with."""

import json
from pathlib import Path

import pytest
from tests.engine.cli.books_on_disk import plain
from tests.engine.cli.shell import Command

from cupel.chain import import_books

FILES = {
    "findings.json", "findings.parquet", "findings.xlsx", "manifest.json", "origins.parquet", "propagation.parquet",
    "provenance.parquet", "report.html", "states.parquet", "summary.json",
}  # fmt: skip


@pytest.fixture
def books(plant: Path) -> Path:
    return plant


def test_it_writes_every_file_of_the_run(books: Path, tmp_path: Path, cupel: Command) -> None:
    assert cupel("run", books, "--standard", "mdd@2023", "--out", tmp_path / "out").code == 0
    assert {file.name for file in (tmp_path / "out").iterdir()} == FILES


def test_it_ends_with_a_table_of_flags_the_shares_and_where_the_report_is(
    books: Path, tmp_path: Path, cupel: Command
) -> None:
    told = plain(cupel("run", books, "--standard", "mdd@2023", "--out", tmp_path / "out").out)
    assert "High 2.3.8 F17_LISTED_ORIGIN Origin in a listed area starts enhanced due diligence 1 1" in told
    assert "copper 1.0 t 30.0 to 35.0 % 15.0 % 0 %" in told
    assert "Skipped: notes.txt" in told
    assert str(tmp_path / "out" / "report.html") in told.replace(" ", "")


def test_as_json_it_prints_the_summary_and_nothing_else(books: Path, tmp_path: Path, cupel: Command) -> None:
    out = tmp_path / "out"
    ended = cupel("run", books, "--standard", "mdd@2023", "--out", out, "--format", "json")
    summary = json.loads((out / "summary.json").read_text(encoding="utf-8"))
    assert json.loads(ended.out) == {**summary, "out": str(out)}


def test_quiet_it_prints_nothing(books: Path, tmp_path: Path, cupel: Command) -> None:
    assert cupel("run", books, "--standard", "mdd@2023", "--out", tmp_path / "out", "--quiet") == (0, "", "")


def test_an_earlier_result_is_replaced(books: Path, tmp_path: Path, cupel: Command) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "old.txt").write_text("old", encoding="utf-8")
    cupel("run", books, "--standard", "mdd@2023", "--out", tmp_path / "out", "--quiet")
    assert {file.name for file in (tmp_path / "out").iterdir()} == FILES


def test_a_store_is_run_as_raw_books_are(books: Path, tmp_path: Path, cupel: Command) -> None:
    import_books(books, store=tmp_path / "store")
    for given, out in ((books, "raw"), (tmp_path / "store", "kept")):
        cupel("run", given, "--standard", "mdd@2023", "--out", tmp_path / out, "--quiet")
    raw, kept = ((tmp_path / out / "findings.json").read_bytes() for out in ("raw", "kept"))
    assert raw == kept


def test_a_mapping_for_a_snapshot_is_refused(books: Path, tmp_path: Path, cupel: Command) -> None:
    import_books(books, store=tmp_path / "store")
    options = ("--standard", "mdd@2023", "--out", tmp_path / "out", "--mapping", tmp_path / "map.yaml")
    ended = cupel("run", tmp_path / "store", *options)
    assert ended.code == 2
    assert "their headings were mapped when it was" in plain(ended.err)


@pytest.mark.parametrize(
    "case",
    [
        ("nowhere", "mdd@2023", "no-books"),
        ("books", "mdd@1066", "standard-edition"),
        ("empty", "mdd@2023", "no-tables"),
        ("books", "jdd@2023", "run-no-checks"),
    ],
)
def test_an_error_is_one_sentence_with_a_remedy_and_code_1(
    case: tuple[str, str, str], books: Path, tmp_path: Path, cupel: Command
) -> None:
    folder, standard, code = case
    (tmp_path / "empty").mkdir()
    given = books if folder == "books" else tmp_path / folder
    ended = cupel("run", given, "--standard", standard, "--out", tmp_path / "out")
    assert ended.code == 1
    assert f"[{code}]" in ended.err
    assert "Traceback" not in ended.err
    assert not (tmp_path / "out").exists()
