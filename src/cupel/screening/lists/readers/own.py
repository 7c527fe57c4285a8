"""A list of one's own, or a national list without a reader: any table with a heading row, CSV or workbook.

Headings are those of :data:`HEADINGS`, or the user says which heading is meant (``columns``: ours to theirs).
"""

from collections.abc import Iterator, Mapping
from datetime import date

from cupel.errors import ListError, Place
from cupel.messages import _
from cupel.screening.lists.dates import day_of
from cupel.screening.lists.gather import Gather
from cupel.screening.lists.readers.dpl import made_id
from cupel.screening.lists.record import Record
from cupel.screening.lists.source import Format, Source
from cupel.screening.lists.table import Table, body, table_of
from cupel.screening.tables import ENTITY_KINDS

HEADINGS = {
    "id": ("id", "entity id", "entity_id", "entry_id", "number", "reference"),
    "name": ("name", "full name", "primary name", "company", "entity"),
    "aliases": ("aliases", "alias", "also known as", "other names", "aka"),
    "former names": ("former names", "formerly known as", "previous names"),
    "kind": ("kind", "type", "entity type"),
    "country": ("country", "country of registration", "jurisdiction"),
    "nationality": ("nationality", "citizenship"),
    "birth date": ("birth date", "birth_date", "date of birth", "dob"),
    "address": ("address", "addresses"),
    "lei": ("lei",),
    "imo": ("imo", "imo number"),
    "registration": ("registration", "registration_no", "registration number", "company number"),
    "tax": ("tax", "tax id", "tax number"),
    "passport": ("passport", "passport number"),
    "national id": ("national id", "national identification number"),
    "programme": ("programme", "program", "regime", "reason"),
    "topic": ("topic",),
    "listed on": ("listed on", "listed_on", "date listed", "start date", "from"),
    "delisted on": ("delisted on", "delisted_on", "end date", "until", "to"),
    "remarks": ("remarks", "notes", "comment"),
}
"""Columns of the template, and the headings that mean them (any case). Only ``name`` must be there."""

KINDS = {
    "individual": "person", "natural person": "person", "company": "organisation", "entity": "organisation",
    "organization": "organisation", "ship": "vessel",
}  # fmt: skip
NUMBERS = {
    "lei": "LEI",
    "imo": "IMO",
    "registration": "registration",
    "tax": "tax",
    "passport": "passport",
    "national id": "national id",
}


def read(source: Source, gather: Gather) -> None:
    """Read all rows; cells may hold several values, separated by semicolons. Other columns are kept as extra facts."""
    file = source.files[0]
    unknown = sorted(set(source.columns) - set(HEADINGS))
    if unknown:
        raise ListError(
            _("There is no column {names} in a list.").format(names=", ".join(unknown)),
            code="unknown-column",
            remedy=_("Columns are: {names}.").format(names=", ".join(HEADINGS)),
            place=Place(file=file.name),
        )
    table = own_table(source)
    columns = columns_of(table, source.columns)
    for line, cells in body(table, gather):
        row = {ours: cells[theirs] for ours, theirs in columns.items() if theirs in cells}
        record = _record(row, file.name, line)
        for heading, value in cells.items():
            if heading not in columns.values():
                record.add_extra(heading, value)
        gather.keep(record)


def own_table(source: Source) -> Table:
    """The table whose heading row names a column ``name``. Raises :class:`~cupel.errors.ListError` where none does."""
    if "name" in source.columns:
        return table_of(source.files[0], source.columns["name"])
    for heading in HEADINGS["name"][:-1]:
        try:
            return table_of(source.files[0], heading)
        except ListError:
            continue
    return table_of(source.files[0], HEADINGS["name"][-1])


def columns_of(table: Table, given: Mapping[str, str]) -> dict[str, str]:
    """Our columns by the headings of ``table``."""
    present = {heading.lower(): heading for heading in table.headings}
    wanted = {ours: (given[ours],) if ours in given else names for ours, names in HEADINGS.items()}
    found = {ours: next((name for name in names if name.lower() in present), None) for ours, names in wanted.items()}
    return {ours: present[name.lower()] for ours, name in found.items() if name}


def _record(row: Mapping[str, str], file: str, line: int) -> Record:
    name = row.get("name")
    number = row.get("id") or (made_id("own", name, row.get("country"), row.get("birth date")) if name else None)
    kind = row.get("kind", "").lower()
    record = Record(number, file, line, kind if kind in ENTITY_KINDS else KINDS.get(kind, "unknown"), row.get("topic"))
    record.add_extra("kind", row.get("kind") if record.kind == "unknown" else None)
    record.add_name(name, "primary")
    for column, name_kind in (("aliases", "alias"), ("former names", "former")):
        for other in _several(row, column):
            record.add_name(other, name_kind)
    _facts(record, row)
    record.listed_on, record.delisted_on = _day(record, row, "listed on"), _day(record, row, "delisted on")
    record.remarks = row.get("remarks")
    return record


def _facts(record: Record, row: Mapping[str, str]) -> None:
    for column, scheme in NUMBERS.items():
        for number in _several(row, column):
            record.add_identifier(column, number, row.get("country"), scheme=scheme)
    for born in _several(row, "birth date"):
        record.add_birth(born)
    role = {"person": "nationality", "vessel": "flag"}.get(record.kind, "registration")
    for column, of in (("country", role), ("nationality", "nationality")):
        for country in _several(row, column):
            record.add_place(of, country=country)
    for address in _several(row, "address"):
        record.add_place("address", text=address)
    record.add_programmes(*_several(row, "programme"))


def _day(record: Record, row: Mapping[str, str], column: str) -> date | None:
    day = day_of(row.get(column))
    if row.get(column) and not day:
        record.add_extra(f"unread {column}", row[column])
    return day


def _several(row: Mapping[str, str], column: str) -> Iterator[str]:
    return (text for part in row.get(column, "").split(";") if (text := part.strip()))


FORMAT = Format(key="own", title="List of one's own, CSV or workbook", version="1", read=read)
