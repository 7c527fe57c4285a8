"""Declared output against capacity: per mine and year, and per mine, supplier and year of loading."""

import polars as pl

from cupel.diligence.dossier import Dossier, once
from cupel.diligence.registry import COUNT, GRAMS, fact

MASS_UNITS = {"g": 1.0, "kg": 1e3, "t": 1e6, "kt": 1e9, "lb": 453.59237}
TONNE_G = 1e6


def declared(dossier: Dossier) -> pl.DataFrame:
    """Mined lots with mine, supplier, year of loading and dry grams; a renamed pit counts for its mine."""
    return dossier.lots.filter("is_mined", pl.col("mine_group_id").is_not_null(), pl.col("year").is_not_null())


def years(dossier: Dossier) -> list[int]:
    """Calendar years in which mined lots were loaded."""
    return declared(dossier)["year"].unique().sort().to_list()


@once
def capacities(dossier: Dossier) -> pl.DataFrame:
    """``site_id, year, capacity_dry_g``: the rows of a mine added up, each pro-rated by the days it is valid.

    A capacity stated wet (run of mine) bounds the dry tonnes from above, since no dry tonne weighs more than its wet
    one. Throughput of plants and contained-metal figures say nothing about dry tonnes and are left out.
    """
    parts = pl.col("unit").str.split("_")
    rows = (
        dossier["capacity"]
        .filter(pl.col("stream").is_in(["concentrate", "ore"]), ~pl.col("unit").str.contains("_contained_"))
        .with_columns(
            grams=pl.col("quantity") * parts.list.first().replace_strict(MASS_UNITS, return_dtype=pl.Float64),
            period=parts.list.last(),
        )
    )
    rows = rows.join(pl.DataFrame({"year": years(dossier)}, schema={"year": pl.Int32}), how="cross")
    first, last = pl.date(pl.col("year"), 1, 1), pl.date(pl.col("year"), 12, 31)
    days = (
        pl.min_horizontal(pl.col("valid_to").fill_null(last), last) - pl.max_horizontal("valid_from", first)
    ).dt.total_days() + 1
    length = (last - first).dt.total_days() + 1
    per_year = pl.col("period").replace_strict({"year": 1.0, "month": 12.0, "day": None}, return_dtype=pl.Float64)
    per_day = pl.coalesce(per_year / length, pl.lit(1.0))
    groups = dossier.site_groups
    return (
        rows.with_columns(share_g=pl.col("grams") * per_day * pl.max_horizontal(days, pl.lit(0)))
        .join(groups, on="site_id")
        .sort("group_id", "year", "valid_from", "stream")
        .group_by("group_id", "year", maintain_order=True)
        .agg(capacity_dry_g=pl.col("share_g").sum().round().cast(pl.Int64))
        .rename({"group_id": "site_id"})
    )


def stockpiles(dossier: Dossier) -> pl.DataFrame:
    """``site_id, year, stockpile_dry_g``: dry tonnes from stock of earlier years, released by letter."""
    letters = dossier.documents_of("stockpile_release").join(dossier.site_groups, on="site_id")
    year = pl.coalesce(pl.col("valid_from"), pl.col("issued_on")).dt.year()
    return (
        letters.group_by(site_id="group_id", year=year)
        .agg(stockpile_dry_g=(pl.col("value") * TONNE_G).round().cast(pl.Int64).sum())
        .sort("site_id", "year")
    )


def limits(dossier: Dossier, frame: pl.DataFrame) -> pl.DataFrame:
    """Adds capacity and stockpile; no letter is 0 g, no capacity is unknown."""
    joined = frame.join(capacities(dossier), on=["site_id", "year"], how="left")
    joined = joined.join(stockpiles(dossier), on=["site_id", "year"], how="left")
    return joined.with_columns(pl.col("stockpile_dry_g").fill_null(0))


def _dry_total() -> pl.Expr:
    """Dry grams; unknown if any lot's are."""
    return pl.when(pl.col("dry_g").null_count() == 0).then(pl.col("dry_g").sum())


@fact("site-party-year", declared_dry_g=GRAMS, capacity_dry_g=GRAMS, stockpile_dry_g=GRAMS)
def supplier_output(dossier: Dossier) -> pl.DataFrame:
    """Dry grams one supplier declared from a mine in a year of loading, the mine's capacity in that year and the stock
    releases that letters cover."""
    sums = (
        declared(dossier)
        .group_by(site_id="mine_group_id", supplier_id="supplier_id", year="year")
        .agg(declared_dry_g=_dry_total(), rows=pl.format("lot:{}", pl.col("lot_id")).sort())
    )
    key = pl.format("{}|{}|{}", "site_id", "supplier_id", "year")
    return limits(dossier, sums).select("declared_dry_g", "capacity_dry_g", "stockpile_dry_g", "rows", subject_id=key)


@fact(
    "site-year",
    declared_dry_g=GRAMS,
    largest_supplier_dry_g=GRAMS,
    supplier_count=COUNT,
    capacity_dry_g=GRAMS,
    stockpile_dry_g=GRAMS,
)
def mine_output(dossier: Dossier) -> pl.DataFrame:
    """Dry grams all suppliers together declared from a mine in a year of loading, the largest supplier's part, the
    mine's capacity and the stock releases that letters cover."""
    lots = declared(dossier)
    single = lots.group_by(site_id="mine_group_id", supplier_id="supplier_id", year="year").agg(part=_dry_total())
    largest = single.group_by("site_id", "year").agg(
        largest_supplier_dry_g=pl.when(pl.col("part").null_count() == 0).then(pl.col("part").max()),
        supplier_count=pl.len().cast(pl.Int64),
    )
    sums = lots.group_by(site_id="mine_group_id", year="year").agg(
        declared_dry_g=_dry_total(), rows=pl.format("lot:{}", pl.col("lot_id")).sort()
    )
    frame = limits(dossier, sums.join(largest, on=["site_id", "year"]))
    return frame.drop("site_id", "year").with_columns(
        subject_id=frame.select(pl.format("{}|{}", "site_id", "year")).to_series()
    )
