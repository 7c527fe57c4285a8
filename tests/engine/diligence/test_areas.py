"""Lists of areas become dated determinations; what cannot be read is set aside with its reason."""

import datetime as dt
import json
from pathlib import Path

import pytest

from cupel.diligence.areas import Areas, read_areas
from cupel.errors import BooksError

DAY = dt.date(2026, 6, 1)
EU_HEADER = "iso2,iso3,country,whole_country,region_code,region_name,conflict_affected,high_risk\n"


def areas(path: Path) -> Areas:
    return read_areas(path, edition="2026-06", valid_from=DAY)


def csv(tmp_path: Path, rows: str, *, header: str = EU_HEADER) -> Path:
    path = tmp_path / "areas.csv"
    path.write_text(header + rows, encoding="utf-8")
    return path


def test_a_region_carries_its_flags_and_the_edition(tmp_path: Path) -> None:
    row = areas(csv(tmp_path, "XA,XAA,Aland,0,XA-01,North,0,1\n")).determinations.row(0, named=True)
    assert (row["code"], row["conflict_affected"], row["high_risk"]) == ("XA-01", False, True)
    assert (row["edition"], row["valid_from"], row["verdict"]) == ("2026-06", DAY, "listed")


def test_an_empty_region_lists_the_whole_country_without_flags(tmp_path: Path) -> None:
    row = areas(csv(tmp_path, "XB,XBB,Beland,1,,,,\n")).determinations.row(0, named=True)
    assert (row["code"], row["conflict_affected"], row["high_risk"]) == ("XB", None, None)


def test_csv_and_json_of_one_list_give_the_same_rows(tmp_path: Path) -> None:
    table = csv(tmp_path, "XA,XAA,A,0,XA-01,North,0,1\nXA,XAA,A,0,XA-02,South,1,1\nXB,XBB,B,1,,,,\n")
    entries = [
        {
            "iso2": "XA",
            "regions": [
                {"code": "XA-01", "conflictAffected": False, "highRisk": True},
                {"code": "XA-02", "conflictAffected": True, "highRisk": True},
            ],
        },
        {"iso2": "XB", "regions": None, "wholeCountry": True},
    ]
    document = tmp_path / "areas.json"
    document.write_text(json.dumps({"entries": entries}), encoding="utf-8")
    assert areas(document).determinations.equals(areas(table).determinations)


def test_a_bad_row_is_set_aside_and_the_others_stay(tmp_path: Path) -> None:
    read = areas(csv(tmp_path, "XA,XAA,A,0,XA-01,N,0,1\nXA,XAA,A,0,somewhere,S,0,1\nXA,XAA,A,0,XA-01,N,1,0\n"))
    assert read.determinations["code"].to_list() == ["XA-01"]
    assert read.rejected["row"].to_list() == [2, 3]


def test_other_columns_are_named(tmp_path: Path) -> None:
    path = csv(tmp_path, "XA-01;yes;because\n", header="Area;Conflict;Why\n")
    columns = {"code": "Area", "conflict_affected": "Conflict", "rationale": "Why"}
    row = read_areas(path, edition="own", valid_from=DAY, columns=columns).determinations.row(0, named=True)
    assert (row["code"], row["conflict_affected"], row["rationale"]) == ("XA-01", True, "because")


@pytest.mark.parametrize("content", ["", "a,b\n1,2\n", "\x00\x01"])
def test_a_file_without_the_columns_is_refused_with_a_remedy(tmp_path: Path, content: str) -> None:
    path = tmp_path / "areas.csv"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(BooksError, match="region_code"):
        areas(path)


def test_json_without_entries_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "areas.json"
    path.write_text("[]", encoding="utf-8")
    with pytest.raises(BooksError):
        areas(path)


def test_the_eu_list_reads_alike_in_both_shapes(shared_data: Path) -> None:
    folder = shared_data / "country-risk"
    one, other = (areas(folder / f"eu_cahra_2026-06.{kind}") for kind in ("csv", "json"))
    assert one.determinations.equals(other.determinations)
    assert one.determinations.height == 239
    assert one.rejected.height == 0
