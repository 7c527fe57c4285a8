"""The entity list of the Uyghur Forced Labor Prevention Act (US): the published table as CSV or workbook."""

import re
from collections.abc import Iterator

from cupel.screening.lists.dates import day_of
from cupel.screening.lists.gather import Gather
from cupel.screening.lists.readers.dpl import made_id
from cupel.screening.lists.readers.ofac_csv import LICENCE
from cupel.screening.lists.record import Record
from cupel.screening.lists.source import Format, Source
from cupel.screening.lists.table import body, table_of

NAME, DAY = "Name of Entity", "Effective Date"
_GROUP = re.compile(r"\((?P<names>(?:also|formerly|f/k/a|a/k/a|including)[^()]*(?:\([^()]*\)[^()]*)*)\)", re.IGNORECASE)
_KNOWN_AS = re.compile(r"(?:and\s+)?(?P<kind>also known as|formerly known as|a/k/a|f/k/a)\s*:?\s*", re.IGNORECASE)
_BETWEEN = re.compile(
    r"\s*;\s*(?:and\s+)?|,\s+(?!(?:ltd|limited|inc|llc|co|corp|company|l\.?p)\b)(?:and\s+)?|\s+and\s+(?=also|formerly)",
    re.I,
)
_SCOPE = re.compile(r"\s*,?\s+and (?:its|their|all|\w+)\b[^,;]*\bsubsidiar(?:y|ies)\b.*$", re.IGNORECASE)


def read(source: Source, gather: Gather) -> None:
    """Read all rows; the list has no numbers, the id is made from the first name."""
    file = source.files[0]
    name, day = (source.columns.get(heading, heading) for heading in (NAME, DAY))
    for line, cells in body(table_of(file, name, day), gather):
        bare = _GROUP.sub("", cells.get(name, ""))
        first = _SCOPE.sub("", bare).strip(" ,;")
        record = Record(made_id("uflpa", first) if first else None, file.name, line, "organisation", "forced labour")
        record.add_name(first, "primary")
        for kind, other in _others(cells.get(name, "")):
            record.add_name(other, kind)
        scope = _SCOPE.search(bare)
        record.add_extra("scope", scope[0].strip(" ,") if scope else None)
        record.listed_on = day_of(cells.get(day), month_first=True)
        record.add_programmes("UFLPA")
        for heading in cells.keys() - {name, day}:
            record.add_extra(heading, cells[heading])
        gather.keep(record)


def _others(text: str) -> Iterator[tuple[str, str]]:
    for group in _GROUP.finditer(text):
        kind = "alias"
        for part in _BETWEEN.split(group["names"]):
            known = _KNOWN_AS.match(part)
            if known:
                kind = "former" if known["kind"].lower().startswith("f") else "alias"
            yield kind, part[known.end() :] if known else part


FORMAT = Format(
    key="us-uflpa", title="UFLPA entity list (US), published table", version="1", read=read, licence=LICENCE
)
