"""Declared origin against published national production."""

import polars as pl

from cupel.chain.tables import COVERED_METALS
from cupel.diligence.dossier import Dossier, once
from cupel.diligence.registry import GRAMS, fact, row_ids


@once
def declared_origins(dossier: Dossier) -> pl.DataFrame:
    """``lot_id, country, metal, year, contained_g`` of mined lots of known country and loading year."""
    site = dossier["site"].select("country", mine_id="site_id")
    lots = dossier.lots.filter("is_mined", pl.col("year").is_not_null()).join(site, on="mine_id", how="left")
    country = pl.coalesce("country", pl.col("declared_region").str.extract(r"^([A-Z]{2})(?:-|$)"))
    metals = {f"{metal}_g": metal for metal in COVERED_METALS}
    long = lots.select("lot_id", "year", *metals, country=country).unpivot(
        on=list(metals), index=["lot_id", "year", "country"], variable_name="metal", value_name="contained_g"
    )
    named = long.with_columns(pl.col("metal").replace_strict(metals, return_dtype=pl.String))
    return named.filter(pl.col("country").is_not_null(), pl.col("contained_g") > 0)


@fact("country-metal-year", declared_contained_g=GRAMS, produced_g=GRAMS)
def national_output(dossier: Dossier) -> pl.DataFrame:
    """Grams of contained metal that suppliers declared from a country in a year of loading, and what the country is
    published to have mined in that year (unknown without a row; zero is a statement). Source: LME guidance of 2021,
    flag on origins with no or limited reserves or production."""
    sums = (
        declared_origins(dossier)
        .group_by("country", "metal", "year")
        .agg(declared_contained_g=pl.col("contained_g").sum(), rows=row_ids("lot", "lot_id").sort())
    )
    published = dossier["national_production"].select(
        "country", pl.col("metal").cast(pl.String), pl.col("year").cast(pl.Int32), produced_g="contained_g"
    )
    found = sums.join(published, on=["country", "metal", "year"], how="left")
    key = pl.format("{}|{}|{}", "country", "metal", "year")
    return found.select("declared_contained_g", "produced_g", "rows", subject_id=key)
