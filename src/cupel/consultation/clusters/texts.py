"""How alike the texts of one language are: words and pairs of words by rarity, as clauses are matched by."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

from cupel.consultation.clusters.linkage import Link

if TYPE_CHECKING:
    from scipy.sparse import csr_array

I64 = NDArray[np.int64]
HAN = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]+")

NEAR, SIMILAR = 0.80, 0.45
"""Likeness from which texts are nearly the same, as letters of a campaign are, and from which they may say the same."""

LONG = 40
"""Terms of the shorter text, words and pairs, from which its being held by the other one tells something."""

BLOCK, BEST = 500, 200
"""Rows compared at a time; links kept of each comment, its best ones, so that a flood of letters costs no more."""


class Texts(NamedTuple):
    """Texts of one language as rows: ``plain`` weights of their terms by rarity, ``even`` the same with rows of length
    1, ``flat`` rows of length 1 whose terms weigh the same, ``words`` their number of terms.
    """

    plain: "csr_array"
    even: "csr_array"
    flat: "csr_array"
    words: I64


def terms(text: str) -> list[str]:
    """Beginnings of words, of words with the next; of scripts without spaces, letters with the next."""
    from cupel.standard.changes.matching import stems

    single = [*stems(HAN.sub(" ", text)), *(one + other for run in HAN.findall(text) for one, other in pairwise(run))]
    return single + [f"{one} {other}" for one, other in pairwise(single)]


def prepared(texts: Sequence[str]) -> Texts:
    """Texts ready to be compared with each other."""
    from cupel.standard.changes.matching import unit, weighed

    plain, _none = weighed(texts, (), terms, lambda count: 1 + np.log(count))
    return Texts(plain, unit(plain), unit(plain.sign()), np.diff(plain.indptr).astype(np.int64))


def alike(texts: Texts, rows: I64, columns: I64) -> NDArray[np.float64]:
    """f64[rows, columns]: the cosine, or the part of the shorter text that the longer holds where that is more."""
    cosine = np.asarray((texts.even[rows] @ texts.even[columns].T).toarray(), np.float64)
    ours, theirs = texts.plain[rows], texts.plain[columns]
    common = np.asarray((ours @ theirs.sign().T).toarray(), np.float64)
    weights = [np.asarray(side.sum(axis=1), np.float64) for side in (ours, theirs)]
    least = np.minimum(weights[0][:, None], weights[1][None, :])
    held = np.divide(common, least, out=np.zeros_like(common), where=least > 0)
    long = np.minimum(texts.words[rows][:, None], texts.words[columns][None, :]) >= LONG
    return np.minimum(np.maximum(cosine, np.where(long & (held >= NEAR), held, 0.0)), 1.0)


def links_within(texts: Texts, rows: I64, *, least: float) -> Iterator[Link]:
    """Links of ``least`` or more among ``rows``, of each row at most its :data:`BEST`."""
    for start in range(0, len(rows), BLOCK):
        block = rows[start : start + BLOCK]
        yield from _links(alike(texts, block, rows), block, rows, least)


def links_between(texts: Texts, rows: I64, others: I64, *, least: float) -> Iterator[Link]:
    """Links of ``least`` or more between ``rows`` and ``others``."""
    for start in range(0, len(rows), BLOCK):
        block = rows[start : start + BLOCK]
        yield from _links(alike(texts, block, others), block, others, least)


def _links(scores: NDArray[np.float64], rows: I64, columns: I64, least: float) -> Iterator[Link]:
    if scores.shape[1] > BEST:
        floor = np.partition(scores, -BEST, axis=1)[:, -BEST][:, None]
        scores = np.where(scores >= floor, scores, 0.0)
    for row, column in zip(*np.nonzero(scores >= least), strict=True):
        one, other = int(rows[row]), int(columns[column])
        if one != other:
            yield Link(min(one, other), max(one, other), float(scores[row, column]))


def letters(texts: Texts, rows: I64, differ: Callable[[int, int], bool]) -> Iterator[tuple[list[int], float]]:
    """Groups of ``rows`` with nearly the same text as their first one, and the mean of how near; those that ``differ``
    in what they ask for are not joined. All terms weigh the same: in a flood of one letter its own words are common.
    """
    free = np.ones(len(rows), np.bool_)
    for start in range(0, len(rows), BLOCK):
        near = np.asarray((texts.flat[rows[start : start + BLOCK]] @ texts.flat[rows].T).toarray(), np.float64)
        for place in (place for place in range(start, start + len(near)) if free[place]):
            scores = near[place - start]
            others = [int(at) for at in np.flatnonzero((scores >= NEAR) & free) if at > place]
            joined = [at for at in others if not differ(int(rows[place]), int(rows[at]))]
            free[[place, *joined]] = False
            mean = float(scores[joined].mean()) if joined else 1.0
            yield [int(rows[at]) for at in (place, *joined)], min(mean, 1.0)


def same_texts(texts: Iterable[str]) -> list[list[int]]:
    """Numbers of texts that are the same but for case, spaces and marks; those without letters are alone."""
    groups: dict[str, list[int]] = {}
    for number, text in enumerate(texts):
        key = "".join(letter for letter in text.casefold() if letter.isalnum())
        groups.setdefault(key or f"\x00{number}", []).append(number)
    return list(groups.values())
