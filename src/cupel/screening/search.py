"""One name against a list that is held ready: what a search box asks, with the scores of :mod:`cupel.screening`."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import polars as pl
from numpy.typing import NDArray

from cupel.screening.batch import matched
from cupel.screening.evidence import AGREES, CONFLICTS
from cupel.screening.index import Names, prepared
from cupel.screening.screen import THRESHOLD, ListIndex, best_names, ordered, scored
from cupel.screening.vocabulary import Vocabulary, alike

MOST_HITS = 20
UNKNOWN = "unknown"
HEARD = ("sound", "coarse", "consonants", "frame")
"""What a vocabulary knows of each word beside its letters."""


@dataclass(frozen=True)
class SearchIndex:
    """A prepared list with what a single name is looked up in; ``threshold`` as for
    :func:`cupel.screening.screen`."""

    index: ListIndex
    threshold: float = THRESHOLD

    @cached_property
    def keys(self) -> tuple[NDArray[np.uint64], NDArray[np.int32]]:
        """Keys of the list's words, sorted, and the word of each."""
        keys = self.index.names.vocabulary.keys(of="listed").sort("key", "word")
        return keys["key"].to_numpy(), keys["word"].cast(pl.Int32).to_numpy()

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
        _ = self.index.names.side, self.index.names.holders, self.index.written
        _ = self.keys, self.kinds, self.countries
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
    pairs = matched(query, lists.index.names, _near(query, lists), least=lists.threshold)
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


def _near(query: Names, lists: SearchIndex) -> pl.DataFrame:
    """Words of the list like those of the query; only words that share a key with them are compared."""
    keys, words = lists.keys
    asked = query.vocabulary.keys(of="query")["key"].to_numpy()
    first, last = np.searchsorted(keys, asked), np.searchsorted(keys, asked, side="right")
    rows = np.unique(np.concatenate([words[a:b] for a, b in zip(first, last, strict=True)] or [words[:0]]))
    near = alike(query.vocabulary, _part(lists.index.names.vocabulary, rows))
    return near.with_columns(listed=pl.Series(rows).gather(near["listed"]))


def _part(vocabulary: Vocabulary, rows: NDArray[np.int32]) -> Vocabulary:
    """Some words of a vocabulary, with what is known of them already."""
    part = Vocabulary(vocabulary.words.gather(rows), vocabulary.vowelless[rows], vocabulary.alone[rows])
    vars(part).update({name: getattr(vocabulary, name).gather(rows) for name in HEARD})
    return part


def _country(listed: Iterable[str] | None, asked: str | None) -> str | None:
    if not asked or not listed:
        return None
    return AGREES if asked in listed else CONFLICTS


def _kind(listed: str, asked: str | None) -> str | None:
    if UNKNOWN in {listed, asked or UNKNOWN}:
        return None
    return AGREES if asked == listed else CONFLICTS
