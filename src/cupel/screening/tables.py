"""The tables of a sanctions or watch list: names, types and code lists, declared once.

Conventions:

- ``entity_id`` is the publisher's own number, unique in a list version; every other table refers to it;
- missing is null, empty text is never kept; unknown is not a value;
- countries are ISO 3166-1 alpha-2, days are plain days, shares are fractions in [0, 1];
- text is the publisher's, with outer blanks removed; only ``normalised`` columns are ours.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

import dataframely as dy
import polars as pl

ENTITY_KINDS = ("person", "organisation", "vessel", "aircraft", "unknown")
NAME_KINDS = ("primary", "alias", "former", "weak alias", "maiden")
PLACE_ROLES = ("birth", "address", "nationality", "registration", "flag")
PRECISIONS = ("day", "month", "year", "circa", "range")
RELATION_KINDS = ("ownership", "control", "directorship", "family", "associate")
TOPICS = (
    "sanction", "export control", "forced labour", "debarment", "crime", "regulatory action", "political exposure",
    "person of interest", "ownership only",
)  # fmt: skip
"""Why an entity stands in a list, gravest first; ``ownership only`` = not listed itself, kept for its relations."""

SCHEMES = (
    "LEI", "IMO", "MMSI", "call sign", "registration", "tax", "VAT", "UEI", "DUNS", "passport", "national id", "BIC",
    "ISIN", "aircraft", "hull", "other",
)  # fmt: skip
"""Kinds of identifiers; ``other`` is compared like the rest, within the list's words for it."""

CONTENT_CHARACTERS = 500
"""How much of a rejected record the quarantine keeps."""


def _id(doc: str, *, key: bool = False) -> dy.String:
    return dy.String(nullable=False, primary_key=key, min_length=1, metadata={"doc": doc})


def _text(doc: str) -> dy.String:
    return dy.String(nullable=True, min_length=1, metadata={"doc": doc})


def _code(values: tuple[str, ...], doc: str, *, nullable: bool = False) -> dy.Enum:
    return dy.Enum(values, nullable=nullable, metadata={"doc": doc})


def _day(doc: str) -> dy.Date:
    return dy.Date(nullable=True, metadata={"doc": doc})


def _country(doc: str) -> dy.String:
    return dy.String(nullable=True, regex=r"^[A-Z]{2}$", metadata={"doc": f"{doc} (ISO 3166-1 alpha-2)"})


_ENTITY = "entity_id of the table entity"


class Entity(dy.Schema):
    """Listed persons, organisations, vessels and aircraft; one row each."""

    entity_id = _id("the publisher's number", key=True)
    kind = _code(ENTITY_KINDS, "what it is, as far as the list says")
    topic = _code(TOPICS, "why it stands in the list", nullable=True)
    programmes = dy.List(
        dy.String(nullable=False, min_length=1),
        nullable=False,
        metadata={"doc": "programmes or legal acts in the publisher's words; sorted, unique, may be empty"},
    )
    listed_on = _day("first day of listing")
    delisted_on = _day("day of removal; an entity stays in the list with it")
    remarks = _text("the publisher's remarks, whole")
    extra = _text("JSON object of what has no column, keys sorted; documented keys: gender, title, position, linked_to")


class Name(dy.Schema):
    """Names of entities; exactly one of an entity is primary."""

    entity_id = _id(_ENTITY)
    name = _id("the name as the publisher writes it, parts in the publisher's order")
    kind = _code(NAME_KINDS, "quality and time of the name; a weak alias is one the publisher calls low quality")
    script = _text("script (ISO 15924, such as Latn, Cyrl, Arab), from the publisher or from the letters")
    language = _text("language (ISO 639), where the publisher says it")
    given = _text("given names, where the publisher separates them")
    middle = _text("further given names and patronymics, where the publisher separates them")
    family = _text("family name, where the publisher separates it")


