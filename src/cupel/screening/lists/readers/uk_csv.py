"""The United Kingdom's lists as CSV: the consolidated list of the Treasury (older), the UK Sanctions List (newer).

Both have a row per name, address and so on, and the date of the report above the headings. The older one groups by
Group ID, the newer by Unique ID. Name 6 is the family name, or the whole name of an organisation or ship.
"""

import re
from collections.abc import Iterator, Mapping
from datetime import date

from cupel.screening.lists.dates import Span, day_of, span_of
from cupel.screening.lists.gather import Gather
from cupel.screening.lists.record import Record, clean
from cupel.screening.lists.source import Format, Source
from cupel.screening.lists.table import Table, body, table_of

REQUIRED = ("Name 6", "Name 1")
KINDS = {"individual": "person", "entity": "organisation", "ship": "vessel"}
_HEADINGS = {
    "id": ("Unique ID", "Group ID"),
    "kind": ("Designation Type", "Individual, Entity, Ship", "Group Type"),
    "name kind": ("Name type", "Alias Type"),
    "strength": ("Alias strength", "Alias Quality"),
    "original": ("Name non-latin script",),
    "original script": ("Non-latin script type",),
    "original language": ("Non-latin script language",),
    "regime": ("Regime Name", "Regime"),
    "listed": ("Date Designated", "Listed On"),
    "born": ("D.O.B", "DOB"),
    "nationality": ("Nationality(/ies)", "Nationality"),
    "passport": ("Passport number",),
    "passport details": ("Passport additional information", "Passport Details"),
    "national id": ("National Identifier number", "National Identification Number", "NI Number"),
    "town of birth": ("Town of birth",),
    "country of birth": ("Country of birth",),
    "country": ("Address Country", "Country"),
    "post code": ("Address Postal Code", "Post/Zip Code"),
    "registration": ("Business registration number (s)", "Business registration number(s)"),
    "imo": ("IMO number",),
    "flag": ("Current believed flag of ship",),
    "hull": ("Hull identification number (HIN)",),
    "gender": ("Gender",),
    "title": ("Title",),
    "position": ("Position",),
    "parent": ("Parent Company",),
    "owner": ("Current owner/operator (s)",),
    "website": ("Website",),
    "email": ("Email address",),
    "remarks": ("Other Information",),
    "un reference": ("UN Reference Number",),
    "ofsi group": ("OFSI Group ID",),
}
"""Headings of both layouts by meaning, the first one present counts; case does not."""

_NUMBERED = re.compile(r"(?:^|;)?\s*\(\d+\)\s*")
_COUNTRY_SEPARATOR = re.compile(r"[;,/]\s*|\s*\(\d+\)\s*")


def read(source: Source, gather: Gather) -> date | None:
    """Gather the rows of each party, then keep the parties."""
    file = source.files[0]
    table = table_of(file, *REQUIRED)
    columns = _columns(table)
    records: dict[str, Record] = {}
    for line, cells in body(table, gather):
        row = {meaning: cells[heading] for meaning, heading in columns.items() if heading in cells}
        entity_id = row.get("id")
        if not entity_id:
            gather.keep(Record(None, file.name, line))
            continue
        record = records.setdefault(entity_id, Record(entity_id, file.name, line, topic="sanction"))
        _add(record, row)
        for heading in cells.keys() - columns.values():
            record.add_extra(heading, cells[heading])
    for record in records.values():
        gather.keep(record)
    return _report_date(table)


def _columns(table: Table) -> dict[str, str]:
    present = {heading.lower(): heading for heading in table.headings}
    found = {
        meaning: next((present[name.lower()] for name in names if name.lower() in present), None)
        for meaning, names in _HEADINGS.items()
    }
    parts = {f"name {n}": present.get(f"name {n}") for n in range(1, 7)}
    lines = {f"line {n}": present.get(f"address line {n}") or present.get(f"address {n}") for n in range(1, 7)}
    return {meaning: heading for meaning, heading in (found | parts | lines).items() if heading}


