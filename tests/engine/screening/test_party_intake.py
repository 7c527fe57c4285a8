"""A company's own parties: headings in its words, what cannot be read, rows that are one party."""

from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import polars as pl
import pytest
import xlsxwriter
from tests.engine.screening.small_screening import SUPPLIERS, write_suppliers

from cupel.chain import import_books
from cupel.errors import BooksError
from cupel.screening import evidence_hashes
from cupel.screening.party_intake import Parties, read_parties


def read(folder: Path, text: str, *, name: str = "suppliers.csv") -> Parties:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return read_parties(path)


def defects(parties: Parties) -> list[tuple[int, str, str]]:
    return [(row["row"], row["column"], row["effect"]) for row in parties.quarantine.to_dicts()]


def rows_of(text: str) -> list[list[str]]:
    return [line.split(";") for line in text.strip().split("\n")]


def write_workbook(path: Path, rows: list[list[str]], *, sheet: str) -> Path:
    with xlsxwriter.Workbook(path) as book:
        page = book.add_worksheet(sheet)
        for number, row in enumerate(rows):
            for place, cell in enumerate(row):
                page.write_string(number, place, cell)
    return path


def test_csv_xlsx_and_parquet_give_the_same_parties(tmp_path: Path) -> None:
    headings, *rows = rows_of(SUPPLIERS)
    table = pl.DataFrame(rows, schema=headings, orient="row").with_columns(pl.col(pl.String).replace("", None))
    table.write_parquet(tmp_path / "suppliers.parquet")
    paths = [
        write_suppliers(tmp_path),
        write_workbook(tmp_path / "suppliers.xlsx", rows_of(SUPPLIERS), sheet="Vendors"),
        tmp_path / "suppliers.parquet",
    ]
    hashes = [evidence_hashes(read_parties(path).subjects) for path in paths]
    assert hashes[0].equals(hashes[1])
    assert hashes[0].equals(hashes[2])


@pytest.mark.parametrize(
    "headings",
    ["Lieferanten-Nr;Firma;Land", "código de proveedor;Razón Social;País", "Numéro de fournisseur;Raison sociale;Pays",
     "VENDOR_NO;Vendor name;Country code", "party_id;name;country"],
)  # fmt: skip
def test_headings_are_recognised_in_business_words(tmp_path: Path, headings: str) -> None:
    found = read(tmp_path, f"{headings}\n7;Orvandel;CL\n").subjects
    assert found.entity["entity_id"].to_list() == ["7"]
    assert found.name["name"].to_list() == ["Orvandel"]
    assert found.place["country"].to_list() == ["CL"]


def test_what_cannot_be_read_is_told_with_row_column_and_cost(tmp_path: Path) -> None:
    found = read(tmp_path, SUPPLIERS)
    assert defects(found) == [
        (7, "Company Name", "row left out"),
        (8, "Country of registration", "cell left out"),
        (8, "Date of birth", "cell left out"),
        (8, "Type", "cell left out"),
    ]
    assert (found.rows, found.left_out) == (7, 1)
    assert set(found.subjects.entity["entity_id"]) == {"1001", "1002", "1003", "1004", "1005", "1007"}


def test_a_row_with_fields_out_of_line_is_left_out(tmp_path: Path) -> None:
    found = read(tmp_path, "id,name,country\n1,Orvandel,CL\n2,Sondrak, Ulvane,CL\n")
    assert defects(found) == [(3, "", "row left out")]
    assert found.subjects.entity["entity_id"].to_list() == ["1"]


def test_rows_of_one_number_are_one_party_with_all_their_names(tmp_path: Path) -> None:
    found = read(tmp_path, "id,name,kind,country\n1,Orvandel,,CL\n1,Sondrak,person,PE\n2,Ulvane,,\n").subjects
    assert found.entity.rows() == [("1", "person"), ("2", "unknown")]
    assert found.name.select("entity_id", "name", "kind").rows() == [
        ("1", "Orvandel", "primary"), ("1", "Sondrak", "alias"), ("2", "Ulvane", "primary"),
    ]  # fmt: skip
    assert found.place["country"].to_list() == ["CL", "PE"]


def test_without_a_number_a_party_has_one_made_from_what_tells_it(tmp_path: Path) -> None:
    one = read(tmp_path, "name,country\nOrvandel,CL\nSondrak,CL\nOrvandel,CL\n").subjects
    other = read(tmp_path, "name,country\nSondrak,CL\nOrvandel,CL\n").subjects
    assert one.entity.height == 2
    assert set(one.entity["entity_id"]) == set(other.entity["entity_id"])


