"""The table of receipts: the booked tickets with their numbers."""

import numpy as np
import polars as pl
from examples.books.columns import texts
from examples.books.office.clerks import MASSES
from examples.books.office.wordings import wordings
from examples.books.world import World
from examples.books.world.sites import PLANTS

FIRST_ID = 1_000_000
KEPT = ("vehicle", "mode", "entered_quantity", "entered_unit", "moisture", *MASSES)


def receipt_table(booked: pl.DataFrame, *, parcels: pl.DataFrame, world: World) -> pl.DataFrame:
    """The table ``receipt`` from the booked tickets, which must be in order of time."""
    parcel, plant = booked["parcel"].to_numpy(), booked["plant"].to_numpy()
    words = np.array(wordings(parcels, world=world, purpose="wordings on tickets"), dtype=object)
    supplier = world.party_ids[parcels["supplier"].to_numpy()]
    numbered = booked.select(
        receipt_id=(pl.int_range(pl.len()) + FIRST_ID).cast(pl.String),
        at_local=pl.col("at_ms").cast(pl.Datetime("ms")),
        utc_offset_min=pl.Series(world.plant_offsets[plant]),
        site_id=texts(np.array([code for code, *_ in PLANTS])[plant]),
        supplier_id=texts(supplier[parcel]),
        lot_id=parcels["lot_id"].gather(parcel),
        ticket_no=_ticket_numbers(booked),
        declared_origin=texts(words[parcel]),
    )
    return numbered.with_columns(booked.select(KEPT)).with_columns(reverses_receipt_id=_reversed_ids(booked))


def _ticket_numbers(booked: pl.DataFrame) -> pl.Series:
    """A running number per plant; what is keyed again from the slip has the number of the slip."""
    fresh = pl.col("note") != "keyed again"
    numbered = booked.select("row", fresh=fresh, number=fresh.cast(pl.Int64).cum_sum().over("plant"))
    slip = pl.col("number").filter(pl.col("fresh")).first().over("row")
    return numbered.select(pl.when("fresh").then("number").otherwise(slip).cast(pl.String).alias("ticket"))["ticket"]


def _reversed_ids(booked: pl.DataFrame) -> pl.Series:
    """For each reversal the id of the wrong entry of the same weighing."""
    wrong = pl.col("note").str.ends_with("reversed")
    numbered = booked.select("row", "note", id=pl.int_range(pl.len()).add(FIRST_ID).cast(pl.String), wrong=wrong)
    entry = pl.col("id").filter(pl.col("wrong")).first().over("row")
    return numbered.select(pl.when(pl.col("note") == "reversal").then(entry).alias("reverses"))["reverses"]