def _report_date(table: Table) -> date | None:
    cells = [cell for row in table.above for cell in row]
    dates = (day_of(cell.partition(":")[2].strip() or cell) for cell in cells)
    return next((day for day in dates if day), None)


def _add(record: Record, row: Mapping[str, str]) -> None:
    record.kind = KINDS.get(row.get("kind", "").lower(), record.kind)
    _add_names(record, row)
    for born in _several(row.get("born")):
        _add_birth(record, born)
    for country in _countries(row.get("nationality")):
        record.add_place("nationality", country=country)
    _add_places(record, row)
    _add_numbers(record, row)
    record.add_programmes(row.get("regime"))
    record.listed_on = record.listed_on or day_of(row.get("listed"))
    record.remarks = record.remarks or clean(row.get("remarks"))
    record.add_gender(row.get("gender"))
    for key in ("title", "position", "website", "email", "un reference", "ofsi group", "passport details"):
        record.add_extra(key, row.get(key))
    for key in ("parent", "owner"):
        for name in _several(row.get(key)):
            record.add_extra("linked_to", name)


def _add_names(record: Record, row: Mapping[str, str]) -> None:
    parts = [clean(row.get(f"name {n}")) for n in range(1, 7)]
    family, given = parts[5], " ".join(part for part in parts[:5] if part)
    separate = {"family": family, "given": given} if record.kind == "person" else {}
    record.add_name(" ".join(part for part in parts if part), _name_kind(row), **separate)
    record.add_name(
        row.get("original"),
        "alias",
        script=_iso_script(row.get("original script")),
        language=row.get("original language"),
    )


def _name_kind(row: Mapping[str, str]) -> str:
    kind = row.get("name kind", "").lower()
    if kind.startswith("primary name variation"):
        return "alias"
    if kind.startswith("primary"):
        return "primary"
    if "weak" in row.get("strength", "").lower() or "low" in row.get("strength", "").lower():
        return "weak alias"
    return "former" if "fka" in kind.replace(".", "") or "former" in kind else "alias"


def _iso_script(words: str | None) -> str | None:
    codes = {
        "cyrillic": "Cyrl",
        "arabic": "Arab",
        "chinese": "Hani",
        "hangul": "Hang",
        "greek": "Grek",
        "hebrew": "Hebr",
    }
    return next((code for word, code in codes.items() if word in (words or "").lower()), None)


def _add_birth(record: Record, born: str) -> None:
    letters = born.lower().replace("dd/", "00/").replace("mm/", "00/")
    span: Span | None = span_of(letters)
    record.births.setdefault(span) if span else record.add_extra("unread birth dates", born)


def _add_places(record: Record, row: Mapping[str, str]) -> None:
    lines = [clean(row.get(f"line {n}")) for n in range(1, 7)]
    text = ", ".join(part for part in (*lines, clean(row.get("post code"))) if part)
    record.add_place("address", country=row.get("country"), text=text)
    record.add_place("birth", country=row.get("country of birth"), text=row.get("town of birth"))
    for country in _countries(row.get("flag")):
        record.add_place("flag", country=country)


def _add_numbers(record: Record, row: Mapping[str, str]) -> None:
    for scheme, label in (
        ("passport", "Passport number"),
        ("national id", "National identifier number"),
        ("registration", "Business registration number"),
        ("imo", "IMO number"),
        ("hull", "Hull identification number"),
    ):
        for number in _several(row.get(scheme)):
            record.add_identifier(label, number, scheme="IMO" if scheme == "imo" else scheme)


def _several(cell: str | None) -> Iterator[str]:
    for part in _NUMBERED.split(cell or ""):
        yield from (text for piece in part.split(";") if (text := clean(piece)))


def _countries(cell: str | None) -> Iterator[str]:
    if not cell:
        return
    parts = [text for part in _COUNTRY_SEPARATOR.split(cell) if (text := clean(part))]
    yield from parts


FORMAT = Format(
    key="uk-csv",
    title="United Kingdom sanctions lists, CSV (both layouts)",
    version="1",
    read=read,
    licence="Open Government Licence v3.0",
)
