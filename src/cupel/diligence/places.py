"""Places as sets of regions: what is known of a place decides how narrow its set is.

A place that is known by its subdivision is one region. A place known by words is one region where the words are the
name of a subdivision of its country; otherwise it may be any subdivision of the country. Nothing is guessed.
Source of codes and names: ISO 3166-2 (package pycountry).
"""

from functools import cache

import polars as pl

from cupel.diligence.names import comparable_region_name

CODE = r"^[A-Z]{2}(-[A-Z0-9]{1,3})?$"
REST = "*"
"""Stands for the subdivisions of a country that nobody has listed by name: ``XA-*``."""

SUCCESSORS = {
    "CD-BN": ("CD-KG", "CD-KL", "CD-MN"),
    "CD-KA": ("CD-HK", "CD-HL", "CD-LU", "CD-TA"),
    "CD-KW": ("CD-KC", "CD-KS"),
    "CD-OR": ("CD-BU", "CD-HU", "CD-IT", "CD-TO"),
}
"""Withdrawn codes and the regions that took their place (ISO 3166-2: the Congolese provinces of 2015)."""


@cache
def subdivisions() -> pl.DataFrame:
    """``country, code, comparable``: every current subdivision, once per comparable name."""
    import pycountry

    rows = [(item.country_code, item.code, name) for item in pycountry.subdivisions for name in _spellings(item.name)]
    frame = pl.DataFrame(rows, schema=["country", "code", "name"], orient="row")
    return frame.with_columns(comparable=comparable_region_name(pl.col("name"))).drop("name").unique().sort("code")


def _spellings(name: str) -> list[str]:
    """ISO writes some names twice: ``Cusco [Qusqu]``, ``Alacant*``."""
    plain = name.replace("*", "")
    outer, bracket, inner = plain.partition("[")
    return [part.strip() for part in (outer, inner.rstrip("] ")) if part.strip()] if bracket else [plain.strip()]


def candidates(places: pl.DataFrame, *, known_codes: pl.Series) -> pl.DataFrame:
    """The regions each place may lie in.

    ``places``: ``place`` (key), ``country``, ``subdivision``, ``text`` (any may be null). ``known_codes``: codes that
    the company's region lists name, so that countries outside ISO 3166-2 work too. Returns ``place, code`` in long
    form; a place of which nothing is known has no row.
    """
    coded = places.with_columns(
        subdivision=pl.coalesce("subdivision", pl.when(pl.col("text").str.contains(CODE)).then(pl.col("text")))
    ).with_columns(country=pl.coalesce("country", pl.col("subdivision").str.slice(0, 2)))
    by_code = _by_code(coded)
    rest = coded.join(by_code, on="place", how="anti")
    by_name = _by_name(rest)
    vague = rest.join(by_name, on="place", how="anti").filter(pl.col("country").is_not_null())
    return pl.concat([by_code, by_name, _by_country(vague, known_codes=known_codes)]).unique().sort("place", "code")


def _by_code(coded: pl.DataFrame) -> pl.DataFrame:
    exact = coded.filter(pl.col("subdivision").str.len_chars() > 2).select("place", code="subdivision")
    rows = [(old, new) for old, heirs in SUCCESSORS.items() for new in heirs]
    heirs = pl.DataFrame(rows, schema=["code", "heir"], orient="row")
    return exact.join(heirs, on="code", how="left").select("place", code=pl.coalesce("heir", "code"))


def _by_name(places: pl.DataFrame) -> pl.DataFrame:
    named = places.filter(pl.col("text").is_not_null(), pl.col("country").is_not_null())
    return (
        named.with_columns(comparable=comparable_region_name(pl.col("text")))
        .join(subdivisions(), on=["country", "comparable"])
        .select("place", "code")
    )


def _by_country(places: pl.DataFrame, *, known_codes: pl.Series) -> pl.DataFrame:
    """All subdivisions of the country; a country without any in ISO keeps a rest beside the codes that lists name."""
    official = subdivisions().select("country", "code").unique()
    listed = pl.DataFrame({"code": known_codes.unique().cast(pl.String)}).filter(pl.col("code").str.len_chars() > 2)
    listed = listed.select(country=pl.col("code").str.slice(0, 2), code="code")
    missing = places.select("country").unique().join(official, on="country", how="anti")
    remainder = missing.select("country", code=pl.col("country") + "-" + REST)
    codes = pl.concat([official, listed.join(missing, on="country", how="semi"), remainder]).unique()
    return places.select("place", "country").join(codes, on="country").select("place", "code")
