"""Marks carried through the lot graph: recycled, listed and unknown origin, for every lot and metal.

Declared basis: material bought as scrap is recycled and its origin is not traced further; everything else bought is
primary and has the origin its supplier declares. Stock that was there before, and feed the books do not show, has an
unknown origin, which may be a listed one.
"""

from typing import TYPE_CHECKING

import polars as pl

from cupel.diligence.dossier import Dossier, once
from cupel.diligence.facts.origin import listed_origins

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

MARKS = ("recycled", "listed_certain", "listed_possible", "unknown")
KNOWN_DETAIL = 2
"""Origins named at least by region are known (see the fact ``origin_detail``)."""


@once
def source_marks(dossier: Dossier, *, basis: str) -> pl.DataFrame:
    """Per source of the graph (row order of its seed tables) the columns of :data:`MARKS`, 0.0 or 1.0."""
    origins = dossier.chain.origins
    lots = dossier.lots.select("lot_id", "is_inbound", "is_recycled", "mine_id", "declared_region")
    listed = listed_origins(dossier, basis=basis).select("lot_id", "listed")
    frame = origins.join(lots, on="lot_id", how="left", maintain_order="left")
    frame = frame.join(listed, on="lot_id", how="left", maintain_order="left")
    recycled = pl.col("is_recycled").fill_null(False)
    placed = pl.col("mine_id").is_not_null() | pl.col("declared_region").is_not_null()
    unknown = ~recycled & ~placed.fill_null(False)
    return frame.select(
        recycled=recycled.cast(pl.Float64),
        listed_certain=(~recycled & pl.col("listed").fill_null(False)).cast(pl.Float64),
        listed_possible=(~recycled & pl.col("listed").fill_null(True)).cast(pl.Float64),
        unknown=unknown.cast(pl.Float64),
    )


def carried(dossier: Dossier, *, metal: str, basis: str) -> "NDArray[np.float64]":
    """Shares f64[N,4] of each lot's ``metal`` by :data:`MARKS`, in the order of ``dossier.chain.lot_ids``."""
    from cupel.chain import forward

    return forward(dossier.chain, metal=metal, seeds=source_marks(dossier, basis=basis).to_numpy())


@once
def traced_lots(dossier: Dossier, *, basis: str) -> pl.DataFrame:
    """``lot_id, metal, content_g`` and the shares of :data:`MARKS` for every shipped lot and metal it holds."""
    chain = dossier.chain
    shipped = dossier["shipment"].select("lot_id").unique().sort("lot_id")
    shipped = shipped.filter(pl.col("lot_id").is_in(chain.lot_ids.implode()))
    place = chain.index(shipped["lot_id"])
    frames = []
    for metal in dossier.metals:
        shares = carried(dossier, metal=metal, basis=basis)[place]
        columns = {name: shares[:, i] for i, name in enumerate(MARKS)}
        held = shipped.with_columns(metal=pl.lit(metal), content_g=pl.Series(chain.content[metal][place]))
        frames.append(held.with_columns(**{name: pl.Series(values) for name, values in columns.items()}))
    return pl.concat(frames).filter(pl.col("content_g") > 0).sort("lot_id", "metal")


@once
def charges(dossier: Dossier) -> pl.DataFrame:
    """What plants took in: ``site_id, period, lot`` (place in the chain) and grams ``<metal>_g``, in a fixed order; a
    period is a calendar quarter, ``2024-Q2``. A content that is not recorded is null."""
    flow = dossier["flow"].filter(pl.col("kind") == "charge", pl.col("site_id").is_not_null())
    period = pl.format("{}-Q{}", pl.col("at").dt.year(), pl.col("at").dt.quarter())
    masses = [f"{metal}_g" for metal in dossier.metals]
    located = flow.select(
        "site_id", period.alias("period"), *masses, lot=pl.Series(dossier.chain.index(flow["src_lot"]))
    )
    keys = ["site_id", "period", "lot"]
    total = pl.when(pl.col(masses).null_count() == 0).then(pl.col(masses).sum())
    return located.group_by(keys).agg(total).sort(keys)


def charged(dossier: Dossier, metal: str) -> pl.DataFrame:
    """``site_id, period, lot, mass_g`` of one metal, positive masses."""
    taken = charges(dossier).select("site_id", "period", "lot", mass_g=f"{metal}_g")
    return taken.filter(pl.col("mass_g") > 0)


