"""Array types and the bundles of arrays that the comparison of names works on.

N names of subjects, L names of the list, W words; a unit is a word of a name, or two neighbours glued.
"""

from collections.abc import Callable
from typing import NamedTuple, TypeVar, cast

import numba
import numpy as np
from numpy.typing import NDArray

F32 = NDArray[np.float32]
I32 = NDArray[np.int32]
I64 = NDArray[np.int64]
U8 = NDArray[np.uint8]
U32 = NDArray[np.uint32]
U64 = NDArray[np.uint64]
Mask = NDArray[np.bool_]

F = TypeVar("F", bound=Callable[..., object])

MOST_UNITS = 32
"""Units of one name."""

MOST_FITS = 4096
"""Fits of units of two names that are looked at."""


def kernel(function: F) -> F:
    """Compile on first call and keep on disk; other Python threads run meanwhile.

    What is kept is renewed when the file of the function changes, not those it calls: clear ``__pycache__`` on editing
    a kernel that another file's kernel calls.
    """
    return cast("F", numba.njit(cache=True, nogil=True)(function))


class Side(NamedTuple):
    """Names as units of words.

    Units of name n are ``ptr[n]:ptr[n+1]``: ``word`` i32 (number of the word), ``mask`` u32 (bit per place in the
    name), ``unit`` f32 (weight); the first ``singles[n]`` are single words in order. ``forms`` u32[N]: bit per class of
    legal form. Per word: ``weight`` f32 in (0, 1] (infinite if it only stands for neighbours), ``first`` letter u8,
    ``initial`` (is a single letter), ``numeral``. Per name: ``total`` weight f32, ``initials`` u32 (bit per letter that
    is a word), ``letters`` i32 (words that are single letters) and ``firsts`` u32 (bit per letter that begins a word).
    """

    ptr: I64
    word: I32
    mask: U32
    unit: F32
    singles: I32
    forms: U32
    weight: F32
    first: U8
    initial: Mask
    numeral: Mask
    total: F32
    initials: U32
    letters: I32
    firsts: U32


class Alike(NamedTuple):
    """Words of the list that are like a word of the subjects: ``ptr`` i64[W+1], ``listed`` i32, ``similarity`` f32."""

    ptr: I64
    listed: I32
    similarity: F32


class Leads(NamedTuple):
    """Names of the list to which its word t leads: ``names[ptr[t]:ptr[t+1]]``; ``ptr`` i64[W+1], ``names`` i32."""

    ptr: I64
    names: I32


class Task(NamedTuple):
    """Names of subjects and of a list. ``leads``: where the heads of a subject's name lead (see
    :mod:`cupel.screening.candidates`); ``heads``: where its other words do; ``lettered``: the same among names with
    initials.
    """

    query: Side
    listed: Side
    alike: Alike
    leads: Leads
    heads: Leads
    lettered: Leads


class Plan(NamedTuple):
    """How names of subjects find names of the list, see :mod:`cupel.screening.candidates`.

    ``heads`` u32[N]: mask of words; ``enough`` bool[N]: whether they do without the heads of the list's names.
    ``order`` i32: names that lead anywhere; those whose dearest head is the same follow each other, and find the names
    of the list in the cache.
    """

    order: I32
    heads: U32
    enough: Mask


class Desk(NamedTuple):
    """Room to work in for one name of a subject.

    Words of the list like those of the name, as chains: ``stamp`` and ``head`` i32 per word of the list; ``unit``,
    ``fit``, ``following`` per entry; ``near`` u64: a bit per word of the list, all clear between names. Fits of two
    names, best first: ``gain``, ``ours`` (entry), ``theirs`` (unit). What was put side by side last: ``taken[0]`` pairs
    with ``taken_ours`` and ``taken_theirs`` (masks) and ``taken_fit``.
    """

    stamp: I32
    head: I32
    near: U64
    unit: I32
    fit: F32
    following: I32
    gain: F32
    ours: I32
    theirs: I32
    taken: I32
    taken_ours: U32
    taken_theirs: U32
    taken_fit: F32


class Found(NamedTuple):
    """Pairs found so far: ``row`` and ``listed`` i32, ``score`` f32."""

    row: I32
    listed: I32
    score: F32


def desk(*, words: int, entries: int) -> Desk:
    """Room for a list of ``words`` and at most ``entries`` similar words of one name."""
    whole = [np.empty(size, np.int32) for size in (entries, entries, MOST_FITS, MOST_FITS)]
    unit, following, ours, theirs = whole
    fit, gain = np.empty(entries, np.float32), np.empty(MOST_FITS, np.float32)
    stamp, head = np.full(words, -1, np.int32), np.zeros(words, np.int32)
    taken_ours, taken_theirs = np.zeros(MOST_UNITS, np.uint32), np.zeros(MOST_UNITS, np.uint32)
    taken, taken_fit = np.zeros(1, np.int32), np.zeros(MOST_UNITS, np.float32)
    near = np.zeros(words // 64 + 1, np.uint64)
    return Desk(
        stamp, head, near, unit, fit, following, gain, ours, theirs, taken, taken_ours, taken_theirs, taken_fit
    )  # fmt: skip


def found(size: int) -> Found:
    """Room for ``size`` pairs."""
    return Found(np.empty(size, np.int32), np.empty(size, np.int32), np.empty(size, np.float32))
