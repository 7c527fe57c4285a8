"""What a lot is, and which papers there are for it."""

import polars as pl

from cupel.diligence.dossier import Dossier
from cupel.diligence.registry import BOOL, COUNT, FRACTION, fact


def per_lot(dossier: Dossier, found: pl.DataFrame, *, name: str, recorded: bool) -> pl.DataFrame:
    """Rows of ``found`` counted per lot as ``name``: 0 for a lot without any, null if nothing is recorded at all."""
    counts = found.filter(pl.col("lot_id").is_not_null()).group_by("lot_id").agg(pl.len().cast(pl.Int64).alias(name))
    none = pl.lit(0 if recorded else None, dtype=pl.Int64)
    lots = dossier["lot"].select("lot_id").join(counts, on="lot_id", how="left")
    return lots.select(subject_id="lot_id", **{name: pl.coalesce(pl.col(name), none)})


def papers(dossier: Dossier, document_type: str, *, name: str) -> pl.DataFrame:
    """Papers of one type counted per lot; null if the books hold no papers at all."""
    found = dossier.documents_of(document_type)
    return per_lot(dossier, found, name=name, recorded=dossier["document"].height > 0)


def has(counted: pl.DataFrame, *, count: str, name: str) -> pl.DataFrame:
    """``name``: is there at least one?"""
    return counted.select("subject_id", (pl.col(count) > 0).alias(name))


@fact("lot", is_inbound=BOOL, is_mined=BOOL, is_recycled=BOOL)
def role(dossier: Dossier) -> pl.DataFrame:
    """Bought from a supplier; bought as primary; bought as scrap (declared basis)."""
    return dossier.lots.select("is_inbound", "is_mined", "is_recycled", subject_id="lot_id")


@fact("lot", origin_detail=COUNT)
def origin_detail(dossier: Dossier) -> pl.DataFrame:
    """How closely the supplier names the origin: 0 not at all, 1 in words, 2 a region, 3 a mine the books know."""
    detail = (
        pl.when(pl.col("mine_id").is_not_null())
        .then(3)
        .when(pl.col("declared_region").is_not_null())
        .then(2)
        .when(pl.col("declared_origin_text").is_not_null())
        .then(1)
        .otherwise(0)
    )
    return dossier.lots.select(subject_id="lot_id", origin_detail=detail.cast(pl.Int64))


@fact("lot", certificate_count=COUNT)
def certificate_count(dossier: Dossier) -> pl.DataFrame:
    """Certificates of origin held for the lot."""
    return papers(dossier, "certificate_of_origin", name="certificate_count")


@fact("lot", permit_count=COUNT)
def permit_count(dossier: Dossier) -> pl.DataFrame:
    """Export permits held for the lot."""
    return papers(dossier, "export_permit", name="permit_count")


@fact("lot", has_certificate=BOOL)
def has_certificate(dossier: Dossier) -> pl.DataFrame:
    """At least one certificate of origin is held."""
    return has(papers(dossier, "certificate_of_origin", name="n"), count="n", name="has_certificate")


@fact("lot", blend_documented=BOOL)
def blend_documented(dossier: Dossier) -> pl.DataFrame:
    """A letter says that the lot is a blend of several mines."""
    return has(papers(dossier, "blend_letter", name="n"), count="n", name="blend_documented")


@fact("lot", diversion_documented=BOOL)
def diversion_documented(dossier: Dossier) -> pl.DataFrame:
    """A paper says that the lot was routed another way."""
    return has(papers(dossier, "route_diversion", name="n"), count="n", name="diversion_documented")


@fact("lot", short_landing_documented=BOOL)
def short_landing_documented(dossier: Dossier) -> pl.DataFrame:
    """A paper says that less was landed than was shipped."""
    return has(papers(dossier, "short_landing", name="n"), count="n", name="short_landing_documented")


@fact("lot", contained_fraction=FRACTION, largest_fraction=FRACTION, version=2)
def contained_fraction(dossier: Dossier) -> pl.DataFrame:
    """Contained metal of all kinds, and of the metal of which there is most, as a fraction of the wet mass; unknown for
    an empty lot and where no content is stated."""
    columns = [f"{metal}_g" for metal in dossier.metals]
    stated = ~pl.all_horizontal(pl.col(columns).is_null())
    contained = pl.when(stated).then(pl.sum_horizontal(columns, ignore_nulls=True))
    gross = pl.when(pl.col("gross_g") > 0).then(pl.col("gross_g"))
    return dossier["lot"].select(
        subject_id="lot_id", contained_fraction=contained / gross, largest_fraction=pl.max_horizontal(columns) / gross
    )
