"""OFAC's layouts, on hand-made lists of invented parties: CSV, plain XML and advanced XML."""

from pathlib import Path

import polars as pl
import pytest
from tests.engine.screening.lists.hand_made import (
    FILES,
    births,
    entity,
    names,
    numbers,
    ofac_folder,
    places,
    read,
)

from cupel.screening.tables import WatchList


@pytest.fixture
def csv_list(tmp_path: Path) -> WatchList:
    return read(ofac_folder(tmp_path))


def test_csv_folder_is_one_list(csv_list: WatchList) -> None:
    assert (csv_list.version.reader, csv_list.version.kept) == ("ofac-csv", 4)
    assert csv_list.quarantine.is_empty()
    assert csv_list.entity["kind"].to_list() == ["organisation", "person", "vessel", "organisation"]


def test_csv_remarks_are_read(csv_list: WatchList) -> None:
    assert births(csv_list, "102") == {("1965-01-25", "1965-01-25", "day"), ("1962-01-01", "1962-12-31", "circa")}
    assert numbers(csv_list, "102") == {
        ("passport", "A112233", "MM"),
        ("national id", "551", "PE"),
        ("tax", "900", "CL"),
    }
    assert places(csv_list, "102") >= {
        ("birth", "CD", "Kolwezi, Congo, Democratic Republic of the"),
        ("nationality", "KP", None),
        ("address", "IR", None),
    }
    person = entity(csv_list, "102")
    assert person["extra"]["gender"] == "male"
    assert person["programmes"] == ["INVENTED", "TESTLAND"]


def test_csv_names_have_kinds_and_parts(csv_list: WatchList) -> None:
    assert names(csv_list, "102") == {
        "TESKARIN, Ovalu Beno": "primary",
        "TESCARIN, Ovaloo": "alias",
        "OVA": "weak alias",
        "BENO, O.": "former",
    }
    parts = csv_list.name.row(by_predicate=pl.col("name") == "TESKARIN, Ovalu Beno", named=True)
    assert (parts["family"], parts["given"], parts["script"]) == ("TESKARIN", "Ovalu Beno", "Latn")


def test_csv_numbers_of_ships_and_firms(csv_list: WatchList) -> None:
    assert numbers(csv_list, "103") == {
        ("IMO", "9074729", None),
        ("MMSI", "572469210", None),
        ("call sign", "ZZQ1", None),
    }
    assert numbers(csv_list, "104") == {
        ("LEI", "529900T8BM49AURSDO55", None),
        ("BIC", "QORVCHZZ", None),
        ("ISIN", "US0378331005", None),
        ("IMO", "1234567", None),
    }


def test_csv_remarks_go_on_in_the_comments(csv_list: WatchList) -> None:
    assert entity(csv_list, "104")["extra"]["established"] == ["17 Dec 2016"]


def test_csv_links_by_name_become_relations(csv_list: WatchList) -> None:
    assert csv_list.relation.select("owner_id", "owned_id", "kind").rows() == [("101", "102", "associate")]
    assert entity(csv_list, "101")["extra"]["linked_to"] == ["TESKARIN, Ovalu Beno"]


def test_csv_rows_of_unknown_entities_are_in_quarantine(tmp_path: Path) -> None:
    folder = ofac_folder(tmp_path)
    for name, line in (("alt.csv", '999,1,"aka","NOBODY",-0- '), ("sdn_comments.csv", '998,"more"')):
        file = folder / name
        file.write_text(f"{line}\n{file.read_text()}", encoding="utf-8")
    found = read(folder)
    assert found.quarantine.select("file", "line", "column").rows() == [
        ("alt.csv", 1, "id"),
        ("sdn_comments.csv", 1, "id"),
    ]
    assert found.version.rejected == 0


def test_plain_xml() -> None:
    found = read(FILES / "ofac.xml")
    assert (found.version.reader, found.version.label, found.version.kept) == ("ofac-xml", "2026-02-28", 3)
    assert names(found, "102") == {
        "TESKARIN, Ovalu Beno": "primary",
        "TESCARIN, Ovaloo": "alias",
        "OVA": "weak alias",
        "BENO": "former",
    }
    assert numbers(found, "102") == {("passport", "A112233", "MM")}
    assert births(found, "102") == {("1965-01-25", "1965-01-25", "day")}
    assert places(found, "102") == {
        ("address", "CH", "1 Sample Street, Zug"),
        ("nationality", "KP", None),
        ("birth", "MM", "Kolwezi, Burma"),
    }
    assert found.relation.select("owner_id", "owned_id").rows() == [("102", "101")]
    extra = entity(found, "102")["extra"]
    assert (extra["gender"], extra["secondary sanctions"]) == ("male", ["an act, section 1"])
    assert places(found, "103") == {("flag", "PA", None)}


def test_advanced_xml() -> None:
    found = read(FILES / "ofac_advanced.xml")
    assert (found.version.reader, found.version.label, found.version.kept) == ("ofac-advanced", "2026-02-28", 2)
    assert names(found, "102") == {
        "TESKARIN, Ovalu": "primary",
        "BENO, Ovalu": "maiden",
        "ТЕСКАРИН": "alias",
        "OVA": "weak alias",
    }
    assert names(found, "101") == {"QORVANEL METALS": "primary", "OLD QORVANEL": "former"}
    assert numbers(found, "102") == {("passport", "A112233", "KP")}
    assert numbers(found, "101") == {("BIC", "QORVCHZZ", None)}
    assert births(found, "102") == {("1965-01-01", "1965-12-31", "circa")}
    assert places(found, "102") == {("address", "CH", "1 Sample Street, Zug"), ("nationality", "KP", None)}
    person = entity(found, "102")
    assert (person["kind"], str(person["listed_on"]), person["programmes"]) == ("person", "2018-03-04", ["TESTLAND"])
    assert person["extra"]["gender"] == "male"


def test_advanced_xml_owner_comes_first() -> None:
    found = read(FILES / "ofac_advanced.xml")
    assert found.relation.select("owner_id", "owned_id", "kind").rows() == [("102", "101", "control")]


def test_advanced_xml_scripts_are_the_publishers() -> None:
    found = read(FILES / "ofac_advanced.xml")
    scripts = dict(found.name.select("name", "script").iter_rows())
    assert (scripts["ТЕСКАРИН"], scripts["OVA"]) == ("Cyrl", "Latn")
