"""Screening: every party against every entry of a list, in one batch, each hit with its evidence."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import polars as pl

from cupel.screening import knowledge
from cupel.screening.batch import name_pairs
from cupel.screening.evidence import (
    AGREES,
    CONFLICTS,
    CONTRIBUTIONS,
    FEATURES,
    PAIR,
    attributes,
    contribution,
    numbered_pairs,
)
from cupel.screening.index import Names, prepared
from cupel.screening.records import Records, only
from cupel.screening.scoring import TELLING_WORD

ENGINE = "4"
"""Version of the scoring; together with the tables of names a change of it means a full run."""

THRESHOLD = 0.7
"""Least score of names that is reported, unless another is asked for."""

NAME_PART, RARITY_PART = 0.965, 0.02
"""What the names' score counts for, and how much a rare name adds: equal names are ordered by how much they tell."""

RARE = 3.0
"""Weight of words that makes a name as telling as can be."""

MOST_BY_NAME = 0.999
"""Greatest score of a pair without a number in common."""

WEAK_ALIAS = 0.03
"""What a name costs that the publisher calls weak."""

BAND = 0.05
"""Width of a band of scores; within it other things order hits first."""


@dataclass(frozen=True)
class ListIndex:
    """A list prepared for comparison, once per version; ``known``: its names, where they are prepared already."""

    records: Records
    known: Names | None = None

    @cached_property
    def written(self) -> pl.DataFrame:
        """``entity_id, name, alias`` (kind of the name), ``kind`` of the entity; rows as in ``records.name``."""
        return _with_kind(self.records)

    @cached_property
    def names(self) -> Names:
        """All names of the list as units; rows as in ``records.name``."""
        return self.known or prepared(self.written)

    def part(self, entities: pl.Series) -> "ListIndex":
        """Some of its entities alone, their names not prepared anew."""
        rows = self.written["entity_id"].is_in(entities.implode()).arg_true()
        return ListIndex(only(self.records, entities), self.names.part(rows.cast(pl.Int64).to_numpy()))

    def ready(self, threshold: float = THRESHOLD) -> "ListIndex":
        """Hold everything that comparing with the list takes; returns itself."""
        self.names.ready(threshold)
        return self


def normaliser_version() -> str:
    """Changes whenever a score may: engine and tables of names."""
    return f"{ENGINE}-{knowledge.version()[:12]}"


def build_index(records: Records) -> ListIndex:
    """Prepare a list (:class:`cupel.screening.tables.WatchList`, or any records)."""
    return ListIndex(records).ready()


def screen(subjects: Records | ListIndex, index: ListIndex, *, threshold: float = THRESHOLD) -> pl.DataFrame:
    """All hits of ``subjects`` in a list, most urgent first; subjects that are screened again may be prepared too.

    ``threshold`` in [0.5, 1]: least score of names. Columns: ``subject_id, entity_id``; ``score`` f64 in [0, 1];
    ``name_score`` f64 (null if only a number agrees); ``subject_name, listed_name, alias`` (kind of the listed name);
    ``identifier, birth, country, kind, address``: ``agrees``, ``conflicts`` or null; ``rarity`` in [0, 1]; ``place``
    from 1: order in which to look at them.
    """
    parties = subjects.records if isinstance(subjects, ListIndex) else subjects
    return hits_of(compared(subjects, index, threshold=threshold), parties, index.records)


def compared(subjects: Records | ListIndex, index: ListIndex, *, threshold: float) -> pl.DataFrame:
    """Pairs of parties whose names or numbers meet: ``subject_id, entity_id, name_score, subject_name, listed_name,
    alias, rarity``.
    """
    parties = subjects.records if isinstance(subjects, ListIndex) else subjects
    ours = subjects.written if isinstance(subjects, ListIndex) else _with_kind(subjects)
    names = subjects.names if isinstance(subjects, ListIndex) else ours
    named = best_names(name_pairs(names, index.names, least=threshold), ours, index)
    numbered = numbered_pairs(parties, index.records).join(named.select(PAIR), on=PAIR, how="anti")
    primary = _primary_names(numbered, parties, index.records)
    return pl.concat([named, primary], how="diagonal").select(named.columns)


def hits_of(pairs: pl.DataFrame, subjects: Records, listed: Records) -> pl.DataFrame:
    """Hits from :func:`compared` pairs: what else is known of both, scores, order."""
    return ordered(scored(attributes(pairs, subjects, listed)))


