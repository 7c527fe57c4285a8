"""Holdings of a company's own: headings in its words, what cannot be read, names for numbers, tables among books."""

from pathlib import Path

import polars as pl
import pytest
from tests.engine.screening.test_party_intake import rows_of, write_workbook

from cupel.chain import import_books
from cupel.errors import BooksError
from cupel.screening import subjects_of
from cupel.screening.ownership_intake import Ownership, ownership_beside, read_ownership
from cupel.screening.records import Subjects

TABLE = """\
Shareholder;Company;Share %;Since;Type
1;2;60;2020-01-01;ownership
orvandel  MINING;3;33,5;;
7;3;abc;31/31/2020;weird
;3;10;;
1;2;60;2020-01-01;ownership
2;3;120;;
2;3;20
Twin;3;5;;directorship
"""


def parties() -> Subjects:
    names = {"1": "Orvandel Mining", "2": "Belmaru", "3": "Sondrak", "4": "Twin", "5": "Twin"}
    return subjects_of(pl.DataFrame({"party_id": list(names), "name": list(names.values())}))


def read(folder: Path, text: str, *, name: str = "holdings.csv") -> Ownership:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return read_ownership(path, parties())


def defects(ownership: Ownership) -> list[tuple[int, str, str]]:
    return [(row["row"], row["column"], row["effect"]) for row in ownership.quarantine.to_dicts()]


def ends(ownership: Ownership) -> list[tuple[str, str, float | None]]:
    return ownership.edges.select("owner_id", "owned_id", "share").rows()


def test_good_rows_count_whatever_the_others_hold(tmp_path: Path) -> None:
    found = read(tmp_path, TABLE)
    assert ends(found) == [("1", "2", 0.6), ("1", "3", 0.335), ("7", "3", None), ("2", "3", None), ("Twin", "3", 0.05)]
    assert (found.rows, found.left_out) == (8, 3)
    assert found.headings["holdings.csv"]["share"] == "Share %"


def test_what_is_wrong_is_told_with_row_column_and_cost(tmp_path: Path) -> None:
    found = read(tmp_path, TABLE)
    assert defects(found) == [
        (4, "Share %", "cell left out"), (4, "Shareholder", "read as it stands"), (4, "Since", "cell left out"),
        (4, "Type", "cell left out"), (5, "Shareholder", "row left out"), (6, "", "row left out"),
        (7, "Share %", "cell left out"), (8, "", "row left out"), (9, "Shareholder", "read as it stands"),
    ]  # fmt: skip
    reasons = dict(found.quarantine.select("row", "reason").rows())
    assert reasons[6] == "The row says the same as row 2 of holdings.csv and is counted once."
    assert "Several parties have this name" in reasons[9]


def test_a_row_that_is_wrong_twice_is_left_out_once(tmp_path: Path) -> None:
    found = read(tmp_path, "owner,owned,share %\n1,2,50\nn/a,,10\n")
    assert (found.rows, found.left_out, found.quarantine.height, found.edges.height) == (2, 1, 2, 1)


def test_an_owner_that_is_no_party_and_an_owned_one_that_may_be_misspelt_are_told(tmp_path: Path) -> None:
    found = read(tmp_path, "owner,owned,share %\n1,9,60\n9,3,60\n1,Sondrack,60\n")
    told = found.quarantine.select("row", "column", "value").rows()
    assert told == [(3, "owner", "9"), (4, "owned", "Sondrack")]
    assert len(ends(found)) == 3


@pytest.mark.parametrize(
    "headings", ["Eigentümer;Gesellschaft;Anteil %", "propietario;sociedad;participación (%)",
                 "owner_id;owned_id;share %", "Shareholder No;Subsidiary;Stake %"],
)  # fmt: skip
def test_headings_are_recognised_in_business_words(tmp_path: Path, headings: str) -> None:
    assert ends(read(tmp_path, f"{headings}\n1;2;60\n")) == [("1", "2", 0.6)]


def test_csv_xlsx_and_parquet_give_the_same_holdings(tmp_path: Path) -> None:
    headings, *rows = rows_of("owner;owned;share\n1;2;0.6\n2;3;0.25\n")
    pl.DataFrame(rows, schema=headings, orient="row").write_parquet(tmp_path / "holdings.parquet")
    book = write_workbook(tmp_path / "holdings.xlsx", [headings, *rows], sheet="Holdings")
    expected = [("1", "2", 0.6), ("2", "3", 0.25)]
    assert ends(read_ownership(book, parties())) == expected
    assert ends(read_ownership(tmp_path / "holdings.parquet", parties())) == expected


@pytest.mark.parametrize(
    ("files", "reason"),
    [
        ({}, "nothing lies here"),
        ({"weights.csv": "ticket,weight\n1,2\n"}, "weights.csv"),
        ({"a.csv": "owner,owned\n1,2\n", "b.csv": "owner,owned\n2,3\n"}, "a.csv; b.csv"),
        ({"holdings.csv": "owner,owned\n,2\n"}, "'owner' is empty"),
        ({"holdings.csv": "owner,owned\n"}, "has no rows"),
    ],
)
def test_without_a_table_of_holdings_it_says_what_is_there(tmp_path: Path, files: dict[str, str], reason: str) -> None:
    for name, text in files.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    with pytest.raises(BooksError, match=reason) as refused:
        read_ownership(tmp_path, parties())
    assert refused.value.code == "no-ownership"


def test_among_books_the_table_called_after_holdings_is_taken(tmp_path: Path) -> None:
    (tmp_path / "suppliers.csv").write_text("id,company,owner\n1,Orvandel,2\n", encoding="utf-8")
    assert ownership_beside(tmp_path, parties()) is None
    (tmp_path / "Shareholdings 2030.csv").write_text("owner,owned,share %\n1,2,60\n", encoding="utf-8")
    found = ownership_beside(tmp_path, parties())
    assert found is not None
    assert (ends(found), list(found.sha256)) == ([("1", "2", 0.6)], ["Shareholdings 2030.csv"])


def test_a_workbook_may_hold_parties_and_holdings(tmp_path: Path) -> None:
    book = write_workbook(tmp_path / "suppliers.xlsx", rows_of("owner;owned;share\n1;2;0.6\n"), sheet="Shareholders")
    found = ownership_beside(book, parties())
    assert found is not None
    assert ends(found) == [("1", "2", 0.6)]
    (tmp_path / "suppliers.csv").write_text("owner,owned\n1,2\n", encoding="utf-8")
    assert ownership_beside(tmp_path / "suppliers.csv", parties()) is None


def test_a_table_without_rows_among_books_tells_nothing_and_stops_nothing(tmp_path: Path) -> None:
    (tmp_path / "ownership.csv").write_text("owner,owned,share\n", encoding="utf-8")
    found = ownership_beside(tmp_path, parties())
    assert found is not None
    assert (found.edges.height, found.rows) == (0, 0)


@pytest.mark.parametrize("holds", [True, False])
def test_a_snapshot_of_books_gives_its_holdings(tmp_path: Path, holds: bool) -> None:
    books = tmp_path / "books"
    books.mkdir()
    (books / "party.csv").write_text("party_id,name,kind\n1,Orvandel,producer\n2,Belmaru,producer\n", "utf-8")
    if holds:
        (books / "ownership.csv").write_text("owner_id,owned_id,share,valid_from\n1,2,0.6,2020-01-01\n", "utf-8")
    import_books(books, store=tmp_path / "store")
    found = ownership_beside(tmp_path / "store", parties())
    assert (found is not None) == holds
    assert found is None or ends(found) == [("1", "2", 0.6)]
