"""Word-level comparison of two texts, with neighbouring edits merged so that it reads like an editor's mark-up."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal, TypeAlias

PieceKind: TypeAlias = Literal["keep", "delete", "insert"]
_TOKEN = re.compile(r"\s*\w+|\s*[^\w\s]|\s+")
_WORD = re.compile(r"\w+")
_LONGEST_BRIDGE = 3
"""An unchanged run of at most so many words between larger edits is struck and rewritten with them."""


@dataclass(frozen=True)
class Piece:
    """A run of text that stays, goes or comes."""

    kind: PieceKind
    text: str


@dataclass(frozen=True)
class Redline:
    """What turns the old text into the new one; between two kept pieces there is at most one deletion and insertion."""

    pieces: tuple[Piece, ...]

    @property
    def changed(self) -> bool:
        """Whether the texts differ."""
        return any(piece.kind != "keep" for piece in self.pieces)

    @property
    def old(self) -> str:
        """The old text."""
        return "".join(piece.text for piece in self.pieces if piece.kind != "insert")

    @property
    def new(self) -> str:
        """The new text."""
        return "".join(piece.text for piece in self.pieces if piece.kind != "delete")

    def apply(self, text: str) -> str:
        """The new text of ``text``; raises ValueError where it is not the old text."""
        if text != self.old:
            message = "the redline was made for another text"
            raise ValueError(message)
        return self.new


def redline(old: str, new: str) -> Redline:
    """The redline from ``old`` to ``new``."""
    if old == new:
        return Redline((Piece("keep", old),) if old else ())
    before, after = _TOKEN.findall(old), _TOKEN.findall(new)
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    runs = [
        _Run(tag == "equal", "".join(before[i:j]), "".join(after[k:m])) for tag, i, j, k, m in matcher.get_opcodes()
    ]
    return Redline(tuple(_pieces(_bridged(runs))))


@dataclass
class _Run:
    equal: bool
    old: str
    new: str

    @property
    def words(self) -> int:
        return max(len(_WORD.findall(self.old)), len(_WORD.findall(self.new)))


def _bridged(runs: list[_Run]) -> list[_Run]:
    """Short unchanged runs between edits join them; then adjoining edits are one."""
    joined: list[_Run] = []
    for number, run in enumerate(runs):
        inside = 0 < number < len(runs) - 1
        equal = run.equal and not (inside and _is_bridge(run, runs[number - 1], runs[number + 1]))
        if joined and not equal and not joined[-1].equal:
            joined[-1] = _Run(False, joined[-1].old + run.old, joined[-1].new + run.new)
        else:
            joined.append(_Run(equal, run.old, run.new))
    return joined


def _is_bridge(run: _Run, before: _Run, after: _Run) -> bool:
    return run.words <= 1 or (run.words <= _LONGEST_BRIDGE and 2 * run.words < before.words + after.words)


def _pieces(runs: list[_Run]) -> Iterator[Piece]:
    for run in runs:
        if run.equal:
            yield Piece("keep", run.old)
            continue
        if run.old:
            yield Piece("delete", run.old)
        if run.new:
            yield Piece("insert", run.new)