@once
def charged_shares(dossier: Dossier, *, basis: str) -> pl.DataFrame:
    """``site_id, period, metal, mass_g`` and the mass-weighted shares of :data:`MARKS` of what a plant took in, null
    where the content of a charge is not recorded."""
    import numpy as np

    frames = []
    for metal in dossier.metals:
        taken = charged(dossier, metal)
        shares = carried(dossier, metal=metal, basis=basis)[taken["lot"].to_numpy()]
        mass = taken["mass_g"].to_numpy().astype(np.float64)
        parts = {name: pl.Series(shares[:, i] * mass) for i, name in enumerate(MARKS)}
        whole = pl.col("mass_g").sum()
        sums = taken.with_columns(**parts).group_by("site_id", "period", maintain_order=True)
        means = sums.agg(whole, *(pl.col(name).sum() / whole for name in MARKS))
        frames.append(_unless_open(dossier, metal, means).with_columns(metal=pl.lit(metal)))
    return pl.concat(frames).sort("site_id", "period", "metal")


def _unless_open(dossier: Dossier, metal: str, means: pl.DataFrame) -> pl.DataFrame:
    keys = ["site_id", "period"]
    open_ = charges(dossier).group_by(keys).agg((pl.col(f"{metal}_g").null_count() > 0).alias("open")).filter("open")
    decided = means.join(open_, on=keys, how="anti")
    return pl.concat([decided, open_.select(keys)], how="diagonal")


def origins(dossier: Dossier) -> pl.DataFrame:
    """Origins of the metal each plant took in, by quarter.

    Columns: ``site_id, period, metal, origin_kind`` (mine, region, recycled, undeclared, legacy, unknown),
    ``origin_site_id, origin_region, origin_country, listed`` (null = unknown, or not mined), ``mass_g, share``.
    """
    from cupel.chain import Targets, backward

    places = source_places(dossier)
    keys = places.unique(maintain_order=True).with_columns(origin=pl.int_range(pl.len(), dtype=pl.Int32))
    number = places.join(keys, on=places.columns, how="left", nulls_equal=True, maintain_order="left")["origin"]
    frames = [pl.DataFrame(schema={"group": pl.Int32})]
    for metal in dossier.metals:
        taken = charged(dossier, metal)
        groups = taken.select("site_id", "period").unique(maintain_order=True)
        groups = groups.with_columns(group=pl.int_range(pl.len(), dtype=pl.Int32), metal=pl.lit(metal))
        group = taken.join(groups, on=["site_id", "period"], maintain_order="left")["group"]
        targets = Targets(taken["lot"].to_numpy(), group.to_numpy(), taken["mass_g"].to_numpy().astype("float64"))
        found = backward(dossier.chain, metal=metal, targets=targets, origin=number.to_numpy())
        frames.append(found.join(groups, on="group").join(keys, on="origin"))
    columns = ["site_id", "period", "metal", *places.columns, "mass_g", "share"]
    order = {"site_id": False, "period": False, "metal": False, "share": True, **dict.fromkeys(places.columns, False)}
    whole = pl.concat(frames, how="diagonal").select(columns)
    return whole.sort(*order, descending=list(order.values()), nulls_last=True)


def source_places(dossier: Dossier) -> pl.DataFrame:
    """Per source of the graph: ``origin_kind, origin_site_id, origin_region, origin_country, listed``."""
    lots = dossier.lots.select("lot_id", "is_recycled", "mine_id", "declared_region")
    site = dossier["site"].select("country", mine_id="site_id", region=pl.coalesce("subdivision", "place_text"))
    frame = dossier.chain.origins.join(lots, on="lot_id", how="left", maintain_order="left")
    frame = frame.join(site, on="mine_id", how="left", maintain_order="left")
    listed = listed_origins(dossier, basis="either").select("lot_id", "listed")
    frame = frame.join(listed, on="lot_id", how="left", maintain_order="left")
    received = pl.col("kind") == "inbound"
    kind = (
        pl.when(~received).then(pl.col("kind").cast(pl.String))
        .when(pl.col("is_recycled").fill_null(False)).then(pl.lit("recycled"))
        .when(pl.col("mine_id").is_not_null()).then(pl.lit("mine"))
        .when(pl.col("declared_region").is_not_null()).then(pl.lit("region"))
        .otherwise(pl.lit("undeclared"))
    )  # fmt: skip
    mined = kind.is_in(["mine", "region"])
    region = pl.coalesce("region", "declared_region")
    return frame.select(
        origin_kind=kind,
        origin_site_id=pl.when(mined).then("mine_id"),
        origin_region=pl.when(mined).then(region),
        origin_country=pl.when(mined).then(pl.coalesce("country", region.str.extract(r"^([A-Z]{2})(?:-|$)"))),
        listed=pl.when(mined).then("listed"),
    )
