"""The Denied Persons List of the Bureau of Industry and Security (United States), tab-separated text.

The list has no number of its own: the id is made from name and day of the order. Rows that share them are addresses of
one party.
"""

import hashlib

from cupel.screening.lists.dates import day_of
from cupel.screening.lists.gather import Gather
from cupel.screening.lists.readers.ofac_csv import LICENCE
from cupel.screening.lists.record import Record
from cupel.screening.lists.source import Format, Source
from cupel.screening.lists.table import Cells, body, table_of

REQUIRED = ("Name", "Effective_Date", "Standard_Order")


def made_id(prefix: str, *parts: str | None) -> str:
    """An id for an entry whose publisher gives none: the same parts give the same id."""
    text = "\x1f".join(" ".join((part or "").casefold().split()) for part in parts)
    return f"{prefix}-{hashlib.sha256(text.encode()).hexdigest()[:16]}"


def read(source: Source, gather: Gather) -> None:
    """Read all rows; an order that has ended stays, with its last day."""
    file = source.files[0]
    for line, cells in body(table_of(file, *REQUIRED), gather):
        if not cells.get("Name"):
            gather.keep(Record(None, file.name, line))
            continue
        entity_id = made_id("dpl", cells["Name"], cells.get("Effective_Date"))
        record = gather.record(entity_id)
        if record is None:
            record = _record(entity_id, file.name, Cells(line, cells))
            gather.keep(record)
        _address(record, Cells(line, cells))


def _record(entity_id: str, file: str, row: Cells) -> Record:
    cells = row.values
    record = Record(entity_id, file, row.line, "unknown", "export control")
    record.add_name(cells["Name"], "primary")
    record.add_programmes("DPL")
    record.listed_on = day_of(cells.get("Effective_Date"), month_first=True)
    record.delisted_on = day_of(cells.get("Expiration_Date"), month_first=True)
    record.add_extra("citation", cells.get("FR_Citation"))
    record.add_extra("standard order", cells.get("Standard_Order"))
    record.remarks = cells.get("Action")
    return record


def _address(record: Record, row: Cells) -> None:
    cells = row.values
    parts = [cells.get(part) for part in ("Street_Address", "City", "Postal_Code")]
    text = ", ".join(part for part in parts if part)
    country = cells.get("Country") or _country_of(cells.get("State"))
    record.add_place("address", country=country, subdivision=cells.get("State"), text=text)


def _country_of(state: str | None) -> str | None:
    """US for a state's code: the list leaves the country of many such addresses empty."""
    import pycountry

    code = f"US-{state}"
    return "US" if state and pycountry.subdivisions.get(code=code) else None  # type: ignore[no-untyped-call]


FORMAT = Format(
    key="us-dpl",
    title="Denied Persons List (BIS), tab-separated text",
    version="1",
    read=read,
    licence=LICENCE,
)
