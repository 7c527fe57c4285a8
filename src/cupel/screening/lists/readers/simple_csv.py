"""The simple table of OpenSanctions (``targets.simple.csv``): one row per listed party, several values in a cell."""

import csv
import re
from collections.abc import Iterator
from functools import partial

from cupel.screening.identifiers import normalised_number
from cupel.screening.lists.gather import Gather
from cupel.screening.lists.readers.ftm import LICENCE
from cupel.screening.lists.readers.ftm_terms import COUNTRY_ROLES, KINDS
from cupel.screening.lists.record import Record
from cupel.screening.lists.source import Format, Source
from cupel.screening.lists.table import Cells, body, table_of

REQUIRED = ("id", "schema", "name", "aliases", "birth_date", "identifiers", "sanctions")
_PATTERNS = (("LEI", re.compile(r"[A-Z0-9]{18}[0-9]{2}")), ("IMO", re.compile(r"IMO[0-9]{7}")))
READ = {
    "id", "schema", "name", "aliases", "birth_date", "countries", "addresses", "identifiers", "program_ids",
}  # fmt: skip
"""Columns with a place in the tables; all others are kept as extra facts."""


def read(source: Source, gather: Gather) -> None:
    """Read all rows. The table has no kinds of numbers: only those that show their own kind get one."""
    file = source.files[0]
    for row in body(table_of(file, *REQUIRED), gather):
        gather.keep(_record(row, file.name))


def _record(row: Cells, file: str) -> Record:
    several = partial(_several, row)
    record = Record(row.values.get("id"), file, row.line, KINDS.get(row.values.get("schema", ""), "unknown"))
    record.topic = "sanction" if row.values.get("sanctions") else None
    record.add_name(row.values.get("name"), "primary")
    for name in several("aliases"):
        record.add_name(name, "alias")
    for born in several("birth_date"):
        record.add_birth(born)
    for country in several("countries"):
        record.add_place(COUNTRY_ROLES.get(record.kind, "registration"), country=country)
    for address in several("addresses"):
        record.add_place("address", text=address)
    for number in several("identifiers"):
        record.add_identifier(None, number, scheme=_shown_scheme(number, record.kind))
    record.add_programmes(*several("program_ids"))
    for heading in row.values.keys() - READ:
        record.add_extra(heading, row.values[heading])
    return record


def _shown_scheme(number: str, kind: str) -> str:
    bare = normalised_number(number)
    if kind == "vessel" and re.fullmatch(r"[0-9]{7}", bare):
        return "IMO"
    return next((scheme for scheme, pattern in _PATTERNS if pattern.fullmatch(bare)), "other")


def _several(row: Cells, heading: str) -> Iterator[str]:
    cell = row.values.get(heading)
    yield from next(csv.reader([cell.replace("\n", " ")], delimiter=";"), []) if cell else ()


FORMAT = Format(
    key="opensanctions-csv", title="OpenSanctions targets.simple.csv", version="1", read=read, licence=LICENCE
)
