"""Lists of the European Union, the United Kingdom and the United Nations, on hand-made files."""

from pathlib import Path

import polars as pl
import pytest
from tests.engine.screening.lists.hand_made import FILES, births, entity, names, numbers, places, read, saved, table

_REGULATION = (
    "Type", "OrganisationType", "PublicationDate", "EntryIntoForceDate", "NumberTitle", "Programme", "PublicationUrl",
)  # fmt: skip
_TAIL = ("LogicalId", "RegulationLanguage", "Remark", *(f"Regulation_{name}" for name in _REGULATION))
EU_GROUPS = {
    "Entity": (
        "LogicalId", "EU_ReferenceNumber", "UnitedNationId", "DesignationDate", "DesignationDetails", "Remark",
        "SubjectType", "SubjectType_ClassificationCode", *(f"Regulation_{name}" for name in _REGULATION),
    ),
    "NameAlias": (
        "LastName", "FirstName", "MiddleName", "WholeName", "NameLanguage", "Gender", "Title", "Function", *_TAIL,
    ),
    "Address": (
        "City", "Street", "PoBox", "ZipCode", "Region", "Place", "AsAtListingTime", "ContactInfo", "CountryIso2Code",
        "CountryDescription", *_TAIL,
    ),
    "BirthDate": (
        "BirthDate", "Day", "Month", "Year", "YearRangeFrom", "YearRangeTo", "Circa", "CalendarType", "ZipCode",
        "Region", "Place", "City", "CountryIso2Code", "CountryDescription", *_TAIL,
    ),
    "Identification": (
        "Number", "Diplomatic", "KnownExpired", "KnownFalse", "ReportedLost", "RevokedByIssuer", "IssuedBy",
        "IssuedDate", "ValidFrom", "ValidTo", "LatinNumber", "NameOnDocument", "TypeCode", "TypeDescription", "Region",
        "CountryIso2Code", "CountryDescription", *_TAIL,
    ),
    "Citizenship": ("Region", "CountryIso2Code", "CountryDescription", *_TAIL),
}  # fmt: skip
EU_HEADINGS = ("fileGenerationDate", *(f"{group}_{name}" for group, names in EU_GROUPS.items() for name in names))

PERSON = {
    "fileGenerationDate": "28/02/2026", "Entity_LogicalId": "13", "Entity_EU_ReferenceNumber": "EU.1.13",
    "Entity_SubjectType": "P", "Entity_SubjectType_ClassificationCode": "person", "Entity_Regulation_Programme": "TST",
    "Entity_Regulation_PublicationDate": "2003-07-08",
}  # fmt: skip
FIRM = {
    **PERSON,
    "Entity_LogicalId": "99",
    "Entity_SubjectType": "E",
    "Entity_SubjectType_ClassificationCode": "enterprise",
}
EU_ROWS = (
    {**PERSON, "NameAlias_WholeName": "Ovalu Teskarin", "NameAlias_FirstName": "Ovalu",
     "NameAlias_LastName": "Teskarin",
     "NameAlias_NameLanguage": "EN", "NameAlias_Gender": "M"},
    {**FIRM, "NameAlias_WholeName": "Qorvanel Metals"},
    {**PERSON, "NameAlias_WholeName": "Овалу Тескарин", "NameAlias_NameLanguage": "RU"},
    {**PERSON, "BirthDate_YearRangeFrom": "1960", "BirthDate_YearRangeTo": "1964", "BirthDate_City": "Kolwezi",
     "BirthDate_CountryIso2Code": "CD"},
    {**PERSON, "BirthDate_Year": "1962", "BirthDate_Circa": "true", "BirthDate_CountryIso2Code": "00"},
    {**PERSON, "BirthDate_BirthDate": "1965-01-25"},
    {**PERSON, "Citizenship_CountryIso2Code": "00", "Citizenship_CountryDescription": "KOREA, NORTH"},
    {**PERSON, "Identification_Number": "A112233", "Identification_TypeCode": "passport",
     "Identification_TypeDescription": "National passport", "Identification_CountryIso2Code": "MM",
     "Identification_KnownFalse": "true"},
    {**FIRM, "Address_Street": "1 Sample Street", "Address_City": "Zug", "Address_CountryIso2Code": "CH"},
)  # fmt: skip

