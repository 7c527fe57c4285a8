"""Hashes of what a list says: of the whole, and per entity and group of evidence."""

import hashlib
from collections.abc import Mapping

import polars as pl

from cupel.screening.tables import TABLES, WatchList

NOTHING = "\x00"
CELL, ROW = "\x1f", "\x1e"
GROUPS: dict[str, tuple[str, tuple[str, ...]]] = {
    "kind": ("entity", ("kind", "topic")),
    "programmes": ("entity", ("programmes",)),
    "dates": ("entity", ("listed_on", "delisted_on")),
    "remarks": ("entity", ("remarks", "extra")),
    "names": ("name", ("name", "kind", "script", "language", "given", "middle", "family")),
    "identifiers": ("identifier", ("scheme", "label", "value", "normalised", "country")),
    "birth": ("birth", ("from_date", "to_date", "precision")),
    "places": ("place", ("role", "country", "subdivision", "text")),
}
"""Groups of evidence: their table and columns. ``relations`` joins them, seen from both ends."""

RELATIONS = "relations"


def content_hash(frames: Mapping[str, pl.DataFrame]) -> str:
    """SHA-256 over all tables but the quarantine; the order of rows does not matter."""
    digest = hashlib.sha256()
    for table in TABLES:
        if table != "quarantine":
            lines = frames[table].select(_line(frames[table].schema)).to_series().sort()
            digest.update(f"{table}{ROW}{lines.len()}{ROW}".encode())
            digest.update((lines.str.join(ROW).item() if lines.len() else "").encode())
    return digest.hexdigest()


def evidence(watch_list: WatchList) -> pl.DataFrame:
    """Per entity the SHA-256 of each group of evidence (:data:`GROUPS` and ``relations``), null where it has none.

    Columns: ``entity_id`` and one of text per group.
    """
    found = watch_list.entity.select("entity_id").sort("entity_id")
    for group, (table, columns) in GROUPS.items():
        found = found.join(_grouped(watch_list.table(table), "entity_id", columns, group), on="entity_id", how="left")
    relations = _grouped(_both_ends(watch_list.relation), "entity_id", tuple(watch_list.relation.columns), RELATIONS)
    return found.join(relations, on="entity_id", how="left").sort("entity_id")


def _grouped(frame: pl.DataFrame, key: str, columns: tuple[str, ...], group: str) -> pl.DataFrame:
    schema = {name: frame.schema[name] for name in columns}
    lines = frame.select(key, line=_line(schema)).sort(key, "line")
    joined = lines.group_by(key, maintain_order=True).agg(pl.col("line").str.join(ROW))
    hashes = [hashlib.sha256(text.encode()).hexdigest() for text in joined["line"]]
    return joined.select(key, pl.Series(group, hashes, dtype=pl.String))


def _both_ends(relation: pl.DataFrame) -> pl.DataFrame:
    ends = [relation.with_columns(entity_id=pl.col(end)) for end in ("owner_id", "owned_id")]
    return pl.concat(ends).unique(maintain_order=True)


def _line(schema: Mapping[str, pl.DataType]) -> pl.Expr:
    """A row as one text: cells in the order of the columns, nothing told apart from empty text."""
    cells = (
        (pl.col(name).list.join("\x1d") if dtype == pl.List(pl.String) else pl.col(name).cast(pl.String)).fill_null(
            NOTHING
        )
        for name, dtype in schema.items()
    )
    return pl.concat_str(cells, separator=CELL)
