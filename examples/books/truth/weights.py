"""Weights: what the clerks did to tickets, licences exceeded, and bills that state another weight than was booked."""

import polars as pl
from examples.books.office.licences import Licences
from examples.books.trade.cargoes import INSPECTED_FROM_G
from examples.books.truth import FINDING, TRAP, Truth
from examples.books.world import World

TICKET_NOTES = {
    "keyed again": ("F21_DUPLICATE_RECEIPT", FINDING, "keyed in again from the slip"),
    "sent again": ("F21_DUPLICATE_RECEIPT", FINDING, "sent again by the scale under a new ticket"),
    "posted again": ("F21_DUPLICATE_RECEIPT", TRAP, "posted again after a reversal"),
    "wrong unit, reversed": ("F20_UNIT_ERROR", TRAP, "wrong entry, reversed and posted again"),
}
"""Note on a ticket -> code, kind of note, and what it says."""
DAY_MS = 86_400_000
BILL_TOLERANCE = 0.05
SMALL_BILL_FROM_G = 425_000_000
SHOWN = 24
"""At most so many lots of an honest seller are told as near misses."""


def note_tickets(truth: Truth, *, booked: pl.DataFrame, receipt_ids: pl.Series) -> None:
    """F20 and F21 from what the clerks did, and trucks that came back with the same weight within a day."""
    tickets = booked.with_columns(receipt_id=receipt_ids)
    for note, (code, trap, detail) in TICKET_NOTES.items():
        ids = tickets.filter(pl.col("note") == note)["receipt_id"].to_list()
        truth.add_all(code, "receipt", ids, trap=trap, detail=detail)
    trips = tickets.filter(pl.col("note") == "", pl.col("mode") == "truck").sort("vehicle", "at_ms")
    again = (pl.col("vehicle") == pl.col("vehicle").shift()) & (pl.col("gross_g") == pl.col("gross_g").shift())
    soon = pl.col("at_ms") - pl.col("at_ms").shift() < DAY_MS
    ids = trips.filter(again & soon)["receipt_id"].sort().to_list()
    truth.add_all("F21_DUPLICATE_RECEIPT", "receipt", ids, trap=TRAP, detail="a later trip with the same weight")


def note_units(truth: Truth, *, parcels: pl.DataFrame, mistakes: dict[int, str], tolled: list[int]) -> None:
    """F20 for lots (by row) in the wrong unit; small amounts that come from a treatment charge are near misses."""
    for parcel, words in sorted(mistakes.items()):
        truth.add("F20_UNIT_ERROR", "lot", parcels["lot_id"][parcel], detail=words)
    wrong = set(truth.objects("F20_UNIT_ERROR"))
    lots = [lot for lot in parcels.filter(pl.col("supplier").is_in(tolled))["lot_id"] if lot not in wrong]
    truth.add_all(
        "F20_UNIT_ERROR", "lot", lots[:SHOWN], trap=TRAP, detail="heavy treatment charge, the weight is right"
    )


def note_overruns(truth: Truth, *, licences: Licences, tally: pl.DataFrame, world: World) -> None:
    """Compares what was declared (``tally`` by mine, supplier, year) with the licences."""
    party_ids = world.party_ids
    for rows in tally.partition_by("mine", "year", maintain_order=True):
        number, year = rows.select("mine", "year").row(0)
        site = str(world.mine_sites[number])
        licensed, released = licences.allowed(site, year=year)
        limit = licensed + released
        single = rows.filter(pl.col("dry_t") > limit)["supplier"].to_list()
        wet = rows.filter(pl.col("dry_t") <= limit, pl.col("wet_t") > limit)["supplier"].to_list()
        cases = (
            (single, FINDING, "one supplier sold more than the mine may dig"),
            (wet, TRAP, "wet tonnes of one supplier exceed the licence, dry tonnes do not"),
        )
        for suppliers, trap, detail in cases:
            subjects = [f"{site}|{party_ids[supplier]}|{year}" for supplier in suppliers]
            truth.add_all("F1_OVER_CAPACITY", "mine-supplier-year", subjects, trap=trap, detail=detail)
        if not single:
            _note_sum(truth, subject=f"{site}|{year}", rows=rows, licensed=licensed, released=released)


def _note_sum(truth: Truth, *, subject: str, rows: pl.DataFrame, licensed: float, released: float) -> None:
    dry, wet, received = (float(rows[name].sum()) for name in ("dry_t", "wet_t", "received_t"))
    limit = licensed + released
    cases = (
        (dry > limit, FINDING, "together the suppliers sold more than the mine may dig"),
        (dry > licensed, TRAP, "a letter releases the excess from stock"),
        (wet > limit, TRAP, "wet tonnes exceed the licence, dry tonnes do not"),
        (received > limit, TRAP, "receipts of the year exceed, loadings of the year do not"),
    )
    for true, trap, words in cases:
        if true:
            truth.add("F10_OVER_CAPACITY_SUMMED", "mine-year", subject, trap=trap, detail=words)
            return


def note_bills(truth: Truth, *, documents: pl.DataFrame, lots: pl.DataFrame) -> None:
    """Bills more than 5 % off what was booked, whatever the reason (parts of a bill add up); and single small bills."""
    short = documents.filter(pl.col("document_type") == "short_landing")["lot_id"]
    truth.add_all("BILL_WEIGHT_GAP", "lot", short.to_list(), trap=TRAP, detail="documented short landing")
    bills = documents.filter(pl.col("document_type") == "bill_of_lading").select(
        "lot_id", "number", "issuer_id", "declared_gross_g"
    )
    booked = bills.join(lots.select("lot_id", "gross_g", "supplier_id", "voyage"), on="lot_id")
    whole = pl.col("gross_g").sum().over("number", "issuer_id")
    wide = booked.filter((pl.col("declared_gross_g") / whole - 1).abs() > BILL_TOLERANCE).sort("lot_id")
    told = set(truth.objects("F3_DUPLICATE_BL")) | set(short)
    off = [lot for lot in wide["lot_id"] if lot not in told]
    truth.add_all("BILL_WEIGHT_GAP", "lot", off, detail="the bill states another weight than was booked")
    inspected = documents.filter(pl.col("document_type") == "inspection")["lot_id"]
    single = booked.filter(pl.len().over("supplier_id", "issuer_id", "voyage") == 1)
    small = single.filter(pl.col("declared_gross_g").is_between(SMALL_BILL_FROM_G, INSPECTED_FROM_G - 1))
    ids = small.join(inspected.to_frame(), on="lot_id", how="anti")["lot_id"].sort()[:SHOWN].to_list()
    truth.add_all("F11_SPLIT_BL", "lot", ids, trap=TRAP, detail="a single parcel of that size")
