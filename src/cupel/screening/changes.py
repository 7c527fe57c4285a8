"""Screening again after a change: only what changed is compared, the result is that of a full run."""

from dataclasses import dataclass

import polars as pl

from cupel.screening.evidence import PAIR
from cupel.screening.memory import Evidence, reopened
from cupel.screening.records import GROUPS, Records, evidence_hashes, only
from cupel.screening.screen import THRESHOLD, ListIndex, compared, hits_of, normaliser_version, ordered, screen

ADDED, REMOVED, CHANGED = "added", "removed", "changed"
APPEARED, VANISHED, ALTERED, REOPENED = "appeared", "vanished", "altered", "re-opened"
SUPERSEDED = "superseded"
"""State of a hit that vanished."""

COLUMNS = ("change", "groups")
"""What :func:`report` tells of each side."""

MOST_PARTS = 8
"""Parts in which prepared subjects are kept before they are prepared anew."""

SHOWN = ("score", "name_score", "subject_name", "listed_name", "alias", "identifier", "birth", "country", "kind",
    "address", "rarity")  # fmt: skip
"""What of a hit is looked at to tell whether it is another than before."""


@dataclass(frozen=True)
class Screening:
    """A finished screening of subjects against a list: what the next one starts from.

    ``hits`` as :func:`cupel.screening.screen` gives them; ``parts``: the subjects, prepared, later parts speak for
    earlier ones.
    """

    hits: pl.DataFrame
    subjects: Records
    index: ListIndex
    evidence: Evidence
    threshold: float
    normaliser: str
    parts: tuple[ListIndex, ...]


@dataclass(frozen=True)
class Rescreening:
    """``now``: the state after the change; ``subjects``, ``listed``: :func:`changed_parties` of both sides; ``full``:
    everything was compared, because scores themselves may differ."""

    before: Screening
    now: Screening
    subjects: pl.DataFrame
    listed: pl.DataFrame
    full: bool


def first_screening(subjects: Records, index: ListIndex, *, list_id: str, threshold: float = THRESHOLD) -> Screening:
    """Screen everything, and keep what a later :func:`rescreen` needs."""
    return _full(subjects, index, Evidence.of(list_id, subjects, index.records), threshold)


def rescreen(before: Screening, *, subjects: Records | None = None, index: ListIndex | None = None) -> Rescreening:
    """Screen changed subjects against the whole list and all subjects against changed entries.

    A side that is not given is as it was. The hits, their order included, are those of :func:`first_screening`.
    """
    parties, listed = subjects or before.subjects, index or before.index
    own, ours = _refreshed(before.evidence.subjects, before.subjects, parties)
    other, theirs = _refreshed(before.evidence.listed, before.index.records, listed.records)
    evidence = Evidence(before.evidence.list_id, own, other)
    if before.normaliser != normaliser_version():
        return Rescreening(before, _full(parties, listed, evidence, before.threshold), ours, theirs, full=True)
    parts = _parts(before, parties, ours)
    hits = _merged(before, (parties, listed), (ours, theirs), parts)
    now = Screening(hits, parties, listed, evidence, before.threshold, before.normaliser, parts)
    return Rescreening(before, now, ours, theirs, full=False)


def changed_parties(before: pl.DataFrame, after: pl.DataFrame) -> pl.DataFrame:
    """``entity_id, change`` (added, removed, changed) and ``groups`` (of evidence that differ), from the
    :func:`~cupel.screening.evidence_hashes` of two states; sorted by id."""
    both = before.with_columns(_was=True).join(
        after.with_columns(_is=True), on="entity_id", how="full", coalesce=True, suffix="_after"
    )
    differing = [pl.when(pl.col(g).ne_missing(pl.col(f"{g}_after"))).then(pl.lit(g)) for g in GROUPS]
    change = (
        pl.when(pl.col("_was").is_null())
        .then(pl.lit(ADDED))
        .when(pl.col("_is").is_null())
        .then(pl.lit(REMOVED))
        .otherwise(pl.lit(CHANGED))
    )
    told = both.select("entity_id", change=change, groups=pl.concat_list(differing).list.drop_nulls())
    return told.filter((pl.col("change") != CHANGED) | (pl.col("groups").list.len() > 0)).sort("entity_id")


def report(rescreening: Rescreening, remembered: pl.DataFrame | None = None) -> pl.DataFrame:
    """What came of the change: ``subject_id, entity_id, event`` (appeared, vanished, altered, re-opened), ``state``
    (superseded for what vanished) and, per side, the change and its groups of evidence (``subject_change,
    subject_groups, listed_change, listed_groups``); sorted.

    ``remembered``: the new hits with :func:`cupel.screening.remembered` decisions; without it nothing re-opens.
    """
    old, new = rescreening.before.hits, rescreening.now.hits
    events = [
        new.join(old, on=PAIR, how="anti").select(*PAIR, event=pl.lit(APPEARED)),
        old.join(new, on=PAIR, how="anti").select(*PAIR, event=pl.lit(VANISHED)),
        _altered(old, new),
    ]
    if remembered is not None:
        events.append(reopened(remembered).select(*PAIR, event=pl.lit(REOPENED)))
    told = pl.concat(events)
    for side, key, moved in (
        ("subject", "subject_id", rescreening.subjects),
        ("listed", "entity_id", rescreening.listed),
    ):
        named = moved.select(pl.col("entity_id").alias(key), *(pl.col(c).alias(f"{side}_{c}") for c in COLUMNS))
        told = told.join(named, on=key, how="left")
    state = pl.when(pl.col("event") == VANISHED).then(pl.lit(SUPERSEDED))
    return told.select(*PAIR, "event", state.alias("state"), pl.exclude(*PAIR, "event")).sort(*PAIR, "event")


