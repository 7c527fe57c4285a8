"""Which words of two vocabularies are alike: words are compared, not names, since there are far fewer of them.

Words meet through shared keys (the word, the word less one letter, its consonants, its folded sound, a group of given
names) and are then compared letter by letter and by sound.
"""

from dataclasses import dataclass
from functools import cache, cached_property
from typing import NamedTuple

import numpy as np
import polars as pl

from cupel.screening import knowledge
from cupel.screening.arrays import I32, I64, U64, Mask, kernel
from cupel.screening.distances import Letters, common_similarity, edits_similarity, letters_of
from cupel.screening.sounds import coarse, folded, framed

LEAST_SIMILAR, MOST_ALIKE = 0.72, 0.99
"""Words less alike are not; words that are not the same are not more."""

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

FEW = 8
"""Times as many words on one side as on the other from which on the fewer are looked up among the more."""

PLACE = 32
"""Bits of the number of a word."""

SALTS = {"letters": 0, "consonants": 1, "sound": 2, "query": 3, "listed": 4}
PRIME, BASIS = np.uint64(1099511628211), np.uint64(14695981039346656037)


class Keys(NamedTuple):
    """``key`` u64, and the ``word`` i32 that has it."""

    key: U64
    word: I32


@dataclass(frozen=True)
class Vocabulary:
    """Distinct ``words``, sorted; a word's place is its number. ``vowelless``: bool per word, came from a script
    without vowels (a word of both kinds of script stands twice); ``alone``: stands for one word of a name, not only
    for neighbours glued.
    """

    words: pl.Series
    vowelless: Mask
    alone: Mask

    def part(self, words: I32) -> "Vocabulary":
        """Some of the words alone, given in order."""
        return Vocabulary(self.words.gather(words), self.vowelless[words], self.alone[words])

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
    def letters(self) -> Keys:
        """Words that share a key may be alike."""
        consonants = letters_of(self.consonants)
        long = (_lengths(self.spelt) >= FEWEST_LETTERS) & ~self.words.str.starts_with(knowledge.NUMBER).to_numpy()
        heard_long = long & (_lengths(self.heard) >= FEWEST_LETTERS)
        firm = long & (_lengths(consonants) >= FEWEST_CONSONANTS)
        return _together(
            _hashed(self.spelt, np.ones_like(long), salt=SALTS["letters"]),
            _shorter(self.spelt, long, salt=SALTS["letters"]),
            _hashed(self.heard, long, salt=SALTS["sound"]),
            _shorter(self.heard, heard_long, salt=SALTS["sound"]),
            _hashed(consonants, firm, salt=SALTS["consonants"]),
            self._groups,
        )

    @cached_property
    def _groups(self) -> Keys:
        """Words of one meaning, and given names that stand for each other."""
        met = pl.DataFrame({"text": self.words}).with_row_index("word").join(_group_keys(), on="text")
        return Keys(met["key"].to_numpy(), met["word"].cast(pl.Int32).to_numpy())

    def frames(self, *, of: str) -> Keys:
        """Keys by which words without vowels meet others, and others do not meet each other."""
        frame = letters_of(self.frame)
        told = _lengths(frame) >= FEWEST_FRAMED
        own, other = (SALTS["query"], SALTS["listed"]) if of == "query" else (SALTS["listed"], SALTS["query"])
        return _together(_hashed(frame, told, salt=own), _hashed(frame, told & self.vowelless, salt=other))

    def keys(self, *, of: str) -> Keys:
        """All keys of the words ``of`` a query or a list."""
        return _together(self.letters, self.frames(of=of))

    @cached_property
    def query_keys(self) -> Keys:
        """Keys of the words of a query, in order."""
        return _in_order(self.keys(of="query"))

    @cached_property
    def listed_keys(self) -> Keys:
        """Keys of the words of a list, in order."""
        return _in_order(self.keys(of="listed"))

    @cached_property
    def grouped(self) -> Mask:
        """bool per word: has others that stand for it."""
        mask: Mask = self.words.is_in(list(knowledge.groups())).to_numpy()
        return mask

    @cached_property
    def spelt(self) -> Letters:
        """The words' letters."""
        return letters_of(self.words)

    @cached_property
    def heard(self) -> Letters:
        """The letters of :attr:`sound`."""
        return letters_of(self.sound)

    @cached_property
    def heard_roughly(self) -> Letters:
        """The letters of :attr:`coarse`."""
        return letters_of(self.coarse)


@cache
def _group_keys() -> pl.DataFrame:
    pairs = [(word, group) for word, many in knowledge.groups().items() for group in many]
    return pl.DataFrame(pairs, schema={"text": pl.String, "key": pl.UInt64}, orient="row")