def unscreenable(subjects: Records) -> pl.DataFrame:
    """Parties whose names keep no word that tells somebody: ``entity_id, name``. Their numbers alone screen them."""
    written = _with_kind(subjects)
    side = prepared(written).side
    single = np.arange(len(side.word)) - np.repeat(side.ptr[:-1], np.diff(side.ptr)) < np.repeat(
        side.singles, np.diff(side.ptr)
    )
    owner = np.repeat(np.arange(written.height), np.diff(side.ptr))
    telling = owner[single & (side.unit >= TELLING_WORD)]
    told = written["entity_id"].gather(np.unique(telling)).unique()
    return written.filter(~pl.col("entity_id").is_in(told.implode())).select("entity_id", "name")


def scored(pairs: pl.DataFrame) -> pl.DataFrame:
    """Pairs with attributes to scores; see :data:`cupel.screening.evidence.CONTRIBUTIONS`."""
    weak = pl.when(pl.col("alias") == "weak alias").then(WEAK_ALIAS).otherwise(0.0)
    points = pl.sum_horizontal(contribution(feature) for feature in FEATURES if feature != "identifier")
    against = pl.when(pl.col("identifier") == CONFLICTS).then(CONTRIBUTIONS["identifier"][CONFLICTS]).otherwise(0.0)
    by_name = NAME_PART * pl.col("name_score") + RARITY_PART * pl.col("rarity") - weak + points + against
    score = pl.when(pl.col("identifier") == AGREES).then(1.0).otherwise(by_name.clip(0.0, MOST_BY_NAME))
    return pairs.with_columns(score=score.round(6))


def ordered(hits: pl.DataFrame) -> pl.DataFrame:
    """Hits with ``place``: numbers in common, band of the score, rarity, attributes for less those against, alias."""
    agreeing, against = (
        pl.sum_horizontal((pl.col(f) == s).fill_null(False) for f in FEATURES) for s in (AGREES, CONFLICTS)
    )
    keys = {
        "_number": (pl.col("identifier") == AGREES).fill_null(False),
        "_band": (pl.col("score") / BAND).floor(),
        "_balance": agreeing.cast(pl.Int64) - against.cast(pl.Int64),
        "_primary": (pl.col("alias") == "primary").fill_null(False),
    }
    by = ["_number", "_band", "score", "_balance", "rarity", "_primary", *PAIR]
    falling = [True] * 6 + [False] * 2
    told = hits.with_columns(**keys).sort(by, descending=falling, nulls_last=True).drop(list(keys))
    return told.with_row_index("place", offset=1)


def _with_kind(records: Records) -> pl.DataFrame:
    kinds = records.entity.select("entity_id", kind=pl.col("kind").cast(pl.String))
    names = records.name.select("entity_id", "name", alias=pl.col("kind").cast(pl.String))
    return names.join(kinds, on="entity_id", how="left", maintain_order="left")


def best_names(pairs: pl.DataFrame, ours: pl.DataFrame, index: ListIndex) -> pl.DataFrame:
    """The best pair of names of each pair of parties; among equals primary names, then the list's order."""
    theirs = index.written
    rarity = (pl.Series(index.names.side.total) / RARE).clip(upper_bound=1.0)
    told = pairs.select(
        subject_id=ours["entity_id"].gather(pairs["row"]),
        entity_id=theirs["entity_id"].gather(pairs["listed"]),
        name_score=pairs["score"].cast(pl.Float64).round(6),
        subject_name=ours["name"].gather(pairs["row"]),
        listed_name=theirs["name"].gather(pairs["listed"]),
        alias=theirs["alias"].gather(pairs["listed"]),
        rarity=rarity.gather(pairs["listed"]).cast(pl.Float64).round(6),
    )
    keys = ["name_score", "_quality", "subject_name", "listed_name"]
    quality = (pl.col("alias") == "primary").cast(pl.Int8) - (pl.col("alias") == "weak alias").cast(pl.Int8)
    best = told.with_columns(_quality=quality).sort([*PAIR, *keys], descending=[False, False, True, True, False, False])
    return best.unique(PAIR, keep="first", maintain_order=True).drop("_quality")


def _primary_names(pairs: pl.DataFrame, subjects: Records, listed: Records) -> pl.DataFrame:
    """Pairs found by number, with the parties' primary names."""
    ours, theirs = (
        each.name.filter(
            pl.col("kind").cast(pl.String) == "primary", pl.col("entity_id").is_in(pairs[key].implode())
        ).unique("entity_id", keep="first", maintain_order=True)
        for each, key in zip((subjects, listed), PAIR, strict=True)
    )
    own = ours.select(subject_id="entity_id", subject_name="name")
    other = theirs.select("entity_id", listed_name="name", alias=pl.col("kind").cast(pl.String))
    told = pairs.join(own, on="subject_id", how="left").join(other, on="entity_id", how="left")
    return told.with_columns(name_score=pl.lit(None, pl.Float64), rarity=pl.lit(0.0))
