"""Names prepared for comparison: words, their weights, and where they occur."""

from dataclasses import dataclass
from functools import cache, cached_property
from typing import Self

import numpy as np
import polars as pl
from numpy.typing import NDArray

from cupel.screening import knowledge
from cupel.screening.arrays import F32, I32, I64, U8, U32, Leads, Mask, Side
from cupel.screening.candidates import head_units, unmatched_parts
from cupel.screening.normalise import normalised
from cupel.screening.vocabulary import Vocabulary, alike

RAREST = 1 / 20_000
"""Share of names below which a word is as rare as can be told."""

BUSINESS_WORD = 0.30
"""Greatest weight of a word that tells what an organisation does."""

LONG, SLIPPED = 6, 0.88
"""Letters of a business word that is told with a slip, and how alike the two are."""

TITLE = 0.15
"""Greatest weight of a title: many write it, and many leave it out."""

PARTICLE = 0.08
"""Greatest weight of a word that joins others."""

INITIAL = 0.15
"""Greatest weight of a single letter."""


@dataclass(frozen=True)
class Names:
    """Names as units, see :class:`cupel.screening.arrays.Side`; ``word`` is a row of ``vocabulary``, ``weight`` f32 how
    much each of its words tells.
    """

    vocabulary: Vocabulary
    weight: F32
    ptr: I64
    word: I32
    mask: U32
    singles: I32
    forms: U32

    def __post_init__(self) -> None:
        """Kernels are compiled per type, and arrays that may not be written are a type of their own: all are that."""
        for array in (self.ptr, self.word, self.mask, self.singles, self.forms):
            array.setflags(write=False)

    @property
    def size(self) -> int:
        """Number of names."""
        return len(self.singles)

    def part(self, rows: I64) -> "Names":
        """Some of the names alone, with what is known of their words."""
        counts = np.diff(self.ptr)[rows]
        ptr = np.concatenate([[0], np.cumsum(counts)]).astype(np.int64)
        units = np.repeat(self.ptr[rows] - ptr[:-1], counts) + np.arange(ptr[-1])
        used, word = np.unique(self.word[units], return_inverse=True)
        return Names(
            self.vocabulary.part(used), self.weight[used], ptr, word.astype(np.int32), self.mask[units],
            self.singles[rows], self.forms[rows],
        )  # fmt: skip

    def ready(self, least: float) -> Self:
        """Hold everything that comparing with names of a list takes, if pairs that score ``least`` are looked for."""
        words = self.vocabulary
        _ = self.side, self.heads(least), self.lettered
        _ = words.listed_keys, words.spelt, words.heard, words.heard_roughly
        return self

    @cached_property
    def side(self) -> Side:
        """Units with what is known of their words."""
        words, weight = self.vocabulary.words, self.weight
        first, initial = _first_letters(words)
        owner = np.repeat(np.arange(self.size), np.diff(self.ptr))
        glued = np.arange(len(self.word)) - self.ptr[owner] >= self.singles[owner]
        singles, names = self.word[~glued], owner[~glued]
        total = np.bincount(names, weight[singles], minlength=self.size).astype(np.float32)
        bits = np.uint32(1) << (first % np.uint8(32)).astype(np.uint32)
        firsts, initials = np.zeros(self.size, np.uint32), np.zeros(self.size, np.uint32)
        np.bitwise_or.at(firsts, names, bits[singles])
        np.bitwise_or.at(initials, names, np.where(initial, bits, np.uint32(0))[singles])
        letters = np.bincount(names, initial[singles], minlength=self.size).astype(np.int32)
        numeral = words.str.starts_with(knowledge.NUMBER).to_numpy()
        told = np.where(self.vocabulary.alone, weight, np.float32(np.inf))
        unit = self._unit_weights(weight[self.word], glued, owner)
        return Side(
            self.ptr, self.word, self.mask, unit, self.singles, self.forms, told, first, initial, numeral, total,
            initials, letters, firsts,
        )  # fmt: skip

    def _unit_weights(self, weight: F32, glued: Mask, owner: NDArray[np.int64]) -> F32:
        """Weight of each unit; that of neighbours is the sum of theirs."""
        rows = np.flatnonzero(glued)
        place = np.round(np.log2(self.mask[rows] / 3)).astype(np.int64) + self.ptr[owner[rows]]
        weight[rows] = weight[place] + weight[place + 1]
        return weight

    @cached_property
    def leads(self) -> Leads:
        """The names that each word leads to: those that hold it. Single letters lead nowhere."""
        return self._held(~self.side.initial[self.word])

    @cached_property
    def lettered(self) -> Leads:
        """:attr:`leads` to names with initials."""
        return self._held(~self.side.initial[self.word] & self._with_initials)

    @cached_property
    def _with_initials(self) -> Mask:
        return np.repeat(self.side.initials != 0, np.diff(self.ptr))

    def heads(self, least: float) -> Leads:
        """The names of which each word is a head, those with initials aside, if pairs that score ``least`` are looked
        for; kept after the first call.
        """
        if least not in self._heads:
            heads = np.zeros(len(self.word), np.bool_)
            head_units(self.side, unmatched_parts(least)[0], np.diff(self.leads.ptr), heads)
            self._heads[least] = self._held(heads & ~self._with_initials)
        return self._heads[least]

    @cached_property
    def _heads(self) -> dict[float, Leads]:
        return {}

    def _held(self, units: Mask) -> Leads:
        """Names by word, in order, of some units."""
        owner = np.repeat(np.arange(self.size, dtype=np.int64), np.diff(self.ptr))[units]
        pairs = np.unique(self.word[units] * np.int64(max(self.size, 1)) + owner)
        words, names = np.divmod(pairs, max(self.size, 1))
        counts = np.bincount(words, minlength=len(self.vocabulary.words))
        return Leads(np.concatenate([[0], np.cumsum(counts)]).astype(np.int64), names.astype(np.int32))


