"""Which words of two vocabularies are alike: words are compared, not names, since there are far fewer of them.

Words meet through shared keys (the word, the word less one letter, its consonants, its folded sound, a group of given
names) and are then compared letter by letter and by sound.
"""

import operator
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, cached_property

import numpy as np
import polars as pl
from rapidfuzz import process
from rapidfuzz.distance import OSA, Indel

from cupel.screening import knowledge
from cupel.screening.arrays import F32, I64, U8, U64, Mask, kernel
from cupel.screening.sounds import coarse, folded, framed

LEAST_SIMILAR = 0.72
"""Words less alike are not."""

FEWEST_LETTERS = 4
"""Shorter words are the same only if they are equal."""

SLIP = 0.7
"""What a letter typed wrongly costs, as a part of the word's letters."""

SOUND = 0.95
"""A sound in common counts a little less than the same letters."""

ROUGH = 0.88
"""As :data:`SOUND`, where voiced letters count as unvoiced ones."""

SAME_GROUP = 0.94
"""Given names that stand for each other, words of one meaning."""

SAME_CONSONANTS, SAME_FRAME = 0.9, 0.8
"""A word of a script without vowels, and one with the same consonants, or with consonants spoken at the same places."""

FEWEST_CONSONANTS, FEWEST_FRAMED = 3, 2
"""Consonants that words must share to meet by them."""

SALTS = {"letters": 0, "consonants": 1, "sound": 2, "query": 3, "listed": 4}
Scorer = Callable[..., float]
PRIME, BASIS = np.uint64(1099511628211), np.uint64(14695981039346656037)


@dataclass(frozen=True)
class Vocabulary:
    """Distinct ``words``, sorted; a word's place is its number. ``vowelless``: bool per word; ``alone``: stands for one
    word of a name, not only for neighbours glued.
    """

    words: pl.Series
    vowelless: Mask
    alone: Mask

    @cached_property
    def sound(self) -> pl.Series:
        """Folded sound of each word."""
        return folded(self.words)

    @cached_property
    def coarse(self) -> pl.Series:
        """Folded sound, voiced letters as unvoiced ones."""
        return coarse(self.sound)

    @cached_property
    def consonants(self) -> pl.Series:
        """Coarse sound without vowels."""
        return self.coarse.str.replace_all(r"[aiu]", "")

    @cached_property
    def frame(self) -> pl.Series:
        """Consonants by the place where they are spoken: all that a script without vowels is sure to keep."""
        return framed(self.consonants)

    @cached_property
    def letters(self) -> pl.DataFrame:
        """``key`` u64, ``word`` i32: words that share a key may be alike."""
        numbers = pl.int_range(len(self.words), dtype=pl.Int32, eager=True)
        long = (self.words.str.len_bytes() >= FEWEST_LETTERS) & ~self.words.str.starts_with(knowledge.NUMBER)
        heard_long = long & (self.sound.str.len_bytes() >= FEWEST_LETTERS)
        firm = long & (self.consonants.str.len_bytes() >= FEWEST_CONSONANTS)
        parts = [
            _hashed(self.words, numbers, salt=SALTS["letters"]),
            _shorter(self.words.filter(long), numbers.filter(long), salt=SALTS["letters"]),
            _hashed(self.sound.filter(long), numbers.filter(long), salt=SALTS["sound"]),
            _shorter(self.sound.filter(heard_long), numbers.filter(heard_long), salt=SALTS["sound"]),
            _hashed(self.consonants.filter(firm), numbers.filter(firm), salt=SALTS["consonants"]),
            self._groups.select("key", word=pl.col("word").cast(pl.Int32)),
        ]
        return pl.concat(parts)

    @cached_property
    def _groups(self) -> pl.DataFrame:
        """Words of one meaning, and given names that stand for each other."""
        return pl.DataFrame({"text": self.words}).with_row_index("word").join(_group_keys(), on="text")

    def frames(self, *, of: str) -> pl.DataFrame:
        """Keys by which words without vowels meet others, and others do not meet each other."""
        numbers = pl.int_range(len(self.words), dtype=pl.Int32, eager=True)
        bare = pl.Series(self.vowelless)
        told = self.frame.str.len_bytes() >= FEWEST_FRAMED
        kept, bare = (told, told & bare)
        own, other = (SALTS["query"], SALTS["listed"]) if of == "query" else (SALTS["listed"], SALTS["query"])
        return pl.concat([
            _hashed(self.frame.filter(kept), numbers.filter(kept), salt=own),
            _hashed(self.frame.filter(bare), numbers.filter(bare), salt=other),
        ])  # fmt: skip

    def keys(self, *, of: str) -> pl.DataFrame:
        """All keys of the words ``of`` a query or a list."""
        return pl.concat([self.letters, self.frames(of=of)])


