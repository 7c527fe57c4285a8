"""The Consolidated Screening List of the United States, JSON."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from cupel.errors import ListError, Place
from cupel.messages import _
from cupel.screening.lists.gather import Gather
from cupel.screening.lists.json_text import loads
from cupel.screening.lists.readers import csl
from cupel.screening.lists.readers.ofac_csv import LICENCE
from cupel.screening.lists.source import Format, Source

FILE_BYTES = 512 << 20
"""Largest file: a JSON document is read as a whole. The published one has some tens of megabytes."""

LISTS = (
    "programs",
    "alt_names",
    "addresses",
    "nationalities",
    "citizenships",
    "places_of_birth",
    "dates_of_birth",
    "ids",
)


MAPPINGS = ("addresses", "ids")
"""Lists whose items have parts."""


def read(source: Source, gather: Gather) -> None:
    """Read all results; the line of a result is its number."""
    file = source.files[0]
    for number, entry in enumerate(_results(file), start=1):
        problem = _problem(entry)
        if problem:
            place = Place(file=file.name, line=number, column=problem)
            gather.reject(place, _("not of the published form"), json.dumps(entry, ensure_ascii=False), entity=True)
        else:
            csl.keep({key: _plain(key, value) for key, value in entry.items()}, file.name, number, gather)


def _results(file: Path) -> Iterator[Any]:
    try:
        document = loads(file.read_text("utf-8-sig")) if file.stat().st_size <= FILE_BYTES else None
    except ValueError:
        document = None
    results = document.get("results") if isinstance(document, dict) else document
    if not isinstance(results, list):
        raise ListError(
            _("This is no JSON with a list of results."),
            code="broken-json",
            remedy=_("Download the file again from its publisher; the earlier version of the list stays in force."),
            place=Place(file=file.name),
        )
    return iter(results)


def _problem(entry: Any) -> str | None:
    """The part of an entry that is not of the published form, None where all are."""
    if not isinstance(entry, dict):
        return "results"
    return next((key for key, value in entry.items() if not _published(key, value)), None)


def _published(key: str, value: Any) -> bool:
    if key not in LISTS:
        return isinstance(value, str | int | float | None)
    if not isinstance(value, list):
        return value is None
    return all(
        all(isinstance(part, str | int | float | None) for part in item.values())
        if isinstance(item, dict) and key in MAPPINGS
        else isinstance(item, str) and key != "ids"
        for item in value
    )


def _plain(key: str, value: Any) -> Any:
    """A value of the published form, its parts as text."""
    if key not in LISTS:
        return None if value is None else str(value)
    return [
        {name: None if part is None else str(part) for name, part in item.items()} if isinstance(item, dict) else item
        for item in value or ()
    ]


FORMAT = Format(
    key="us-csl-json", title="Consolidated Screening List (US), JSON", version="1", read=read, licence=LICENCE
)
