"""Mass that leaves a lot against mass that entered it, in integer grams."""

import polars as pl

from cupel.chain.tables import TRANSFORMING
from cupel.diligence.dossier import Dossier, once
from cupel.diligence.registry import FRACTION, GRAMS, fact, row_ids


@once
def movements(dossier: Dossier) -> pl.DataFrame:
    """Per lot and metal ``in_g`` (the lot itself and documented or not stock gains) and ``out_g``."""
    columns = [f"{metal}_g" for metal in dossier.metals]
    flow = dossier["flow"]
    total = pl.when(pl.col(columns).null_count() == 0).then(pl.col(columns).sum())
    gained = (
        flow.filter(pl.col("kind") == "gain")
        .group_by(lot_id="dst_lot")
        .agg(total.name.suffix("_gain"), pl.lit(True).alias("gains"))
    )
    used = (
        flow.filter(pl.col("kind") != "gain")
        .group_by(lot_id="src_lot")
        .agg(total.name.suffix("_used"), pl.lit(True).alias("uses"))
    )
    frame = dossier["lot"].select("lot_id", *columns)
    frame = frame.join(gained, on="lot_id", how="left").join(used, on="lot_id", how="left")
    none = pl.lit(0, dtype=pl.Int64)
    gain = {m: pl.when(pl.col("gains")).then(pl.col(f"{m}_g_gain")).otherwise(none) for m in dossier.metals}
    left = {f"{m}_out_g": pl.when(pl.col("uses")).then(pl.col(f"{m}_g_used")).otherwise(none) for m in dossier.metals}
    return frame.select("lot_id", **{f"{m}_in_g": pl.col(f"{m}_g") + gain[m] for m in dossier.metals}, **left)


@fact("lot", overdraw_share=FRACTION, overdraw_g=GRAMS, version=2)
def overdraw(dossier: Dossier) -> pl.DataFrame:
    """The worst balance over the metals: grams that left the lot without having entered, and the same as a fraction of
    what entered (1 where nothing had). A content that is not recorded leaves the balance open, unless none of the metal
    left the lot or another metal is overdrawn for certain."""
    excess = [pl.max_horizontal(pl.col(f"{m}_out_g") - pl.col(f"{m}_in_g"), pl.lit(0)) for m in dossier.metals]
    known = [pl.all_horizontal(pl.col(f"{m}_in_g", f"{m}_out_g").is_not_null()) for m in dossier.metals]
    idle = [(pl.col(f"{m}_out_g") == 0).fill_null(False) for m in dossier.metals]
    grams = [pl.when(sure).then(over).when(none).then(0) for sure, over, none in zip(known, excess, idle, strict=True)]
    shares = [
        pl.when(pl.col(f"{m}_in_g") > 0)
        .then(over / pl.col(f"{m}_in_g"))
        .when(over > 0)
        .then(1.0)
        .when(over == 0)
        .then(0.0)
        for m, over in zip(dossier.metals, grams, strict=True)
    ]
    worst = pl.max_horizontal(grams)
    decided = (worst > 0) | pl.all_horizontal(over.is_not_null() for over in grams)
    frame = movements(dossier).select(
        subject_id="lot_id",
        overdraw_share=pl.when(decided).then(pl.max_horizontal(shares)),
        overdraw_g=pl.when(decided).then(worst),
    )
    users = (
        dossier["flow"]
        .filter(pl.col("kind") != "gain")
        .group_by(subject_id="src_lot")
        .agg(rows=row_ids("flow", "flow_id").sort())
    )
    over = frame.filter(pl.col("overdraw_g") > 0).join(users, on="subject_id", how="left")
    return frame.join(over.select("subject_id", "rows"), on="subject_id", how="left")


@fact("lot", gain_uncounted_g=GRAMS)
def gain_uncounted(dossier: Dossier) -> pl.DataFrame:
    """Stock gained by the lot beyond what stock counts (papers on the lot or on the gaining lot) show, in grams."""
    gains = dossier["flow"].filter(pl.col("kind") == "gain")
    counted = dossier.documents_of("stock_count").select("lot_id").drop_nulls().unique()["lot_id"]
    open_gain = ~(pl.col("src_lot").is_in(counted.implode()) | pl.col("dst_lot").is_in(counted.implode()))
    main = pl.max_horizontal(*(f"{metal}_g" for metal in dossier.metals), "gross_g")
    found = (
        gains.filter(open_gain)
        .group_by(subject_id="dst_lot")
        .agg(gain_uncounted_g=main.sum(), rows=row_ids("flow", "flow_id").sort())
    )
    lots = dossier["lot"].select(subject_id="lot_id").join(found, on="subject_id", how="left")
    return lots.with_columns(pl.col("gain_uncounted_g").fill_null(0))


@fact("lot", mass_gap_g=GRAMS)
def mass_gap(dossier: Dossier) -> pl.DataFrame:
    """Largest difference, over wet mass and metals, between the lot and what made it: its receipts for a bought lot,
    the flows into it for a made one (wet mass only outside campaigns). Unknown for a lot that nothing explains."""
    columns = [f"{metal}_g" for metal in dossier.metals]
    receipts = dossier["receipt"].group_by("lot_id").agg(pl.col("gross_g", *columns).sum())
    inflow = (
        dossier["flow"]
        .filter(pl.col("kind") != "gain")
        .group_by(lot_id="dst_lot")
        .agg(
            pl.when(pl.col("kind").is_in(TRANSFORMING).any())
            .then(None)
            .otherwise(pl.col("gross_g").sum())
            .alias("gross_g"),
            pl.col(columns).sum(),
        )
    )
    made = pl.concat([receipts.join(inflow, on="lot_id", how="anti"), inflow])
    pairs = dossier["lot"].select("lot_id", "gross_g", *columns).join(made, on="lot_id", how="left", suffix="_made")
    gaps = [(pl.col(c) - pl.col(f"{c}_made")).abs() for c in ("gross_g", *columns)]
    return pairs.select(subject_id="lot_id", mass_gap_g=pl.max_horizontal(gaps))
