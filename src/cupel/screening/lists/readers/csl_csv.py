"""The Consolidated Screening List of the United States, CSV: several values in a cell, separated by semicolons."""

from typing import Any

from cupel.screening.lists.countries import country_code
from cupel.screening.lists.gather import Gather
from cupel.screening.lists.readers import csl
from cupel.screening.lists.readers.csl_json import LISTS
from cupel.screening.lists.readers.ofac_csv import LICENCE
from cupel.screening.lists.source import Format, Source
from cupel.screening.lists.table import body, table_of

REQUIRED = ("source", "entity_number", "alt_names", "source_list_url")


def read(source: Source, gather: Gather) -> None:
    """Read all rows."""
    file = source.files[0]
    for line, cells in body(table_of(file, *REQUIRED), gather):
        entry: dict[str, Any] = dict(cells)
        for key in LISTS:
            entry[key] = [text for part in cells.get(key, "").split("; ") if (text := part.strip())]
        entry["ids"] = [_identifier(text) for text in entry["ids"]]
        csl.keep(entry, file.name, line, gather)


def _identifier(text: str) -> dict[str, str | None]:
    """ "CO, 811038291-3, NIT #": country where it is one, number, kind."""
    parts = text.split(", ")
    country = parts.pop(0) if len(parts) > 2 and country_code(parts[0]) else None
    kind = parts.pop() if len(parts) > 1 else None
    return {"country": country, "number": ", ".join(parts), "type": kind}


FORMAT = Format(
    key="us-csl-csv", title="Consolidated Screening List (US), CSV", version="1", read=read, licence=LICENCE
)