def prepared(names: pl.DataFrame) -> Names:
    """``name, kind`` (person, organisation, ...; null = unknown), one name a row."""
    table = normalised(names).with_row_index("row")
    units = _units(table)
    single = pl.col("glued") == 0
    words = units.group_by("text", "vowelless").agg(alone=single.any()).sort("text", "vowelless")
    vocabulary = Vocabulary(words["text"], words["vowelless"].to_numpy(), words["alone"].to_numpy())
    numbers = words.select("text", "vowelless").with_row_index("word")
    numbered = units.join(numbers, on=["text", "vowelless"], how="left", maintain_order="left")
    counts = np.bincount(units["row"].to_numpy(), minlength=table.height)
    return Names(
        vocabulary,
        weights(vocabulary.words),
        np.concatenate([[0], np.cumsum(counts)]).astype(np.int64),
        numbered["word"].cast(pl.Int32).to_numpy(),
        units["mask"].to_numpy(),
        table["tokens"].list.len().cast(pl.Int32).to_numpy(),
        table["forms"].to_numpy(),
    )


def _units(table: pl.DataFrame) -> pl.DataFrame:
    """``row, text, vowelless, glued, mask``: single words in order, then neighbours glued."""
    place = pl.int_ranges(0, pl.col("tokens").list.len(), dtype=pl.UInt32)
    listed = table.select("row", "vowelless", text="tokens", place=place)
    single = listed.explode("text", "place", empty_as_null=False, keep_nulls=False)
    following = pl.col("text").shift(-1).over("row", order_by="place")
    pairs = single.with_columns(text=pl.col("text") + following).drop_nulls("text")
    pairs = pairs.filter(~pl.col("text").str.contains(knowledge.NUMBER, literal=True))
    bit = pl.lit(2, pl.UInt32) ** pl.col("place")
    parts = [single.with_columns(mask=bit, glued=pl.lit(0)), pairs.with_columns(mask=3 * bit, glued=pl.lit(1))]
    units = pl.concat(part.with_columns(pl.col("mask").cast(pl.UInt32)) for part in parts)
    return units.sort("row", "glued", "place").select("row", "text", "vowelless", "glued", "mask")


def weights(words: pl.Series) -> F32:
    """f32 per word in (0, 1]: how much it tells, by how rare it is in names at large.

    The list itself has no say: a score must not change because other entries come or go.
    """
    known = knowledge.frequencies()
    at_large = words.replace_strict(list(known), list(known.values()), default=RAREST, return_dtype=pl.Float64)
    told = np.log(1 / np.maximum(at_large.to_numpy(), RAREST)) / np.log(1 / RAREST)
    joining = words.is_in(sorted(knowledge.particles())).to_numpy()
    initial = (words.str.len_bytes() == 1).to_numpy()
    title = words.is_in(sorted(knowledge.honorifics())).to_numpy()
    told = np.where(title, np.minimum(told, TITLE), told)
    told = np.where(_business(words), np.minimum(told, BUSINESS_WORD), told)
    told = np.where(initial, np.minimum(told, INITIAL), told)
    least: F32 = np.where(joining, np.minimum(told, PARTICLE), told).astype(np.float32)
    return least


def _business(words: pl.Series) -> Mask:
    """Business words and legal forms, also with a slip of the pen in a long one."""
    known = words.is_in(list(knowledge.frequencies()))
    unknown = words.filter(~known & (words.str.len_bytes() >= LONG))
    near = alike(_plainly(unknown), _long_generic()).filter(pl.col("similarity") >= SLIPPED)
    slipped = unknown.gather(near["query"].unique())
    return (words.is_in(_generic()) | words.is_in(slipped.implode())).to_numpy()


@cache
def _generic() -> list[str]:
    forms = {form for form in knowledge.legal_forms() if " " not in form}
    return sorted(knowledge.words() | knowledge.abbreviations().keys() | forms)


@cache
def _long_generic() -> Vocabulary:
    return _plainly(pl.Series([word for word in _generic() if len(word) >= LONG]))


def _plainly(words: pl.Series) -> Vocabulary:
    return Vocabulary(words, np.zeros(len(words), np.bool_), np.ones(len(words), np.bool_))


def _first_letters(words: pl.Series) -> tuple[U8, Mask]:
    """First letter of each word as a byte, and whether the word is nothing but that letter."""
    letters = words.str.slice(0, 1).str.encode("hex").str.to_integer(base=16, dtype=pl.UInt8).to_numpy()
    return letters, (words.str.len_bytes() == 1).to_numpy()
