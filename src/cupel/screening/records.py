"""Parties with what is known of them, on either side of a comparison."""

import hashlib
from dataclasses import dataclass
from typing import Protocol

import polars as pl

from cupel.screening.identifiers import normalised_number
from cupel.screening.tables import polars_schema

GROUPS: dict[str, tuple[str, ...]] = {
    "entity": ("kind",),
    "name": ("name", "kind"),
    "identifier": ("scheme", "label", "normalised", "country"),
    "birth": ("from_date", "to_date"),
    "place": ("role", "country", "text"),
}
"""Columns of each table that a score rests on: what is remembered with a decision."""


class Records(Protocol):
    """Tables of :mod:`cupel.screening.tables` that describe parties; a watch list is one such set of tables."""

    @property
    def entity(self) -> pl.DataFrame: ...
    @property
    def name(self) -> pl.DataFrame: ...
    @property
    def identifier(self) -> pl.DataFrame: ...
    @property
    def birth(self) -> pl.DataFrame: ...
    @property
    def place(self) -> pl.DataFrame: ...


@dataclass(frozen=True)
class Subjects:
    """A company's own parties in the shape of a list; ``entity_id`` is the company's number of the party."""

    entity: pl.DataFrame
    name: pl.DataFrame
    identifier: pl.DataFrame
    birth: pl.DataFrame
    place: pl.DataFrame


def subjects_of(parties: pl.DataFrame) -> Subjects:
    """Subjects from rows with ``party_id, name`` and, where known, ``kind`` (``person`` or any other role of an
    organisation), ``country, registration_no, lei, birth_date, nationality, address, aliases`` (separated by
    semicolons).
    """
    known = parties.with_columns(
        pl.lit(None, pl.String).alias(column) for column in OPTIONAL if column not in parties.columns
    ).with_columns(entity_id=pl.col("party_id").cast(pl.String))
    kind = pl.col("kind").cast(pl.String)
    roles = pl.when(kind.is_null()).then(pl.lit("unknown")).otherwise(kind.replace_strict(KINDS, default=ORGANISATION))
    entity = known.select("entity_id", kind=roles.cast(polars_schema("entity")["kind"]))
    return Subjects(entity, _names(known), _numbers(known), _births(known), _places(known))


OPTIONAL = ("kind", "country", "registration_no", "lei", "birth_date", "nationality", "address", "aliases")
ORGANISATION = "organisation"
KINDS = {each: each for each in ("person", "organisation", "vessel", "aircraft", "unknown")}


def _shaped(frame: pl.DataFrame, table: str) -> pl.DataFrame:
    """``frame`` with the columns of ``table``; missing ones null."""
    schema = polars_schema(table)
    missing = [pl.lit(None, dtype).alias(name) for name, dtype in schema.items() if name not in frame.columns]
    return frame.with_columns(missing).select(pl.col(name).cast(dtype) for name, dtype in schema.items())


def _names(known: pl.DataFrame) -> pl.DataFrame:
    primary = known.select("entity_id", "name", kind=pl.lit("primary"))
    aliases = known.select("entity_id", name=pl.col("aliases").str.split(";"), kind=pl.lit("alias")).explode("name")
    both = pl.concat([primary, aliases]).with_columns(pl.col("name").str.strip_chars())
    return _shaped(both.filter(pl.col("name") != "").unique(["entity_id", "name"], maintain_order=True), "name")


def _numbers(known: pl.DataFrame) -> pl.DataFrame:
    parts = [
        known.select("entity_id", scheme=pl.lit(scheme), value=pl.col(column))
        for scheme, column in (("registration", "registration_no"), ("LEI", "lei"))
    ]
    written = pl.concat(parts).drop_nulls("value")
    normal = pl.col("value").map_elements(normalised_number, return_dtype=pl.String)
    return _shaped(written.with_columns(normalised=normal).filter(pl.col("normalised") != ""), "identifier")


def _births(known: pl.DataFrame) -> pl.DataFrame:
    day = pl.col("birth_date").cast(pl.Date)
    born = known.select("entity_id", from_date=day, to_date=day, precision=pl.lit("day"))
    return _shaped(born.drop_nulls("from_date"), "birth")


def _places(known: pl.DataFrame) -> pl.DataFrame:
    address = known.select("entity_id", "country", text=pl.col("address"), role=pl.lit("address"))
    nation = known.select("entity_id", country="nationality", text=pl.lit(None, pl.String), role=pl.lit("nationality"))
    told = pl.any_horizontal(pl.col("country", "text").is_not_null())
    return _shaped(pl.concat([address, nation]).filter(told), "place")


def evidence_hashes(records: Records) -> pl.DataFrame:
    """``entity_id`` and, per table of :data:`GROUPS`, a SHA-256 of what a score rests on; ``whole`` over all."""
    frame = records.entity.select("entity_id")
    for group, columns in GROUPS.items():
        frame = frame.join(_group_hash(getattr(records, group), group, columns), on="entity_id", how="left")
    whole = pl.concat_str(pl.col(list(GROUPS)).fill_null(""), separator="|")
    return frame.with_columns(whole=whole.map_elements(_sha256, return_dtype=pl.String)).sort("entity_id")


def _group_hash(table: pl.DataFrame, group: str, columns: tuple[str, ...]) -> pl.DataFrame:
    cells = [pl.col(column).cast(pl.String).fill_null("\x00") for column in columns]
    rows = table.select("entity_id", row=pl.concat_str(cells, separator="\x1f")).unique()
    told = rows.group_by("entity_id").agg(pl.col("row").sort().str.join("\x1e"))
    return told.select("entity_id", pl.col("row").map_elements(_sha256, return_dtype=pl.String).alias(group))


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def only(records: Records, parties: pl.Series) -> Subjects:
    """The same tables for the ``parties`` only."""
    wanted = parties.implode()
    parts = {table: getattr(records, table).filter(pl.col("entity_id").is_in(wanted)) for table in GROUPS}
    return Subjects(**parts)