@cache
def _group_keys() -> pl.DataFrame:
    pairs = [(word, group) for word, many in knowledge.groups().items() for group in many]
    return pl.DataFrame(pairs, schema={"text": pl.String, "key": pl.UInt64}, orient="row")


def alike(query: Vocabulary, listed: Vocabulary) -> pl.DataFrame:
    """``query, listed`` i32 and ``similarity`` f32 in [:data:`LEAST_SIMILAR`, 1], sorted by both."""
    met = query.keys(of="query").join(listed.keys(of="listed"), on="key", suffix="_listed")
    glued = (pl.Series(~v.alone).gather(met[name]) for v, name in ((query, "word"), (listed, "word_listed")))
    pairs = met.select(query="word", listed="word_listed").filter(~operator.and_(*glued)).unique()
    left, right = pairs["query"], pairs["listed"]
    ours, theirs = query.words.gather(left), listed.words.gather(right)
    letters = 1 - SLIP * (1 - _compared(ours, theirs, OSA.normalized_similarity))
    heard = SOUND * _compared(query.sound.gather(left), listed.sound.gather(right), Indel.normalized_similarity)
    rough = ROUGH * _compared(query.coarse.gather(left), listed.coarse.gather(right), Indel.normalized_similarity)
    best = np.maximum(np.maximum(letters, heard), rough)
    bare = query.vowelless[left.to_numpy()] | listed.vowelless[right.to_numpy()]
    same_consonants = (query.consonants.gather(left) == listed.consonants.gather(right)).to_numpy()
    best = np.where(bare, np.maximum(best, np.where(same_consonants, SAME_CONSONANTS, SAME_FRAME)), best)
    best = np.where(_grouped(ours, theirs), np.maximum(best, SAME_GROUP), best)
    best = np.where((ours == theirs).to_numpy(), 1.0, np.minimum(best, 0.99))
    frame = pairs.with_columns(similarity=pl.Series(best.astype(np.float32)))
    return frame.filter(pl.col("similarity") >= LEAST_SIMILAR).sort("query", "listed")


def _grouped(left: pl.Series, right: pl.Series) -> Mask:
    groups = knowledge.groups()
    frame = pl.DataFrame({"left": left, "right": right})
    words = list(groups)
    known = frame.with_row_index().filter(pl.col("left").is_in(words) & pl.col("right").is_in(words))
    same = np.zeros(len(left), np.bool_)
    for row, one, other in known.iter_rows():
        same[row] = not set(groups[one]).isdisjoint(groups[other])
    return same


def _compared(left: pl.Series, right: pl.Series, scorer: Scorer) -> F32:
    if left.is_empty():
        return np.empty(0, np.float32)
    return process.cpdist(left.to_list(), right.to_list(), scorer=scorer, dtype=np.float32)


def _hashed(texts: pl.Series, numbers: pl.Series, *, salt: int) -> pl.DataFrame:
    data, offsets = _bytes(texts)
    return pl.DataFrame({"key": _hash(data, offsets, np.uint64(salt)), "word": numbers})


def _shorter(texts: pl.Series, numbers: pl.Series, *, salt: int) -> pl.DataFrame:
    data, offsets = _bytes(texts)
    keys, places = _hash_less_one(data, offsets, np.uint64(salt))
    return pl.DataFrame({"key": keys, "word": numbers.gather(places)})


def _bytes(texts: pl.Series) -> tuple[U8, I64]:
    """Letters one after the other, and where each text begins."""
    lengths = texts.str.len_bytes().to_numpy().astype(np.int64)
    data = np.frombuffer("".join(texts.to_list()).encode(), np.uint8)
    return data, np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64)


@kernel
def _hash(data: U8, offsets: I64, salt: np.uint64) -> U64:
    keys = np.empty(len(offsets) - 1, np.uint64)
    for i in range(len(keys)):
        key = (BASIS ^ salt) * PRIME
        for j in range(offsets[i], offsets[i + 1]):
            key = (key ^ np.uint64(data[j])) * PRIME
        keys[i] = key
    return keys


@kernel
def _hash_less_one(data: U8, offsets: I64, salt: np.uint64) -> tuple[U64, I64]:
    keys, places = np.empty(len(data), np.uint64), np.empty(len(data), np.int64)
    at = 0
    for i in range(len(offsets) - 1):
        for left_out in range(offsets[i], offsets[i + 1]):
            key = (BASIS ^ salt) * PRIME
            for j in range(offsets[i], offsets[i + 1]):
                if j != left_out:
                    key = (key ^ np.uint64(data[j])) * PRIME
            keys[at], places[at] = key, i
            at += 1
    return keys, places
