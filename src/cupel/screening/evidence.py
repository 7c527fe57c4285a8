"""What else speaks for or against a pair of parties: numbers, births, countries, kinds, addresses.

Each attribute agrees, conflicts or says nothing; missing ones neither help nor harm. A conflict lowers the score and is
shown, it never removes a pair.
"""

import numpy as np
import polars as pl
from rapidfuzz import fuzz, process, utils

from cupel.screening.records import Records, only

AGREES, CONFLICTS = "agrees", "conflicts"
PAIR = ["subject_id", "entity_id"]
FEATURES = ("identifier", "birth", "country", "kind", "address")
"""Attributes that are compared, in the order in which they count."""

CONTRIBUTIONS: dict[str, dict[str, float]] = {
    "identifier": {AGREES: 1.0, CONFLICTS: -0.06},
    "birth": {AGREES: 0.008, CONFLICTS: -0.15},
    "country": {AGREES: 0.004, CONFLICTS: -0.06},
    "kind": {AGREES: 0.0, CONFLICTS: -0.25},
    "address": {AGREES: 0.008, CONFLICTS: 0.0},
}
"""Points that an attribute adds to the score. Agreement adds little: many share a country or a year. Conflict takes as
much as its rarity among true pairs warrants: a person does not become a company, a birth is seldom misread by more than
its precision, countries of residence change."""

OWN_SCHEMES = ("LEI", "IMO", "registration", "tax", "VAT", "UEI", "DUNS")
"""Numbers of which a party has one per country."""

SAME_ADDRESS = 88.0
"""Percent of the words of the shorter address found in the longer one."""

SHORTEST_NUMBER = 4
"""Characters below which a number names nobody."""


def numbered_pairs(subjects: Records, listed: Records) -> pl.DataFrame:
    """``subject_id, entity_id``: parties that share a number of one kind, country and value."""
    ours, theirs = _numbers(subjects), _numbers(listed)
    met = ours.join(theirs, on=["scheme", "normalised"], suffix="_listed").filter(_same_country())
    return met.select(subject_id="entity_id", entity_id="entity_id_listed").unique().sort(PAIR)


def attributes(pairs: pl.DataFrame, subjects: Records, listed: Records) -> pl.DataFrame:
    """``pairs`` (``subject_id, entity_id``) with a column per feature: ``agrees``, ``conflicts`` or null."""
    told = pairs
    subjects, listed = only(subjects, pairs["subject_id"].unique()), only(listed, pairs["entity_id"].unique())
    for name, compared in (
        ("identifier", _identifiers),
        ("birth", _births),
        ("country", _countries),
        ("kind", _kinds),
        ("address", _addresses),
    ):
        frame = compared(pairs.select(PAIR), subjects, listed).select(*PAIR, pl.col("agreement").alias(name))
        told = told.join(frame, on=PAIR, how="left", maintain_order="left")
    return told


def contribution(feature: str) -> pl.Expr:
    """Points of ``feature``, 0 where it says nothing."""
    points = CONTRIBUTIONS[feature]
    return pl.col(feature).replace_strict(points, default=0.0, return_dtype=pl.Float64)


def _agreement(agree: pl.Expr, conflict: pl.Expr) -> pl.Expr:
    return pl.when(agree).then(pl.lit(AGREES)).when(conflict).then(pl.lit(CONFLICTS)).alias("agreement")


def _numbers(records: Records) -> pl.DataFrame:
    scheme = pl.concat_str(pl.col("scheme").cast(pl.String), pl.col("label").fill_null(""), separator=":")
    kind = pl.when(pl.col("scheme").cast(pl.String) == "other").then(scheme).otherwise(pl.col("scheme").cast(pl.String))
    told = records.identifier.filter(pl.col("normalised").str.len_chars() >= SHORTEST_NUMBER)
    return told.select("entity_id", "normalised", "country", scheme=kind)


def _same_country() -> pl.Expr:
    return (pl.col("country") == pl.col("country_listed")).fill_null(True)


def _both(pairs: pl.DataFrame, ours: pl.DataFrame, theirs: pl.DataFrame, *, on: list[str]) -> pl.DataFrame:
    """Rows of both parties of each pair beside each other; what is listed has the suffix ``_listed``."""
    own = pairs.join(ours.rename({"entity_id": "subject_id"}), on="subject_id")
    return own.join(theirs, on=["entity_id", *on], suffix="_listed")


def _identifiers(pairs: pl.DataFrame, subjects: Records, listed: Records) -> pl.DataFrame:
    met = _both(pairs, _numbers(subjects), _numbers(listed), on=["scheme"])
    same = (pl.col("normalised") == pl.col("normalised_listed")) & _same_country()
    other = ~same & pl.col("scheme").is_in(OWN_SCHEMES) & _same_country()
    told = met.group_by(PAIR).agg(same=same.any(), other=other.any())
    return told.with_columns(_agreement(pl.col("same"), pl.col("other")))


def _births(pairs: pl.DataFrame, subjects: Records, listed: Records) -> pl.DataFrame:
    met = _both(pairs, subjects.birth, listed.birth, on=[])
    overlap = (pl.col("from_date") <= pl.col("to_date_listed")) & (pl.col("from_date_listed") <= pl.col("to_date"))
    told = met.group_by(PAIR).agg(same=overlap.any())
    return told.with_columns(_agreement(pl.col("same"), ~pl.col("same")))


def _countries(pairs: pl.DataFrame, subjects: Records, listed: Records) -> pl.DataFrame:
    ours, theirs = (
        each.place.filter(pl.col("role").cast(pl.String) != "birth")
        .drop_nulls("country")
        .group_by("entity_id")
        .agg(pl.col("country").unique().sort())
        for each in (subjects, listed)
    )
    met = _both(pairs, ours, theirs, on=[])
    same = pl.col("country").list.set_intersection("country_listed").list.len() > 0
    return met.with_columns(_agreement(same, ~same))


def _kinds(pairs: pl.DataFrame, subjects: Records, listed: Records) -> pl.DataFrame:
    ours, theirs = (each.entity.select("entity_id", pl.col("kind").cast(pl.String)) for each in (subjects, listed))
    met = _both(pairs, ours, theirs, on=[]).filter(
        pl.col("kind") != "unknown", pl.col("kind_listed") != "unknown"
    )  # fmt: skip
    same = pl.col("kind") == pl.col("kind_listed")
    return met.with_columns(_agreement(same, ~same))


def _addresses(pairs: pl.DataFrame, subjects: Records, listed: Records) -> pl.DataFrame:
    ours, theirs = (
        each.place.filter(pl.col("role").cast(pl.String) == "address").drop_nulls("text").select("entity_id", "text")
        for each in (subjects, listed)
    )
    met = _both(pairs, ours, theirs, on=[])
    alike = np.zeros(met.height, np.float32)
    if met.height:
        alike = process.cpdist(
            met["text"].to_list(), met["text_listed"].to_list(), scorer=fuzz.token_sort_ratio,
            processor=utils.default_process, dtype=np.float32,
        )  # fmt: skip
    told = met.with_columns(same=pl.Series(alike) >= SAME_ADDRESS).group_by(PAIR).agg(pl.col("same").any())
    return told.with_columns(_agreement(pl.col("same"), pl.lit(False)))
