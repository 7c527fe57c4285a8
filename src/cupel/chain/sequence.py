"""Time order and loops of the lot graph, as findings about the books."""

import numpy as np
import polars as pl

from cupel.chain.conservation import FINDINGS, Scan


def sequence_findings(scan: Scan) -> pl.DataFrame:
    """Lots that give before they exist (``against-time``) and lots made of each other (``cycle``)."""
    lots = scan("lot").select("lot_id", "created_at")
    flows = scan("flow").filter(pl.col("kind") != "gain").select("flow_id", "src_lot", "dst_lot", "at")
    giving = flows.join(lots, left_on="src_lot", right_on="lot_id").rename({"created_at": "src_at"})
    known = giving.join(lots, left_on="dst_lot", right_on="lot_id").rename({"created_at": "dst_at"}).collect()
    return pl.concat([_against_time(known), _cycles(known)])


def _against_time(flows: pl.DataFrame) -> pl.DataFrame:
    early = flows.filter(pl.col("at") < pl.col("src_at")).sort("flow_id")
    grouped = early.group_by("src_lot", maintain_order=True).agg(pl.col("flow_id").str.join(", "))
    return _named(grouped, kind="against-time", detail="flow_id")


def _cycles(flows: pl.DataFrame) -> pl.DataFrame:
    """A loop needs a flow into a lot that is no younger, so where there is none the graph is not searched."""
    if flows.filter(pl.col("src_at") >= pl.col("dst_at")).is_empty():
        return FINDINGS.to_frame()
    from cupel.chain.components import component_labels

    ids = pl.concat([flows["src_lot"], flows["dst_lot"]]).unique().sort()
    number = pl.DataFrame({"lot": ids, "n": np.arange(ids.len())})
    src, dst = (
        flows.select(lot=side).join(number, on="lot", how="left", maintain_order="left")["n"].to_numpy()
        for side in ("src_lot", "dst_lot")
    )
    label = component_labels(src, dst, size=ids.len())
    looped = flows.filter(pl.Series(label[src] == label[dst])).sort("flow_id")
    parts = pl.DataFrame({"lot": ids, "part": label})
    members = looped.join(parts, left_on="src_lot", right_on="lot")
    loops = (
        members.group_by("part")
        .agg(pl.col("src_lot").unique().sort())
        .with_columns(way=pl.col("src_lot").list.join(" → "))
    )
    return _named(loops.explode("src_lot"), kind="cycle", detail="way")


def _named(rows: pl.DataFrame, *, kind: str, detail: str) -> pl.DataFrame:
    found = rows.select(
        kind=pl.lit(kind),
        subject_type=pl.lit("lot"),
        subject_id="src_lot",
        determined=pl.lit(value=True),
        detail=pl.col(detail),
    )
    return pl.concat([FINDINGS.to_frame(), found], how="diagonal").sort("subject_id")
