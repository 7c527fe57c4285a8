"""The European Union's consolidated list of financial sanctions, CSV 1.1 (118 columns).

Each row holds one name, address, birth date, document or citizenship; rows of an entity share its logical id.
"""

from collections.abc import Callable
from datetime import date

from cupel.screening.lists.dates import day_of
from cupel.screening.lists.gather import Gather
from cupel.screening.lists.readers import eu
from cupel.screening.lists.record import Record
from cupel.screening.lists.source import Format, Source
from cupel.screening.lists.table import Cells, body, table_of

REQUIRED = ("Entity_LogicalId", "NameAlias_WholeName")
_COMMON = {"CountryIso2Code": "countryIso2Code", "CountryDescription": "countryDescription", "Region": "region"}
_PLACE = {**_COMMON, "City": "city", "ZipCode": "zipCode", "Place": "place"}
PARTS: dict[str, tuple[Callable[[Record, eu.Fields], None], dict[str, str]]] = {
    "NameAlias": (
        eu.add_name,
        {
            "LastName": "lastName", "FirstName": "firstName", "MiddleName": "middleName", "WholeName": "wholeName",
            "NameLanguage": "nameLanguage", "Gender": "gender", "Title": "title", "Function": "function",
        },
    ),
    "Address": (eu.add_address, {**_PLACE, "Street": "street", "PoBox": "poBox"}),
    "BirthDate": (
        eu.add_birth,
        {
            **_PLACE, "BirthDate": "birthdate", "Day": "day", "Month": "month", "Year": "year", "Circa": "circa",
            "YearRangeFrom": "yearRangeFrom", "YearRangeTo": "yearRangeTo",
        },
    ),
    "Identification": (
        eu.add_document,
        {
            **_COMMON, "Number": "number", "LatinNumber": "latinNumber", "KnownFalse": "knownFalse",
            "KnownExpired": "knownExpired", "ReportedLost": "reportedLost", "RevokedByIssuer": "revokedByIssuer",
            "TypeCode": "identificationTypeCode", "TypeDescription": "identificationTypeDescription",
        },
    ),
    "Citizenship": (eu.add_citizenship, _COMMON),
}  # fmt: skip
"""Groups of columns: what they add, and the XML's name of each column."""


KNOWN = {*PARTS, "Entity", "fileGenerationDate"}
"""How the headings of the layout begin; others are kept as extra facts."""


def read(source: Source, gather: Gather) -> date | None:
    """Gather the rows of each entity, then keep the entities."""
    file = source.files[0]
    records: dict[str, Record] = {}
    published: date | None = None
    for row in body(table_of(file, *REQUIRED), gather):
        entity_id = row.values.get("Entity_LogicalId")
        if not entity_id:
            gather.keep(Record(None, file.name, row.line))
            continue
        record = records.setdefault(entity_id, Record(entity_id, file.name, row.line, topic="sanction"))
        _add(record, row)
        published = published or day_of(row.values.get("fileGenerationDate"))
    for record in records.values():
        gather.keep(record)
    return published


def _add(record: Record, row: Cells) -> None:
    cells = row.values
    kind = cells.get("Entity_SubjectType_ClassificationCode") or cells.get("Entity_SubjectType")
    record.kind = eu.kind_of(kind) if record.kind == "unknown" else record.kind
    for group, (add, names) in PARTS.items():
        field = {ours: cells[key] for name, ours in names.items() if (key := f"{group}_{name}") in cells}
        if field:
            add(record, field)
    record.add_programmes(cells.get("Entity_Regulation_Programme"))
    record.add_extra("regulation", cells.get("Entity_Regulation_NumberTitle"))
    day = day_of(cells.get("Entity_DesignationDate")) or day_of(cells.get("Entity_Regulation_PublicationDate"))
    record.listed_on = min(filter(None, (record.listed_on, day)), default=None)
    record.add_extra("eu reference", cells.get("Entity_EU_ReferenceNumber"))
    record.add_extra("un reference", cells.get("Entity_UnitedNationId"))
    record.remarks = record.remarks or cells.get("Entity_Remark")
    for heading, value in cells.items():
        if heading.partition("_")[0] not in KNOWN:
            record.add_extra(heading, value)


FORMAT = Format(
    key="eu-csv",
    title="European Union financial sanctions, CSV 1.1",
    version="1",
    read=read,
    licence=eu.LICENCE,
)
