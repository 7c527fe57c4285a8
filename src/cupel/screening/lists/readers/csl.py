"""What the Consolidated Screening List of the United States means, the same in its JSON and its CSV.

Source: International Trade Administration, consolidated screening list.
"""

import re
from collections.abc import Mapping
from typing import Any

from cupel.screening.lists.countries import country_code, last_country
from cupel.screening.lists.dates import day_of
from cupel.screening.lists.gather import Gather
from cupel.screening.lists.readers.dpl import made_id
from cupel.screening.lists.readers.ofac_csv import add_name
from cupel.screening.lists.readers.ofac_ids import add_id
from cupel.screening.lists.readers.ofac_remarks import read_remarks
from cupel.screening.lists.record import Record

KINDS = {"individual": "person", "entity": "organisation", "vessel": "vessel", "aircraft": "aircraft"}
TOPICS = {
    "EL": "export control", "DPL": "export control", "UVL": "export control", "MEU": "export control",
    "DTC": "debarment", "UFLPA": "forced labour",
}  # fmt: skip
"""Why each of the joined lists lists; all others are sanctions."""

READ = {
    "name", "alt_names", "programs", "source", "start_date", "end_date", "addresses", "nationalities", "citizenships",
    "places_of_birth", "dates_of_birth", "ids", "vessel_flag", "call_sign", "remarks", "type", "entity_number",
}  # fmt: skip
"""Fields with a place in the tables; all others are kept as extra facts."""

_ABBREVIATION = re.compile(r"\(([A-Z-]+)\)")

Entry = Mapping[str, Any]


def keep(entry: Entry, file: str, line: int, gather: Gather) -> None:
    """Keep an entry whose lists are lists. Entries without a number of their own get one from list, name and day;

    where these are equal, the later entry adds its names and addresses to the first.
    """
    source = str(entry.get("source") or "")
    abbreviation = _ABBREVIATION.search(source)
    short = abbreviation[1] if abbreviation else "CSL"
    number = entry.get("entity_number")
    made = made_id(short.lower(), source, entry.get("name"), entry.get("start_date")) if entry.get("name") else None
    entity_id = f"{short}-{number}" if number else made
    record = gather.record(entity_id) if entity_id and not number else None
    if record is None:
        kind = KINDS.get(str(entry.get("type") or "").strip().lower(), "unknown")
        record = Record(entity_id, file, line, kind, TOPICS.get(short, "sanction"))
        _fill(record, entry)
        gather.keep(record)
    else:
        _fill(record, entry)


def _fill(record: Record, entry: Entry) -> None:
    add_name(record, entry.get("name") or "", "primary")
    for name in entry.get("alt_names") or ():
        add_name(record, name, "alias")
    record.add_programmes(*(entry.get("programs") or ()), entry.get("source"))
    record.listed_on = record.listed_on or day_of(entry.get("start_date"))
    record.delisted_on = record.delisted_on or day_of(entry.get("end_date"))
    for address in entry.get("addresses") or ():
        _address(record, address)
    for role, key in (("nationality", "nationalities"), ("nationality", "citizenships")):
        for country in entry.get(key) or ():
            record.add_place(role, country=country)
    for place in entry.get("places_of_birth") or ():
        record.add_place("birth", country=last_country(place), text=place)
    for born in entry.get("dates_of_birth") or ():
        record.add_birth(str(born))
    for number in entry.get("ids") or ():
        add_id(record, number.get("type"), number.get("number"), number.get("country"))
    record.add_place("flag", country=entry.get("vessel_flag"))
    record.add_identifier("Vessel Call Sign", entry.get("call_sign"))
    for key in entry.keys() - READ:
        record.add_extra(key.replace("_", " "), None if entry[key] is None else str(entry[key]))
    if entry.get("remarks"):
        read_remarks(record, entry["remarks"])


def _address(record: Record, address: Mapping[str, str | None] | str) -> None:
    if isinstance(address, str):
        place, _comma, last = address.rpartition(", ")
        known = country_code(last)
        record.add_place("address", country=last if known else None, text=place if known else address)
        return
    text = ", ".join(part for key in ("address", "city", "postal_code") if (part := address.get(key)))
    record.add_place("address", country=address.get("country"), subdivision=address.get("state"), text=text)
