"""Delimited text: every row comes out, with its number, and a row of the wrong length says so."""

import csv
import io
from pathlib import Path

import polars as pl
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from cupel.chain.intake.sources import delimited
from cupel.chain.intake.sources.delimited import text_source
from cupel.chain.intake.sources.source import RAGGED, ROW, Source
from cupel.errors import BooksError

CELLS = st.text(st.characters(codec="utf-8", blacklist_categories=["Cs", "Cc"]), max_size=8)


def opened(folder: Path, text: str) -> Source:
    path = folder / "table.csv"
    path.write_bytes(text.encode())
    source = text_source(path, name="table.csv", scratch=folder)
    assert source is not None
    return source


def rows(source: Source) -> pl.DataFrame:
    frames = [batch.drop(RAGGED, strict=False) for batch in source.batches()]
    return pl.concat(frames) if frames else pl.DataFrame()


@settings(deadline=None)
@example([["", "", " "], ["", "\u3000", "a"]], ",")
@given(st.lists(st.lists(CELLS, min_size=3, max_size=3), max_size=12), st.sampled_from(",;\t|"))
def test_every_cell_survives_quoting(
    tmp_path_factory: pytest.TempPathFactory, table: list[list[str]], delimiter: str
) -> None:
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=delimiter, lineterminator="\n").writerows([["one", "two", "three"], *table])
    read = rows(opened(tmp_path_factory.mktemp("text"), text.getvalue()))
    kept = [(number, *row) for number, row in enumerate(table, start=2) if any(cell.strip() for cell in row)]
    assert [tuple(cell or "" for cell in row) for row in read.iter_rows()] == kept


def test_rows_are_numbered_as_a_spreadsheet_shows_them(tmp_path: Path) -> None:
    source = opened(tmp_path, 'Receipts,\n\nlot,gross\nL1,5\n\nL2,"6\n7"\nL3,8\n')
    assert rows(source)[ROW].to_list() == [4, 6, 7]


@pytest.mark.parametrize(("line", "fields"), [("L2,6,7", 3), ("L2", 1)])
def test_a_row_of_the_wrong_length_says_how_many_fields_it_has(tmp_path: Path, line: str, fields: int) -> None:
    batch = next(opened(tmp_path, f"lot,gross\nL1,5\n{line}\nL3,8\n").batches())
    assert batch[RAGGED].to_list() == [None, fields, None]
    assert batch["lot"].to_list() == ["L1", "L2", "L3"]


def test_fields_beyond_the_headings_stay_visible(tmp_path: Path) -> None:
    batch = next(opened(tmp_path, "lot,gross\nL2,6,7\n").batches())
    assert batch["gross"].to_list() == ["6 7"]


def test_empty_fields_at_the_end_are_no_mistake(tmp_path: Path) -> None:
    batch = next(opened(tmp_path, "lot,gross\nL1,5,,\nL2,6\n").batches())
    assert batch[RAGGED].to_list() == [None, None]


def test_two_wrong_rows_that_cancel_out_are_both_noticed(tmp_path: Path) -> None:
    frames = list(opened(tmp_path, "lot,gross\nL1\nL2,6,7\nL3,8\n").batches())
    assert pl.concat(frames)[RAGGED].drop_nulls().to_list() == [1, 3]


def test_a_quotation_mark_that_never_ends_spoils_only_its_row(tmp_path: Path) -> None:
    assert rows(opened(tmp_path, 'lot,gross\nL1,"5\nL2,6\nL3,8\n'))["lot"].to_list() == ["L1", "L2", "L3"]


def test_a_file_without_a_row_is_no_table(tmp_path: Path) -> None:
    path = tmp_path / "empty.csv"
    path.write_text("\n \n")
    assert text_source(path, name="empty.csv", scratch=tmp_path) is None


def test_a_file_with_headings_alone_has_no_rows(tmp_path: Path) -> None:
    assert sum(batch.height for batch in opened(tmp_path, "lot,gross\n").batches()) == 0


def test_rows_come_in_bounded_batches(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(delimited, "BATCH_ROWS", 100)
    source = opened(tmp_path, "lot,gross\n" + "".join(f"L{number},5\n" for number in range(1050)))
    heights = [batch.height for batch in source.batches()]
    assert max(heights) <= 100
    assert sum(heights) == source.rows == 1050


def test_a_cell_beyond_all_measure_is_refused_with_a_remedy(tmp_path: Path) -> None:
    long = "L2," + "9" * 200_000 + "\n"
    with pytest.raises(BooksError, match="Export it again"):
        list(opened(tmp_path, "lot,gross\n" + "L1\n" * 30 + long).batches())
    with pytest.raises(BooksError, match="Export it again"):
        opened(tmp_path, long)
