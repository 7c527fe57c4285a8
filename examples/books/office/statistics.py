"""What statistical offices say the invented countries mine; one hardly mines the copper it is said to export."""

import numpy as np
import polars as pl
from examples.books.plan import METALS
from examples.books.truth import Truth
from examples.books.world import World

SILENT = "XD"
"""A country that publishes nothing."""
COVERED = [f"{metal}_g" for metal in METALS[:5]]
USUAL_SHARE, HARDLY = (0.005, 0.12), 2.5
"""What the group buys as a share of what a country mines: usually, and where somebody lies."""


def national_production(world: World, *, parcels: pl.DataFrame, lots: pl.DataFrame, truth: Truth) -> pl.DataFrame:
    """The table ``national_production``: countries mine many times what the group buys, save the copper of one."""
    chance = world.plan.stream("statistics")
    bought = _bought(world, parcels=parcels, lots=lots)
    share = pl.Series(chance.uniform(*USUAL_SHARE, bought.height))
    hardly = (pl.col("country") == _copper_country(world)) & (pl.col("metal") == "cu")
    for subject in bought.filter(hardly).select(pl.format("{}|{}|{}", "country", "metal", "year").alias("id"))["id"]:
        detail = "the country mines less than the group bought"
        truth.add("NATIONAL_PRODUCTION", "country-metal-year", subject, detail=detail)
    mined = pl.col("bought_g") / pl.when(hardly).then(HARDLY).otherwise(share)
    return bought.select(
        "country", "metal", "year", contained_g=mined.round().cast(pl.Int64), source=pl.lit("invented yearbook")
    )


def _bought(world: World, *, parcels: pl.DataFrame, lots: pl.DataFrame) -> pl.DataFrame:
    """Grams by declared country, metal and year of loading."""
    country = np.array([world.places.sites[mine.site].country for mine in world.mines])
    told = ((parcels["mine"] >= 0) & (parcels["story"] != "origin not declared")).to_numpy()
    mine = parcels["mine"].to_numpy()[told]
    rows = lots.filter(pl.Series(told)).select(pl.col("loaded_on").dt.year().alias("year"), *COVERED)
    rows = rows.with_columns(country=pl.Series(country[mine])).filter(pl.col("country") != SILENT)
    long = rows.unpivot(on=COVERED, index=["country", "year"], variable_name="metal", value_name="bought_g")
    sums = long.group_by("country", "metal", "year").agg(pl.col("bought_g").sum()).sort("country", "metal", "year")
    return sums.with_columns(pl.col("metal").str.strip_suffix("_g")).filter(pl.col("bought_g") > 0)


def _copper_country(world: World) -> str:
    """The country of the last copper mine that is not at home."""
    copper = [mine.site for mine in world.mines if mine.material == "cu" and mine.route]
    return world.places.sites[copper[-1]].country
