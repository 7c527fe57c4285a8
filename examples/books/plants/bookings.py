"""Where shipping goes wrong: more is booked out than a lot ever held, or metal is found that no count supports."""

from dataclasses import dataclass, field

import numpy as np
import polars as pl
from examples.books.columns import days
from examples.books.plan import Plan
from examples.books.plants.dispatch import Dispatched
from examples.books.plants.stock import MASSES
from examples.books.plants.works import DAY_MS
from examples.books.truth import TRAP, Truth

CODE = "F22_MASS_IMBALANCE"


@dataclass
class Bookings:
    """The record of the plants as booked: ``lots`` and ``flows`` by number, and ``names`` (lot ids by number)."""

    lots: pl.DataFrame
    flows: pl.DataFrame
    names: pl.Series
    spoiled: set[int] = field(default_factory=set)
    """Shipments (lot numbers) whose mix cannot be told after a wrong booking."""


def book_wrongly(bookings: Bookings, *, plan: Plan, sent: Dispatched, truth: Truth) -> pl.DataFrame:
    """Overdraws some lots and finds metal on others; the stock counts that support some of the finds."""
    chance = plan.stream("bookings")
    slips, finds = plan.rooted(3), plan.rooted(3)
    rows = chance.permutation(_simple(bookings, sent=sent))[: slips + 2 * finds]
    copper = bookings.flows["cu_g"].to_numpy()[rows]
    part = np.where(
        np.arange(len(rows)) < slips, chance.uniform(0.01, 0.08, len(rows)), chance.uniform(2e-3, 0.012, len(rows))
    )
    grams = (copper * part).astype(np.int64)
    source, target = (bookings.flows[name].to_numpy()[rows] for name in ("source", "target"))
    _add(bookings, rows=rows, grams=grams, target=target)
    _find(bookings, source=source[slips:], grams=grams[slips:])
    ids = bookings.names.gather(source).to_list()
    for lot, extra in zip(ids[:slips], grams.tolist(), strict=False):
        truth.add(CODE, "lot", lot, detail=f"{extra} g of copper left the lot without having entered")
    counted = slice(slips, slips + finds)
    truth.add_all(CODE, "lot", ids[counted], trap=TRAP, detail="stock gain with a stock count")
    truth.add_all(CODE, "lot", ids[slips + finds :], detail="stock gain without a stock count")
    bookings.spoiled |= set(target[:slips].tolist()) | set(target[slips + finds :].tolist())
    return _counts(bookings, source=source[counted], grams=grams[counted])


def _simple(bookings: Bookings, *, sent: Dispatched) -> np.ndarray:
    """Rows of ship flows of copper cathode: all of one lot, alone in a shipment of which nothing came back."""
    source, target = bookings.flows["source"].to_numpy(), bookings.flows["target"].to_numpy()
    count = len(bookings.names)
    leaves, enters = np.bincount(source, minlength=count), np.bincount(target, minlength=count)
    copper = np.zeros(count, dtype=bool)
    copper[sent.lot[sent.product == "copper cathode"]] = True
    alone = (leaves[source] == 1) & (enters[target] == 1) & (leaves[target] == 0)
    return np.flatnonzero((bookings.flows["kind"] == "ship").to_numpy() & alone & copper[target])


def _add(bookings: Bookings, *, rows: np.ndarray, grams: np.ndarray, target: np.ndarray) -> None:
    """Books copper more in flows and in the shipments they go to."""
    more_flow = np.zeros(bookings.flows.height, dtype=np.int64)
    more_flow[rows] = grams
    more_lot = np.zeros(bookings.lots.height, dtype=np.int64)
    more_lot[target - bookings.lots["lot"][0]] = grams
    copper = pl.col("gross_g", "cu_g")
    bookings.flows = bookings.flows.with_columns(copper + pl.Series(more_flow))
    bookings.lots = bookings.lots.with_columns(copper + pl.Series(more_lot))


def _find(bookings: Bookings, *, source: np.ndarray, grams: np.ndarray) -> None:
    """Books metal found in the yard onto lots, half a day after they were made."""
    made = bookings.lots[source - bookings.lots["lot"][0]]
    gain = len(bookings.names) + np.arange(len(source))
    mass = {name: grams if name in ("gross_g", "cu_g") else np.zeros_like(grams) for name in MASSES}
    common = {"plant": made["plant"], "at_ms": made["at_ms"] + DAY_MS // 2}
    lots = pl.DataFrame({"lot": gain} | common | mass)
    lots = lots.with_columns(form=pl.lit("stock gain"), product=pl.lit("stock gain"), code=pl.lit("GAIN"))
    event = bookings.flows["event"].to_numpy().max() + 1 + np.arange(len(source))
    flows = pl.DataFrame({"source": gain, "target": source, "event": event} | common | mass)
    flows = flows.with_columns(kind=pl.lit("gain"))
    bookings.names = pl.concat([bookings.names, pl.Series([f"GAIN-{number}" for number in gain.tolist()])])
    bookings.lots = pl.concat([bookings.lots, lots.select(bookings.lots.columns)])
    bookings.flows = pl.concat([bookings.flows, flows.select(bookings.flows.columns)])


def _counts(bookings: Bookings, *, source: np.ndarray, grams: np.ndarray) -> pl.DataFrame:
    """The stock counts of finds."""
    made = bookings.lots["at_ms"].gather(source - bookings.lots["lot"][0]).to_numpy()
    columns = {"lot_id": bookings.names.gather(source), "issued_on": days(made // DAY_MS), "declared_gross_g": grams}
    return pl.DataFrame(columns).with_columns(document_type=pl.lit("stock_count"))
