"""Small lists of invented parties in the published layouts, written by the tests."""

import csv
import io
import json
import shutil
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import polars as pl

from cupel.screening.lists import About, read_list
from cupel.screening.tables import WatchList

IMPORTED = datetime(2026, 3, 1, 12, tzinfo=UTC)

FILES = Path(__file__).parent / "files"
"""Lists as files, in layouts that are long: OFAC's CSV set and XML."""


def ofac_folder(folder: Path) -> Path:
    """OFAC's four CSV files, to be changed."""
    for file in (FILES / "ofac").iterdir():
        shutil.copy(file, folder)
    return folder


def ofac(name: str) -> str:
    """The text of one of OFAC's CSV files."""
    return (FILES / "ofac" / name).read_text(encoding="utf-8")


def read(path: Path, list_id: str = "sample", **about: Any) -> WatchList:
    """The list in ``path``."""
    return read_list(path, About(list_id=list_id, imported_at=IMPORTED, **about))


def saved(folder: Path, name: str, text: str) -> Path:
    """A file with ``text``."""
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def table(headings: Sequence[str], rows: Sequence[Mapping[str, str]], delimiter: str = ",") -> str:
    """Delimited text; cells not given are empty."""
    text = io.StringIO()
    writer = csv.DictWriter(text, headings, delimiter=delimiter, restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


def names(watch_list: WatchList, entity_id: str) -> dict[str, str]:
    """Kind per name of an entity."""
    frame = watch_list.name.filter(pl.col("entity_id") == entity_id)
    return dict(zip(frame["name"], frame["kind"], strict=True))


def numbers(watch_list: WatchList, entity_id: str) -> set[tuple[str, str, str | None]]:
    """Scheme, normalised number and country of an entity."""
    frame = watch_list.identifier.filter(pl.col("entity_id") == entity_id)
    return set(frame.select("scheme", "normalised", "country").iter_rows())


def places(watch_list: WatchList, entity_id: str) -> set[tuple[str, str | None, str | None]]:
    """Role, country and text of an entity's places."""
    frame = watch_list.place.filter(pl.col("entity_id") == entity_id)
    return set(frame.select("role", "country", "text").iter_rows())


def births(watch_list: WatchList, entity_id: str) -> set[tuple[str, str, str]]:
    """From, to and precision of an entity's birth dates."""
    frame = watch_list.birth.filter(pl.col("entity_id") == entity_id)
    return {(str(first), str(last), precision) for _id, first, last, precision in frame.iter_rows()}


def entity(watch_list: WatchList, entity_id: str) -> dict[str, Any]:
    """The row of an entity, ``extra`` as a mapping."""
    row = watch_list.entity.row(by_predicate=pl.col("entity_id") == entity_id, named=True)
    return {**row, "extra": json.loads(row["extra"] or "{}")}
