"""The shape of a delimited text file: its delimiter, its heading row, and whether every row has as many fields."""

import csv
from collections import Counter
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import numpy as np
import numpy.typing as npt

DELIMITERS = ",;\t|"
HEAD_ROWS = 20
_CHUNK = 1 << 23
_QUOTE, _FEED, _RETURN = ord('"'), ord("\n"), ord("\r")

Bytes = npt.NDArray[np.uint8]
Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Tally:
    """What a file holds outside quotation marks; ``closed`` is false where a quotation mark never ends."""

    separators: int
    records: int
    blank: int
    closed: bool


def delimiter_of(path: Path) -> str:
    """The delimiter that splits the first rows most evenly into most fields; a comma where nothing splits them."""
    with path.open(encoding="utf-8", newline="") as file:
        sample = "".join(islice(file, HEAD_ROWS))
    first = sample.split("\n", 1)[0].strip()
    if first[:4].lower() == "sep=" and first[4:5] in DELIMITERS:
        return first[4]
    return max(DELIMITERS, key=lambda mark: _evenness(sample, mark))


def _evenness(sample: str, delimiter: str) -> tuple[int, int]:
    widths = Counter(len(row) for row in csv.reader(sample.splitlines(keepends=True), delimiter=delimiter) if row)
    width, times = max(widths.items(), key=lambda item: (item[0] > 1, item[1], item[0]), default=(1, 0))
    return (times, width) if width > 1 else (0, 1)


def heading_row(rows: list[list[str]]) -> int:
    """Index of the first row that is about as wide as any of the first rows and has no number in it."""
    filled = [[cell for cell in row if cell.strip()] for row in rows]
    widest = max((len(row) for row in filled), default=0)
    for index, row in enumerate(filled):
        if row and len(row) >= 0.6 * widest and not any(_numeric(cell) for cell in row):
            return index
    return next((index for index, row in enumerate(filled) if row), 0)


def _numeric(cell: str) -> bool:
    return cell.strip().replace(".", "", 1).replace(",", "", 1).lstrip("+-").isdigit()


def unique_headings(cells: list[str]) -> tuple[str, ...]:
    """Headings as they are, made unique; a column without one is called by its number."""
    names: list[str] = []
    for number, cell in enumerate(cells, start=1):
        name = cell.strip() or f"({number})"
        while name in names:
            name = f"{name} ({number})"
        names.append(name)
    return tuple(names)


def tally(path: Path, delimiter: str) -> Tally:
    """Separators, records and blank lines of a file, without parsing its fields."""
    separators = records = blank = 0
    inside, last = False, _FEED
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            data = np.frombuffer(chunk, dtype=np.uint8)
            outside, inside = _outside_quotes(data, inside=inside)
            separators += int(np.count_nonzero((data == ord(delimiter)) & outside))
            ends = (data == _FEED) & outside
            records += int(np.count_nonzero(ends))
            blank += _blank_lines(data, ends, last=last)
            last = next((int(byte) for byte in data[:-3:-1] if byte != _RETURN), last)
    unended = int(last != _FEED)
    return Tally(separators, records + unended - blank, blank, closed=not inside)


def _outside_quotes(data: Bytes, *, inside: bool) -> tuple[Mask, bool]:
    quotes = data == _QUOTE
    if not quotes.any():
        return np.full(data.shape, not inside), inside
    within = np.bitwise_xor.accumulate(quotes) ^ inside
    return ~within, bool(within[-1])


def _blank_lines(data: Bytes, ends: Mask, *, last: int) -> int:
    at = np.flatnonzero(ends)
    before = np.concatenate(([-1 if last == _FEED else -3], at[:-1])) if at.size else at
    gap = at - before
    return int(np.count_nonzero((gap == 1) | ((gap == 2) & (data[at - 1] == _RETURN))))
