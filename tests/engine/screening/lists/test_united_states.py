"""United States lists beside OFAC's, on hand-made files of invented parties."""

import json
from pathlib import Path

import polars as pl
import pytest
import xlsxwriter
from tests.engine.screening.lists.hand_made import births, entity, names, numbers, places, read, saved, table

CSL_HEADINGS = (
    "_id", "source", "entity_number", "type", "programs", "name", "title", "addresses", "federal_register_notice",
    "start_date", "end_date", "standard_order", "license_requirement", "license_policy", "call_sign", "vessel_type",
    "gross_tonnage", "gross_registered_tonnage", "vessel_flag", "vessel_owner", "remarks", "source_list_url",
    "alt_names", "citizenships", "dates_of_birth", "nationalities", "places_of_birth", "source_information_url", "ids",
)  # fmt: skip
SDN = "Specially Designated Nationals (SDN) - Treasury Department"
EL = "Entity List (EL) - Bureau of Industry and Security"
CSL_ROWS = (
    {
        "source": SDN, "entity_number": "102", "type": "Individual", "programs": "TESTLAND; INVENTED",
        "name": "TESKARIN, Ovalu", "addresses": "1 Sample Street, Zug, CH", "alt_names": "TESCARIN, Ovaloo; OVA",
        "dates_of_birth": "25 Jan 1965; 1962", "nationalities": "KP", "places_of_birth": "Kolwezi, Burma",
        "ids": "MM, A112233, Passport; Male, Gender; 77, Tax ID No.",
    },
    {"source": EL, "name": "Qorvanel Labs", "addresses": "CH", "start_date": "2016-06-21",
     "license_requirement": "For all items"},
    {"source": EL, "name": "Qorvanel Labs", "addresses": "2 Other Street, Lima, PE", "start_date": "2016-06-21"},
)  # fmt: skip
CSL_JSON = {
    "total": 2,
    "results": [
        {
            "source": SDN, "entity_number": 102, "type": "Individual", "programs": ["TESTLAND", "INVENTED"],
            "name": "TESKARIN, Ovalu", "alt_names": ["TESCARIN, Ovaloo", "OVA"],
            "addresses": [{"address": "1 Sample Street", "city": "Zug", "state": None, "country": "CH"}],
            "dates_of_birth": ["25 Jan 1965", "1962"], "nationalities": ["KP"], "places_of_birth": ["Kolwezi, Burma"],
            "ids": [
                {"type": "Passport", "number": "A112233", "country": "MM"},
                {"type": "Gender", "number": "Male", "country": None},
                {"type": "Tax ID No.", "number": "77", "country": None},
            ],
        },
        {"source": EL, "name": "Qorvanel Labs", "start_date": "2016-06-21", "addresses": [{"country": "CH"}]},
    ],
}  # fmt: skip
DPL_HEADINGS = (
    "Name", "Street_Address", "City", "State", "Country", "Postal_Code", "Effective_Date", "Expiration_Date",
    "Standard_Order", "Last_Update", "Action", "FR_Citation",
)  # fmt: skip
UFLPA_ROWS = (
    {
        "Name of Entity": "Qorvanel Textile Co., Ltd. (also known as Qorvanel Yarns Co., Ltd., Korvanel; and formerly "
        "known as Old Qorvanel Mill) and its subsidiaries",
        "Effective Date": "06/21/2022",
        "Sub-list": "(i)",
    },
    {"Name of Entity": "Velmur Cotton", "Effective Date": "August 9, 2023", "Sub-list": "(ii)"},
)  # fmt: skip


