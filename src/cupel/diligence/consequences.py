"""What a flag means downstream: the share of every later lot, plant-quarter and customer that it touches.

A flag on a lot marks the lot; a flag on a receipt, a supplier, or the year of a mine or country marks the lots behind
it. One pass carries eight kinds: a certain column and a possible one (certain and unknown flags) each.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import polars as pl

from cupel.chain.tables import COVERED_METALS
from cupel.diligence.columns import polars_schema
from cupel.diligence.dossier import Dossier
from cupel.diligence.facts.production import declared_origins
from cupel.diligence.tracing import charged

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

KINDS_PER_PASS = 8
SCHEMA = polars_schema("propagation")


def marked_lots(dossier: Dossier, findings: pl.DataFrame) -> pl.DataFrame:
    """``finding_kind, lot_id, state``: the lots that each flag marks (state ``true`` wins over ``unknown``)."""
    lots = dossier.lots.select("lot_id", "supplier_id", "mine_group_id", "year")
    keyed = {
        "lot": lots.select("lot_id", subject_id="lot_id"),
        "receipt": dossier["receipt"].select("lot_id", subject_id="receipt_id"),
        "party": lots.select("lot_id", subject_id="supplier_id"),
        "site-year": lots.select("lot_id", subject_id=pl.format("{}|{}", "mine_group_id", "year")),
        "site-party-year": lots.select(
            "lot_id", subject_id=pl.format("{}|{}|{}", "mine_group_id", "supplier_id", "year")
        ),
    }
    keyed["country-metal-year"] = declared_origins(dossier).select(
        "lot_id", subject_id=pl.format("{}|{}|{}", "country", "metal", "year")
    )
    chosen = findings.select("finding_kind", "subject_type", "subject_id", "state")
    parts = [chosen.filter(pl.col("subject_type") == kind).join(of, on="subject_id") for kind, of in keyed.items()]
    return pl.concat(parts).group_by("finding_kind", "lot_id").agg(pl.col("state").min()).sort("finding_kind", "lot_id")


def propagation(dossier: Dossier, findings: pl.DataFrame) -> Iterator[pl.DataFrame]:
    """Frames of :data:`SCHEMA` for all lots made from marked ones, plant-quarters and customers, shares above 0.

    One frame per kind, metal and type of target, in a fixed order, so that memory holds a few kinds at a time.
    """
    marks = marked_lots(dossier, findings)
    kinds = marks["finding_kind"].unique().sort().to_list()
    blocks = [kinds[start : start + KINDS_PER_PASS] for start in range(0, len(kinds), KINDS_PER_PASS)]
    bits = [_bits(dossier, marks, block) for block in blocks]
    for metal in (metal for metal in dossier.metals if metal in COVERED_METALS):
        sums = {"site-metal-period": _charged(dossier, metal), "customer": _sold(dossier, metal)}
        for block, of_block in zip(blocks, bits, strict=True):
            shares = _shares(dossier, metal, of_block, columns=2 * len(block))
            for number, kind in enumerate(block):
                certain, possible = shares[:, 2 * number], shares[:, 2 * number + 1]
                yield _named(_later_lots(dossier, metal, certain, possible), kind, "lot", metal)
                for target_type, taken in sums.items():
                    yield _named(_weighted(taken, certain, possible), kind, target_type, metal)


def _bits(dossier: Dossier, marks: pl.DataFrame, kinds: list[str]) -> "NDArray[np.uint64]":
    """u64[N]: bit 2k of a lot that kind k marks for certain, bit 2k+1 of one that it marks or may mark."""
    import numpy as np

    bits = np.zeros(dossier.chain.size, dtype=np.uint64)
    for number, kind in enumerate(kinds):
        of_kind = marks.filter(pl.col("finding_kind") == kind)
        for offset, chosen in ((0, of_kind.filter(pl.col("state") == "true")), (1, of_kind)):
            place = dossier.chain.index(chosen["lot_id"])
            bits[place] |= np.uint64(1 << (2 * number + offset))
    return bits


def _shares(dossier: Dossier, metal: str, bits: "NDArray[np.uint64]", *, columns: int) -> "NDArray[np.float64]":
    """f64[N,columns]: share of each lot's ``metal`` that is, or comes from, a lot with the column's bit."""
    import numpy as np

    from cupel.chain import touch

    chain = dossier.chain
    seeds = np.zeros((len(chain.sources), columns))
    edges = np.zeros(len(chain.src), dtype=np.uint64)
    return touch(chain, metal=metal, seeds=seeds, flow_bits=edges, lot_bits=bits)


def _later_lots(
    dossier: Dossier, metal: str, certain: "NDArray[np.float64]", possible: "NDArray[np.float64]"
) -> pl.DataFrame:
    """Lots made from others that the mark reached."""
    import numpy as np

    chain = dossier.chain
    place = np.flatnonzero((possible > 0) & chain.holds(metal) & ~chain.source)
    columns = {
        "target_id": chain.lot_ids.gather(place),
        "share_certain": certain[place],
        "share_possible": possible[place],
        "mass_g": chain.content[metal][place],
    }
    return pl.DataFrame(columns)


def _weighted(taken: pl.DataFrame, certain: "NDArray[np.float64]", possible: "NDArray[np.float64]") -> pl.DataFrame:
    """``taken``: ``target_id, place, mass_g`` in a fixed order; shares weighted by mass; targets reached."""
    place, mass = taken["place"].to_numpy(), taken["mass_g"].to_numpy()
    parts = {"share_certain": pl.Series(certain[place] * mass), "share_possible": pl.Series(possible[place] * mass)}
    reached = taken.with_columns(**parts)
    whole = pl.col("mass_g").sum()
    shares = [pl.col(name).sum() / whole for name in parts]
    sums = reached.group_by("target_id", maintain_order=True).agg(*shares, whole)
    return sums.filter(pl.col("share_possible") > 0)


def _charged(dossier: Dossier, metal: str) -> pl.DataFrame:
    subject = pl.format("{}|{}|{}", "site_id", pl.lit(metal), "period")
    return charged(dossier, metal).select("mass_g", target_id=subject, place="lot")


def _sold(dossier: Dossier, metal: str) -> pl.DataFrame:
    sold = dossier["shipment"].filter(pl.col("customer_id").is_not_null()).sort("customer_id", "lot_id")
    sold = sold.filter(pl.col("lot_id").is_in(dossier.chain.lot_ids.implode()))
    place = dossier.chain.index(sold["lot_id"])
    frame = sold.select(
        target_id="customer_id", place=pl.Series(place), mass_g=pl.Series(dossier.chain.content[metal][place])
    )
    return frame.filter(pl.col("mass_g") > 0)


def _named(frame: pl.DataFrame, kind: str, target_type: str, metal: str) -> pl.DataFrame:
    names = {"finding_kind": kind, "target_type": target_type, "metal": metal}
    typed = [pl.col(name).cast(dtype) for name, dtype in SCHEMA.items()]
    return frame.with_columns(**{name: pl.lit(value) for name, value in names.items()}).select(typed)
