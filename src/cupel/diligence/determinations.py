"""Which areas are conflict-affected or high-risk, on which day, by which edition of the company's list (CAHRA).

The company decides; this module only looks up. A place is listed if every region it may lie in is, not listed if none
is, and otherwise unknown: never silently true, never false. Source: OECD Minerals Guidance, Step 2 (areas are judged
on a date, below country level).
"""

from dataclasses import dataclass
from functools import cached_property

import polars as pl

from cupel.diligence import places

BASES = ("either", "conflict-affected", "high-risk", "both")
"""What makes an area a listed one: any listing, or the flag or flags it carries."""


def listed_by(basis: str) -> pl.Expr:
    """Nullable Boolean over ``verdict``, ``conflict_affected`` and ``high_risk`` of a determination.

    A listing that carries neither flag (whole countries in the EU indicative list) is listed, of unknown kind.
    """
    conflict, risk = pl.col("conflict_affected"), pl.col("high_risk")
    stated = pl.when(conflict | risk)
    by_flag = {
        "either": pl.lit(True),
        "conflict-affected": stated.then(conflict),
        "high-risk": stated.then(risk),
        "both": stated.then(conflict & risk),
    }
    verdict = pl.col("verdict").cast(pl.String).fill_null("listed")
    return pl.when(verdict == "listed").then(by_flag[basis]).when(verdict == "not listed").then(False)


CLEAR, UNDETERMINED, LISTED = 0, 1, 2


def _mark(listed: pl.Expr) -> pl.Expr:
    """A null that was determined to be unknown must differ from the null of a region that no row names."""
    return pl.when(listed.is_null()).then(UNDETERMINED).when(listed).then(LISTED).otherwise(CLEAR)


@dataclass(frozen=True)
class Determinations:
    """``rows``: the table ``region_determination``."""

    rows: pl.DataFrame

    @cached_property
    def editions(self) -> pl.DataFrame:
        """``edition, valid_from, valid_to, previous, next`` in order of validity; an open end is null."""
        spans = self.rows.group_by("edition").agg(
            pl.col("valid_from").min(), pl.when(pl.col("valid_to").null_count() == 0).then(pl.col("valid_to").max())
        )
        ordered = spans.sort("valid_from", "edition")
        return ordered.with_columns(previous=pl.col("edition").shift(1), next=pl.col("edition").shift(-1))

    def states(self, where: pl.DataFrame, *, basis: str) -> pl.DataFrame:
        """Per place and edition: ``place, edition, listed`` (null = unknown).

        ``where``: ``place, country, subdivision, text`` as for :func:`cupel.diligence.places.candidates`.
        """
        options = places.candidates(where, known_codes=self.rows["code"])
        grid = options.join(self.editions.select("edition"), how="cross")
        region = grid.with_columns(country=pl.col("code").str.slice(0, 2))
        marks = self._current_rows().select("edition", "code", mark=_mark(listed_by(basis)))
        region = region.join(marks, on=["edition", "code"], how="left")
        region = region.join(marks.rename({"code": "country", "mark": "whole"}), on=["edition", "country"], how="left")
        mark = pl.coalesce("mark", "whole", pl.lit(CLEAR))
        listed = pl.when((mark == LISTED).all()).then(True).when((mark == CLEAR).all()).then(False)
        return region.group_by("place", "edition").agg(listed.alias("listed")).sort("place", "edition")

    def _current_rows(self) -> pl.DataFrame:
        """Rows with withdrawn codes replaced by the regions that took their place; a region's own row wins."""
        heirs = [(old, new) for old, regions in places.SUCCESSORS.items() for new in regions]
        renamed = self.rows.join(pl.DataFrame(heirs, schema=["code", "heir"], orient="row"), on="code")
        inherited = renamed.drop("code").rename({"heir": "code"}).select(self.rows.columns)
        return pl.concat([self.rows, inherited]).unique(["edition", "code"], keep="first", maintain_order=True)

    def in_force(self, days: pl.DataFrame, *, day: str) -> pl.DataFrame:
        """Adds ``edition``: the one in force on the column ``day``; null outside every edition's validity."""
        spans = self.editions.select("edition", "valid_from", "valid_to").sort("valid_from")
        ordered = days.with_row_index("row_").sort(day, nulls_last=True)
        found = ordered.join_asof(
            spans, left_on=day, right_on="valid_from", strategy="backward", check_sortedness=False
        )
        expired = pl.col("valid_to").is_not_null() & (pl.col(day) > pl.col("valid_to"))
        edition = pl.when(~expired).then(pl.col("edition")).alias("edition")
        return found.with_columns(edition).sort("row_").drop("row_", "valid_from", "valid_to")

    def on_day(self, marks: pl.DataFrame, where: pl.DataFrame, *, day: str, basis: str) -> pl.DataFrame:
        """``marks`` (with ``place`` and ``day``) plus ``edition`` and ``listed`` on that day (null = unknown)."""
        states = self.states(where, basis=basis)
        return self.in_force(marks, day=day).join(states, on=["place", "edition"], how="left")
