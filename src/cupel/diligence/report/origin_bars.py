"""Origins as ranked bars: by country, by region and by mine, with the part of each that is listed."""

from dataclasses import dataclass

import polars as pl

from cupel.diligence import words
from cupel.diligence.report.figures import Segment
from cupel.messages import _, ngettext

SHOWN = 12
LEVELS = ("country", "region", "mine")
KEYS = {
    "country": ["origin_kind", "origin_country"],
    "region": ["origin_kind", "origin_country", "origin_region"],
    "mine": ["origin_kind", "origin_country", "origin_region", "origin_site_id"],
}
PARTS = ("listed", "maybe", "unknown", "clear", "recycled")
MINED = ("mine", "region")


@dataclass(frozen=True, kw_only=True)
class OriginBar:
    """One origin: ``place`` and ``within`` in words, grams, share of the metal, and the bar's segments.

    ``listing`` says in words whether the place is listed; segments are fractions of the longest bar.
    """

    place: str
    within: str
    mass_g: float
    share: float
    listing: str
    segments: tuple[Segment, ...]


@dataclass(frozen=True, kw_only=True)
class Ranking:
    """The largest origins of a metal at one level; ``rest`` stands for ``others`` more."""

    level: str
    title: str
    bars: tuple[OriginBar, ...]


def rankings(origins: pl.DataFrame, *, metal: str, names: words.Names) -> list[Ranking]:
    """The origins of ``metal`` over all plants and quarters, one ranking per level."""
    titles = {"country": _("by country"), "region": _("by region"), "mine": _("by mine")}
    of_metal = origins.filter(pl.col("metal") == metal).with_columns(_part().alias("part"))
    return [
        Ranking(level=level, title=titles[level], bars=_bars(_ranked(of_metal, KEYS[level]), names)) for level in LEVELS
    ]


def _part() -> pl.Expr:
    """To which segment of a bar a row belongs."""
    kind = pl.col("origin_kind")
    return (
        pl.when(kind == "recycled").then(pl.lit("recycled"))
        .when(~kind.is_in(MINED)).then(pl.lit("unknown"))
        .when(pl.col("listed").is_null()).then(pl.lit("maybe"))
        .when(pl.col("listed")).then(pl.lit("listed"))
        .otherwise(pl.lit("clear"))
    )  # fmt: skip


def _ranked(rows: pl.DataFrame, keys: list[str]) -> pl.DataFrame:
    """One row per origin, heaviest first: its keys, ``mass_g`` and grams of each of :data:`PARTS`.

    Mine and region rows of one place are one origin; grams are whole, so sums do not depend on the order of rows.
    """
    grams = pl.col("mass_g").round().cast(pl.Int64)
    mined = pl.when(pl.col("origin_kind").is_in(MINED)).then(pl.lit("mined")).otherwise("origin_kind")
    parts = [grams.filter(pl.col("part") == part).sum().alias(part) for part in PARTS]
    sums = rows.with_columns(origin_kind=mined).group_by(keys).agg(grams.sum().alias("mass_g"), *parts)
    return sums.sort("mass_g", *keys, descending=[True] + [False] * len(keys), nulls_last=True)


def _bars(ranked: pl.DataFrame, names: words.Names) -> tuple[OriginBar, ...]:
    whole = int(ranked["mass_g"].sum()) or 1
    rows = ranked.head(SHOWN).to_dicts()
    rest = ranked.slice(SHOWN)
    if rest.height:
        label = ngettext("{n} further origin", "{n} further origins", rest.height).format(n=words.count(rest.height))
        rows.append({"label": label, **rest.select("mass_g", *PARTS).sum().row(0, named=True)})
    longest = max((row["mass_g"] for row in rows), default=1) or 1
    return tuple(_bar(row, whole, longest, names) for row in rows)


def _bar(row: dict[str, int | str], whole: int, longest: int, names: words.Names) -> OriginBar:
    place, within = (str(row["label"]), "") if "label" in row else words.origin(row, names)
    mass = int(row["mass_g"])
    parts = {part: int(row[part]) for part in PARTS}
    return OriginBar(
        place=place,
        within=within,
        mass_g=mass,
        share=mass / whole,
        listing=_listing(parts, mass),
        segments=tuple(Segment(kind=part, share=grams / longest) for part, grams in parts.items() if grams),
    )


def _listing(parts: dict[str, int], mass: int) -> str:
    """Listed or not, in words; with a percentage where a place is only partly listed."""
    if parts["recycled"] == mass:
        return _("not traced further")
    if parts["listed"] == mass:
        return _("listed")
    if parts["listed"]:
        return _("{share} listed").format(share=words.percent(parts["listed"] / mass))
    if parts["maybe"] or parts["unknown"]:
        return _("may be listed")
    return _("not listed")