def alike(query: Vocabulary, listed: Vocabulary) -> pl.DataFrame:
    """``query, listed`` i32 and ``similarity`` f32 in [:data:`LEAST_SIMILAR`, 1], sorted by both."""
    rows = _met(query, listed)
    edits = edits_similarity(query.spelt, listed.spelt, *rows)
    heard = SOUND * common_similarity(query.heard, listed.heard, *rows)
    rough = ROUGH * common_similarity(query.heard_roughly, listed.heard_roughly, *rows)
    best = np.maximum(np.maximum(1 - SLIP * (1 - edits), heard), rough)
    bare = np.flatnonzero(query.vowelless[rows[0]] | listed.vowelless[rows[1]])
    told = np.where(_equal(query.consonants, listed.consonants, rows, bare), SAME_CONSONANTS, SAME_FRAME)
    best[bare] = np.maximum(best[bare], told)
    grouped = np.flatnonzero(query.grouped[rows[0]] & listed.grouped[rows[1]])
    same_group = grouped[_of_one_group(query.words, listed.words, rows, grouped)]
    best[same_group] = np.maximum(best[same_group], SAME_GROUP)
    spelt_alike = np.flatnonzero(edits == 1.0)
    same = spelt_alike[_equal(query.words, listed.words, rows, spelt_alike)]
    best = np.minimum(best, MOST_ALIKE)
    best[same] = 1.0
    kept = np.flatnonzero(best >= np.float32(LEAST_SIMILAR))
    return pl.DataFrame({"query": rows[0][kept], "listed": rows[1][kept], "similarity": best[kept]})


def _equal(left: pl.Series, right: pl.Series, rows: tuple[I32, I32], some: I64) -> Mask:
    """Whether the texts of ``some`` of the pairs ``rows`` are the same."""
    equal: Mask = (left.gather(rows[0][some]) == right.gather(rows[1][some])).to_numpy()
    return equal


def _met(query: Vocabulary, listed: Vocabulary) -> tuple[I32, I32]:
    """Words of a query and of a list that share a key, by number, those that both only stand for neighbours aside."""
    ours, theirs = _sharing_a_key(query, listed)
    either = query.alone[ours] | listed.alone[theirs]
    pairs = np.sort(ours[either].astype(np.int64) << PLACE | theirs[either])
    distinct = pairs[np.diff(pairs, prepend=-1) != 0]
    return (distinct >> PLACE).astype(np.int32), (distinct & ((1 << PLACE) - 1)).astype(np.int32)


def _sharing_a_key(query: Vocabulary, listed: Vocabulary) -> tuple[I32, I32]:
    """Words of both that share a key, some repeatedly. Few words are looked up in the kept order of many."""
    if len(query.words) * FEW < len(listed.words):
        return _looked_up(query.keys(of="query"), listed.listed_keys)
    if len(listed.words) * FEW < len(query.words):
        few, many = _looked_up(listed.keys(of="listed"), query.query_keys)
        return many, few
    ours, theirs = query.keys(of="query"), listed.keys(of="listed")
    met = pl.DataFrame(ours._asdict()).join(pl.DataFrame(theirs._asdict()), on="key", suffix="_listed")
    return met["word"].to_numpy(), met["word_listed"].to_numpy()


def _looked_up(few: Keys, many: Keys) -> tuple[I32, I32]:
    """Words of both sides that share a key."""
    asked = _in_order(few)
    first, last = np.searchsorted(many.key, asked.key), np.searchsorted(many.key, asked.key, side="right")
    found = np.repeat(first - np.concatenate([[0], np.cumsum(last - first)[:-1]]), last - first)
    return np.repeat(asked.word, last - first), many.word[found + np.arange(len(found))]


def _in_order(keys: Keys) -> Keys:
    ordered = pl.DataFrame(keys._asdict()).sort("key", "word")
    return Keys(ordered["key"].to_numpy(), ordered["word"].to_numpy())


def _together(*parts: Keys) -> Keys:
    return Keys(np.concatenate([part.key for part in parts]), np.concatenate([part.word for part in parts]))


def _of_one_group(left: pl.Series, right: pl.Series, rows: tuple[I32, I32], some: I64) -> Mask:
    """Whether the words of ``some`` of the pairs ``rows`` stand for each other."""
    groups = knowledge.groups()
    pairs = zip(left.gather(rows[0][some]), right.gather(rows[1][some]), strict=True)
    return np.array([not set(groups[one]).isdisjoint(groups[other]) for one, other in pairs], np.bool_)


def _lengths(words: Letters) -> I64:
    return np.diff(words.start)


def _hashed(words: Letters, some: Mask, *, salt: int) -> Keys:
    """A key for each of ``some`` of the words."""
    numbers = np.flatnonzero(some).astype(np.int32)
    return Keys(_hash(words, np.uint64(salt))[numbers], numbers)


def _shorter(words: Letters, some: Mask, *, salt: int) -> Keys:
    """Keys of each of ``some`` of the words less one letter."""
    keys, numbers = _hash_less_one(words, some, np.uint64(salt))
    return Keys(keys, numbers)


@kernel
def _hash(words: Letters, salt: np.uint64) -> U64:
    data, offsets = words
    keys = np.empty(len(offsets) - 1, np.uint64)
    for i in range(len(keys)):
        key = (BASIS ^ salt) * PRIME
        for j in range(offsets[i], offsets[i + 1]):
            key = (key ^ np.uint64(data[j])) * PRIME
        keys[i] = key
    return keys


@kernel
def _hash_less_one(words: Letters, some: Mask, salt: np.uint64) -> tuple[U64, I32]:
    data, offsets = words
    keys, places = np.empty(len(data), np.uint64), np.empty(len(data), np.int32)
    at = 0
    for i in np.flatnonzero(some):
        for left_out in range(offsets[i], offsets[i + 1]):
            key = (BASIS ^ salt) * PRIME
            for j in range(offsets[i], offsets[i + 1]):
                if j != left_out:
                    key = (key ^ np.uint64(data[j])) * PRIME
            keys[at], places[at] = key, i
            at += 1
    return keys[:at], places[:at]
