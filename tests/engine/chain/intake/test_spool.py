"""The spool keeps rows in order, in memory up to a budget and beyond it on disk."""

from pathlib import Path

import polars as pl
import pytest

from cupel.chain.intake.sources.source import ROW
from cupel.chain.intake.spool import SOURCE, Spool
from cupel.chain.tables import empty


def shipments(*lots: str, source: int = 0, start: int = 1) -> pl.DataFrame:
    rows = pl.DataFrame({"lot_id": lots, "customer_id": ["P2"] * len(lots), "product": ["cathode"] * len(lots)})
    table = pl.concat([empty("shipment"), rows], how="diagonal")
    return table.with_columns(
        pl.lit(source, dtype=pl.Int32).alias(SOURCE), pl.int_range(start, start + len(lots)).alias(ROW)
    )


@pytest.mark.parametrize("budget", [0, 1 << 30])
def test_rows_come_back_as_they_went_in_whatever_the_budget(tmp_path: Path, budget: int) -> None:
    spool = Spool(tmp_path, budget=budget)
    batches = [shipments("A", "B"), shipments("C", start=3), shipments("D", source=1)]
    for batch in batches:
        spool.append("shipment", batch)
    assert spool.scan("shipment").collect().equals(pl.concat(batches))
    assert spool.scan("lot").collect().height == 0


def test_memory_stays_within_the_budget_and_one_batch(tmp_path: Path) -> None:
    batch = shipments(*(f"LOT-{number:09}" for number in range(1_000)))
    size = int(batch.estimated_size())
    spool = Spool(tmp_path, budget=3 * size)
    held = []
    for _time in range(50):
        spool.append("shipment", batch)
        held.append(spool.held_bytes)
    assert max(held) <= 3 * size
    assert spool.scan("shipment").select(pl.len()).collect().item() == 50_000


def test_dropped_rows_are_gone_and_their_ids_are_known(tmp_path: Path) -> None:
    spool = Spool(tmp_path)
    spool.append("shipment", shipments("A", "B", "C"))
    spool.drop("shipment", pl.DataFrame({SOURCE: [0], ROW: [2]}, schema={SOURCE: pl.Int32, ROW: pl.Int64}))
    spool.drop(
        "shipment", pl.DataFrame({SOURCE: [0], ROW: [3]}, schema={SOURCE: pl.Int32, ROW: pl.Int64}), remember=False
    )
    assert spool.scan("shipment").collect()["lot_id"].to_list() == ["A"]
    assert spool.rejected_ids("shipment", "lot_id").to_list() == ["B"]


def test_rows_that_were_never_accepted_leave_their_ids(tmp_path: Path) -> None:
    spool = Spool(tmp_path)
    spool.reject("shipment", shipments("A"))
    assert spool.rejected_ids("shipment", "lot_id").to_list() == ["A"]
    assert spool.rejected_ids("flow", "src_lot").to_list() == []
