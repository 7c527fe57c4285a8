"""A batch of names against a prepared list: pairs of names and their scores."""

from collections.abc import Iterator

import numpy as np
import polars as pl

from cupel.screening import candidates
from cupel.screening.arrays import F32, Alike, Desk, Found, Task, desk, found
from cupel.screening.index import Names, prepared
from cupel.screening.vocabulary import alike

BATCH = 100_000
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
    task = task_for(query, listed, alike(query.vocabulary, listed.vocabulary), least)
    return pl.concat(_frame(part) for part in _parts(task, least))


def _parts(task: Task, least: float) -> Iterator[Found]:
    room, stamp = desk_for(task), np.full(len(task.listed.singles), -1, np.int32)
    parts, size, first = candidates.unmatched_parts(least), max(ROOM, len(task.listed.singles)), 0
    plan = candidates.plan_for(task, parts, least)
    while True:
        pairs = found(size)
        first, count = candidates.match(first, least, parts, task, plan, room, stamp, pairs)
        yield Found(pairs.row[:count], pairs.listed[:count], pairs.score[:count])
        if first == len(plan.order):
            return


def _frame(pairs: Found) -> pl.DataFrame:
    return pl.DataFrame(
        {"row": pairs.row.astype(np.int64), "listed": pairs.listed.astype(np.int64), "score": pairs.score}
    )


def pair_scores(left: pl.DataFrame, right: pl.DataFrame) -> F32:
    """f32 per row: how well the ``name`` of ``left`` fits that of ``right`` (both with ``kind``)."""
    ours, theirs = prepared(left), prepared(right)
    task = task_for(ours, theirs, alike(ours.vocabulary, theirs.vocabulary), 0.0)
    scores = np.zeros(left.height, np.float32)
    candidates.match_pairs(task, desk_for(task), scores)
    return scores


def task_for(query: Names, listed: Names, pairs: pl.DataFrame, least: float) -> Task:
    """What the kernels work on; ``pairs`` of words that are alike."""
    counts = np.bincount(pairs["query"].to_numpy(), minlength=len(query.vocabulary.words))
    ptr = np.concatenate([[0], np.cumsum(counts)]).astype(np.int64)
    near = Alike(ptr, pairs["listed"].cast(pl.Int32).to_numpy(), pairs["similarity"].to_numpy())
    return Task(query.side, listed.side, near, listed.leads, listed.heads(least), listed.lettered)


def desk_for(task: Task) -> Desk:
    """Room for the name with most similar words; a word that a name repeats counts each time."""
    counts = np.concatenate([[0], np.cumsum(np.diff(task.alike.ptr)[task.query.word])])
    of_name = counts[task.query.ptr[1:]] - counts[task.query.ptr[:-1]]
    return desk(words=len(task.listed.weight), entries=int(of_name.max(initial=1)))