class Identifier(dy.Schema):
    """Numbers of entities in registers and on documents."""

    entity_id = _id(_ENTITY)
    scheme = _code(SCHEMES, "kind of number")
    label = _text("the publisher's words for the kind of number")
    value = _id("the number as written")
    normalised = _id("upper-case letters and digits of the value; without prefix where the scheme has one")
    country = _country("country of issue")


class Birth(dy.Schema):
    """Dates of birth; several rows are alternatives."""

    entity_id = _id(_ENTITY)
    from_date = dy.Date(nullable=False, metadata={"doc": "first possible day"})
    to_date = dy.Date(nullable=False, metadata={"doc": "last possible day; for circa that of the stated year"})
    precision = _code(PRECISIONS, "how exactly the publisher knows it")


class Place(dy.Schema):
    """Countries and addresses of entities."""

    entity_id = _id(_ENTITY)
    role = _code(PLACE_ROLES, "what the place is to the entity")
    country = _country("country")
    subdivision = _text("state, province or region in the publisher's words")
    text = _text("address or place in the publisher's words, without what has its own column")


class Relation(dy.Schema):
    """Links between entities; an end may be an id that the list does not describe."""

    owner_id = _id("entity that owns, controls or directs; for family and associate the one that states the link")
    owned_id = _id("entity that is owned, controlled or directed; else the other end")
    kind = _code(RELATION_KINDS, "kind of link")
    share = dy.Float64(nullable=True, min=0.0, max=1.0, metadata={"doc": "share of capital or votes", "unit": "1"})
    valid_from = _day("first day")
    valid_to = _day("last day; null = still valid, or not said")


class Quarantine(dy.Schema):
    """Records that were not kept; one row each."""

    file = _id("file of the list")
    line = dy.Int64(nullable=True, min=1, metadata={"doc": "line of the file, row of the sheet; counts from 1"})
    column = _text("column or element, where one is to blame")
    reason = _id("what is wrong, for people")
    content = dy.String(nullable=False, metadata={"doc": f"the record's first {CONTENT_CHARACTERS} characters"})


TABLES: dict[str, type[dy.Schema]] = {
    "entity": Entity,
    "name": Name,
    "identifier": Identifier,
    "birth": Birth,
    "place": Place,
    "relation": Relation,
    "quarantine": Quarantine,
}
"""Every table of a list by name."""


def polars_schema(table: str) -> dict[str, pl.DataType]:
    """Column types of ``table`` as Polars holds them."""
    return {name: column.dtype for name, column in TABLES[table].columns().items()}


def empty(table: str) -> pl.DataFrame:
    """A frame of ``table`` without rows."""
    return pl.DataFrame(schema=polars_schema(table))


@dataclass(frozen=True, kw_only=True)
class ListVersion:
    """Which edition of which list: everything a report must be able to name.

    ``sha256`` is that of the publisher's files, ``content_hash`` that of the frames. ``imported_at`` (UTC) comes from
    the caller: the engine has no clock. ``read`` records = ``kept`` entities + ``rejected`` records, of the files
    in which a record is an entity; ``kept`` is the height of the table entity.
    """

    list_id: str
    label: str
    reader: str
    reader_version: str
    sha256: str
    content_hash: str
    imported_at: datetime
    published_at: date | None = None
    read: int = 0
    kept: int = 0
    rejected: int = 0
    files: Mapping[str, str] = field(default_factory=dict)
    licence: str | None = None
    source_url: str | None = None


@dataclass(frozen=True)
class WatchList:
    """A list version with its tables (:data:`TABLES`), rows in canonical order."""

    version: ListVersion
    entity: pl.DataFrame
    name: pl.DataFrame
    identifier: pl.DataFrame
    birth: pl.DataFrame
    place: pl.DataFrame
    relation: pl.DataFrame
    quarantine: pl.DataFrame

    def table(self, name: str) -> pl.DataFrame:
        """The frame of a table of :data:`TABLES`."""
        frame: pl.DataFrame = getattr(self, name)
        return frame
