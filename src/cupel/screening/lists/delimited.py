"""Rows of delimited text with their line numbers: a broken row costs that row, not the file."""

import csv
from collections import deque
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple, TextIO

from cupel.chain.intake.sources.text import encoding_of
from cupel.messages import _

LINE_CHARACTERS = 262_144
"""Longest line that is read; the rest of a longer one is skipped, and the line is rejected."""

LINES_OF_A_ROW = 50
"""Longest row in lines: a quotation mark that never ends must not swallow the rest of the file."""

END_OF_FILE = "\x1a"
"""The byte that ends OFAC's files, an older convention of end-of-file."""


class Row(NamedTuple):
    """The cells of a row, and the line it begins at."""

    line: int
    cells: list[str]


class Broken(NamedTuple):
    """A row that cannot be read."""

    line: int
    reason: str
    content: str


class Line(NamedTuple):
    """A line of text; ``whole`` says that none of it was cut off."""

    number: int
    text: str
    whole: bool


def rows(path: Path, *, delimiter: str, width: int | None = None) -> Iterator[Row | Broken]:
    """Rows of ``path``, blank ones left out. ``width`` is their number of cells; None = any.

    Text in quotation marks may hold line feeds; a quotation mark inside an unquoted cell is text.
    """
    with path.open(encoding=encoding_of(path), newline="", errors="replace") as file:
        lines = _lines(file)
        waiting: deque[Line] = deque()
        while line := waiting.popleft() if waiting else next(lines, None):
            if not line.text.strip():
                continue
            yield _row(line, lines, waiting, delimiter=delimiter, width=width)


def text_lines(path: Path) -> Iterator[Line | Broken]:
    """Lines of ``path``, blank ones left out."""
    with path.open(encoding=encoding_of(path), newline="", errors="replace") as file:
        for line in _lines(file):
            if line.text.strip():
                yield line if line.whole else _too_long(line)


def _too_long(line: Line) -> Broken:
    reason = _("the line is longer than {limit} characters").format(limit=LINE_CHARACTERS)
    return Broken(line.number, reason, line.text)


def _lines(file: TextIO) -> Iterator[Line]:
    number = 0
    while text := file.readline(LINE_CHARACTERS):
        number += 1
        part, whole = text, True
        while len(part) == LINE_CHARACTERS and not part.endswith(("\n", "\r")):
            part = file.readline(LINE_CHARACTERS)
            whole = whole and not part
        yield Line(number, text.replace(END_OF_FILE, ""), whole)


def _row(line: Line, lines: Iterator[Line], waiting: deque[Line], *, delimiter: str, width: int | None) -> Row | Broken:
    if not line.whole:
        return _too_long(line)
    if "\0" in line.text:
        return Broken(line.number, _("the row holds a byte of zero"), line.text)
    cells = _cells(line.text, delimiter=delimiter, strict=True)
    if cells is None:
        cells = _over_lines(line, lines, waiting, delimiter=delimiter, width=width)
        cells = cells or _cells(line.text, delimiter=delimiter, strict=False)
    return _fitted(line, cells or [], width)


def _over_lines(
    line: Line, lines: Iterator[Line], waiting: deque[Line], *, delimiter: str, width: int | None
) -> list[str] | None:
    """The cells of a row that goes on over the next lines; these are given back where it does not."""
    text = line.text
    taken: list[Line] = []
    while len(taken) < LINES_OF_A_ROW and len(text) < LINE_CHARACTERS:
        following = waiting.popleft() if waiting else next(lines, None)
        if following is None:
            break
        taken.append(following)
        text += following.text
        cells = _cells(text, delimiter=delimiter, strict=True) if '"' in following.text else None
        if cells is not None and (width is None or len(cells) == width):
            return cells
    waiting.extendleft(reversed(taken))
    return None


def _cells(text: str, *, delimiter: str, strict: bool) -> list[str] | None:
    try:
        return next(csv.reader([text], delimiter=delimiter, strict=strict), [])
    except csv.Error:
        return None


def _fitted(line: Line, cells: list[str], width: int | None) -> Row | Broken:
    if width is not None and len(cells) > width and not any(cell.strip() for cell in cells[width:]):
        cells = cells[:width]
    if width is None or len(cells) == width:
        return Row(line.number, cells)
    reason = _("{found} cells where there should be {expected}").format(found=len(cells), expected=width)
    return Broken(line.number, reason, line.text.rstrip("\r\n"))
