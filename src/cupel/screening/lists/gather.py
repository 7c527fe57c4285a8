"""From records to tables: what is kept, what is rejected and why."""

import json
from collections.abc import Iterable
from typing import Any

import polars as pl

from cupel.errors import Place
from cupel.messages import _
from cupel.screening.lists.record import Name, Record, Relation, clean
from cupel.screening.tables import CONTENT_CHARACTERS, TABLES, TOPICS, polars_schema

SCRIPTS = {
    "Latn": "Latin", "Cyrl": "Cyrillic", "Arab": "Arabic", "Grek": "Greek", "Hebr": "Hebrew", "Hang": "Hangul",
    "Jpan": "Hiragana}\\p{Katakana", "Hani": "Han", "Geor": "Georgian", "Armn": "Armenian", "Thai": "Thai",
    "Deva": "Devanagari", "Beng": "Bengali", "Mymr": "Myanmar", "Ethi": "Ethiopic",
}  # fmt: skip
"""Scripts (ISO 15924) by the letters of Unicode that show them; the first one found names the script."""


RANKS = {kind: rank for rank, kind in enumerate(("primary", "alias", "former", "maiden", "weak alias"))}
"""Kinds of names, best first."""


class Gather:
    """The tables of a list while its files are read. ``read`` counts records of entities, kept or not."""

    def __init__(self) -> None:
        self._rows: dict[str, list[tuple[Any, ...]]] = {table: [] for table in TABLES}
        self._kept: dict[str, Record] = {}
        self.read = 0
        self.rejected = 0

    def keep(self, record: Record) -> bool:
        """Keep a record, or reject it where it has no id or no name, or where its id is taken."""
        self.read += 1
        problem = self._problem(record)
        if problem:
            column, reason = problem
            self.rejected += 1
            content = f"{record.entity_id or ''} {'; '.join(name.name for name in record.names)}"
            self.reject(Place(file=record.file, line=record.line, column=column), reason, content)
            return False
        self._kept[str(record.entity_id)] = record
        return True

    def reject(self, place: Place, reason: str, content: str, *, entity: bool = False) -> None:
        """Put a record, or a row that belongs to one, into quarantine; ``entity`` = the row would have been one."""
        if entity:
            self.read += 1
            self.rejected += 1
        shown = content.replace("\0", "\\0")[:CONTENT_CHARACTERS]
        self._rows["quarantine"].append((place.file, place.line, place.column, reason, shown))

    def reject_oversized(self, place: Place, content: str, *, entity: bool = True) -> None:
        """Put a record into quarantine that is larger than any published one; ``content`` names it."""
        self.reject(place, _("the record is too large"), content, entity=entity)

    def relate(self, relation: Relation) -> None:
        """Keep a link between two entities."""
        self._rows["relation"].append(tuple(relation))

    def record(self, entity_id: str) -> Record | None:
        """The kept record of ``entity_id``; it may still be added to."""
        return self._kept.get(entity_id)

    def records(self) -> Iterable[Record]:
        """All kept records; they may still be added to."""
        return self._kept.values()

    def frames(self) -> dict[str, pl.DataFrame]:
        """The tables in canonical order: the same records in any order give the same frames."""
        for entity_id, record in self._kept.items():
            self._flatten(entity_id, record)
        frames = {
            table: pl.DataFrame(rows, schema=polars_schema(table), orient="row") for table, rows in self._rows.items()
        }
        frames["name"] = _with_scripts(frames["name"])
        return {table: canonical(frame) for table, frame in frames.items()}

    def _problem(self, record: Record) -> tuple[str, str] | None:
        if not record.entity_id:
            return "id", _("no id")
        if not record.names:
            return "name", _("no name")
        if record.topic is not None and record.topic not in TOPICS:
            return "topic", _("unknown topic '{topic}'").format(topic=record.topic)
        earlier = self._kept.get(record.entity_id)
        if earlier:
            return "id", _("the id is taken by line {line}").format(line=earlier.line)
        return None

    def _flatten(self, entity_id: str, record: Record) -> None:
        extra = json.dumps(record.extra, ensure_ascii=False, sort_keys=True) if record.extra else None
        about = (sorted(record.programmes), record.listed_on, record.delisted_on, clean(record.remarks), extra)
        self._rows["entity"].append((entity_id, record.kind, record.topic, *about))
        for table, rows in (
            ("name", one_primary(record.names)),
            ("identifier", record.identifiers),
            ("birth", record.births),
            ("place", record.places),
        ):
            self._rows[table].extend((entity_id, *row) for row in rows)
        self._rows["relation"].extend(record.relations)


def one_primary(names: Iterable[Name]) -> list[Name]:
    """``names`` with exactly one primary: the first called so, else the first that is not weak, else the first.

    A name that occurs in several kinds keeps the best one (:data:`RANKS`).
    """
    found = list(names)
    first = min(range(len(found)), key=lambda at: (RANKS[found[at].kind], at))
    kinds = ["alias" if name.kind == "primary" else name.kind for name in found]
    kinds[first] = "primary"
    best: dict[tuple[str, str | None], Name] = {}
    for at in sorted(range(len(found)), key=lambda at: RANKS[kinds[at]]):
        best.setdefault((found[at].name, found[at].script), found[at]._replace(kind=kinds[at]))
    return list(best.values())


def canonical(frame: pl.DataFrame) -> pl.DataFrame:
    """``frame`` without repeated rows, sorted by all columns."""
    lists = [name for name, dtype in frame.schema.items() if dtype == pl.List(pl.String)]
    keys = [pl.col(name).list.join("\x1f") if name in lists else pl.col(name) for name in frame.columns]
    return frame.unique(maintain_order=True).sort(keys, nulls_last=True) if frame.height else frame


def _with_scripts(names: pl.DataFrame) -> pl.DataFrame:
    found = pl.coalesce(
        pl.when(pl.col("name").str.contains(f"[\\p{{{letters}}}]")).then(pl.lit(code))
        for code, letters in reversed(SCRIPTS.items())
    )
    return names.with_columns(pl.coalesce("script", found).alias("script"))
