"""Does the analysis of a lot fit the mine it is declared from, and does one supplier's material hang together?

Method: concentrate of one mine keeps a pattern of elements (its ore minerals and its by-elements); measured on log
contents, in units of the usual lot-to-lot spread of each element, two honest lots of a mine are about one unit apart.
A lot is judged by its distance to the *second* nearest lot of the same declared mine and form: slow drift of a mine
and a minority or even a majority of foreign lots beside it do not matter, as long as a few lots are its own.
Compare the geochemical fingerprinting of ores (nearest neighbours in log-ratio space).
"""

from typing import TYPE_CHECKING

import polars as pl

from cupel.chain.tables import ELEMENTS
from cupel.diligence.dossier import Dossier, once
from cupel.diligence.registry import COUNT, FRACTION, GRAMS, fact, row_ids

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

NEIGHBOUR = 2
LEAST_GROUP = 5
"""Lots of one supplier and mine from which the usual spread of an element is estimated."""

DETECTION_PPM = {"au": 0.05}
"""Added before taking logs, about the limit of detection; 1 g/t for elements not named."""

LEAST_SPREAD = 0.01
"""Log units: analyses repeat no better than about one percent."""


@once
def patterns(dossier: Dossier) -> pl.DataFrame:
    """Mined lots of a known mine with the log contents ``log_<element>`` (null where not analysed)."""
    assays = dossier.settlements.select("lot_id", *(f"{element}_ppm" for element in ELEMENTS))
    logs = [(pl.col(f"{e}_ppm") + DETECTION_PPM.get(e, 1.0)).log().alias(f"log_{e}") for e in ELEMENTS]
    mined = dossier.lots.filter("is_mined", pl.col("mine_group_id").is_not_null())
    chosen = mined.select("lot_id", "supplier_id", "mine_group_id", pl.col("form").cast(pl.String), "gross_g")
    return chosen.join(assays, on="lot_id").with_columns(logs).sort("mine_group_id", "form", "lot_id")


def usual_spread(lots: pl.DataFrame) -> dict[str, float]:
    """Per element the usual lot-to-lot spread (log units): the median, over suppliers and mines with enough lots, of
    the robust standard deviation (1.4826 x median absolute deviation)."""
    columns = [f"log_{element}" for element in ELEMENTS]
    deviation = [((pl.col(c) - pl.col(c).median()).abs().median() * 1.4826).alias(c) for c in columns]
    groups = lots.group_by("mine_group_id", "supplier_id").agg(pl.len().alias("lots"), *deviation)
    medians = groups.filter(pl.col("lots") >= LEAST_GROUP).select(pl.col(columns).median()).row(0, named=True)
    return {name: max(value or 0.0, LEAST_SPREAD) for name, value in medians.items() if value is not None}


def distances(lots: pl.DataFrame, spread: dict[str, float], *, min_lots: int) -> pl.DataFrame:
    """``lot_id, distance``: root mean square distance to the second nearest lot of the mine and form, for mines and
    forms with at least ``min_lots`` lots."""
    none = pl.DataFrame(schema={"lot_id": pl.String, "distance": pl.Float64})
    if not spread:
        return none
    frames = [
        group.select("lot_id").with_columns(distance=pl.Series(_to_neighbour(_scaled(group, spread))))
        for _key, group in lots.group_by("mine_group_id", "form", maintain_order=True)
        if group.height >= max(min_lots, NEIGHBOUR + 1)
    ]
    return pl.concat([none, *frames])


def _scaled(group: pl.DataFrame, spread: dict[str, float]) -> "NDArray[np.float64]":
    """Lots x elements in units of spread; an element that a lot was not analysed for takes the group's median."""
    columns = [pl.col(name).fill_null(pl.col(name).median()).fill_null(0.0) / value for name, value in spread.items()]
    return group.select(columns).to_numpy()


def _to_neighbour(points: "NDArray[np.float64]") -> "NDArray[np.float64]":
    import numpy as np
    from scipy.spatial import KDTree

    reach = np.asarray(KDTree(points).query(points, k=[NEIGHBOUR + 1])[0])
    nearest: NDArray[np.float64] = reach[:, 0] / np.sqrt(points.shape[1])
    return nearest


@once
def small_lots(dossier: Dossier, *, small_lot: float, min_lots: float) -> pl.DataFrame:
    """Per supplier with at least ``min_lots`` lots of at most ``small_lot`` grams: ``scatter``, the median distance of
    these lots from the nearest lots of the mines they are declared from."""
    lots = patterns(dossier)
    small = lots.filter(pl.col("gross_g") <= small_lot)
    near = distances(lots, usual_spread(lots), min_lots=NEIGHBOUR + 1)
    judged = (
        small.join(near, on="lot_id", how="left")
        .group_by("supplier_id")
        .agg(
            pl.len().alias("lots"),
            pl.col("distance").median().alias("scatter"),
            pl.col("mine_group_id").n_unique().cast(pl.Int64).alias("mines"),
            row_ids("lot", "lot_id").sort().alias("rows"),
        )
    )
    return judged.filter(pl.col("lots") >= min_lots)


@fact(
    "party",
    arguments={"small_lot": GRAMS, "min_lots": COUNT},
    small_lot_scatter=FRACTION,
    small_lot_count=COUNT,
    declared_mine_count=COUNT,
)
def small_lot_scatter(dossier: Dossier, *, small_lot: float, min_lots: float) -> pl.DataFrame:
    """How far a supplier's small lots lie from the mines they are declared from (median, in usual lot-to-lot spreads;
    honest lots: about 1). Unknown for suppliers of fewer than ``min_lots`` such lots."""
    return small_lots(dossier, small_lot=small_lot, min_lots=min_lots).select(
        "rows",
        subject_id="supplier_id",
        small_lot_scatter="scatter",
        small_lot_count=pl.col("lots").cast(pl.Int64),
        declared_mine_count="mines",
    )


@fact(
    "lot",
    arguments={"min_lots": COUNT, "small_lot": GRAMS, "supplier_lots": COUNT, "max_distance": FRACTION},
    assay_distance=FRACTION,
    mine_lot_count=COUNT,
)
def assay_distance(
    dossier: Dossier, *, min_lots: float, small_lot: float, supplier_lots: float, max_distance: float
) -> pl.DataFrame:
    """Distance of a lot's analysis from its declared mine, in usual lot-to-lot spreads. Suppliers of
    ``supplier_lots`` or more small lots that lie farther than ``max_distance`` as a whole (aggregators: judged by their
    own clause) are neither judged here nor used as reference. Unknown for mines
    with fewer than ``min_lots`` lots of the form."""
    whole = small_lots(dossier, small_lot=small_lot, min_lots=supplier_lots)
    scattered = whole.filter(pl.col("scatter") > max_distance)
    lots = patterns(dossier).join(scattered, on="supplier_id", how="anti")
    near = distances(lots, usual_spread(lots), min_lots=int(min_lots))
    size = lots.select("lot_id", mine_lot_count=pl.len().over("mine_group_id", "form").cast(pl.Int64))
    rows = pl.concat_list(row_ids("assay", "lot_id"), row_ids("lot", "lot_id"))
    joined = near.join(size, on="lot_id")
    return joined.select("mine_lot_count", subject_id="lot_id", assay_distance="distance", rows=rows)
