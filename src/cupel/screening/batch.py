"""A batch of names against a prepared list: pairs of names and their scores."""

from collections.abc import Iterator

import numpy as np
import polars as pl

from cupel.screening import candidates
from cupel.screening.arrays import F32, Alike, Desk, Found, Task, desk, found, tally
from cupel.screening.index import Names, prepared
from cupel.screening.vocabulary import alike

BATCH = 50_000
"""Names of subjects worked on at a time; results do not depend on it."""

ROOM = 1_000_000
"""Pairs found at a time."""


def name_pairs(names: pl.DataFrame | Names, listed: Names, *, least: float) -> pl.DataFrame:
    """Pairs of ``names`` (``name, kind``, or prepared) and the list's names that score ``least`` (0.5) or more.

    Returns ``row`` (of ``names``), ``listed`` (row of the list's names), ``score`` f32; sorted by row, then listed.
    """
    parts = [_batch(query, listed, least).with_columns(pl.col("row") + start) for start, query in _batches(names)]
    return pl.concat(parts).sort("row", "listed")


def _batches(names: pl.DataFrame | Names) -> Iterator[tuple[int, Names]]:
    """Prepared names with the row of the first; what is prepared already is one batch."""
    if isinstance(names, Names):
        yield 0, names
        return
    for start in range(0, max(names.height, 1), BATCH):
        yield start, prepared(names.slice(start, BATCH))


def _batch(query: Names, listed: Names, least: float) -> pl.DataFrame:
    task = _task(query, listed)
    return pl.concat(_frame(part) for part in _parts(task, least))


def _parts(task: Task, least: float) -> Iterator[Found]:
    room, told = _desk(task), tally(len(task.listed.singles))
    first, size = 0, max(ROOM, len(task.listed.singles))
    while True:
        pairs = found(size)
        first, count = candidates.match(first, least, task, room, told, pairs)
        yield Found(pairs.row[:count], pairs.listed[:count], pairs.score[:count])
        if first == len(task.query.singles):
            return


def _frame(pairs: Found) -> pl.DataFrame:
    return pl.DataFrame(
        {"row": pairs.row.astype(np.int64), "listed": pairs.listed.astype(np.int64), "score": pairs.score}
    )


def pair_scores(left: pl.DataFrame, right: pl.DataFrame) -> F32:
    """f32 per row: how well the ``name`` of ``left`` fits that of ``right`` (both with ``kind``)."""
    task = _task(prepared(left), prepared(right))
    scores = np.zeros(left.height, np.float32)
    candidates.match_pairs(task, _desk(task), scores)
    return scores


def _task(query: Names, listed: Names) -> Task:
    pairs = alike(query.vocabulary, listed.vocabulary)
    counts = np.bincount(pairs["query"].to_numpy(), minlength=len(query.vocabulary.words))
    ptr = np.concatenate([[0], np.cumsum(counts)]).astype(np.int64)
    near = Alike(ptr, pairs["listed"].cast(pl.Int32).to_numpy(), pairs["similarity"].to_numpy())
    return Task(query.side, listed.side, near, *listed.holders)


def _desk(task: Task) -> Desk:
    return desk(words=len(task.listed.weight), entries=len(task.alike.listed) + 1)