def _refreshed(hashes: pl.DataFrame, before: Records, after: Records) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The evidence hashes of ``after``, and :func:`changed_parties`: those of which no row differs are not hashed."""
    parties = _touched(before, after)
    touched, fresh = pl.col("entity_id").is_in(parties.implode()), evidence_hashes(only(after, parties))
    kept = hashes.filter(~touched).merge_sorted(fresh, "entity_id")
    return kept, changed_parties(hashes.filter(touched), fresh)


def _touched(before: Records, after: Records) -> pl.Series:
    """Parties of which any row came, went or differs."""
    if after is before:
        return pl.Series(dtype=pl.String)
    differing = [before.entity.join(after.entity, on="entity_id", how="anti")["entity_id"]]
    for group, columns in GROUPS.items():
        on = ["entity_id", *columns]
        old, new = (getattr(each, group).select(on) for each in (before, after))
        differing += _differing(old, new)
    return pl.concat(differing).unique()


def _differing(old: pl.DataFrame, new: pl.DataFrame) -> list[pl.Series]:
    """``entity_id`` of rows that only one of two tables has; of rows that only moved within a party, perhaps."""
    if old["entity_id"].equals(new["entity_id"]):
        differs = pl.any_horizontal(old[column].ne_missing(new[column]) for column in old.columns)
        return [old.filter(differs)["entity_id"]]
    return [
        one.join(other, on=old.columns, how="anti", nulls_equal=True)["entity_id"]
        for one, other in ((old, new), (new, old))
    ]


def _full(subjects: Records, index: ListIndex, evidence: Evidence, threshold: float) -> Screening:
    part = ListIndex(subjects)
    hits = screen(part, index, threshold=threshold)
    _ = part.names.vocabulary.query_keys
    return Screening(hits, subjects, index, evidence, threshold, normaliser_version(), (part,))


def _parts(before: Screening, subjects: Records, ours: pl.DataFrame) -> tuple[ListIndex, ...]:
    """Prepared subjects with those that came or changed as a part of their own."""
    fresh = _fresh(ours)
    if fresh.is_empty():
        return before.parts
    if len(before.parts) == MOST_PARTS:
        return (ListIndex(subjects),)
    return (*before.parts, ListIndex(only(subjects, fresh)))


def _merged(
    before: Screening,
    after: tuple[Records, ListIndex],
    changes: tuple[pl.DataFrame, pl.DataFrame],
    parts: tuple[ListIndex, ...],
) -> pl.DataFrame:
    """Hits that stand, those of changed subjects, and those of other subjects and changed entries."""
    (subjects, index), (ours, theirs) = after, changes
    found, kept = [], _untouched(before.hits, ours, theirs)
    fresh, entries = _fresh(ours), _fresh(theirs)
    if len(fresh):
        found.append(compared(parts[-1].part(fresh), index, threshold=before.threshold))
    if len(entries):
        restricted = index.part(entries)
        for part, current in _current(parts, subjects):
            others = current.filter(~current.is_in(fresh.implode()))
            if len(others):
                pairs = compared(part, restricted, threshold=before.threshold)
                found.append(pairs.filter(pl.col("subject_id").is_in(others.implode())))
    if not found:
        return ordered(kept.drop("place"))
    hits = hits_of(pl.concat(found), subjects, index.records)
    return ordered(pl.concat([kept, hits]).drop("place"))


def _untouched(hits: pl.DataFrame, ours: pl.DataFrame, theirs: pl.DataFrame) -> pl.DataFrame:
    kept = hits.join(ours, left_on="subject_id", right_on="entity_id", how="anti")
    return kept.join(theirs, on="entity_id", how="anti")


def _current(parts: tuple[ListIndex, ...], subjects: Records) -> list[tuple[ListIndex, pl.Series]]:
    """Each part with the subjects for which it is the last to speak."""
    left = subjects.entity["entity_id"]
    told = []
    for part in reversed(parts):
        own = left.is_in(part.records.entity["entity_id"].implode())
        told.append((part, left.filter(own)))
        left = left.filter(~own)
    return told


def _fresh(changes: pl.DataFrame) -> pl.Series:
    """Who came or changed."""
    return changes.filter(pl.col("change") != REMOVED)["entity_id"]


def _altered(old: pl.DataFrame, new: pl.DataFrame) -> pl.DataFrame:
    both = new.join(old, on=PAIR, suffix="_before")
    other = pl.any_horizontal(pl.col(name).ne_missing(pl.col(f"{name}_before")) for name in SHOWN)
    return both.filter(other).select(*PAIR, event=pl.lit(ALTERED))
