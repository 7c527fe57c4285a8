"""Names as written, in pieces: which words agree with the other name, which are alike, which stand alone."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal, TypeAlias

import polars as pl

from cupel.screening.explain import Explanation
from cupel.screening.normalise import normalised

Mark: TypeAlias = Literal["same", "alike", "alone", ""]
WORD = re.compile(r"[\w'’`´.&/]+")
"""What is written as one word: letters and digits with dots, apostrophes and the like inside."""


@dataclass(frozen=True)
class Piece:
    """Part of a name as written, with its mark; empty for signs, legal forms and titles, which are not compared."""

    text: str
    mark: Mark = ""


Marked: TypeAlias = tuple[Piece, ...]


def marked(ours: pl.DataFrame, theirs: pl.DataFrame, told: Sequence[Explanation]) -> list[tuple[Marked, Marked]]:
    """Both names (``name, kind`` per row) of each explanation, in pieces that together are the name."""
    marks = [_marks(each) for each in told]
    left = _side(ours, [mark[0] for mark in marks])
    right = _side(theirs, [mark[1] for mark in marks])
    return list(zip(left, right, strict=True))


def _marks(told: Explanation) -> tuple[dict[int, Mark], dict[int, Mark]]:
    """Mark per place of a word, of both names."""
    ours: dict[int, Mark] = {}
    theirs: dict[int, Mark] = {}
    for row in told.rows:
        met = row.ours is not None and row.theirs is not None
        mark: Mark = "alone" if not met else "same" if row.similarity == 1.0 else "alike"
        ours |= dict.fromkeys(row.ours_at, mark)
        theirs |= dict.fromkeys(row.theirs_at, mark)
    return ours, theirs


def _side(names: pl.DataFrame, marks: list[dict[int, Mark]]) -> Iterator[Marked]:
    whole = normalised(names.select("name", "kind"))["tokens"].to_list()
    texts = names["name"].to_list()
    written = pl.DataFrame(
        [(word, kind) for text, kind in zip(texts, names["kind"], strict=True) for word in WORD.findall(text)],
        schema={"name": pl.String, "kind": pl.String},
        orient="row",
    ).unique(maintain_order=True)
    split = normalised(written)
    tokens = {(name, kind): words for name, kind, words in split.select("name", "kind", "tokens").iter_rows()}
    for text, kind, words, mark in zip(texts, names["kind"].to_list(), whole, marks, strict=True):
        yield _pieces(text, words, {word: tokens[word, kind] for word in WORD.findall(text)}, mark)


def _pieces(text: str, words: list[str], tokens: dict[str, list[str]], marks: dict[int, Mark]) -> Marked:
    spans = [(match.start(), match.end()) for match in WORD.finditer(text)]
    of_span = _spans(words, [tokens[text[start:end]] for start, end in spans])
    found: list[Piece] = []
    at = 0
    for number, (start, end) in enumerate(spans):
        if start > at:
            found.append(Piece(text[at:start]))
        found.append(Piece(text[start:end], _worst([marks.get(place, "") for place in of_span.get(number, ())])))
        at = end
    return tuple([*found, Piece(text[at:])] if at < len(text) else found)


def _spans(words: list[str], written: list[list[str]]) -> dict[int, list[int]]:
    """Places of the compared words in each written word: equal ones in order; what lies between them is shared out
    where as many are left on both sides, or where several letters were read as one word.
    """
    flat = [(word, number) for number, parts in enumerate(written) for word in parts]
    found: dict[int, list[int]] = {}
    matcher = SequenceMatcher(None, [word for word, _number in flat], words, autojunk=False)
    for kind, first, last, start, end in matcher.get_opcodes():
        numbers = [number for _word, number in flat[first:last]]
        if kind == "equal" or len(numbers) == end - start:
            for number, place in zip(numbers, range(start, end), strict=True):
                found.setdefault(number, []).append(place)
        elif end - start == 1:
            for number in numbers:
                found.setdefault(number, []).append(start)
    return found


def _worst(marks: list[Mark]) -> Mark:
    """The mark that tells least in common."""
    order: tuple[Mark, ...] = ("alone", "alike", "same")
    return next((mark for mark in order if mark in marks), "")
