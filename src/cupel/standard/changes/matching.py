"""Which clauses of another edition a clause may have become: proposed by likeness of texts, decided by people.

Four views of two texts weigh the same: their words, pairs of neighbouring words, runs of letters, and how much of the
shorter text the longer one holds. Headings add a little, and so do a clause's neighbours: sections mostly move as one.
A clause that many others are like too is less likely to be the one that is meant. Nothing depends on a language.

Weights were set on two public mappings between versions of other standards (``benchmarks/lineage.py``), where it does
better than a vector of words; it stays a proposal: of ten clauses it puts two or three behind a wrong one.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

F64 = NDArray[np.float64]
Terms = Callable[[str], Iterable[str]]
WORD = re.compile(r"\w+")

STEM = 5
"""Letters of a word that tell it; what follows is mostly an ending."""

RUNS = (3, 4, 5)
"""Lengths of runs of letters."""

VIEW, HEADINGS, NEIGHBOURS, CROWD = 0.25, 0.10, 0.15, 0.25
"""What each view of the text weighs, the headings above it, where its neighbours went, and how much is taken off for
what many others are like."""

CROWDED = 5
"""Clauses that are most like another one tell how crowded it is."""

MOST = 5
"""Proposals per clause, unless another number is asked for."""


@dataclass(frozen=True, kw_only=True)
class PlainClause:
    """A clause as words: its ``text``, the ``headings`` above it, and the ``section`` that names its neighbours."""

    key: str
    text: str
    headings: str = ""
    section: str = ""


@dataclass(frozen=True, kw_only=True)
class Proposal:
    """``source`` of the old edition may have become ``target`` of the new one; ``rank`` from 1, ``score`` orders the
    proposals of one matching and means nothing beyond it.
    """

    source: str
    target: str
    rank: int
    score: float


def proposals(old: Sequence[PlainClause], new: Sequence[PlainClause], *, most: int = MOST) -> list[Proposal]:
    """The ``most`` likely targets of every old clause, best first; among equals in the order of the new edition.

    Old and new times each other are held in memory: 5,000 clauses on each side take about 1 GB.
    """
    if not old or not new:
        return []
    scores = likeness(old, new)
    best = np.argsort(-scores, axis=1, kind="stable")[:, :most]
    return [
        Proposal(source=clause.key, target=new[place].key, rank=rank, score=float(scores[row, place]))
        for row, clause in enumerate(old)
        for rank, place in enumerate(best[row], start=1)
    ]


def likeness(old: Sequence[PlainClause], new: Sequence[PlainClause]) -> F64:
    """f64[old, new]: how like the clauses are, all things considered."""
    ours, theirs = [clause.text for clause in old], [clause.text for clause in new]
    views = [cosine(ours, theirs, terms) for terms in (stems, pairs, runs)]
    alike = VIEW * (sum(views) + held(ours, theirs))
    alike += HEADINGS * cosine([clause.headings for clause in old], [clause.headings for clause in new], stems)
    alike += NEIGHBOURS * neighbourly(alike, [clause.section for clause in old], [clause.section for clause in new])
    return np.asarray(alike - CROWD * crowded(alike), np.float64)


def stems(text: str) -> list[str]:
    """Beginnings of the words."""
    return [word[:STEM] for word in WORD.findall(text.lower())]


def pairs(text: str) -> list[str]:
    """Beginnings of words, and of words with the next."""
    words = stems(text)
    return words + [f"{one} {other}" for one, other in pairwise(words)]


def runs(text: str) -> list[str]:
    """Runs of letters, over the ends of words too."""
    whole = f" {' '.join(WORD.findall(text.lower()))} "
    return [whole[at : at + length] for length in RUNS for at in range(len(whole) - length + 1)]


def cosine(old: Sequence[str], new: Sequence[str], terms: Terms) -> F64:
    """f64[old, new]: cosine of vectors of terms, ``(1 + ln count) (1 + ln((1 + N) / (1 + texts with the term)))``."""
    left, right = weighed(old, new, terms, lambda count: 1 + np.log(count))
    return np.asarray((unit(left) @ unit(right).T).toarray(), np.float64)


def held(old: Sequence[str], new: Sequence[str]) -> F64:
    """f64[old, new]: the part of the shorter text's weight, in words, that the other one holds too."""
    left, right = weighed(old, new, stems, np.ones_like)
    ours, theirs = (np.asarray(side.sum(axis=1)) for side in (left, right))
    least = np.minimum(ours[:, None], theirs[None, :])
    common: F64 = (left @ right.sign().T).toarray()
    return np.divide(common, least, out=np.zeros_like(common), where=least > 0)


def neighbourly(alike: F64, old: Sequence[str], new: Sequence[str]) -> F64:
    """f64[old, new]: how like the other clauses of the old one's section are, on average, to their best in the section
    of the new one.
    """
    ours, theirs = _numbered(old), _numbered(new)
    best = np.stack([alike[:, theirs == section].max(axis=1) for section in range(theirs.max() + 1)], axis=1)
    told = np.zeros_like(best)
    for section in range(ours.max() + 1):
        rows = np.flatnonzero(ours == section)
        if len(rows) > 1:
            told[rows] = (best[rows].sum(axis=0) - best[rows]) / (len(rows) - 1)
    return np.asarray(told[:, theirs], np.float64)


def crowded(alike: F64) -> F64:
    """f64[1, new]: mean of the greatest likenesses of each new clause."""
    most = min(CROWDED, len(alike))
    return np.asarray(np.sort(alike, axis=0)[-most:].mean(axis=0, keepdims=True), np.float64)


def _numbered(sections: Sequence[str]) -> NDArray[np.int64]:
    return np.unique(np.array(sections, np.str_), return_inverse=True)[1]


def weighed(
    old: Sequence[str], new: Sequence[str], terms: Terms, weight: Callable[[F64], F64]
) -> tuple[csr_array, csr_array]:
    """Terms of the texts of each side, weighed by number and rarity."""
    counts = [Counter(terms(text)) for text in (*old, *new)]
    within = Counter(term for each in counts for term in each)
    numbers = {term: number for number, term in enumerate(within)}
    rare = 1 + np.log((1 + len(counts)) / (1 + np.array(list(within.values()), np.float64)))
    column = np.array([numbers[term] for each in counts for term in each], np.int64)
    number = np.array([count for each in counts for count in each.values()], np.float64)
    start = np.concatenate([[0], np.cumsum([len(each) for each in counts])])
    table = csr_array((weight(number) * rare[column], column, start), shape=(len(counts), max(len(numbers), 1)))
    return table[: len(old)], table[len(old) :]


def unit(table: csr_array) -> csr_array:
    """Rows of length 1; empty ones stay."""
    length = np.sqrt(np.asarray((table * table).sum(axis=1)))
    return csr_array(table * (1 / np.where(length > 0, length, 1))[:, None])