def test_given_and_family_names_are_joined(tmp_path: Path) -> None:
    found = read(tmp_path, "id,First name,Surname\n1,Ilmar,Testov\n2,,Solqueth\n3,,\n")
    assert found.subjects.name["name"].to_list() == ["Ilmar Testov", "Solqueth"]
    assert defects(found) == [(4, "Surname", "row left out")]


def test_a_birth_whose_day_and_month_can_be_exchanged_stands_for_both(tmp_path: Path) -> None:
    found = read(tmp_path, "id,name,date of birth\n1,Ilmar Testov,03/04/1970\n2,Tesvia Orlun,1971\n").subjects
    days = found.birth.select("entity_id", pl.col("from_date").cast(pl.String), pl.col("to_date").cast(pl.String))
    assert sorted(days.rows()) == [
        ("1", "1970-03-04", "1970-03-04"), ("1", "1970-04-03", "1970-04-03"), ("2", "1971-01-01", "1971-12-31"),
    ]  # fmt: skip


def test_the_column_shows_how_days_are_written(tmp_path: Path) -> None:
    found = read(tmp_path, "id,name,dob\n1,Ilmar,03/04/1970\n2,Tesvia,25/12/1971\n").subjects
    assert found.birth["from_date"].cast(pl.String).to_list() == ["1970-04-03", "1971-12-25"]


def test_numbers_are_normalised_and_wrong_check_digits_told_but_kept(tmp_path: Path) -> None:
    found = read(
        tmp_path, "id,name,LEI,IMO number,register no\n1,Orvandel,529900T8BM49AURSDO54,IMO 9074729,HR 1-2; 77\n"
    )
    assert sorted(found.subjects.identifier.select("scheme", "normalised").rows()) == [
        ("IMO", "9074729"), ("LEI", "529900T8BM49AURSDO54"), ("registration", "77"), ("registration", "HR12"),
    ]  # fmt: skip
    assert defects(found) == [(2, "LEI", "read as it stands")]


def test_in_a_folder_the_table_called_after_parties_is_read(tmp_path: Path) -> None:
    write_suppliers(tmp_path)
    (tmp_path / "sites.csv").write_text("site id,name\nS1,Orvandel Pit\n", encoding="utf-8")
    (tmp_path / "tickets.csv").write_text("ticket,weight\n1,2\n", encoding="utf-8")
    found = read_parties(tmp_path)
    assert found.subjects.entity.height == 6
    assert list(found.sha256) == ["suppliers.csv"]
    assert {each.name for each in found.skipped} == {"sites.csv", "tickets.csv"}


def test_a_snapshot_of_books_gives_its_parties(tmp_path: Path) -> None:
    books = tmp_path / "books"
    books.mkdir()
    (books / "party.csv").write_text(
        "party_id,name,kind\nP1,Orvandel Mining,producer\nP2,Ilmar Testov,person\n", "utf-8"
    )
    import_books(books, store=tmp_path / "store")
    assert read_parties(tmp_path / "store").subjects.entity.rows() == [("P1", "organisation"), ("P2", "person")]


@pytest.mark.parametrize(
    ("files", "reason"),
    [
        ({}, "nothing lies here"),
        ({"weights.csv": "ticket,weight\n1,2\n"}, "no heading for names"),
        ({"a.csv": "id,name\n1,A\n", "b.csv": "id,name\n1,B\n"}, "not called after parties"),
        ({"suppliers.csv": "id,name\n1,\n"}, "has no name"),
    ],
)
def test_without_a_table_of_parties_it_says_what_is_there(tmp_path: Path, files: dict[str, str], reason: str) -> None:
    for name, text in files.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    with pytest.raises(BooksError, match=reason) as refused:
        read_parties(tmp_path)
    assert refused.value.code == "no-parties"


def test_a_workbook_that_unpacks_without_end_is_not_read(tmp_path: Path) -> None:
    with ZipFile(tmp_path / "suppliers.xlsx", "w", ZIP_DEFLATED) as bomb:
        bomb.writestr("xl/worksheets/sheet1.xml", b" " * (80 << 20))
    with pytest.raises(BooksError, match="times its size"):
        read_parties(tmp_path)


def test_a_cell_that_is_no_name_by_its_length_is_told(tmp_path: Path) -> None:
    found = read(tmp_path, f"id,name\n1,{'Orvandel ' * 200}\n2,Sondrak\n")
    assert defects(found) == [(2, "name", "row left out")]
    assert max(len(value) for value in found.quarantine["value"]) == 200


def test_a_table_of_headings_alone_is_told(tmp_path: Path) -> None:
    with pytest.raises(BooksError, match="the table has no rows"):
        read(tmp_path, "Supplier;Country\n")
