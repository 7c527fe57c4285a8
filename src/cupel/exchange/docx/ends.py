"""Ends of paragraphs that LibreOffice would take for one change with the next paragraph.

Where a paragraph that stays ends with an insertion and an inserted one follows, it joins both into one change, and
loses the paragraph's end when that is rejected; so with deletions that are accepted. Such a paragraph is made to end
otherwise: what goes and what comes change their order, or the last sign that stays goes and comes again.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from cupel.exchange.layout import Mark, Passage, Run, RunKind

_ALIKE: dict[RunKind, tuple[Mark, ...]] = {"insert": ("insert", "move-to"), "delete": ("delete", "move-from")}
_OTHER: dict[RunKind, RunKind] = {"insert": "delete", "delete": "insert"}


def kept_apart(passages: Iterable[Passage]) -> Iterator[Passage]:
    """The same passages; accepted or rejected, they say the same."""
    before: Passage | None = None
    for passage in passages:
        if before is not None:
            last = before.runs[-1].kind
            alike = before.mark == "keep" and passage.mark in _ALIKE.get(last, ())
            yield replace(before, runs=ending_otherwise(before.runs)) if alike else before
        before = passage
    if before is not None:
        yield before


def ending_otherwise(runs: tuple[Run, ...]) -> tuple[Run, ...]:
    """Runs of the same old and new text whose last one is of the other kind."""
    *rest, last = runs
    other = _OTHER[last.kind]
    at = next((number for number in range(len(rest), 0, -1) if rest[number - 1].kind != last.kind), 0)
    if at == 0:
        return runs
    tail, middle = (*rest[at:], last), rest[at - 1]
    if middle.kind == other:
        start = next((number for number in range(at, 0, -1) if rest[number - 1].kind != other), 0)
        return (*rest[:start], *tail, *rest[start:at])
    stays, sign = ("", middle.text) if middle.slot else (middle.text[:-1], middle.text[-1])
    if "\n" in sign:
        return runs
    kept = (Run("keep", stays, middle.slot),) if stays else ()
    return (*rest[: at - 1], *kept, Run(last.kind, sign, middle.slot), *tail, Run(other, sign, middle.slot))
