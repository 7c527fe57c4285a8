"""One name against a list that is held ready: what a search box asks, with the scores of :mod:`cupel.screening`."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

import polars as pl

from cupel.screening.batch import name_pairs
from cupel.screening.evidence import AGREES, CONFLICTS
from cupel.screening.index import prepared
from cupel.screening.screen import THRESHOLD, ListIndex, best_names, ordered, scored

MOST_HITS = 20
UNKNOWN = "unknown"


@dataclass(frozen=True)
class SearchIndex:
    """A prepared list with what a single name is looked up in; ``threshold`` as for
    :func:`cupel.screening.screen`."""

    index: ListIndex
    threshold: float = THRESHOLD

    @cached_property
    def kinds(self) -> dict[str, str]:
        """Kind of each entity."""
        entity = self.index.records.entity
        return dict(zip(entity["entity_id"].to_list(), entity["kind"].cast(pl.String).to_list(), strict=True))

    @cached_property
    def countries(self) -> dict[str, set[str]]:
        """Countries of each entity, those of birth apart."""
        place = self.index.records.place
        told = place.filter(pl.col("role").cast(pl.String) != "birth").drop_nulls("country")
        found: dict[str, set[str]] = {}
        for entity, country in told.select("entity_id", "country").iter_rows():
            found.setdefault(entity, set()).add(country)
        return found

    def warm(self) -> "SearchIndex":
        """Hold everything ready; returns itself."""
        _ = self.index.ready(self.threshold).written, self.kinds, self.countries
        return self


def search(
    lists: SearchIndex,
    name: str,
    *,
    kind: str | None = None,
    country: str | None = None,
    most: int = MOST_HITS,
) -> pl.DataFrame:
    """The ``most`` urgent hits of one name, as :func:`cupel.screening.screen` gives them; ``subject_id`` is the name.

    ``kind``: person, organisation, vessel, aircraft or unknown; ``country``: ISO 3166-1 alpha-2.
    """
    written = pl.DataFrame([(name, name, kind or UNKNOWN)], schema=["entity_id", "name", "kind"], orient="row")
    query = prepared(written)
    pairs = name_pairs(query, lists.index.names, least=lists.threshold)
    named = best_names(pairs, written, lists.index)
    entities = named["entity_id"].to_list()
    told = named.with_columns(
        identifier=pl.lit(None, pl.String),
        birth=pl.lit(None, pl.String),
        country=pl.Series([_country(lists.countries.get(each), country) for each in entities], dtype=pl.String),
        kind=pl.Series([_kind(lists.kinds[each], kind) for each in entities], dtype=pl.String),
        address=pl.lit(None, pl.String),
    )
    return ordered(scored(told)).head(most)


def _country(listed: Iterable[str] | None, asked: str | None) -> str | None:
    if not asked or not listed:
        return None
    return AGREES if asked in listed else CONFLICTS


def _kind(listed: str, asked: str | None) -> str | None:
    if UNKNOWN in {listed, asked or UNKNOWN}:
        return None
    return AGREES if asked == listed else CONFLICTS