UK_OLD = (
    "Name 6", "Name 1", "Name 2", "Name 3", "Name 4", "Name 5", "Title", "Name Non-Latin Script",
    "Non-Latin Script Type", "Non-Latin Script Language", "DOB", "Town of Birth", "Country of Birth", "Nationality",
    "Passport Number", "Passport Details", "National Identification Number", "National Identification Details",
    "Position", "Address 1", "Address 2", "Address 3", "Address 4", "Address 5", "Address 6", "Post/Zip Code",
    "Country", "Other Information", "Group Type", "Alias Type", "Alias Quality", "Regime", "Listed On",
    "UK Sanctions List Date Designated", "Last Updated", "Group ID",
)  # fmt: skip
UK_NEW = (
    "Last Updated", "Unique ID", "OFSI Group ID", "UN Reference Number", "Name 6", "Name 1", "Name 2", "Name 3",
    "Name 4", "Name 5", "Name type", "Alias strength", "Title", "Name non-latin script", "Non-latin script type",
    "Non-latin script language", "Regime Name", "Designation Type", "Designation source", "Sanctions Imposed",
    "Other Information", "UK Statement of Reasons", "Address Line 1", "Address Line 2", "Address Line 3",
    "Address Line 4", "Address Line 5", "Address Line 6", "Address Postal Code", "Address Country", "Phone number",
    "Website", "Email address", "Date Designated", "D.O.B", "Nationality(/ies)", "National Identifier number",
    "National Identifier additional information", "Passport number", "Passport additional information", "Position",
    "Gender", "Town of birth", "Country of birth", "Type of entity", "Subsidiaries", "Parent Company",
    "Business registration number (s)", "IMO number", "Current owner/operator (s)", "Previous owner/operator (s)",
    "Current believed flag of ship", "Previous flags", "Type of ship", "Tonnage of ship", "Length of ship",
    "Year Built", "Hull identification number (HIN)",
)  # fmt: skip


def test_eu_csv_has_118_columns() -> None:
    assert len(EU_HEADINGS) == 118


@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_eu_csv_groups_rows_by_entity(tmp_path: Path, mark: str) -> None:
    found = read(saved(tmp_path, "eu.csv", mark + table(EU_HEADINGS, EU_ROWS, ";")))
    assert (found.version.reader, found.version.label, found.version.kept) == ("eu-csv", "2026-02-28", 2)
    assert names(found, "13") == {"Ovalu Teskarin": "primary", "Овалу Тескарин": "alias"}
    assert births(found, "13") == {
        ("1960-01-01", "1964-12-31", "range"),
        ("1962-01-01", "1962-12-31", "circa"),
        ("1965-01-25", "1965-01-25", "day"),
    }
    assert numbers(found, "13") == {("passport", "A112233", "MM")}
    assert places(found, "13") == {("birth", "CD", "Kolwezi"), ("nationality", "KP", None)}
    assert places(found, "99") == {("address", "CH", "1 Sample Street, Zug")}
    person = entity(found, "13")
    assert (str(person["listed_on"]), person["programmes"]) == ("2003-07-08", ["TST"])
    assert person["extra"]["knownFalse"] == ["A112233"]


def test_eu_csv_tolerates_loose_quotation_marks(tmp_path: Path) -> None:
    text = table(EU_HEADINGS, EU_ROWS, ";").replace("Qorvanel Metals", 'Qorvanel "Metals')
    found = read(saved(tmp_path, "eu.csv", text.replace('"Qorvanel ""Metals"', 'Qorvanel "Metals')))
    assert names(found, "99") == {'Qorvanel "Metals': "primary"}
    assert found.quarantine.is_empty()


def test_eu_primary_name_is_the_first_that_is_not_weak(tmp_path: Path) -> None:
    aliases = '<nameAlias wholeName="Ova" strong="false"/><nameAlias wholeName="Ovalu" strong="true"/>'
    entity_xml = f'<sanctionEntity logicalId="1">{aliases}<nameAlias wholeName="Ova" strong="true"/></sanctionEntity>'
    found = read(saved(tmp_path, "eu.xml", f"<export>{entity_xml}</export>"))
    assert names(found, "1") == {"Ovalu": "primary", "Ova": "alias"}


def test_eu_xml() -> None:
    found = read(FILES / "eu.xml")
    assert (found.version.reader, found.version.label, found.version.kept) == ("eu-xml", "2026-02-28", 2)
    assert names(found, "13") == {"Ovalu Teskarin": "primary", "Ova": "weak alias"}
    assert births(found, "13") == {("1960-01-01", "1964-12-31", "range"), ("1962-01-01", "1962-12-31", "circa")}
    assert numbers(found, "13") == {("passport", "A112233", "MM")}
    assert places(found, "13") == {
        ("birth", "CD", "Kolwezi"),
        ("nationality", "KP", None),
        ("address", "CH", "1 Sample Street, Zug"),
    }
    assert str(entity(found, "13")["listed_on"]) == "2001-02-01"
    assert entity(found, "99")["kind"] == "organisation"


