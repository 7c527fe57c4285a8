"""The watch list in a company's own books (``list_entry`` of ``cupel.chain.tables``) as a list to screen against."""

from typing import Any

import polars as pl

from cupel.screening.lists.content import content_hash
from cupel.screening.lists.gather import Gather
from cupel.screening.lists.read import LABEL_CHARACTERS, About
from cupel.screening.lists.readers.own import KINDS
from cupel.screening.lists.record import Record, Relation
from cupel.screening.tables import ENTITY_KINDS, ListVersion, WatchList

TABLE = "list_entry"


def from_list_entries(list_entry: pl.DataFrame, about: About, *, ownership: pl.DataFrame | None = None) -> WatchList:
    """A list from the books' entries and, if given, their holdings; both are tables of ``cupel.chain.tables``.

    Holdings join as relations, their ends keep the books' party ids. Where two entries share an id the first is kept
    and the other is in quarantine; its line is the number of the row in ``list_entry``.
    """
    gather = Gather()
    for number, row in enumerate(list_entry.iter_rows(named=True), start=1):
        gather.keep(_record(row, number))
    for row in ownership.iter_rows(named=True) if ownership is not None else ():
        ends, dates = (row["owner_id"], row["owned_id"]), (row["valid_from"], row["valid_to"])
        gather.relate(Relation(*ends, row["kind"] or "ownership", row["share"], *dates))
    frames = gather.frames()
    sha256 = content_hash(frames)
    label = about.label or (about.published_at.isoformat() if about.published_at else sha256[:LABEL_CHARACTERS])
    version = ListVersion(
        list_id=about.list_id,
        label=label,
        reader="books",
        reader_version="1",
        sha256=sha256,
        content_hash=sha256,
        imported_at=about.imported_at,
        published_at=about.published_at,
        read=gather.read,
        kept=frames["entity"].height,
        rejected=gather.rejected,
        licence=about.licence,
        source_url=about.source_url,
    )
    return WatchList(version, **frames)


def _record(row: dict[str, Any], number: int) -> Record:
    kind = (row["kind"] or "").lower()
    known = kind if kind in ENTITY_KINDS else KINDS.get(kind, "unknown")
    record = Record(row["entry_id"], TABLE, number, known)
    record.add_name(row["name"], "primary")
    for alias in (row["aliases"] or "").split(";"):
        record.add_name(alias, "alias")
    record.add_identifier("registration number", row["registration_no"], row["country"], scheme="registration")
    record.add_birth(row["birth_date"].isoformat() if row["birth_date"] else None)
    record.add_place("nationality" if known == "person" else "registration", country=row["country"])
    record.add_place("address", text=row["address"])
    record.add_programmes(row["programme"])
    record.listed_on, record.delisted_on = row["listed_on"], row["delisted_on"]
    return record
