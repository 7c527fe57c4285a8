"""Tracked changes: who made them and when, and the elements that say so."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from itertools import count

from cupel.exchange.docx.xml import Element, element, text_element
from cupel.exchange.layout import Mark, Run, RunKind

_BREAKS = re.compile("([\n\t])")
_MOVES: dict[Mark, str] = {"move-from": "moveFrom", "move-to": "moveTo"}
_CHANGES: dict[RunKind, str] = {"insert": "ins", "delete": "del"}


def instant(when: datetime) -> str:
    """As Word writes it: to the second, on the clock that ``when`` shows."""
    return when.strftime("%Y-%m-%dT%H:%M:%SZ")


@dataclass
class Tracker:
    """Gives every change a number, the author and the date."""

    author: str
    when: datetime
    _numbers: Iterator[int] = field(default_factory=lambda: count(1))

    def change(self, tag: str, /, *children: Element, **more: str) -> Element:
        """``<w:ins>``, ``<w:moveTo>`` and the like."""
        head = {"id": next(self._numbers), "author": self.author, "date": instant(self.when)}
        return element(tag, *children, **head, **more)


def wrapper(mark: Mark, kind: RunKind) -> str | None:
    """The element around a run of this kind in a passage of this mark; None where nothing changed."""
    return _CHANGES.get(kind) or _MOVES.get(mark)


def run_element(run: Run, *, style: str | None, language: str | None, deleted: bool) -> Element:
    """``<w:r>`` with the text of ``run``; line breaks and tabs become elements of their own."""
    made = element("r")
    properties = [element("rStyle", val=style)] if style else []
    properties += [element("lang", val=language)] if language else []
    if properties:
        made.append(element("rPr", *properties))
    for piece in _BREAKS.split(run.text):
        if piece in ("\n", "\t"):
            made.append(element("br" if piece == "\n" else "tab"))
        elif piece:
            made.append(text_element("delText" if deleted else "t", piece))
    return made


def lines(runs: Iterable[Run]) -> Iterator[tuple[list[Run], RunKind | None]]:
    """The runs of each line, with the kind of the line break after it; None after the last one."""
    line: list[Run] = []
    for run in runs:
        for number, piece in enumerate(run.text.split("\n")):
            if number:
                yield line, run.kind
                line = []
            if piece:
                line.append(Run(run.kind, piece, run.slot))
    yield line, None
