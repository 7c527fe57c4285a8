"""How alike two words are letter by letter: edit distances in bits, a letter of one word per step.

The recurrences are those of Hyyrö, "A bit-vector algorithm for computing Levenshtein and Damerau edit distances"
(Nordic Journal of Computing 10, 2003) and "Bit-parallel LCS-length computation revisited" (AWOCA 2004). Millions of
pairs of words are compared by their numbers, without a Python string for either; results equal rapidfuzz's.
"""

from typing import NamedTuple

import numpy as np
import polars as pl

from cupel.screening.arrays import F32, I32, I64, U8, U64, kernel

MOST_COMPARED = 64
"""Letters of a word that count; those after them do not."""

ONE, NONE, EVERY = np.uint64(1), np.uint64(0), ~np.uint64(0)


class Letters(NamedTuple):
    """Words as bytes: word w is ``data[start[w]:start[w+1]]``; ``data`` u8, ``start`` i64[W+1]."""

    data: U8
    start: I64


def letters_of(texts: pl.Series) -> Letters:
    """Words of ASCII letters, one after the other."""
    lengths = texts.str.len_bytes().to_numpy().astype(np.int64)
    data = np.frombuffer("".join(texts.to_list()).encode(), np.uint8)
    return Letters(data, np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64))


@kernel
def edits_similarity(left: Letters, right: Letters, ours: I32, theirs: I32) -> F32:
    """f32 per pair of words: 1 less the part of the longer word's letters that are put in, left out, exchanged, or
    swapped with their neighbour (optimal string alignment).
    """
    similar, places = np.empty(len(ours), np.float32), np.zeros(256, np.uint64)
    for p in range(len(ours)):
        (a, m), (b, n) = span(left, ours[p]), span(right, theirs[p])
        if m == 0 or n == 0:
            similar[p] = np.float32(m == n)
            continue
        note_places(left.data, a, m, places)
        distance, last = np.int64(m), ONE << np.uint64(m - 1)
        more, less, same, before = EVERY, NONE, NONE, NONE
        for j in range(b, b + n):
            here = places[right.data[j]]
            swapped = ((~same & here) << ONE) & before
            same = ((((here & more) + more) ^ more) | here | less) | swapped
            up, down = less | ~(same | more), same & more
            distance += np.int64(up & last != NONE) - np.int64(down & last != NONE)
            up = (up << ONE) | ONE
            more, less = (down << ONE) | ~(same | up), up & same
            before = here
        similar[p] = np.float32(1.0 - distance / max(m, n))
        forget_places(left.data, a, m, places)
    return similar


@kernel
def common_similarity(left: Letters, right: Letters, ours: I32, theirs: I32) -> F32:
    """f32 per pair of words: the part of both words' letters that they have in common, in order."""
    similar, places = np.empty(len(ours), np.float32), np.zeros(256, np.uint64)
    for p in range(len(ours)):
        (a, m), (b, n) = span(left, ours[p]), span(right, theirs[p])
        if m == 0 or n == 0:
            similar[p] = np.float32(m == n)
            continue
        note_places(left.data, a, m, places)
        apart = EVERY
        for j in range(b, b + n):
            met = apart & places[right.data[j]]
            apart = (apart + met) | (apart - met)
        common, rest = 0, ~apart & (EVERY >> np.uint64(MOST_COMPARED - m))
        while rest:
            rest &= rest - ONE
            common += 1
        similar[p] = np.float32(2 * common / (m + n))
        forget_places(left.data, a, m, places)
    return similar


@kernel
def span(words: Letters, word: int) -> tuple[int, int]:
    """Where a word begins, and how many letters of it count."""
    start = words.start[word]
    return start, min(words.start[word + 1] - start, MOST_COMPARED)


@kernel
def note_places(data: U8, start: int, length: int, places: U64) -> None:
    """Set a bit per place of each letter."""
    for i in range(length):
        places[data[start + i]] |= ONE << np.uint64(i)


@kernel
def forget_places(data: U8, start: int, length: int, places: U64) -> None:
    """Undo :func:`note_places`."""
    for i in range(length):
        places[data[start + i]] = NONE