def test_uk_older_layout(tmp_path: Path) -> None:
    person = {"Group ID": "7", "Group Type": "Individual", "Regime": "Testland", "Listed On": "14/08/2016"}
    rows = (
        {**person, "Name 6": "TESKARIN", "Name 1": "Ovalu", "Name 2": "Beno", "Alias Type": "Primary name",
         "DOB": "00/00/1970", "Nationality": "Burma", "Address 1": "1 Sample Street", "Country": "Switzerland",
         "Name Non-Latin Script": "Овалу Тескарин", "Passport Number": "A112233"},
        {**person, "Name 6": "OVA", "Alias Type": "AKA", "Alias Quality": "Low", "DOB": "00/05/1971"},
        {"Group ID": "8", "Group Type": "Ship", "Name 6": "SAMPLE ORRIN", "Alias Type": "Primary name"},
    )  # fmt: skip
    found = read(saved(tmp_path, "uk.csv", "Last Updated,28/02/2026\n" + table(UK_OLD, rows)))
    assert (found.version.reader, found.version.label, found.version.kept) == ("uk-csv", "2026-02-28", 2)
    assert names(found, "7") == {"Ovalu Beno TESKARIN": "primary", "OVA": "weak alias", "Овалу Тескарин": "alias"}
    assert births(found, "7") == {("1970-01-01", "1970-12-31", "year"), ("1971-05-01", "1971-05-31", "month")}
    assert places(found, "7") == {("nationality", "MM", None), ("address", "CH", "1 Sample Street")}
    assert numbers(found, "7") == {("passport", "A112233", None)}
    assert str(entity(found, "7")["listed_on"]) == "2016-08-14"
    assert entity(found, "8")["kind"] == "vessel"


def test_uk_newer_layout(tmp_path: Path) -> None:
    person = {"Unique ID": "TST0001", "Designation Type": "Individual", "Regime Name": "Testland"}
    ship = {"Unique ID": "TST0002", "Designation Type": "Ship", "Name 6": "SAMPLE ORRIN", "Name type": "Primary Name"}
    rows = (
        {**person, "Name 6": "TESKARIN", "Name 1": "Ovalu", "Name type": "Primary Name", "D.O.B": "dd/mm/1970",
         "Nationality(/ies)": "(1) Burma (2) Peru", "Gender": "Male"},
        {**person, "Name 6": "TESCARIN", "Name 1": "Ovalu", "Name type": "Primary Name Variation"},
        {**person, "Name 6": "OVA", "Name type": "Alias", "Alias strength": "Weak"},
        {**ship, "IMO number": "9074729", "Current believed flag of ship": "Panama",
         "Current owner/operator (s)": "QORVANEL METALS"},
    )  # fmt: skip
    found = read(saved(tmp_path, "uk.csv", "Report Date: 28-Feb-2026\n" + table(UK_NEW, rows)))
    assert (found.version.reader, found.version.label, found.version.kept) == ("uk-csv", "2026-02-28", 2)
    assert names(found, "TST0001") == {"Ovalu TESKARIN": "primary", "Ovalu TESCARIN": "alias", "OVA": "weak alias"}
    assert births(found, "TST0001") == {("1970-01-01", "1970-12-31", "year")}
    assert places(found, "TST0001") == {("nationality", "MM", None), ("nationality", "PE", None)}
    assert numbers(found, "TST0002") == {("IMO", "9074729", None)}
    assert places(found, "TST0002") == {("flag", "PA", None)}
    assert entity(found, "TST0002")["extra"]["linked_to"] == ["QORVANEL METALS"]


def test_un_xml() -> None:
    found = read(FILES / "un.xml")
    assert names(found, "TSi.001") == {
        "OVALU BENO TESKARIN": "primary",
        "Овалу Тескарин": "alias",
        "OVA": "weak alias",
        "OVALO": "weak alias",
    }
    assert births(found, "TSi.001") == {("1960-01-01", "1964-12-31", "range"), ("1962-01-01", "1962-12-31", "circa")}
    assert numbers(found, "TSi.001") == {("passport", "A112233", "MM")}
    assert places(found, "TSi.001") == {("birth", "CD", "Kolwezi")}
    assert names(found, "TSe.001") == {"QORVANEL METALS": "primary", "OLD QORVANEL": "former"}
    assert found.name.filter(pl.col("script") == "Cyrl").height == 1
