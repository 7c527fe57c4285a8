"""What is known of a party, as plain data: the records of a hit side by side."""

from collections.abc import Iterable
from datetime import date
from typing import Any, TypeAlias

import polars as pl

from cupel.screening.records import Records, only

Profile: TypeAlias = dict[str, Any]
"""``id, kind``; lists ``names`` (name, kind), ``numbers`` (scheme, value, country), ``births`` (from, to, precision),
``places`` (role, country, text); of listed parties ``topic, programmes, listed_on, delisted_on, remarks``. Days are ISO
8601; what is not known is null or an empty list."""

LISTED = ("topic", "programmes", "listed_on", "delisted_on", "remarks")
PARTS = {
    "names": ("name", ("name", "kind")),
    "numbers": ("identifier", ("scheme", "value", "country")),
    "births": ("birth", ("from_date", "to_date", "precision")),
    "places": ("place", ("role", "country", "text")),
}


def profiles(records: Records, ids: Iterable[str]) -> dict[str, Profile]:
    """The profiles of some parties by id, facts in the order of the tables."""
    wanted = pl.Series(sorted(set(ids)), dtype=pl.String)
    some = only(records, wanted)
    columns = ["entity_id", "kind", *(name for name in LISTED if name in records.entity.columns)]
    found: dict[str, Profile] = {}
    for row in some.entity.select(columns).iter_rows(named=True):
        key = row.pop("entity_id")
        found[key] = {"id": key, **{name: _plain(value) for name, value in row.items()}, **{part: [] for part in PARTS}}
    for part, (table, names) in PARTS.items():
        frame: pl.DataFrame = getattr(some, table)
        for row in frame.select("entity_id", *names).iter_rows(named=True):
            key = row.pop("entity_id")
            if key in found:
                found[key][part].append({name.removesuffix("_date"): _plain(value) for name, value in row.items()})
    return found


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value
