"""The shape of a delimited file, against a slow reader."""

import csv
import io
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cupel.chain.intake.sources import shape

CELLS = st.text(st.characters(codec="ascii", blacklist_characters="\r\0"), max_size=6)
TABLES = st.integers(2, 5).flatmap(lambda width: st.lists(st.lists(CELLS, min_size=width, max_size=width), min_size=1))


def file_of(folder: Path, text: str) -> Path:
    path = folder / "table.csv"
    path.write_bytes(text.encode())
    return path


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_the_one_that_splits_evenly(tmp_path: Path, delimiter: str) -> None:
    rows = [["Lot", "Place, region", "Remark; more"], ["L1", "a, b", "x"], ["L2", "c", "y; z"]]
    text = "\n".join(delimiter.join(f'"{cell}"' for cell in row) for row in rows) + "\n"
    assert shape.delimiter_of(file_of(tmp_path, text)) == delimiter


def test_a_decimal_comma_does_not_pass_for_a_delimiter(tmp_path: Path) -> None:
    assert shape.delimiter_of(file_of(tmp_path, "lot;gross\nL1;1,5\nL2;2,5\n")) == ";"


def test_a_spreadsheets_own_note_of_the_delimiter_counts(tmp_path: Path) -> None:
    assert shape.delimiter_of(file_of(tmp_path, "sep=|\na|b,c,d\n1|2,3,4\n")) == "|"


def test_one_column_needs_no_delimiter(tmp_path: Path) -> None:
    assert shape.delimiter_of(file_of(tmp_path, "lot\nL1\n")) == ","


def test_titles_above_the_headings_are_passed_over() -> None:
    rows = [["Receipts of March"], [], ["", "as of", "", ""], ["Lot", "Plant", "Gross", "Dry"], ["L1", "P", "5", "4"]]
    assert shape.heading_row(rows) == 3


def test_headings_are_made_unique_and_blank_ones_numbered() -> None:
    assert shape.unique_headings(["lot", "", "lot", " a "]) == ("lot", "(2)", "lot (3)", "a")


@settings(deadline=None)
@given(rows=TABLES, delimiter=st.sampled_from(",;\t|"), end=st.sampled_from(["\n", "\r\n"]), ended=st.booleans())
def test_the_tally_agrees_with_a_slow_reader(
    tmp_path_factory: pytest.TempPathFactory, rows: list[list[str]], delimiter: str, end: str, *, ended: bool
) -> None:
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=delimiter, lineterminator=end, quoting=csv.QUOTE_ALL).writerows(rows)
    content = text.getvalue() if ended else text.getvalue().removesuffix(end)
    count = shape.tally(file_of(tmp_path_factory.mktemp("tally"), content), delimiter)
    assert (count.records, count.separators, count.blank, count.closed) == (
        len(rows),
        sum(len(row) - 1 for row in rows),
        0,
        True,
    )


def test_blank_lines_are_no_records(tmp_path: Path) -> None:
    count = shape.tally(file_of(tmp_path, "\na,b\n\n\r\n1,2\n\n"), ",")
    assert (count.records, count.blank, count.separators) == (2, 4, 2)


def test_the_tally_does_not_depend_on_where_the_file_is_cut(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = file_of(tmp_path, 'a,b\r\n"x,\n""y""",2\r\n\r\n\r\n3,"4"\n')
    whole = shape.tally(path, ",")
    for size in (1, 2, 3, 7):
        monkeypatch.setattr(shape, "_CHUNK", size)
        assert shape.tally(path, ",") == whole


def test_a_quotation_mark_that_never_ends_is_noticed(tmp_path: Path) -> None:
    assert not shape.tally(file_of(tmp_path, 'a,b\n1,"two\n3,4\n'), ",").closed
