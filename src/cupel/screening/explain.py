"""Why two names score as they do: their words side by side with similarity and weight, as the kernel put them.

The score follows from the rows and the legal forms alone. With A the sum of similarity times weight and B the sum of
weights over the rows that have both sides, R and S the weights of words that only ours and only theirs has, and the
constants of :mod:`cupel.screening.scoring`::

    apart   = (1 - A / (B + R), 1 - A / (B + S))
    score   = 1 - ONE_SIDED * max(apart)^2 - BOTH_SIDED * min(apart)
    score  -= NUMBERS_DIFFER if both names have a numeral that stands alone, NUMBER_MISSING if one has
    score  -= FORMS_DIFFER if both state a legal form and share no class of it
    telling = LEAST_TELLING + (1 - LEAST_TELLING) * min(1, B / ENOUGH), at most NOBODY where no row with both sides,
              initials aside, has a weight of TELLING_WORD
    score   = max(score, FAINT * 2A / (2B + R + S)) * telling, at most NEARLY

Names of the same words in any order, none of them glued, whose legal forms do not differ, score ``telling`` itself;
names without a row that has both sides score 0.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import polars as pl

from cupel.screening import knowledge
from cupel.screening.arrays import Desk, Side, Task
from cupel.screening.batch import desk_for, task_for
from cupel.screening.index import Names, prepared
from cupel.screening.scoring import INITIAL_FITS, fit_score, lay_out
from cupel.screening.vocabulary import alike


@dataclass(frozen=True)
class Aligned:
    """Words put side by side, normalised; None where a word stands alone. ``weight`` in (0, 1].

    ``ours_at`` and ``theirs_at`` are their places among the words of the names, from 0; neighbours may be glued.
    """

    ours: str | None
    theirs: str | None
    similarity: float
    weight: float
    ours_at: tuple[int, ...]
    theirs_at: tuple[int, ...]

    @property
    def initial(self) -> bool:
        """Whether a single letter stands for a word that begins with it."""
        letters = {len(word) for word in (self.ours, self.theirs) if word}
        return self.similarity == INITIAL_FITS and 1 in letters

    @property
    def numeral(self) -> bool:
        """Whether it is a number, not a word."""
        return (self.ours or self.theirs or "").startswith(knowledge.NUMBER)


@dataclass(frozen=True)
class Explanation:
    """A pair of names: ``rows`` in the order of our words, then words that only theirs has; classes of legal forms; the
    score of the names.
    """

    rows: tuple[Aligned, ...]
    our_forms: tuple[str, ...]
    their_forms: tuple[str, ...]
    score: float

    @property
    def forms_differ(self) -> bool:
        """Whether both names state a legal form and share no class of it."""
        return bool(self.our_forms and self.their_forms) and not set(self.our_forms) & set(self.their_forms)


def explain(ours: str, theirs: str, *, our_kind: str | None = None, their_kind: str | None = None) -> Explanation:
    """Two names; kinds as in :data:`cupel.screening.tables.ENTITY_KINDS`, unknown by default."""
    left, right = (
        pl.DataFrame([(name, kind)], schema={"name": pl.String, "kind": pl.String}, orient="row")
        for name, kind in ((ours, our_kind), (theirs, their_kind))
    )
    return explain_pairs(left, right)[0]


def explain_pairs(left: pl.DataFrame, right: pl.DataFrame) -> list[Explanation]:
    """The pairs of names in each row of ``left`` and ``right`` (both ``name, kind``)."""
    ours, theirs = prepared(left), prepared(right)
    task = task_for(ours, theirs, alike(ours.vocabulary, theirs.vocabulary), 0.0)
    desk, words = desk_for(task), (ours.vocabulary.words.to_list(), theirs.vocabulary.words.to_list())
    return [_explained(n, task, desk, words, (ours, theirs)) for n in range(ours.size)]


def _explained(
    n: int, task: Task, desk: Desk, words: tuple[list[str], list[str]], names: tuple[Names, Names]
) -> Explanation:
    lay_out(n, task.query, task.alike, desk)
    score = float(fit_score(n, n, task.query, task.listed, desk))
    sides = (_Units.of(n, task.query, words[0]), _Units.of(n, task.listed, words[1]))
    met = [_met(desk, place, *sides) for place in range(int(desk.taken[0]))]
    alone = [
        *_alone(sides[0], {at for row in met for at in row.ours_at}, ours=True),
        *_alone(sides[1], {at for row in met for at in row.theirs_at}, ours=False),
    ]
    rows = sorted([*met, *alone], key=lambda row: (not row.ours_at, row.ours_at, row.theirs_at))
    our_forms, their_forms = (_forms(int(side.forms[n])) for side in names)
    return Explanation(tuple(rows), our_forms, their_forms, score)


@dataclass(frozen=True)
class _Units:
    """The units of one name by mask: text and weight; weights of its single words."""

    text: dict[int, str]
    weight: dict[int, float]
    singles: int

    @classmethod
    def of(cls, n: int, side: Side, words: list[str]) -> "_Units":
        first, last = int(side.ptr[n]), int(side.ptr[n + 1])
        masks = side.mask[first:last].tolist()
        text = {mask: words[word] for mask, word in zip(masks, side.word[first:last].tolist(), strict=True)}
        weight = dict(zip(masks, side.unit[first:last].astype(np.float64).tolist(), strict=True))
        return cls(text, weight, int(side.singles[n]))


def _met(desk: Desk, place: int, ours: _Units, theirs: _Units) -> Aligned:
    mask, other, fit = int(desk.taken_ours[place]), int(desk.taken_theirs[place]), float(desk.taken_fit[place])
    one, two = ours.text[mask], theirs.text[other]
    weights = (ours.weight[mask], theirs.weight[other])
    initial = fit == INITIAL_FITS and 1 in {len(one), len(two)}
    weight = max(weights) / 2 if initial else min(weights)
    return Aligned(one, two, fit, weight, _places(mask), _places(other))


def _alone(units: _Units, taken: set[int], *, ours: bool) -> Iterator[Aligned]:
    for at in range(units.singles):
        if at not in taken:
            word, weight = units.text[1 << at], units.weight[1 << at]
            yield Aligned(word, None, 0.0, weight, (at,), ()) if ours else Aligned(None, word, 0.0, weight, (), (at,))


def _places(mask: int) -> tuple[int, ...]:
    return tuple(at for at in range(mask.bit_length()) if mask >> at & 1)


def _forms(bits: int) -> tuple[str, ...]:
    return tuple(kind for bit, kind in enumerate(knowledge.form_classes()) if bits >> bit & 1)
