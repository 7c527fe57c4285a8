"""Where a company's metal comes from, by share of contained mass, read from a run's origins."""

from dataclasses import dataclass

import polars as pl

from cupel_web.diligence.folders import outputs_of, table_of
from cupel_web.diligence.models import Run

BY = ["origin_kind", "origin_country", "origin_region", "origin_site_id", "listed"]
KNOWN = ("mine", "region", "recycled")


@dataclass(frozen=True, kw_only=True)
class Origin:
    """A place of origin, or a kind of not knowing it, with its contained mass in grams and share of the whole.

    ``listed``: in a conflict-affected or high-risk area; None where that is unknown or cannot be asked.
    """

    kind: str
    country: str | None
    region: str | None
    site: str | None
    name: str | None
    listed: bool | None
    mass_g: int
    share: float

    @property
    def place(self) -> tuple[str | None, ...]:
        """What makes it the same origin in another run."""
        return (self.kind, self.country, self.region, self.site)

    @property
    def is_known(self) -> bool:
        return self.kind in KNOWN


@dataclass(frozen=True, kw_only=True)
class Choice:
    """Of which site, metal and period to show origins; empty is all sites or periods."""

    metal: str
    site: str = ""
    period: str = ""


@dataclass(frozen=True, kw_only=True)
class Choices:
    """What there is to choose from; sites as (id, name)."""

    metals: list[str]
    sites: list[tuple[str, str]]
    periods: list[str]


def choices(run: Run) -> Choices:
    """Metals (the one with most mass first), sites and periods with origins."""
    frame = _scan(run).group_by("metal", "site_id", "period").agg(pl.col("mass_g").sum()).collect()
    metals = frame.group_by("metal").agg(pl.col("mass_g").sum()).sort("mass_g", "metal", descending=[True, False])
    names = site_names(run)
    return Choices(
        metals=metals["metal"].to_list(),
        sites=[(site, names.get(site, site)) for site in sorted(frame["site_id"].unique().to_list())],
        periods=sorted(frame["period"].unique().to_list()),
    )


def origins(run: Run, choice: Choice) -> list[Origin]:
    """Origins by falling mass; the share is of the choice's whole mass."""
    masses = _masses(run, choice).collect()
    whole = masses["mass_g"].sum() or 1
    names = site_names(run)
    return [
        Origin(
            kind=row["origin_kind"],
            country=row["origin_country"],
            region=row["origin_region"],
            site=row["origin_site_id"],
            name=names.get(row["origin_site_id"]),
            listed=row["listed"],
            mass_g=round(row["mass_g"]),
            share=row["mass_g"] / whole,
        )
        for row in masses.iter_rows(named=True)
    ]


def site_names(run: Run) -> dict[str, str]:
    """Names of the sites in the books."""
    return dict(pl.scan_parquet(table_of(run.version, "site")).select("site_id", "name").collect().iter_rows())


def _masses(run: Run, choice: Choice) -> pl.LazyFrame:
    chosen = _scan(run).filter(pl.col("metal") == choice.metal)
    if choice.site:
        chosen = chosen.filter(pl.col("site_id") == choice.site)
    if choice.period:
        chosen = chosen.filter(pl.col("period") == choice.period)
    summed = chosen.group_by(BY).agg(pl.col("mass_g").sum())
    return summed.sort(["mass_g", *BY], descending=[True] + [False] * len(BY), nulls_last=True)


def _scan(run: Run) -> pl.LazyFrame:
    texts = pl.col("metal", "site_id", "period", *BY[:-1]).cast(pl.String)
    return pl.scan_parquet(outputs_of(run) / "origins.parquet").with_columns(texts).filter(pl.col("mass_g") > 0)