@pytest.mark.parametrize("kind", ["csv", "json"])
def test_consolidated_screening_list(tmp_path: Path, kind: str) -> None:
    text = table(CSL_HEADINGS, CSL_ROWS) if kind == "csv" else json.dumps(CSL_JSON)
    found = read(saved(tmp_path, f"list.{kind}", text))
    assert (found.version.reader, found.version.kept) == (f"us-csl-{kind}", 2)
    assert names(found, "SDN-102") == {"TESKARIN, Ovalu": "primary", "TESCARIN, Ovaloo": "alias", "OVA": "alias"}
    assert births(found, "SDN-102") == {("1965-01-25", "1965-01-25", "day"), ("1962-01-01", "1962-12-31", "year")}
    assert numbers(found, "SDN-102") == {("passport", "A112233", "MM"), ("tax", "77", None)}
    assert places(found, "SDN-102") == {
        ("address", "CH", "1 Sample Street, Zug"),
        ("nationality", "KP", None),
        ("birth", "MM", "Kolwezi, Burma"),
    }
    assert entity(found, "SDN-102")["topic"] == "sanction"
    assert entity(found, "SDN-102")["extra"]["gender"] == "male"
    made = found.entity.filter(pl.col("entity_id") != "SDN-102").row(0, named=True)
    assert (made["topic"], str(made["listed_on"]), made["kind"]) == ("export control", "2016-06-21", "unknown")


def test_screening_list_entries_without_number_join_their_addresses(tmp_path: Path) -> None:
    found = read(saved(tmp_path, "list.csv", table(CSL_HEADINGS, CSL_ROWS)))
    made = found.entity.filter(pl.col("entity_id") != "SDN-102")["entity_id"].item()
    assert places(found, made) == {("address", "CH", None), ("address", "PE", "2 Other Street, Lima")}
    assert found.quarantine.is_empty()


def test_screening_list_results_of_another_form_are_in_quarantine(tmp_path: Path) -> None:
    results = [*CSL_JSON["results"], "text", {"source": EL, "name": "X", "ids": ["no mapping"]}]  # type: ignore[misc]
    found = read(saved(tmp_path, "list.json", json.dumps({"results": results})))
    assert found.quarantine.select("line", "column").rows() == [(3, "results"), (4, "ids")]
    assert (found.version.read, found.version.kept, found.version.rejected) == (4, 2, 2)


def test_denied_persons(tmp_path: Path) -> None:
    person = {
        "Name": "OVALU TESKARIN",
        "Effective_Date": "06/19/2003",
        "Expiration_Date": "06/29/2056",
        "Standard_Order": "Y",
    }
    rows = (
        {**person, "Street_Address": "1 SAMPLE STREET", "City": "ZUG", "Country": "CH"},
        {**person, "Street_Address": "2 OTHER STREET", "City": "EL PASO", "State": "TX"},
    )
    found = read(saved(tmp_path, "dpl.txt", table(DPL_HEADINGS, rows, "\t")))
    assert (found.version.reader, found.version.kept) == ("us-dpl", 1)
    entity_id = found.entity["entity_id"].item()
    assert places(found, entity_id) == {
        ("address", "CH", "1 SAMPLE STREET, ZUG"),
        ("address", "US", "2 OTHER STREET, EL PASO"),
    }
    row = entity(found, entity_id)
    assert (str(row["listed_on"]), str(row["delisted_on"]), row["topic"]) == (
        "2003-06-19",
        "2056-06-29",
        "export control",
    )


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_forced_labour_list(tmp_path: Path, kind: str) -> None:
    path = tmp_path / f"list.{kind}"
    headings = ("Name of Entity", "Effective Date", "Sub-list")
    if kind == "csv":
        path.write_text(table(headings, UFLPA_ROWS), encoding="utf-8")
    else:
        with xlsxwriter.Workbook(path) as book:
            sheet = book.add_worksheet()
            for at, row in enumerate((headings, *(tuple(row.values()) for row in UFLPA_ROWS))):
                sheet.write_row(at, 0, row)
    found = read(path)
    assert (found.version.reader, found.version.kept) == ("us-uflpa", 2)
    first = found.name.filter(pl.col("name") == "Qorvanel Textile Co., Ltd.")["entity_id"].item()
    assert names(found, first) == {
        "Qorvanel Textile Co., Ltd.": "primary",
        "Qorvanel Yarns Co., Ltd.": "alias",
        "Korvanel": "alias",
        "Old Qorvanel Mill": "former",
    }
    party = entity(found, first)
    assert (str(party["listed_on"]), party["topic"]) == ("2022-06-21", "forced labour")
    assert party["extra"] == {"Sub-list": ["(i)"], "scope": ["and its subsidiaries"]}
    assert sorted(map(str, found.entity["listed_on"])) == ["2022-06-21", "2023-08-09"]
